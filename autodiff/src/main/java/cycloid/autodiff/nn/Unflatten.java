package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.Shapes;

/** The last axis as several. */
public final class Unflatten extends Layer {
  private final int[] extents;

  /** The extents that the last axis becomes; one of them may be -1 and is inferred. */
  public Unflatten(int... extents) {
    this.extents = extents.clone();
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    int[] shape = x.shape();
    int[] unflattened = new int[shape.length - 1 + extents.length];
    System.arraycopy(shape, 0, unflattened, 0, shape.length - 1);
    System.arraycopy(extents, 0, unflattened, shape.length - 1, extents.length);
    return x.reshape(unflattened);
  }

  @Override
  public String toString() {
    return "unflatten" + Shapes.text(extents);
  }
}

package cycloid.autodiff.nn;

import cycloid.tensor.Array;

/** All axes but the first, which is the batch, as one. */
public final class Flatten extends Layer {
  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    int[] shape = x.shape();
    int batch = shape.length == 0 ? 1 : shape[0];
    return x.reshape(batch, batch == 0 ? 0 : x.size() / batch);
  }

  @Override
  public String toString() {
    return "flatten";
  }
}

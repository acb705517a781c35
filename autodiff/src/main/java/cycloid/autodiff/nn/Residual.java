package cycloid.autodiff.nn;

import cycloid.tensor.Array;

/**
 * A layer and a way around it.
 *
 * <pre>
 * Formula:   out = x + inner(x)
 * Source:    He, Zhang, Ren and Sun 2016 (arXiv:1512.03385)
 * </pre>
 */
public final class Residual extends Layer {
  private final Layer inner;

  /** The way around a layer whose output has the shape of its input. */
  public Residual(Layer inner) {
    this.inner = child("inner", inner);
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    return x.add(inner.forward(x, p));
  }
}

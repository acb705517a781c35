package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;

/** A module that is a function of one array. */
public abstract class Layer extends Module {

  /**
   * The layer's value at x.
   *
   * @param x the input; leading axes are a batch
   * @param p where the layer finds its parameters
   */
  public abstract <A extends Array<A>> A forward(A x, Parameters<A> p);

  /** The layer's value at x with its parameters as they are; nothing is recorded. */
  public final Tensor forward(Tensor x) {
    return forward(x, Parameters.values());
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/** How a parameter starts. */
@FunctionalInterface
public interface Initializer {

  /**
   * A fresh tensor of initial values; the same for the same key.
   *
   * @param shape weights are (out, in), or (out, in, kernel...)
   */
  Tensor initialize(DType dtype, Random key, int... shape);
}

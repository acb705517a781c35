package cycloid.tensor;

import cycloid.simd.DType;

/** What an elementwise function reads: numbers, or a function of others that gives them when it must. */
public sealed interface Operand permits Tensor, Deferred {
  /** The extents. */
  int[] shape();

  /** The element type. */
  DType dtype();

  /** The numbers. */
  Tensor value();
}

package cycloid.bench;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/** Numbers to work on: the same in every run. */
final class Operands {
  private static final Random KEY = Random.key(1);

  private Operands() {}

  /** Standard normal numbers; another seed gives others. */
  static Tensor normal(DType dtype, int seed, int... shape) {
    return KEY.fold(seed).normal(dtype, shape);
  }

  /** Numbers uniform in [0, 1). */
  static Tensor uniform(DType dtype, int seed, int... shape) {
    return KEY.fold(seed).uniform(dtype, shape);
  }

  /** Labels in [0, classes). */
  static int[] labels(int seed, int classes, int count) {
    return KEY.fold(seed).integers(0, classes, count);
  }
}

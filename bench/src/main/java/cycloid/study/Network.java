package cycloid.study;

import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Sequential;
import cycloid.simd.DType;
import cycloid.tensor.random.Random;

/** The network that learns to read digits. */
final class Network {
  private static final int FIRST = 128;
  private static final int SECOND = 64;

  static final String DESCRIPTION =
      "The network has two hidden layers, of " + FIRST + " and " + SECOND
          + " rectified units, and float weights that start uniform within one over the root of the number of inputs.";

  /** The name of the last layer's matrix. */
  static final String LAST_WEIGHT = "4.weight";

  private Network() {}

  static Sequential create(Random key) {
    Random[] keys = key.split(3);
    return new Sequential(
        new Linear(Digits.PIXELS, FIRST, DType.F32, keys[0]),
        Activation.relu(),
        new Linear(FIRST, SECOND, DType.F32, keys[1]),
        Activation.relu(),
        new Linear(SECOND, Digits.CLASSES, DType.F32, keys[2]));
  }
}

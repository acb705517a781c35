package cycloid.study;

import cycloid.tensor.random.Random;
import java.util.Arrays;

/**
 * The digits in three parts, drawn once and for all from a fixed key: to learn from, to choose learning rates by, and to
 * be examined on at the end.
 */
record DigitsSplit(Digits training, Digits validation, Digits test) {
  private static final long KEY = 1964;
  private static final int TEST = 360;
  private static final int VALIDATION = 237;

  static DigitsSplit of(Digits digits) {
    int[] order = Random.key(KEY).permutation(digits.count());
    int examined = TEST + VALIDATION;
    return new DigitsSplit(
        digits.select(Arrays.copyOfRange(order, examined, order.length)),
        digits.select(Arrays.copyOfRange(order, TEST, examined)),
        digits.select(Arrays.copyOfRange(order, 0, TEST)));
  }
}

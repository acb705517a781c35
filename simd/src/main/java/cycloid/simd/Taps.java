package cycloid.simd;

import java.util.Arrays;

/**
 * Along one axis of a correlation, what an output sums: output u reads inputs u * stride + shifts[t], times elements
 * elements[t] of the kernel, and is element first + u * step of the result.
 *
 * @param inputs the extent of what is read; beyond it are zeros
 * @param outputs how many are computed
 */
record Taps(
    int inputs, int outputs, int stride, int[] shifts, int[] elements, int first, int step) {

  /** The taps of a convolution: all of the kernel, for every position of the window. */
  static Taps forward(Window window) {
    int[] shifts = new int[window.kernel()];
    int[] elements = new int[window.kernel()];
    for (int t = 0; t < shifts.length; t++) {
      shifts[t] = t * window.dilation() - window.before();
      elements[t] = t;
    }
    return new Taps(window.in(), window.out(), window.stride(), shifts, elements, 0, 1);
  }

  /**
   * The taps of its adjoint for every stride-th of the inputs, from {@code phase} on: input i = phase + u * stride was
   * seen at position o and tap t where o * stride = i + before - t * dilation, so o is u plus the same number for all u.
   */
  static Taps adjoint(Window window, int phase) {
    int stride = window.stride();
    int[] shifts = new int[window.kernel()];
    int[] elements = new int[window.kernel()];
    int count = 0;
    for (int t = 0; t < window.kernel(); t++) {
      int distance = phase + window.before() - t * window.dilation();
      if (distance % stride == 0) {
        shifts[count] = distance / stride;
        elements[count++] = t;
      }
    }
    int outputs = phase < window.in() ? (window.in() - 1 - phase) / stride + 1 : 0;
    return new Taps(
        window.out(),
        outputs,
        1,
        Arrays.copyOf(shifts, count),
        Arrays.copyOf(elements, count),
        phase,
        stride);
  }

  int count() {
    return shifts.length;
  }

  int leastShift() {
    int least = shifts.length == 0 ? 0 : shifts[0];
    for (int shift : shifts) {
      least = Math.min(least, shift);
    }
    return least;
  }

  /** From the first input of an output to its last. */
  int span() {
    int least = leastShift();
    int span = 0;
    for (int shift : shifts) {
      span = Math.max(span, shift - least);
    }
    return span;
  }
}

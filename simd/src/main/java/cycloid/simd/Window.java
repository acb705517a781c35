package cycloid.simd;

/**
 * How a window slides along one axis, as those of convolutions and pooling do: at position o and tap t it sees input
 * o * stride + t * dilation - before, and nothing where that lies outside.
 *
 * @param in the number of inputs
 * @param out the number of positions
 * @param kernel the number of taps
 * @param stride from one position to the next
 * @param dilation from one tap to the next
 * @param before by how much the first window begins before the first input
 */
public record Window(int in, int out, int kernel, int stride, int dilation, int before) {

  /** Checks the numbers: kernel, stride and dilation at least 1, the others at least 0. */
  public Window {
    if (in < 0 || out < 0 || kernel < 1 || stride < 1 || dilation < 1 || before < 0) {
      throw new IllegalArgumentException(
          "window: kernel, stride, dilation must be at least 1, in, out, before at least 0; got kernel="
              + kernel + ", stride=" + stride + ", dilation=" + dilation + ", in=" + in + ", out="
              + out + ", before=" + before);
    }
    long reach = (out - 1L) * stride + (kernel - 1L) * dilation;
    if (reach > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "window: the last tap must be at most 2147483647 after the first; got " + reach);
    }
  }

  /** The inputs from the first tap to the last: (kernel - 1) * dilation + 1. */
  public static long extent(int kernel, int dilation) {
    return (kernel - 1L) * dilation + 1;
  }

  /** The input seen at a position and a tap; outside of [0, in) there is none. */
  int input(int position, int tap) {
    return position * stride + tap * dilation - before;
  }

  /** The first tap that sees an input at a position, where there is one before {@link #endTap}. */
  int firstTap(int position) {
    int distance = before - position * stride;
    return distance <= 0 ? 0 : (distance - 1) / dilation + 1;
  }

  /** The tap from which on no input is seen at a position any more. */
  int endTap(int position) {
    int distance = in + before - position * stride;
    return distance <= 0 ? 0 : Math.min(kernel, (distance - 1) / dilation + 1);
  }

  /** Whether all taps see an input at every position. */
  boolean isInside() {
    return out == 0 || before == 0 && input(out - 1, kernel - 1) < in;
  }

  /** Whether every position sees an input at some tap. */
  public boolean alwaysSeesAnInput() {
    for (int position = 0; position < out; position++) {
      if (firstTap(position) >= endTap(position)) {
        return false;
      }
    }
    return true;
  }
}

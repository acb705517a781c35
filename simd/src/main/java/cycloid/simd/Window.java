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

  /** The first position at which a tap sees an input, where there is one before {@link #endInside}. */
  int firstInside(int tap) {
    int distance = before - tap * dilation;
    return distance <= 0 ? 0 : (distance - 1) / stride + 1;
  }

  /** The position from which on a tap sees no input any more. */
  int endInside(int tap) {
    int distance = in + before - tap * dilation;
    return distance <= 0 ? 0 : Math.min(out, (distance - 1) / stride + 1);
  }

  /** Whether every position sees an input at some tap. */
  public boolean alwaysSeesAnInput() {
    for (int position = 0; position < out; position++) {
      boolean sees = false;
      for (int tap = 0; tap < kernel && !sees; tap++) {
        int input = input(position, tap);
        sees = input >= 0 && input < in;
      }
      if (!sees) {
        return false;
      }
    }
    return true;
  }
}

package cycloid.simd;

/** Rows of an array taken from given places, and added to them. */
public final class Gather {
  private Gather() {}

  /**
   * Takes rows of n elements.
   *
   * <pre>
   * Formula:   out[i, j] = x[places[i], j]
   * Memory:    x is not modified; out is written, and must not overlap x; both are contiguous
   * Errors:    IndexOutOfBoundsException when a place is outside of the array
   * </pre>
   */
  public static void take(
      DType dtype, int[] places, int n, Object x, int xOffset, Object out, int outOffset) {
    if (dtype == DType.F32) {
      FloatGather.take(places, n, (float[]) x, xOffset, (float[]) out, outOffset);
    } else {
      DoubleGather.take(places, n, (double[]) x, xOffset, (double[]) out, outOffset);
    }
  }

  /**
   * Adds rows of n elements, one after another.
   *
   * <pre>
   * Formula:   out[places[i], j] += x[i, j] for i = 0, 1, ...
   * Memory:    x is not modified; out is, and must not overlap x; both are contiguous
   * Errors:    IndexOutOfBoundsException when a place is outside of the array
   * </pre>
   */
  public static void add(
      DType dtype, int[] places, int n, Object x, int xOffset, Object out, int outOffset) {
    if (dtype == DType.F32) {
      FloatGather.add(places, n, (float[]) x, xOffset, (float[]) out, outOffset);
    } else {
      DoubleGather.add(places, n, (double[]) x, xOffset, (double[]) out, outOffset);
    }
  }
}

package cycloid.simd;

/**
 * Loops over the rows of a matrix that are parts of larger operations, for rows of any length: what a kernel would do with a
 * reduction, without its start for each row.
 */
public final class Rows {
  private Rows() {}

  /**
   * Subtracts from each row its greatest element.
   *
   * <pre>
   * Formula:   out[i,j] = x[i,j] - max_j x[i,j]
   * Shapes:    x (rows, n) with rows {@code xRowStride} apart, n above 0; out (rows, n) without gaps
   * Edge:      a row with NaN is NaN everywhere
   * </pre>
   */
  public static void shiftByMaximum(
      DType dtype,
      int rows,
      int n,
      Object x,
      int xOffset,
      int xRowStride,
      Object out,
      int outOffset) {
    if (dtype == DType.F32) {
      FloatRowLoops.shiftByMaximum(
          rows, n, (float[]) x, xOffset, xRowStride, (float[]) out, outOffset);
    } else {
      DoubleRowLoops.shiftByMaximum(
          rows, n, (double[]) x, xOffset, xRowStride, (double[]) out, outOffset);
    }
  }

  /**
   * The sum of each row.
   *
   * <pre>
   * Formula:   sums[i] = sum_j x[i,j], as four sums of every fourth element, in double
   * Shapes:    x (rows, n) without gaps
   * </pre>
   */
  public static void sums(
      DType dtype, int rows, int n, Object x, int offset, Object sums, int sumsOffset) {
    if (dtype == DType.F32) {
      FloatRowLoops.sums(rows, n, (float[]) x, offset, (float[]) sums, sumsOffset);
    } else {
      DoubleRowLoops.sums(rows, n, (double[]) x, offset, (double[]) sums, sumsOffset);
    }
  }

  /** Multiplies each row, in place, by a factor over the row's divisor; x (rows, n) has no gaps. */
  public static void scale(
      DType dtype, int rows, int n, Object x, int offset, double factor, Object divisors) {
    if (dtype == DType.F32) {
      FloatRowLoops.scale(rows, n, (float[]) x, offset, factor, (float[]) divisors);
    } else {
      DoubleRowLoops.scale(rows, n, (double[]) x, offset, factor, (double[]) divisors);
    }
  }
}

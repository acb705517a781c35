package cycloid.simd;

/** Sums of the columns of a matrix: whole rows are added, in a fixed order. */
public final class ColumnSum {
  /** Columns in a piece of work. */
  private static final int PIECE = 1 << 12;

  private ColumnSum() {}

  /**
   * Sets a row to the sum of at least one row.
   *
   * <pre>
   * Formula:   y = x[0];   y += ((x[1] + x[2]) + (x[3] + x[4])) + ((x[5] + x[6]) + (x[7] + x[8]));   ...
   *            the rows that are left one by one
   * Shapes:    x (rows, n) with contiguous rows, any distance apart -> y (n)
   * Memory:    x is not modified; y is written, and must not overlap x
   * Accuracy:  scalar and vector, and any number of threads, agree bitwise
   * </pre>
   */
  public static void sum(
      DType dtype, int rows, int n, Object x, int offset, int stride, Object y, int to) {
    sum(dtype, Simd.provider() == Provider.VECTOR, rows, n, x, offset, stride, y, to);
  }

  static void sum(
      DType dtype,
      boolean vector,
      int rows,
      int n,
      Object x,
      int offset,
      int stride,
      Object y,
      int to) {
    if (dtype == DType.F32) {
      float[] source = (float[]) x;
      float[] sums = (float[]) y;
      Workers.run(
          n,
          PIECE,
          (start, end) -> FloatColumnSum.sum(
              vector, rows, end - start, source, offset + start, stride, sums, to + start));
    } else {
      double[] source = (double[]) x;
      double[] sums = (double[]) y;
      Workers.run(
          n,
          PIECE,
          (start, end) -> DoubleColumnSum.sum(
              vector, rows, end - start, source, offset + start, stride, sums, to + start));
    }
  }
}

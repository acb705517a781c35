package cycloid.simd;

/** Copies matrices turned over. */
public final class Transpose {
  /** Columns in a piece of work. */
  private static final int PIECE = 64;

  /** Elements from which on threads share the work. */
  private static final int LARGE = 1 << 17;

  private Transpose() {}

  /**
   * Copies a matrix turned over: its columns become rows.
   *
   * <pre>
   * Formula:   target[j, i] = source[i, j]
   * Shapes:    source (rows, columns) -> target (columns, rows); the rows of both are contiguous, any distance apart
   * Memory:    source is not modified; target must not overlap it
   * Errors:    IndexOutOfBoundsException when an element is outside of its array
   * </pre>
   */
  public static void copy(
      DType dtype,
      int rows,
      int columns,
      Object source,
      int from,
      int fromStride,
      Object target,
      int to,
      int toStride) {
    int piece = (long) rows * columns < LARGE ? Math.max(1, columns) : PIECE;
    if (dtype == DType.F32) {
      float[] x = (float[]) source;
      float[] y = (float[]) target;
      Workers.run(
          columns,
          piece,
          (start, end) -> FloatTranspose.copy(
              rows, end - start, x, from + start, fromStride, y, to + start * toStride, toStride));
    } else {
      double[] x = (double[]) source;
      double[] y = (double[]) target;
      Workers.run(
          columns,
          piece,
          (start, end) -> DoubleTranspose.copy(
              rows, end - start, x, from + start, fromStride, y, to + start * toStride, toStride));
    }
  }
}

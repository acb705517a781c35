package cycloid.simd;

/** Running sums along an axis. */
public final class RunningSum {
  /** Elements in a piece of work, about. */
  private static final int PIECE = 1 << 15;

  private RunningSum() {}

  /**
   * Sums along the middle axis, from its beginning or from its end.
   *
   * <pre>
   * Formula:   y[o, i, j] = x[o, 0, j] + ... + x[o, i, j], or from the end x[o, i, j] + ... + x[o, n - 1, j]
   * Shapes:    x (outer, n, inner) -> y (outer, n, inner), both contiguous
   * Memory:    x is not modified; y is written, and must not overlap x
   * Accuracy:  sums in order, in double; each rounded once to the dtype
   * </pre>
   */
  public static void run(
      DType dtype,
      int outer,
      int n,
      int inner,
      boolean fromEnd,
      Object x,
      int xOffset,
      Object y,
      int yOffset) {
    // Whole groups of four, which are summed side by side.
    int piece = (int) Math.max(4, PIECE / Math.max(1L, (long) n * inner) & -4);
    if (dtype == DType.F32) {
      FloatRunningSums sums =
          new FloatRunningSums(n, inner, fromEnd, (float[]) x, xOffset, (float[]) y, yOffset);
      Workers.run(outer, piece, sums::run);
    } else {
      DoubleRunningSums sums =
          new DoubleRunningSums(n, inner, fromEnd, (double[]) x, xOffset, (double[]) y, yOffset);
      Workers.run(outer, piece, sums::run);
    }
  }
}

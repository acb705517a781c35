package cycloid.simd;

/** Finds the greatest elements of windows that slide over images. */
public final class MaxPooling {
  /** Windows in a piece of work, about. */
  private static final int PIECE = 1 << 14;

  private MaxPooling() {}

  /**
   * Where the greatest element of each window stands.
   *
   * <pre>
   * Shapes:    x (images, vertical.in, horizontal.in) -> (images, vertical.out, horizontal.out)
   * Memory:    x is not modified; the result is fresh: positions in row-major order, counted from the first element of x
   * Edge:      of equal elements, or of several NaN, the first; -1 for a window that sees no element
   * </pre>
   */
  public static int[] greatest(
      DType dtype, int images, Window vertical, Window horizontal, Object x, int offset) {
    int windows = vertical.out() * horizontal.out();
    int[] positions = new int[images * windows];
    int piece = Math.max(1, PIECE / Math.max(1, windows));
    if (dtype == DType.F32) {
      Workers.run(
          images,
          piece,
          new FloatGreatestInWindows(vertical, horizontal, (float[]) x, offset, positions)::images);
    } else {
      Workers.run(
          images,
          piece,
          new DoubleGreatestInWindows(vertical, horizontal, (double[]) x, offset, positions)
              ::images);
    }
    return positions;
  }
}

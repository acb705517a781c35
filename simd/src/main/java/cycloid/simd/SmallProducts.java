package cycloid.simd;

/**
 * Products of many pairs of matrices, C_i = A_i B_i: small ones cost what their numbers cost, and not what a call does.
 *
 * <p>The matrices of a kind lie the same distance apart, 0 for one that serves all pairs. Every element has the bits that {@link
 * Gemm} gives with alpha = 1 and beta = 0, whatever the machine and the number of threads.
 */
public final class SmallProducts {
  private static final boolean VECTOR = Simd.provider() == Provider.VECTOR && Fma.FMA;

  /** Multiply-adds in a piece of work. */
  private static final int PIECE = 1 << 16;

  private SmallProducts() {}

  // spotless:off
  /**
   * Sets C_i to A_i B_i for i = 0, 1, ... count - 1, in single precision.
   *
   * <pre>
   * Formula:   c[i,r,j] = sum_p a[i,r,p] * b[i,p,j]
   * Shapes:    a (count, m, k), b (count, k, n), c (count, m, n); any of them may be 0; with k = 0, C = 0
   * Memory:    a, b not modified; c is written and not read; it must not overlap a or b, nor one C_i another
   * Accuracy:  that of {@link Gemm}, bit for bit
   * Errors:    IllegalArgumentException when an extent is negative, ldc &lt; n, or an operand leaves its array
   * </pre>
   *
   * @param count how many products
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A, rows of B
   * @param a elements of A
   * @param aOffset index of a[0,0,0]
   * @param aStep from one A to the next
   * @param aRowStride from a[i,r,p] to a[i,r+1,p]
   * @param aColumnStride from a[i,r,p] to a[i,r,p+1]
   * @param b elements of B
   * @param bOffset index of b[0,0,0]
   * @param bStep from one B to the next
   * @param bRowStride from b[i,p,j] to b[i,p+1,j]
   * @param bColumnStride from b[i,p,j] to b[i,p,j+1]
   * @param c elements of C
   * @param cOffset index of c[0,0,0]
   * @param cStep from one C to the next
   * @param ldc from c[i,r,j] to c[i,r+1,j]
   */
  public static void multiply(
      int count, int m, int n, int k,
      float[] a, int aOffset, int aStep, int aRowStride, int aColumnStride,
      float[] b, int bOffset, int bStep, int bRowStride, int bColumnStride,
      float[] c, int cOffset, int cStep, int ldc) {
    check(
        count, m, n, k, aOffset, aStep, aRowStride, aColumnStride, a.length,
        bOffset, bStep, bRowStride, bColumnStride, b.length, cOffset, cStep, ldc, c.length);
    if (VECTOR && m > 0 && n > 0 && n <= FloatSmallProductsVector.WIDEST && k > 0 && k <= Gemm.KC) {
      Workers.run(
          count, pieces(m, n, k),
          (start, end) -> FloatSmallProductsVector.multiply(
              end - start, m, n, k, a, aOffset + start * aStep, aStep, aRowStride, aColumnStride,
              b, bOffset + start * bStep, bStep, bRowStride, bColumnStride, c, cOffset + start * cStep, cStep, ldc));
      return;
    }
    for (int i = 0; i < count; i++) {
      Gemm.gemm(
          m, n, k, 1, a, aOffset + i * aStep, aRowStride, aColumnStride,
          b, bOffset + i * bStep, bRowStride, bColumnStride, 0, c, cOffset + i * cStep, ldc);
    }
  }

  /**
   * Sets C_i to A_i B_i for i = 0, 1, ... count - 1, in double precision.
   *
   * <p>Parameters and all else as in single precision.
   */
  public static void multiply(
      int count, int m, int n, int k,
      double[] a, int aOffset, int aStep, int aRowStride, int aColumnStride,
      double[] b, int bOffset, int bStep, int bRowStride, int bColumnStride,
      double[] c, int cOffset, int cStep, int ldc) {
    check(
        count, m, n, k, aOffset, aStep, aRowStride, aColumnStride, a.length,
        bOffset, bStep, bRowStride, bColumnStride, b.length, cOffset, cStep, ldc, c.length);
    if (VECTOR && m > 0 && n > 0 && n <= DoubleSmallProductsVector.WIDEST && k > 0 && k <= Gemm.KC) {
      Workers.run(
          count, pieces(m, n, k),
          (start, end) -> DoubleSmallProductsVector.multiply(
              end - start, m, n, k, a, aOffset + start * aStep, aStep, aRowStride, aColumnStride,
              b, bOffset + start * bStep, bStep, bRowStride, bColumnStride, c, cOffset + start * cStep, cStep, ldc));
      return;
    }
    for (int i = 0; i < count; i++) {
      Gemm.gemm(
          m, n, k, 1, a, aOffset + i * aStep, aRowStride, aColumnStride,
          b, bOffset + i * bStep, bRowStride, bColumnStride, 0, c, cOffset + i * cStep, ldc);
    }
  }

  private static int pieces(int m, int n, int k) {
    return (int) Math.max(1, PIECE / ((long) m * n * k));
  }

  private static void check(
      int count, int m, int n, int k,
      int aOffset, int aStep, int aRowStride, int aColumnStride, int aLength,
      int bOffset, int bStep, int bRowStride, int bColumnStride, int bLength,
      int cOffset, int cStep, int ldc, int cLength) {
    if (count < 0 || m < 0 || n < 0 || k < 0) {
      throw new IllegalArgumentException("smallProducts: count, m, n, k must be at least 0; got count="
          + count + ", m=" + m + ", n=" + n + ", k=" + k);
    }
    if (ldc < n) {
      throw new IllegalArgumentException(
          "smallProducts: ldc must be at least n; got ldc=" + ldc + ", n=" + n);
    }
    checkInside("a", count, m, k, aOffset, aStep, aRowStride, aColumnStride, aLength);
    checkInside("b", count, k, n, bOffset, bStep, bRowStride, bColumnStride, bLength);
    checkInside("c", count, m, n, cOffset, cStep, ldc, 1, cLength);
  }
  // spotless:on

  /** The outermost elements are corners of the first matrix and the last. */
  private static void checkInside(
      String name,
      int count,
      int rows,
      int columns,
      int offset,
      int step,
      int rowStride,
      int columnStride,
      int length) {
    if (count == 0 || rows == 0 || columns == 0) {
      return;
    }
    long lastMatrix = (count - 1L) * step;
    long lastRow = (rows - 1L) * rowStride;
    long lastColumn = (columns - 1L) * columnStride;
    long first = offset + Math.min(0, lastMatrix) + Math.min(0, lastRow) + Math.min(0, lastColumn);
    long last = offset + Math.max(0, lastMatrix) + Math.max(0, lastRow) + Math.max(0, lastColumn);
    if (first < 0 || last >= length) {
      throw new IllegalArgumentException(
          "smallProducts: " + name + " must lie in its array; got " + name + "=(" + count + ", "
              + rows + ", " + columns + ") offset=" + offset + " strides=(" + step + ", "
              + rowStride + ", " + columnStride + ") length=" + length);
    }
  }
}

package cycloid.simd;

/**
 * The general matrix product C = alpha A B + beta C on plain arrays.
 *
 * <p>A (m x k) and B (k x n) are addressed by element strides, so a transposed operand is the same array with its two
 * strides swapped, a flipped one has a negative stride, a repeated one stride 0. C is row major with leading dimension
 * {@code ldc}. Every element is the same sum whatever the machine: k is cut into blocks of {@link #KC}, and
 *
 * <pre>
 *   block 0:        s = fma(a[i,p], b[p,j], s) for p in order, from s = 0
 *                   c[i,j] = fma(alpha, s, beta * c[i,j]), or alpha * s where beta is 0
 *   later blocks:   s likewise;  c[i,j] = fma(alpha, s, c[i,j])
 * </pre>
 *
 * so tiles, edges, vector width and provider change the time and never the bits (where the processor has no fused
 * multiply-add, fma is a product and a sum, everywhere).
 */
public final class Gemm {
  /** Terms summed before they are added to C. Part of the definition of the result: it must not be tuned. */
  static final int KC = 256;

  private static final boolean VECTOR = Simd.provider() == Provider.VECTOR;

  /**
   * What follows a product, on each block of C as soon as it is final, while it lies in the cache: a bias, an activation.
   */
  public interface Epilogue {
    /** Nothing. */
    Epilogue NONE = (row, rows, column, columns) -> {};

    /**
     * Called once for every element of C, in blocks, on any of the threads of {@link Workers}, and for empty blocks perhaps.
     *
     * @param row first row of the block
     * @param rows its rows
     * @param column its first column
     * @param columns its columns
     */
    void apply(int row, int rows, int column, int columns);
  }

  private Gemm() {}

  // spotless:off
  /**
   * Sets C to alpha A B + beta C, in single precision.
   *
   * <pre>
   * Formula:   c[i,j] = alpha * sum_p a[i,p] * b[p,j] + beta * c[i,j]
   * Shapes:    a (m, k), b (k, n), c (m, n); any of them may be 0; with k = 0, C = beta C
   * Memory:    a, b not modified; c is written, and read only if beta is not 0; c must not overlap a or b
   * Accuracy:  |error| &lt;= k u |alpha| sum_p |a[i,p] b[p,j]| to first order, u = 2^-24; scalar and vector agree bitwise
   * Edge:      zeros are not skipped: 0 * inf and 0 * NaN give NaN, in A and B and with alpha = 0
   * Errors:    IllegalArgumentException when an extent is negative, ldc &lt; n, or an operand leaves its array
   * Source:    Goto &amp; van de Geijn 2008, Anatomy of high-performance matrix multiplication
   * </pre>
   *
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A, rows of B
   * @param alpha factor of the product
   * @param a elements of A
   * @param aOffset index of a[0,0]
   * @param aRowStride from a[i,p] to a[i+1,p]
   * @param aColumnStride from a[i,p] to a[i,p+1]
   * @param b elements of B
   * @param bOffset index of b[0,0]
   * @param bRowStride from b[p,j] to b[p+1,j]
   * @param bColumnStride from b[p,j] to b[p,j+1]
   * @param beta factor of the old C; 0 means that C is not read
   * @param c elements of C
   * @param cOffset index of c[0,0]
   * @param ldc from c[i,j] to c[i+1,j]
   */
  public static void gemm(
      int m, int n, int k,
      float alpha, float[] a, int aOffset, int aRowStride, int aColumnStride,
      float[] b, int bOffset, int bRowStride, int bColumnStride,
      float beta, float[] c, int cOffset, int ldc) {
    gemm(
        m, n, k, alpha, a, aOffset, aRowStride, aColumnStride, b, bOffset, bRowStride, bColumnStride, beta,
        c, cOffset, ldc, Epilogue.NONE);
  }

  /** The same, and then an epilogue on every block of C. */
  public static void gemm(
      int m, int n, int k,
      float alpha, float[] a, int aOffset, int aRowStride, int aColumnStride,
      float[] b, int bOffset, int bRowStride, int bColumnStride,
      float beta, float[] c, int cOffset, int ldc, Epilogue epilogue) {
    check(
        m, n, k, aOffset, aRowStride, aColumnStride, a.length, bOffset, bRowStride, bColumnStride, b.length,
        cOffset, ldc, c.length);
    if (VECTOR) {
      FloatGemmVector.gemm(
          m, n, k, alpha, a, aOffset, aRowStride, aColumnStride, b, bOffset, bRowStride, bColumnStride, beta,
          c, cOffset, ldc, epilogue);
    } else {
      FloatGemmScalar.gemm(
          m, n, k, alpha, a, aOffset, aRowStride, aColumnStride, b, bOffset, bRowStride, bColumnStride, beta,
          c, cOffset, ldc);
      epilogue.apply(0, m, 0, n);
    }
  }

  /**
   * Sets C to alpha A B + beta C, in double precision.
   *
   * <p>Parameters and all else as in single precision, with u = 2^-53.
   */
  public static void gemm(
      int m, int n, int k,
      double alpha, double[] a, int aOffset, int aRowStride, int aColumnStride,
      double[] b, int bOffset, int bRowStride, int bColumnStride,
      double beta, double[] c, int cOffset, int ldc) {
    gemm(
        m, n, k, alpha, a, aOffset, aRowStride, aColumnStride, b, bOffset, bRowStride, bColumnStride, beta,
        c, cOffset, ldc, Epilogue.NONE);
  }

  /** The same, and then an epilogue on every block of C. */
  public static void gemm(
      int m, int n, int k,
      double alpha, double[] a, int aOffset, int aRowStride, int aColumnStride,
      double[] b, int bOffset, int bRowStride, int bColumnStride,
      double beta, double[] c, int cOffset, int ldc, Epilogue epilogue) {
    check(
        m, n, k, aOffset, aRowStride, aColumnStride, a.length, bOffset, bRowStride, bColumnStride, b.length,
        cOffset, ldc, c.length);
    if (VECTOR) {
      DoubleGemmVector.gemm(
          m, n, k, alpha, a, aOffset, aRowStride, aColumnStride, b, bOffset, bRowStride, bColumnStride, beta,
          c, cOffset, ldc, epilogue);
    } else {
      DoubleGemmScalar.gemm(
          m, n, k, alpha, a, aOffset, aRowStride, aColumnStride, b, bOffset, bRowStride, bColumnStride, beta,
          c, cOffset, ldc);
      epilogue.apply(0, m, 0, n);
    }
  }

  /**
   * Sets the elements of C on and below the diagonal as {@link #gemm} does, and leaves those above; on vectors.
   */
  static void lower(
      DType dtype, int n, int k,
      double alpha, Object a, int aOffset, int aRow, int aColumn, Object b, int bOffset, int bRow, int bColumn,
      double beta, Object c, int cOffset, int ldc) {
    check(
        n, n, k, aOffset, aRow, aColumn, dtype.length(a), bOffset, bRow, bColumn, dtype.length(b),
        cOffset, ldc, dtype.length(c));
    if (dtype == DType.F32) {
      FloatGemmVector.blocked(
          n, n, k,
          (float) alpha, (float[]) a, aOffset, aRow, aColumn, (float[]) b, bOffset, bRow, bColumn,
          (float) beta, (float[]) c, cOffset, ldc, true, Epilogue.NONE);
    } else {
      DoubleGemmVector.blocked(
          n, n, k,
          alpha, (double[]) a, aOffset, aRow, aColumn, (double[]) b, bOffset, bRow, bColumn,
          beta, (double[]) c, cOffset, ldc, true, Epilogue.NONE);
    }
  }

  static void check(
      int m, int n, int k, int aOffset, int aRowStride, int aColumnStride, int aLength,
      int bOffset, int bRowStride, int bColumnStride, int bLength, int cOffset, int ldc, int cLength) {
    if (m < 0 || n < 0 || k < 0) {
      throw new IllegalArgumentException(
          "gemm: m, n, k must be at least 0; got m=" + m + ", n=" + n + ", k=" + k);
    }
    if (ldc < n) {
      throw new IllegalArgumentException(
          "gemm: ldc must be at least n; got ldc=" + ldc + ", n=" + n);
    }
    checkInside("gemm", "c", m, n, cOffset, ldc, 1, cLength);
    checkInside("gemm", "a", m, k, aOffset, aRowStride, aColumnStride, aLength);
    checkInside("gemm", "b", k, n, bOffset, bRowStride, bColumnStride, bLength);
  }
  // spotless:on

  /** Only the four corners can lie outermost, whatever the signs of the strides. */
  static void checkInside(
      String operation,
      String name,
      int rows,
      int columns,
      int offset,
      int rowStride,
      int columnStride,
      int length) {
    if (rows == 0 || columns == 0) {
      return;
    }
    long lastRow = (rows - 1L) * rowStride;
    long lastColumn = (columns - 1L) * columnStride;
    long first = offset + Math.min(0, lastRow) + Math.min(0, lastColumn);
    long last = offset + Math.max(0, lastRow) + Math.max(0, lastColumn);
    if (first < 0 || last >= length) {
      throw new IllegalArgumentException(operation + ": " + name + " must lie in its array; got "
          + name
          + "=(" + rows + ", " + columns + ") offset=" + offset + " strides=(" + rowStride + ", "
          + columnStride + ") length=" + length);
    }
  }
}

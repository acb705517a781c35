package cycloid.simd;

/**
 * A matrix product that is known to be symmetric, as X X' is, or that of two polynomials in one symmetric matrix: about
 * half the work of {@link Gemm}, with the same bits on and below the diagonal. X X' alone, without its upper half, is what BLAS
 * calls syrk.
 *
 * <p>Only tiles that reach the diagonal or lie below it are computed; {@link #multiply} copies what is below above. Where B is A', or
 * both are one symmetric matrix, Gemm would give the copied numbers to the last bit: they are sums in the same order of the
 * same products. Of two matrices that merely commute it would not; here the result is symmetric to the last bit all the same.
 */
public final class SymmetricProduct {
  /** From this n on it is faster than {@link Gemm}, as measured; for less, Gemm is called and the result mirrored. */
  public static final int PAYS_FROM = 96;

  /** Rows taken at once where there are no tiles. */
  private static final int STRIP = 32;

  private SymmetricProduct() {}

  // spotless:off
  /**
   * Sets C to alpha A B + beta C, of which A B and C are known to be symmetric.
   *
   * <pre>
   * Formula:   c[i,j] = alpha * sum_p a[i,p] * b[p,j] + beta * c[i,j] for j &lt;= i;  c[j,i] = c[i,j]
   * Shapes:    a (n, k), b (k, n), c (n, n)
   * Memory:    a, b not modified; c is written, and read only if beta is not 0; c must not overlap a or b
   * Errors:    as {@link Gemm}; a product that is not symmetric is not noticed
   * </pre>
   */
  public static void multiply(
      DType dtype, int n, int k,
      double alpha, Object a, int aOffset, int aRow, int aColumn, Object b, int bOffset, int bRow, int bColumn,
      double beta, Object c, int cOffset, int ldc) {
    if (Simd.provider() == Provider.VECTOR && n >= PAYS_FROM && k > 1) {
      Gemm.lower(
          dtype, n, k, alpha, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, beta, c, cOffset, ldc);
    } else {
      strips(dtype, n, k, alpha, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, beta, c, cOffset, ldc);
    }
    mirror(dtype, n, c, cOffset, ldc);
  }

  /**
   * Sets the lower half of C to alpha A A' + beta C, in single precision.
   *
   * <pre>
   * Formula:   c[i,j] = alpha * sum_p a[i,p] * a[j,p] + beta * c[i,j] for j &lt;= i
   * Shapes:    a (n, k), c (n, n); any of them may be 0
   * Memory:    a not modified; c is written on and below the diagonal, read there only if beta is not 0, and neither above it;
   *            what is written must not overlap a
   * Accuracy:  that of {@link Gemm}, bit for bit
   * Errors:    as {@link Gemm}
   * </pre>
   *
   * @param n rows of A, rows and columns of C
   * @param k columns of A
   * @param alpha factor of the product
   * @param a elements of A
   * @param aOffset index of a[0,0]
   * @param aRowStride from a[i,p] to a[i+1,p]; with the other exchanged, A' A
   * @param aColumnStride from a[i,p] to a[i,p+1]
   * @param beta factor of the old C; 0 means that C is not read
   * @param c elements of C
   * @param cOffset index of c[0,0]
   * @param ldc from c[i,j] to c[i+1,j]
   */
  public static void syrk(
      int n, int k, float alpha, float[] a, int aOffset, int aRowStride, int aColumnStride,
      float beta, float[] c, int cOffset, int ldc) {
    lower(DType.F32, n, k, alpha, a, aOffset, aRowStride, aColumnStride, beta, c, cOffset, ldc);
  }

  /**
   * Sets the lower half of C to alpha A A' + beta C, in double precision.
   *
   * <p>Parameters and all else as in single precision.
   */
  public static void syrk(
      int n, int k, double alpha, double[] a, int aOffset, int aRowStride, int aColumnStride,
      double beta, double[] c, int cOffset, int ldc) {
    lower(DType.F64, n, k, alpha, a, aOffset, aRowStride, aColumnStride, beta, c, cOffset, ldc);
  }

  private static void lower(
      DType dtype, int n, int k, double alpha, Object a, int aOffset, int aRow, int aColumn,
      double beta, Object c, int cOffset, int ldc) {
    Gemm.check(
        n, n, k, aOffset, aRow, aColumn, dtype.length(a), aOffset, aColumn, aRow, dtype.length(a),
        cOffset, ldc, dtype.length(c));
    if (Simd.provider() == Provider.VECTOR && n > 1 && k > 1) {
      Gemm.lower(
          dtype, n, k, alpha, a, aOffset, aRow, aColumn, a, aOffset, aColumn, aRow, beta, c, cOffset, ldc);
      return;
    }
    for (int i = 0; i < n; i++) {
      gemm(
          dtype, 1, i + 1, k,
          alpha, a, aOffset + i * aRow, aRow, aColumn, a, aOffset, aColumn, aRow,
          beta, c, cOffset + i * ldc, ldc);
    }
  }

  /** Copies what is below the diagonal above it: the lower left quarter, then the same in the two squares it leaves. */
  private static void mirror(DType dtype, int n, Object c, int at, int ldc) {
    if (n < 2) {
      return;
    }
    int half = n < 16 ? n / 2 : n / 2 & -8;
    int below = at + half * ldc;
    int beside = at + half;
    if (dtype == DType.F32) {
      FloatTranspose.copy(n - half, half, (float[]) c, below, ldc, (float[]) c, beside, ldc);
    } else {
      DoubleTranspose.copy(n - half, half, (double[]) c, below, ldc, (double[]) c, beside, ldc);
    }
    mirror(dtype, half, c, at, ldc);
    mirror(dtype, n - half, c, below + half, ldc);
  }

  private static void strips(
      DType dtype, int n, int k,
      double alpha, Object a, int aOffset, int aRow, int aColumn, Object b, int bOffset, int bRow, int bColumn,
      double beta, Object c, int cOffset, int ldc) {
    int strip = n < PAYS_FROM ? n : STRIP;
    for (int i = 0; i < n; i += strip) {
      int end = Math.min(n, i + strip);
      gemm(
          dtype, end - i, end, k,
          alpha, a, aOffset + i * aRow, aRow, aColumn, b, bOffset, bRow, bColumn,
          beta, c, cOffset + i * ldc, ldc);
    }
  }

  private static void gemm(
      DType dtype, int m, int n, int k,
      double alpha, Object a, int aOffset, int aRow, int aColumn, Object b, int bOffset, int bRow, int bColumn,
      double beta, Object c, int cOffset, int ldc) {
    if (dtype == DType.F32) {
      Gemm.gemm(
          m, n, k,
          (float) alpha, (float[]) a, aOffset, aRow, aColumn, (float[]) b, bOffset, bRow, bColumn,
          (float) beta, (float[]) c, cOffset, ldc);
    } else {
      Gemm.gemm(
          m, n, k,
          alpha, (double[]) a, aOffset, aRow, aColumn, (double[]) b, bOffset, bRow, bColumn,
          beta, (double[]) c, cOffset, ldc);
    }
  }
  // spotless:on
}

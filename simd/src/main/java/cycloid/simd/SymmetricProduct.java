package cycloid.simd;

/**
 * A matrix product that is known to be symmetric, as X X' is, or that of two polynomials in one symmetric matrix: about
 * half the work of {@link Gemm}, with the same bits on and below the diagonal.
 *
 * <p>Rows are taken in strips; of each only the part up to the diagonal is computed, and what is below the diagonal is
 * copied above it. Where B is A', or both are one symmetric matrix, Gemm would give the copied numbers to the last bit: they
 * are sums in the same order of the same products. Of two matrices that merely commute it would not; here the result is
 * symmetric to the last bit all the same.
 */
public final class SymmetricProduct {
  /** Rows of a strip, measured: fewer pack B more often, more compute more above the diagonal. */
  private static final int STRIP = 64;

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
    for (int i = 0; i < n; i += STRIP) {
      int end = Math.min(n, i + STRIP);
      gemm(
          dtype, end - i, end, k,
          alpha, a, aOffset + i * aRow, aRow, aColumn, b, bOffset, bRow, bColumn,
          beta, c, cOffset + i * ldc, ldc);
    }
    if (dtype == DType.F32) {
      FloatMirror.lowerToUpper((float[]) c, cOffset, n, ldc);
    } else {
      DoubleMirror.lowerToUpper((double[]) c, cOffset, n, ldc);
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

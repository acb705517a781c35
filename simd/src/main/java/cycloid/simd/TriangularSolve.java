package cycloid.simd;

/**
 * Solves systems with a triangular matrix, in place: BLAS calls it trsm.
 *
 * <p>T is addressed by element strides, so a transposed one is the same array with its two strides swapped, and lower
 * becomes upper; its other triangle is not read. B is row major with leading dimension {@code ldb}. T is halved until
 * at most BLOCK = 64 rows are left, so most of the work is matrix products, and every element is the same whatever
 * the machine. From the left, for a lower T (for an upper one from the last row to the first):
 *
 * <pre>
 *   up to BLOCK rows:   x[i,:] = fma(-t[i,q], x[q,:], x[i,:]) for q = 0, 1, ... i - 1, from x[i,:] = b[i,:];  x[i,:] /= t[i,i]
 *   more:               T11 X1 = B1;  B2 = B2 - T21 X1 as {@link Gemm} does;  T22 X2 = B2, where T11 has h rows, the least
 *                       multiple of 8 that is not below half of all, rounded down
 * </pre>
 *
 * <p>From the right the same with all matrices transposed.
 */
public final class TriangularSolve {
  /** Rows solved one after the other. Part of the definition of the result: it must not be tuned. */
  static final int BLOCK = 64;

  static final boolean VECTOR = Simd.provider() == Provider.VECTOR && Fma.FMA;

  private TriangularSolve() {}

  // spotless:off
  /**
   * Replaces B by the X with T X = B, in single precision.
   *
   * <pre>
   * Formula:   sum_q t[i,q] * x[q,j] = b[i,j]
   * Shapes:    t (m, m), b (m, n); any of them may be 0
   * Memory:    t not modified, only its triangle read, without the diagonal where unit; b is written, and must not overlap it
   * Accuracy:  (T + E) x = b with |E| &lt;= m u |T| to first order, for each column, u = 2^-24 (Higham 2002, theorem 8.5);
   *            scalar and vector agree bitwise
   * Edge:      a 0 on the diagonal divides, to infinities and NaN
   * Errors:    IllegalArgumentException when an extent is negative, ldb &lt; n, or an operand leaves its array
   * Source:    Higham 2002, Accuracy and stability of numerical algorithms, chapter 8
   * </pre>
   *
   * @param lower whether t[i,q] is 0 for q &gt; i, and not for q &lt; i
   * @param unit whether the diagonal counts as ones and is not read
   * @param m rows of B
   * @param n columns of B
   * @param t elements of T
   * @param tOffset index of t[0,0]
   * @param tRowStride from t[i,q] to t[i+1,q]
   * @param tColumnStride from t[i,q] to t[i,q+1]
   * @param b elements of B, then of X
   * @param bOffset index of b[0,0]
   * @param ldb from b[i,j] to b[i+1,j]
   */
  public static void left(
      boolean lower, boolean unit, int m, int n, float[] t, int tOffset, int tRowStride, int tColumnStride,
      float[] b, int bOffset, int ldb) {
    check(m, m, n, tOffset, tRowStride, tColumnStride, t.length, bOffset, ldb, b.length);
    FloatTriangular.left(lower, unit, m, n, t, tOffset, tRowStride, tColumnStride, b, bOffset, ldb);
  }

  /**
   * Replaces B by the X with T X = B, in double precision.
   *
   * <p>Parameters and all else as in single precision, with u = 2^-53.
   */
  public static void left(
      boolean lower, boolean unit, int m, int n, double[] t, int tOffset, int tRowStride, int tColumnStride,
      double[] b, int bOffset, int ldb) {
    check(m, m, n, tOffset, tRowStride, tColumnStride, t.length, bOffset, ldb, b.length);
    DoubleTriangular.left(lower, unit, m, n, t, tOffset, tRowStride, tColumnStride, b, bOffset, ldb);
  }

  /**
   * Replaces B by the X with X T = B, in single precision.
   *
   * <pre>
   * Formula:   sum_q x[i,q] * t[q,j] = b[i,j]
   * Shapes:    t (n, n), b (m, n); any of them may be 0
   * Memory:    t not modified, only its triangle read, without the diagonal where unit; b is written, and must not overlap it
   * Accuracy:  x (T + E) = b with |E| &lt;= n u |T| to first order, for each row, u = 2^-24 (Higham 2002, theorem 8.5);
   *            scalar and vector agree bitwise
   * Edge:      a 0 on the diagonal divides, to infinities and NaN
   * Errors:    IllegalArgumentException when an extent is negative, ldb &lt; n, or an operand leaves its array
   * Source:    Higham 2002, Accuracy and stability of numerical algorithms, chapter 8
   * </pre>
   *
   * @param lower whether t[i,q] is 0 for q &gt; i, and not for q &lt; i
   * @param unit whether the diagonal counts as ones and is not read
   * @param m rows of B
   * @param n columns of B
   * @param t elements of T
   * @param tOffset index of t[0,0]
   * @param tRowStride from t[i,q] to t[i+1,q]
   * @param tColumnStride from t[i,q] to t[i,q+1]
   * @param b elements of B, then of X
   * @param bOffset index of b[0,0]
   * @param ldb from b[i,j] to b[i+1,j]
   */
  public static void right(
      boolean lower, boolean unit, int m, int n, float[] t, int tOffset, int tRowStride, int tColumnStride,
      float[] b, int bOffset, int ldb) {
    check(n, m, n, tOffset, tRowStride, tColumnStride, t.length, bOffset, ldb, b.length);
    FloatTriangular.right(lower, unit, m, n, t, tOffset, tRowStride, tColumnStride, b, bOffset, ldb);
  }

  /**
   * Replaces B by the X with X T = B, in double precision.
   *
   * <p>Parameters and all else as in single precision, with u = 2^-53.
   */
  public static void right(
      boolean lower, boolean unit, int m, int n, double[] t, int tOffset, int tRowStride, int tColumnStride,
      double[] b, int bOffset, int ldb) {
    check(n, m, n, tOffset, tRowStride, tColumnStride, t.length, bOffset, ldb, b.length);
    DoubleTriangular.right(lower, unit, m, n, t, tOffset, tRowStride, tColumnStride, b, bOffset, ldb);
  }

  private static void check(
      int order, int m, int n, int tOffset, int tRowStride, int tColumnStride, int tLength,
      int bOffset, int ldb, int bLength) {
    if (m < 0 || n < 0) {
      throw new IllegalArgumentException(
          "triangularSolve: m, n must be at least 0; got m=" + m + ", n=" + n);
    }
    if (ldb < n) {
      throw new IllegalArgumentException(
          "triangularSolve: ldb must be at least n; got ldb=" + ldb + ", n=" + n);
    }
    Gemm.checkInside("triangularSolve", "t", order, order, tOffset, tRowStride, tColumnStride, tLength);
    Gemm.checkInside("triangularSolve", "b", m, n, bOffset, ldb, 1, bLength);
  }
  // spotless:on
}

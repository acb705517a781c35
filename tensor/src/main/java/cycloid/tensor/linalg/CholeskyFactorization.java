package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;
import java.util.Arrays;

/**
 * A = L L' for a symmetric positive definite matrix, by blocks of rows.
 *
 * <p>The rows of U = L' are computed, because they lie side by side in memory. A block of rows takes in the rows above
 * it within the block (a triangle times a vector); then all rows below take in the block at once, as a matrix product.
 *
 * <pre>
 * Accuracy:  |A - L L'| &lt;= (n + 1) u |L| |L'| to first order (Higham 2002, theorem 10.3)
 * Source:    Golub &amp; Van Loan 2013, algorithm 4.2.4 by blocks
 * </pre>
 */
final class CholeskyFactorization {
  private static final int BLOCK = 48;

  private CholeskyFactorization() {}

  /**
   * Replaces a by L, with zeros above the diagonal; only the lower triangle of a is read.
   *
   * @return 0, or the order of the first leading minor that is not positive; then a is undefined. Where A is not finite,
   *     L is NaN
   */
  static int factor(int n, double[] a, int at) {
    double[] u = new double[n * n];
    MatrixVector.transpose(n, n, a, at, n, u, 0, n);
    for (int k = 0; k < n; k += BLOCK) {
      int end = Math.min(n, k + BLOCK);
      for (int j = k; j < end; j++) {
        int diagonal = j * n + j;
        int above = k * n + j;
        MatrixVector.gemvTransposed(j - k, n - j, -1, u, above, n, u, above, n, u, diagonal);
        double pivot = u[diagonal];
        if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
          if (Matrices.isFinite(n, a, at)) {
            return j + 1;
          }
          Arrays.fill(a, at, at + n * n, Double.NaN);
          return 0;
        }
        double root = Math.sqrt(pivot);
        double reciprocal = 1 / root;
        u[diagonal] = root;
        for (int i = diagonal + 1; i < (j + 1) * n; i++) {
          u[i] *= reciprocal;
        }
      }
      for (int i = end; i < n; i += BLOCK) {
        int rows = Math.min(BLOCK, n - i);
        int from = k * n + i;
        Gemm.gemm(rows, n - i, end - k, -1.0, u, from, 1, n, u, from, n, 1, 1.0, u, i * n + i, n);
      }
    }
    for (int i = 1; i < n; i++) {
      Arrays.fill(u, i * n, i * n + i, 0);
    }
    MatrixVector.transpose(n, n, u, 0, n, a, at, n);
    return 0;
  }

  /**
   * Replaces L by the factor of L L' + sign x x', by rotations (sign 1) or hyperbolic rotations (sign -1); x is used up.
   *
   * <pre>
   * Source:    Golub &amp; Van Loan 2013, section 6.5.4
   * </pre>
   *
   * @return 0, or the order of the first leading minor that is not positive; then l is undefined
   */
  static int update(int n, double[] l, int at, double[] x, int xAt, double sign) {
    for (int k = 0; k < n; k++) {
      double diagonal = l[at + k * n + k];
      double ratio = x[xAt + k] / diagonal;
      double square = 1 + sign * ratio * ratio;
      if (!(square > 0)) {
        return k + 1;
      }
      double c = Math.sqrt(square);
      l[at + k * n + k] = diagonal * c;
      for (int i = k + 1; i < n; i++) {
        int below = at + i * n + k;
        double old = l[below];
        double changed = (old + sign * ratio * x[xAt + i]) / c;
        l[below] = changed;
        x[xAt + i] = c * x[xAt + i] - ratio * changed;
      }
    }
    return 0;
  }
}

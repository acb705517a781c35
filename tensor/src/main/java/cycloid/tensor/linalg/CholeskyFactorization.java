package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.simd.MatrixVector;
import cycloid.simd.SymmetricProduct;
import cycloid.simd.Transpose;
import cycloid.simd.TriangularSolve;
import java.util.Arrays;

/**
 * A = L L' for a symmetric positive definite matrix, by blocks of columns.
 *
 * <pre>
 * A11 = L11 L11',   L21 = A21 L11'^-1,   A22 = A22 - L21 L21', of which only the lower half is computed
 * Accuracy:  |A - L L'| &lt;= (n + 1) u |L| |L'| to first order (Higham 2002, theorem 10.3)
 * Source:    Golub &amp; Van Loan 2013, algorithm 4.2.4 by blocks
 * </pre>
 */
final class CholeskyFactorization {
  private static final int BLOCK = 64;

  private CholeskyFactorization() {}

  /**
   * Replaces a by L, with zeros above the diagonal; only the lower triangle of a is read.
   *
   * @return 0, or the order of the first leading minor that is not positive; then a is undefined. Where A is not finite,
   *     L is NaN
   */
  static int factor(int n, double[] a, int at) {
    boolean finite = Matrices.isFinite(n, a, at);
    int most = Math.min(n, BLOCK);
    double[] u = new double[most * most];
    for (int k = 0; k < n; k += BLOCK) {
      int columns = Math.min(BLOCK, n - k);
      int diagonal = at + k * n + k;
      int failed = factorBlock(columns, a, diagonal, n, u);
      if (failed > 0) {
        if (finite) {
          return k + failed;
        }
        Arrays.fill(a, at, at + n * n, Double.NaN);
        return 0;
      }
      int rows = n - k - columns;
      int below = diagonal + columns * n;
      TriangularSolve.right(false, false, rows, columns, a, diagonal, 1, n, a, below, n);
      SymmetricProduct.syrk(rows, columns, -1, a, below, n, 1, 1, a, below + columns, n);
    }
    for (int i = 0; i < n - 1; i++) {
      Arrays.fill(a, at + i * n + i + 1, at + (i + 1) * n, 0);
    }
    return 0;
  }

  /** The same for a block, in u as U = L', whose rows lie side by side: each takes in those above it. */
  private static int factorBlock(int n, double[] a, int at, int lda, double[] u) {
    Transpose.copy(DType.F64, n, n, a, at, lda, u, 0, n);
    for (int j = 0; j < n; j++) {
      int diagonal = j * n + j;
      MatrixVector.gemvTransposed(j, n - j, -1, u, j, n, u, j, n, u, diagonal);
      double pivot = u[diagonal];
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        return j + 1;
      }
      double root = Math.sqrt(pivot);
      double reciprocal = 1 / root;
      u[diagonal] = root;
      for (int i = diagonal + 1; i < (j + 1) * n; i++) {
        u[i] *= reciprocal;
      }
    }
    Transpose.copy(DType.F64, n, n, u, 0, n, a, at, lda);
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

package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;
import cycloid.simd.TriangularSolve;
import java.util.Arrays;

/**
 * P A = L U with partial pivoting, by blocks of columns.
 *
 * <p>Inside a block the columns are finished one by one, each from those to its left (Crout's order); then the rows of U
 * to the right of the block follow by substitution, and the rest of the matrix takes in the block as one product.
 *
 * <pre>
 * Accuracy:  |P A - L U| &lt;= n u |L| |U| to first order (Higham 2002, theorem 9.3)
 * Source:    Golub &amp; Van Loan 2013, section 3.4
 * </pre>
 */
final class LuFactorization {
  private static final int BLOCK = 32;

  private LuFactorization() {}

  /**
   * Replaces a (m, n) by L below and U on and above the diagonal; by NaN where it is not finite.
   *
   * @param pivots receives for each step k the row that was exchanged with row k
   */
  static void factor(int m, int n, double[] a, int at, int[] pivots) {
    int steps = Math.min(m, n);
    if (Double.isNaN(Matrices.largest(m * n, a, at))) {
      Arrays.fill(a, at, at + m * n, Double.NaN);
      Arrays.setAll(pivots, i -> i);
      return;
    }
    double[] column = new double[BLOCK];
    for (int k = 0; k < steps; k += BLOCK) {
      int end = Math.min(steps, k + BLOCK);
      for (int j = k; j < end; j++) {
        finishColumn(m, n, a, at, k, j, column);
        int pivot = largestInColumn(m, n, a, at, j);
        pivots[j] = pivot;
        swapRows(n, a, at + j * n, at + pivot * n);
        int row = at + j * n;
        MatrixVector.gemvTransposed(
            j - k, end - j - 1, -1, a, at + k * n + j + 1, n, a, row + k, 1, a, row + j + 1);
        double diagonal = a[row + j];
        if (diagonal != 0) {
          for (int i = j + 1; i < m; i++) {
            a[at + i * n + j] /= diagonal;
          }
        }
      }
      int width = n - end;
      TriangularSolve.left(
          true, true, end - k, width, a, at + k * n + k, n, 1, a, at + k * n + end, n);
      Gemm.gemm(
          m - end,
          width,
          end - k,
          -1.0,
          a,
          at + end * n + k,
          n,
          1,
          a,
          at + k * n + end,
          n,
          1,
          1.0,
          a,
          at + end * n + end,
          n);
    }
  }

  /** Column j from its diagonal on: subtracts L times the part of the column above, from row k on. */
  private static void finishColumn(
      int m, int n, double[] a, int at, int k, int j, double[] column) {
    for (int q = k; q < j; q++) {
      column[q - k] = a[at + q * n + j];
    }
    int row = at + j * n;
    MatrixVector.gemv(m - j, j - k, -1, a, row + k, n, column, 0, 1, a, row + j, n);
  }

  /** The row, from j on, of the greatest absolute value in column j. */
  private static int largestInColumn(int m, int n, double[] a, int at, int j) {
    int row = j;
    double largest = Math.abs(a[at + j * n + j]);
    for (int i = j + 1; i < m; i++) {
      double candidate = Math.abs(a[at + i * n + j]);
      if (candidate > largest) {
        largest = candidate;
        row = i;
      }
    }
    return row;
  }

  static void swapRows(int n, double[] a, int row, int other) {
    if (row == other) {
      return;
    }
    for (int j = 0; j < n; j++) {
      double value = a[row + j];
      a[row + j] = a[other + j];
      a[other + j] = value;
    }
  }

  /** Exchanges rows of b (m, n) as {@code pivots} tell, first to last. */
  static void permute(int n, int[] pivots, double[] b, int at) {
    for (int k = 0; k < pivots.length; k++) {
      swapRows(n, b, at + k * n, at + pivots[k] * n);
    }
  }

  /** The sign of the permutation. */
  static int sign(int[] pivots) {
    int sign = 1;
    for (int k = 0; k < pivots.length; k++) {
      sign = pivots[k] == k ? sign : -sign;
    }
    return sign;
  }
}

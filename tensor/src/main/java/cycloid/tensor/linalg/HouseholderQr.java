package cycloid.tensor.linalg;

import cycloid.simd.MatrixVector;
import java.util.Arrays;

/**
 * A = Q R by Householder reflections, by blocks of columns, or with the columns pivoted.
 *
 * <p>The matrix is kept transposed, so that its columns lie side by side in memory. The reflections of a block are found
 * one by one; the columns to the right then take them in at once, as matrix products ({@link BlockReflector}).
 *
 * <pre>
 * Accuracy:  |A - Q R| and |Q'Q - I| of order m n u (Higham 2002, theorem 19.4)
 * Source:    Golub &amp; Van Loan 2013, algorithms 5.2.3 and 5.4.1 (pivoting)
 * </pre>
 */
final class HouseholderQr {
  private final int m;
  private final int n;
  private final int steps;
  private final double scale;

  /** A', n rows of length m; below the diagonal of A, the reflections. */
  private final double[] columns;

  private final double[] tau;

  /** Column j of R belongs to column {@code order[j]} of A; null without pivoting. */
  final int[] order;

  /** Factors a (m, n). */
  HouseholderQr(int m, int n, double[] a, int at, boolean pivoting) {
    this.m = m;
    this.n = n;
    this.steps = Math.min(m, n);
    this.tau = new double[steps];
    this.columns = new double[n * m];
    MatrixVector.transpose(m, n, a, at, n, columns, 0, m);
    this.scale = Matrices.scale(Matrices.largest(n * m, columns, 0));
    Matrices.multiply(columns, scale);
    if (pivoting) {
      order = new int[n];
      factorPivoted();
    } else {
      order = null;
      factorBlocked();
    }
  }

  private void factorBlocked() {
    boolean blocks = n > Math.min(steps, BlockReflector.BLOCK);
    BlockReflector block = blocks ? new BlockReflector(m, n) : null;
    double[] products = new double[BlockReflector.BLOCK];
    for (int k = 0; k < steps; k += BlockReflector.BLOCK) {
      int end = Math.min(steps, k + BlockReflector.BLOCK);
      for (int j = k; j < end; j++) {
        reflect(j, end, products);
      }
      if (end < n) {
        block
            .set(m - k, end - k, columns, k * m + k, m, tau, k)
            .fromRight(n - end, columns, end * m + k, m, false);
      }
    }
  }

  /** Finds the reflection of column j, and applies it to the columns after it and before {@code end}. */
  private void reflect(int j, int end, double[] products) {
    int at = j * m + j;
    tau[j] = Householder.reflect(m - j, columns, at);
    int count = end - j - 1;
    if (tau[j] == 0 || count == 0) {
      return;
    }
    double beta = columns[at];
    columns[at] = 1;
    MatrixVector.gemv(count, m - j, 1, columns, at + m, m, columns, at, 0, products, 0, 1);
    MatrixVector.ger(count, m - j, -tau[j], products, 0, 1, columns, at, columns, at + m, m);
    columns[at] = beta;
  }

  private void factorPivoted() {
    double[] norms = new double[n];
    double[] reference = new double[n];
    for (int j = 0; j < n; j++) {
      order[j] = j;
      norms[j] = Matrices.norm(m, columns, j * m);
      reference[j] = norms[j];
    }
    double[] products = new double[n];
    for (int k = 0; k < steps; k++) {
      int pivot = k;
      for (int j = k + 1; j < n; j++) {
        pivot = norms[j] > norms[pivot] ? j : pivot;
      }
      LuFactorization.swapRows(m, columns, k * m, pivot * m);
      int column = order[k];
      order[k] = order[pivot];
      order[pivot] = column;
      norms[pivot] = norms[k];
      reference[pivot] = reference[k];
      reflect(k, n, products);
      for (int j = k + 1; j < n; j++) {
        norms[j] = remaining(norms, reference, j, k);
      }
    }
  }

  /** The norm of column j below row k: from that below row k - 1, or anew where digits would be lost. */
  private double remaining(double[] norms, double[] reference, int j, int k) {
    if (norms[j] == 0) {
      return 0;
    }
    double ratio = Math.abs(columns[j * m + k]) / norms[j];
    double left = Math.max(0, (1 - ratio) * (1 + ratio));
    double shrunk = norms[j] / reference[j];
    if (left * shrunk * shrunk <= 0x1p-26) {
      reference[j] = Matrices.norm(m - k - 1, columns, j * m + k + 1);
      return reference[j];
    }
    return norms[j] * Math.sqrt(left);
  }

  /** The first {@code count} columns of Q, row-major; signs as {@link #r} has them. */
  double[] q(int count) {
    double[] q = BlockReflector.accumulate(m, count, steps, 0, columns, 0, m, tau);
    for (int j = 0; j < steps; j++) {
      if (isNegative(j)) {
        for (int i = 0; i < m; i++) {
          q[i * count + j] = -q[i * count + j];
        }
      }
    }
    return q;
  }

  /** The first {@code count} rows of R, row-major; its diagonal is not negative. */
  double[] r(int count) {
    double[] r = new double[count * n];
    int rows = Math.min(steps, count);
    MatrixVector.transpose(n, rows, columns, 0, m, r, 0, n);
    for (int i = 0; i < rows; i++) {
      double sign = (isNegative(i) ? -1 : 1) / scale;
      Arrays.fill(r, i * n, i * n + i, 0);
      for (int j = i * n + i; j < (i + 1) * n; j++) {
        r[j] *= sign;
      }
    }
    return r;
  }

  private boolean isNegative(int i) {
    return columns[i * m + i] < 0;
  }
}

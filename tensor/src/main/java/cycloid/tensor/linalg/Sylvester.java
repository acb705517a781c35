package cycloid.tensor.linalg;

/**
 * A X + X B = C by real Schur forms: with A = U R U' and B = V S V', Y = U'X V solves R Y + Y S = U'C V, and so block by
 * block, from the last rows and the first columns on.
 *
 * <pre>
 * R_ii Y_ij + Y_ij S_jj = F_ij - sum_(k &gt; i) R_ik Y_kj - sum_(k &lt; j) Y_ik S_kj
 *
 * Source:    Bartels &amp; Stewart 1972; Golub &amp; Van Loan 2013, Section 7.6.3
 * </pre>
 */
final class Sylvester {
  private final RealSchur r;
  private final RealSchur s;
  private final double[] y;
  private final int m;
  private final int n;
  private final double smallest;

  /** @param f U'C V, row-major; becomes Y */
  private Sylvester(RealSchur r, RealSchur s, double[] f) {
    this.r = r;
    this.s = s;
    this.y = f;
    this.m = r.n;
    this.n = s.n;
    double scale = Math.max(Matrices.largest(m * m, r.t, 0), Matrices.largest(n * n, s.t, 0));
    this.smallest = 0x1p-52 * scale;
  }

  /** Solves R Y + Y S = F in place of F; false where an eigenvalue of R is the negative of one of S, to rounding. */
  static boolean solve(RealSchur r, RealSchur s, double[] f) {
    return new Sylvester(r, s, f).solve();
  }

  private boolean solve() {
    int j = 0;
    while (j < n) {
      int width = s.isBlock(j) ? 2 : 1;
      int i = m;
      while (i > 0) {
        int height = i > 1 && r.isBlock(i - 2) ? 2 : 1;
        i -= height;
        if (!block(i, height, j, width)) {
          return false;
        }
      }
      j += width;
    }
    return true;
  }

  /** One block of Y. */
  private boolean block(int i, int height, int j, int width) {
    double[] block = new double[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        block[row * width + column] = rest(i, height, i + row, j, j + column);
      }
    }
    if (!solveBlock(r.t, m, i, height, s.t, n, j, width, block, smallest)) {
      return false;
    }
    for (int row = 0; row < height; row++) {
      System.arraycopy(block, row * width, y, (i + row) * n + j, width);
    }
    return true;
  }

  /**
   * Solves R_ii X + X S_jj = F for one block: at most four equations.
   *
   * @param r with rows of length m; its block begins at row and column i and has `height` rows
   * @param s with rows of length n; its block begins at row and column j and has `width` rows
   * @param x F, row-major; becomes X
   * @param smallest a pivot up to this counts as 0
   */
  static boolean solveBlock(
      double[] r,
      int m,
      int i,
      int height,
      double[] s,
      int n,
      int j,
      int width,
      double[] x,
      double smallest) {
    int count = height * width;
    double[][] equations = new double[count][count + 1];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double[] equation = equations[row * width + column];
        for (int k = 0; k < height; k++) {
          equation[k * width + column] += r[(i + row) * m + i + k];
        }
        for (int k = 0; k < width; k++) {
          equation[row * width + k] += s[(j + k) * n + j + column];
        }
        equation[count] = x[row * width + column];
      }
    }
    if (!eliminate(equations, smallest)) {
      return false;
    }
    for (int k = 0; k < count; k++) {
      x[k] = equations[k][count];
    }
    return true;
  }

  /** The right side of one equation, from what is solved already. */
  private double rest(int i, int height, int row, int j, int column) {
    double sum = y[row * n + column];
    for (int k = i + height; k < m; k++) {
      sum -= r.t[row * m + k] * y[k * n + column];
    }
    for (int k = 0; k < j; k++) {
      sum -= y[row * n + k] * s.t[k * n + column];
    }
    return sum;
  }

  /** Gauss and Jordan with pivots from the whole column; the solution is in the last entries. */
  private static boolean eliminate(double[][] equations, double smallest) {
    int count = equations.length;
    for (int k = 0; k < count; k++) {
      int pivot = k;
      for (int i = k + 1; i < count; i++) {
        pivot = Math.abs(equations[i][k]) > Math.abs(equations[pivot][k]) ? i : pivot;
      }
      double[] row = equations[pivot];
      equations[pivot] = equations[k];
      equations[k] = row;
      if (Math.abs(row[k]) <= smallest) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        double factor = i == k ? 0 : equations[i][k] / row[k];
        for (int j = k; j <= count; j++) {
          equations[i][j] -= factor * row[j];
        }
      }
    }
    for (int k = 0; k < count; k++) {
      equations[k][count] /= equations[k][k];
    }
    return true;
  }
}

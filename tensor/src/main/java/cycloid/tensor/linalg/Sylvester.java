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

  /** One block: at most four equations. */
  private boolean block(int i, int height, int j, int width) {
    int count = height * width;
    double[][] equations = new double[count][count + 1];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double[] equation = equations[row * width + column];
        for (int k = 0; k < height; k++) {
          equation[k * width + column] += r.t[(i + row) * m + i + k];
        }
        for (int k = 0; k < width; k++) {
          equation[row * width + k] += s.t[(j + k) * n + j + column];
        }
        equation[count] = rest(i, height, i + row, j, j + column);
      }
    }
    if (!eliminate(equations)) {
      return false;
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        y[(i + row) * n + j + column] = equations[row * width + column][count];
      }
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
  private boolean eliminate(double[][] equations) {
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

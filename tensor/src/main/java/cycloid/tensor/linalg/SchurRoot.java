package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * The square root of a real Schur form, block by block: Higham 1987, Algorithm 1.
 *
 * <pre>
 * S_jj S_jj = T_jj,   S_ii S_ij + S_ij S_jj = T_ij - sum_(i &lt; k &lt; j) S_ik S_kj
 * </pre>
 */
final class SchurRoot {
  private final Tensor a;
  private final RealSchur schur;
  private final double[] t;
  private final double[] s;
  private final int n;
  private final double smallest;

  /** @param a the matrix itself, for error texts */
  SchurRoot(Tensor a, RealSchur schur) {
    this.a = a;
    this.schur = schur;
    this.t = schur.t;
    this.n = schur.n;
    this.s = new double[n * n];
    // The roots of two eigenvalues that are 0 to rounding add up to less than this.
    double largest = Matrices.largest(n * n, t, 0);
    this.smallest = Math.sqrt(largest) * 0x1p-52;
  }

  /**
   * S, row-major.
   *
   * @throws LinalgException if there is no real principal root
   */
  double[] root() {
    int width;
    for (int j = 0; j < n; j += width) {
      width = schur.isBlock(j) ? 2 : 1;
      if (width == 1) {
        realRoot(j);
      } else {
        complexRoot(j);
      }
      int height;
      for (int i = j; i > 0; i -= height) {
        height = i > 1 && schur.isBlock(i - 2) ? 2 : 1;
        beside(i - height, height, j, width);
      }
    }
    return s;
  }

  private void realRoot(int j) {
    double eigenvalue = t[j * n + j];
    if (eigenvalue < 0) {
      throw Checks.noPrincipalSqrt(a, eigenvalue);
    }
    s[j * n + j] = Math.sqrt(eigenvalue);
  }

  /**
   * The root of a block B with eigenvalues theta + i mu, theta - i mu: alpha I + (B - theta I) / (2 alpha), where alpha is
   * the real part of the root of an eigenvalue.
   */
  private void complexRoot(int j) {
    int at = j * n + j;
    double theta = 0.5 * (t[at] + t[at + n + 1]);
    double difference = 0.5 * (t[at] - t[at + n + 1]);
    double mu = Math.sqrt(-(difference * difference + t[at + 1] * t[at + n]));
    double modulus = StrictMath.hypot(theta, mu);
    double alpha =
        theta > 0 ? Math.sqrt(0.5 * (modulus + theta)) : mu / Math.sqrt(2 * (modulus - theta));
    double factor = 0.5 / alpha;
    s[at] = alpha + difference * factor;
    s[at + 1] = t[at + 1] * factor;
    s[at + n] = t[at + n] * factor;
    s[at + n + 1] = alpha - difference * factor;
  }

  /** S_ij, from the blocks of S that are left of it and below it. */
  private void beside(int i, int height, int j, int width) {
    double[] block = new double[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double sum = t[(i + row) * n + j + column];
        for (int k = i + height; k < j; k++) {
          sum -= s[(i + row) * n + k] * s[k * n + j + column];
        }
        block[row * width + column] = sum;
      }
    }
    if (!Sylvester.solveBlock(s, n, i, height, s, n, j, width, block, smallest)) {
      throw Checks.noPrincipalSqrt(a, t[i * n + i]);
    }
    for (int row = 0; row < height; row++) {
      System.arraycopy(block, row * width, s, (i + row) * n + j, width);
    }
  }
}

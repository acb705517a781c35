package cycloid.tensor.linalg;

import java.util.Arrays;

/**
 * A = V diag(w) V' for a symmetric matrix: reduction to {@link TridiagonalForm}, then implicit QL or QR steps.
 *
 * <p>A step chases a bulge along the tridiagonal matrix with rotations; which end it starts from depends on where the
 * greater diagonal element is, as in LAPACK. The rotations reach the eigenvectors late and together, see {@link Strips}.
 *
 * <pre>
 * Accuracy:  |A - V diag(w) V'| and |V'V - I| of order n u
 * Source:    Golub &amp; Van Loan 2013, section 8.3; LAPACK, dsteqr
 * </pre>
 */
final class SymmetricEigen {
  /** Steps for each eigenvalue, on average; three are usual. */
  private static final int MOST_STEPS = 40;

  private static final double EPSILON = 0x1p-53;

  private final int n;
  private final double[] d;
  private final double[] e;
  private final double[] c;
  private final double[] s;
  private final Rotation rotation = new Rotation();
  private final Strips vectors;

  /** The eigenvalues, ascending. */
  final double[] values;

  /** The eigenvectors as columns, row-major; null unless asked for. */
  final double[] v;

  /**
   * Decomposes a symmetric matrix of finite numbers, which is used up.
   *
   * @throws LinalgException if the iteration does not converge
   */
  SymmetricEigen(int n, double[] a, boolean withVectors) {
    this.n = n;
    double scale = Matrices.scale(Matrices.largest(n * n, a, 0));
    Matrices.multiply(a, scale);
    TridiagonalForm tridiagonal = new TridiagonalForm(n, a);
    d = tridiagonal.diagonal;
    e = tridiagonal.offDiagonal;
    c = new double[n];
    s = new double[n];
    vectors = withVectors ? new Strips(n, n, tridiagonal.q()) : null;
    iterate();
    int[] order = Matrices.ascending(d);
    values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = d[order[i]] / scale;
    }
    v = withVectors ? vectors.transposed(order) : null;
  }

  private void iterate() {
    int left = MOST_STEPS * n;
    int oldLow = -1;
    int oldHigh = -1;
    boolean upwards = false;
    for (int high = n - 1; high > 0; ) {
      int low = high;
      while (low > 0 && !isNegligible(low - 1)) {
        low--;
      }
      if (low == high) {
        high--;
        continue;
      }
      if (left-- == 0) {
        throw new LinalgException("eigh: the iteration must converge; got none after "
            + MOST_STEPS * n + " steps, n=" + n);
      }
      // Turning round within a block would undo what the steps before have gained.
      if (low > oldHigh || high < oldLow) {
        upwards = Math.abs(d[low]) < Math.abs(d[high]);
      }
      oldLow = low;
      oldHigh = high;
      step(low, high, upwards);
    }
  }

  /** Whether e[i] may be set to 0; does so. */
  private boolean isNegligible(int i) {
    double magnitude = Math.abs(e[i]);
    double left = Math.abs(d[i]);
    double right = Math.abs(d[i + 1]);
    if (magnitude <= EPSILON * Math.sqrt(left) * Math.sqrt(right) || magnitude < 0x1p-1000) {
      e[i] = 0;
      return true;
    }
    return false;
  }

  /**
   * One step on the block low..high, with the shift at the end that the bulge runs to: low, if upwards.
   *
   * <p>Position k counts from where the bulge starts, so both directions are one loop.
   */
  private void step(int low, int high, boolean upwards) {
    int length = high - low;
    int target = upwards ? low : high;
    int direction = upwards ? -1 : 1;
    int position = upwards ? high : low;
    // between position k and k + 1 lies e[position + k * direction + between]
    int between = upwards ? -1 : 0;
    int last = target - direction;
    double eLast = e[Math.min(target, last)];
    double g = (d[last] - d[target]) / (2 * eLast);
    double r = Householder.hypotenuse(g, 1);
    g = d[position] - d[target] + eLast / (g + Math.copySign(r, g));
    rotation.c = 1;
    rotation.s = 1;
    double p = 0;
    for (int k = 0; k < length; k++) {
      int at = position + between;
      double f = rotation.s * e[at];
      double b = rotation.c * e[at];
      double next = d[position] - p;
      double change = d[position + direction] - next;
      rotation.set(g, f);
      if (k > 0) {
        e[at - direction] = rotation.r;
      }
      double square = g * g + f * f;
      if (Math.abs(f * g) > 0x1p-900 && square < 0x1p1000) {
        // as below, without waiting for the root: c = g / r, s = f / r; no product underflows
        double ratio = (change * f + 2 * g * b) / square;
        p = f * ratio;
        g = g * ratio - b;
      } else {
        r = change * rotation.s + 2 * rotation.c * b;
        p = rotation.s * r;
        g = rotation.c * r - b;
      }
      d[position] = next + p;
      c[at - low] = rotation.c;
      s[at - low] = upwards ? -rotation.s : rotation.s;
      position += direction;
    }
    d[target] -= p;
    e[Math.min(target, last)] = g;
    if (vectors != null) {
      vectors.rotate(low, length, c, s, upwards);
    }
  }

  /** The greatest asymmetry and the lower triangle mirrored: a fresh symmetric matrix. */
  static double[] symmetric(int n, double[] a, int at) {
    double[] full = Arrays.copyOfRange(a, at, at + n * n);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        full[i * n + j] = full[j * n + i];
      }
    }
    return full;
  }
}

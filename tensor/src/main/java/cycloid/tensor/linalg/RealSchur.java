package cycloid.tensor.linalg;

/**
 * The real Schur form A = U T U': U orthogonal, T upper triangular but for 2 x 2 blocks on the diagonal, one for each pair
 * of complex eigenvalues.
 *
 * <pre>
 * Accuracy:  backward stable: U T U' = A + E with |E| a small multiple of eps |A|
 * Source:    Golub &amp; Van Loan 2013, Algorithms 7.4.2 (Hessenberg), 7.5.1 (Francis step), 7.5.2 (QR)
 * </pre>
 */
final class RealSchur {
  private static final int SWEEPS_PER_EIGENVALUE = 60;
  private static final double EPSILON = 0x1p-52;

  /** Row-major, n x n. */
  final double[] t;

  /** Row-major, n x n. */
  final double[] u;

  final int n;
  private int sweeps;

  private RealSchur(int n, double[] a) {
    this.n = n;
    this.t = a.clone();
    this.u = Matrices.identity(n, n);
  }

  /**
   * Decomposes a matrix.
   *
   * @param op named in the error
   * @throws LinalgException if the iteration does not converge, as it does not with NaN or infinities
   */
  static RealSchur of(String op, int n, double[] a) {
    RealSchur schur = new RealSchur(n, a);
    schur.hessenberg();
    if (!schur.iterate()) {
      throw new LinalgException(op + ": the QR iteration must converge; got " + schur.sweeps
          + " sweeps without it, of a matrix " + n + " x " + n);
    }
    return schur;
  }

  /** Whether rows i and i + 1 belong to one block. */
  boolean isBlock(int i) {
    return i + 1 < n && t[(i + 1) * n + i] != 0;
  }

  // ---- reduction to Hessenberg form

  private void hessenberg() {
    double[] v = new double[n];
    for (int k = 0; k < n - 2; k++) {
      for (int i = k + 1; i < n; i++) {
        v[i - k - 1] = t[i * n + k];
      }
      if (reflector(n - k - 1, v)) {
        reflect(k + 1, n - k - 1, v, k);
        for (int i = k + 2; i < n; i++) {
          t[i * n + k] = 0;
        }
      }
    }
  }

  /**
   * Makes of x the vector v of the reflection I - 2 v v' that turns x into a multiple of e1, |v| = 1; false where x is that
   * already.
   */
  private static boolean reflector(int length, double[] x) {
    double largest = 0;
    double rest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
      rest = i > 0 ? Math.max(rest, Math.abs(x[i])) : 0;
    }
    if (rest == 0) {
      return false;
    }
    double square = 0;
    for (int i = 0; i < length; i++) {
      x[i] /= largest;
      square += x[i] * x[i];
    }
    x[0] += Math.copySign(Math.sqrt(square), x[0]);
    double norm = 0;
    for (int i = 0; i < length; i++) {
      norm += x[i] * x[i];
    }
    norm = Math.sqrt(norm);
    for (int i = 0; i < length; i++) {
      x[i] /= norm;
    }
    return true;
  }

  /** T = H T H and U = U H with the reflection of rows and columns from `at`; T is zero in these rows before `from`. */
  private void reflect(int at, int length, double[] v, int from) {
    for (int j = from; j < n; j++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += v[i] * t[(at + i) * n + j];
      }
      for (int i = 0; i < length; i++) {
        t[(at + i) * n + j] -= 2 * sum * v[i];
      }
    }
    reflectColumns(t, at, length, v, n);
    reflectColumns(u, at, length, v, n);
  }

  private static void reflectColumns(double[] x, int at, int length, double[] v, int n) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < length; j++) {
        sum += x[i * n + at + j] * v[j];
      }
      for (int j = 0; j < length; j++) {
        x[i * n + at + j] -= 2 * sum * v[j];
      }
    }
  }

  // ---- QR iteration

  /** Deflates from the end; false when it does not converge. */
  private boolean iterate() {
    int high = n - 1;
    int since = 0;
    while (high > 0) {
      int low = activeFrom(high);
      if (low == high) {
        high--;
        since = 0;
      } else if (low == high - 1) {
        standardize(low);
        high -= 2;
        since = 0;
      } else if (since++ == SWEEPS_PER_EIGENVALUE) {
        return false;
      } else {
        francis(low, high, since % 10 == 0);
        sweeps++;
      }
    }
    return true;
  }

  /** The first row of the unreduced block that ends at `high`; negligible entries below the diagonal become 0. */
  private int activeFrom(int high) {
    for (int k = high; k > 0; k--) {
      double scale = Math.abs(t[(k - 1) * n + k - 1]) + Math.abs(t[k * n + k]);
      if (scale == 0) {
        scale = largest();
      }
      if (Math.abs(t[k * n + k - 1]) <= EPSILON * scale) {
        t[k * n + k - 1] = 0;
        return k;
      }
    }
    return 0;
  }

  private double largest() {
    return Matrices.largest(n * n, t, 0);
  }

  /** One implicit double shift with the eigenvalues of the last 2 x 2 block, or, if it got stuck, other shifts. */
  private void francis(int low, int high, boolean exceptional) {
    double sum;
    double product;
    if (exceptional) {
      double size = Math.abs(t[high * n + high - 1]) + Math.abs(t[(high - 1) * n + high - 2]);
      sum = 1.5 * size + t[high * n + high];
      product = size * size;
    } else {
      double a = t[(high - 1) * n + high - 1];
      double d = t[high * n + high];
      sum = a + d;
      product = a * d - t[(high - 1) * n + high] * t[high * n + high - 1];
    }
    double h00 = t[low * n + low];
    double h10 = t[(low + 1) * n + low];
    double[] v = {
      h00 * h00 + t[low * n + low + 1] * h10 - sum * h00 + product,
      h10 * (h00 + t[(low + 1) * n + low + 1] - sum),
      h10 * t[(low + 2) * n + low + 1]
    };
    for (int k = low; k < high; k++) {
      int length = Math.min(3, high - k + 1);
      if (k > low) {
        for (int i = 0; i < length; i++) {
          v[i] = t[(k + i) * n + k - 1];
        }
      }
      if (reflector(length, v)) {
        reflect(k, length, v, Math.max(0, k - 1));
        for (int i = 1; k > low && i < length; i++) {
          t[(k + i) * n + k - 1] = 0;
        }
      }
    }
  }

  /** Turns a 2 x 2 block with real eigenvalues into a triangle, by the rotation that takes an eigenvector to e1. */
  private void standardize(int k) {
    double a = t[k * n + k];
    double b = t[k * n + k + 1];
    double c = t[(k + 1) * n + k];
    double d = t[(k + 1) * n + k + 1];
    double p = 0.5 * (a - d);
    double discriminant = p * p + b * c;
    if (discriminant < 0) {
      return;
    }
    // The eigenvalue d + z has the eigenvector (z, c); of the two the z of larger magnitude is
    // computed without cancellation.
    double z = p + Math.copySign(Math.sqrt(discriminant), p);
    double[] v = {z, c};
    if (reflector(2, v)) {
      reflect(k, 2, v, k);
    }
    t[(k + 1) * n + k] = 0;
  }
}

package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;

/**
 * A = U diag(s) V' for any matrix: QR first where it is not square, then {@link BidiagonalForm}, then {@link
 * BidiagonalSvd}.
 *
 * <pre>
 * Accuracy:  |A - U diag(s) V'|, |U'U - I| and |V'V - I| of order max(m, n) u
 * Source:    Golub &amp; Van Loan 2013, section 8.6; Chan 1982, An improved algorithm for computing the SVD (QR first)
 * </pre>
 */
final class SingularValues {
  /** The singular values, descending, not negative. */
  final double[] s;

  /** Left singular vectors as columns: (m, k), or (m, m) if full; row-major; null unless asked for. */
  final double[] u;

  /** Right singular vectors as rows: (k, n), or (n, n) if full; row-major; null unless asked for. */
  final double[] vh;

  private SingularValues(double[] s, double[] u, double[] vh) {
    this.s = s;
    this.u = u;
    this.vh = vh;
  }

  /** Only the singular values of a (m, n), a matrix of finite numbers. */
  static double[] values(int m, int n, double[] a, int at) {
    return of(m, n, a, at, false, false).s;
  }

  /**
   * Decomposes a (m, n), a matrix of finite numbers.
   *
   * @throws LinalgException if the iteration does not converge
   */
  static SingularValues of(int m, int n, double[] a, int at, boolean vectors, boolean full) {
    if (m < n) {
      double[] turned = new double[m * n];
      MatrixVector.transpose(m, n, a, at, n, turned, 0, m);
      SingularValues other = of(n, m, turned, 0, vectors, full);
      if (!vectors) {
        return other;
      }
      double[] u = new double[m * m];
      MatrixVector.transpose(m, m, other.vh, 0, m, u, 0, m);
      int columns = full ? n : m;
      double[] vh = new double[columns * n];
      MatrixVector.transpose(n, columns, other.u, 0, columns, vh, 0, n);
      return new SingularValues(other.s, u, vh);
    }
    double[] square = new double[n * n];
    if (m == n) {
      System.arraycopy(a, at, square, 0, n * n);
      return ofSquare(n, square, vectors);
    }
    HouseholderQr qr = new HouseholderQr(m, n, a, at, false);
    SingularValues inner = ofSquare(n, qr.r(n), vectors);
    if (!vectors) {
      return inner;
    }
    int columns = full ? m : n;
    double[] q = qr.q(columns);
    double[] u = full ? q.clone() : new double[m * n];
    Gemm.gemm(m, n, n, 1.0, q, 0, columns, 1, inner.u, 0, n, 1, 0.0, u, 0, columns);
    return new SingularValues(inner.s, u, inner.vh);
  }

  /** Decomposes a square matrix, which is used up. */
  private static SingularValues ofSquare(int n, double[] a, boolean vectors) {
    if (n == 0) {
      return new SingularValues(new double[0], new double[0], new double[0]);
    }
    double scale = Matrices.scale(Matrices.largest(n * n, a, 0));
    Matrices.multiply(a, scale);
    BidiagonalForm bidiagonal = new BidiagonalForm(n, a);
    double[] d = bidiagonal.diagonal;
    Strips left = vectors ? new Strips(n, n, bidiagonal.q()) : null;
    Strips right = vectors ? new Strips(n, n, bidiagonal.p()) : null;
    BidiagonalSvd.iterate(n, d, bidiagonal.offDiagonal, left, right);
    double[] sign = new double[n];
    double[] negative = new double[n];
    for (int i = 0; i < n; i++) {
      sign[i] = d[i] < 0 ? -1 : 1;
      negative[i] = -Math.abs(d[i]);
    }
    int[] descending = Matrices.ascending(negative);
    double[] s = new double[n];
    for (int i = 0; i < n; i++) {
      s[i] = -negative[descending[i]] / scale;
    }
    return vectors
        ? new SingularValues(s, left.transposed(descending), right.rows(descending, sign))
        : new SingularValues(s, null, null);
  }

  /** Divides row i of vh by s[i]; rows whose singular value is at most the greatest times a cut-off become 0. */
  void divideRows(double cutOff) {
    int n = s.length == 0 ? 0 : vh.length / s.length;
    for (int i = 0; i < s.length; i++) {
      boolean negligible = s[i] <= cutOff * s[0];
      for (int j = i * n; j < (i + 1) * n; j++) {
        vh[j] = negligible ? 0 : vh[j] / s[i];
      }
    }
  }
}

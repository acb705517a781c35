package cycloid.tensor.linalg;

/**
 * A reflection H = I - tau v v' that turns a vector into a multiple of the first unit vector.
 *
 * <pre>
 * H x = (beta, 0, ..., 0)',   v[0] = 1,   beta = -sign(x[0]) |x|,   tau = (beta - x[0]) / beta
 * Source:    LAPACK, dlarfg
 * </pre>
 */
final class Householder {
  private Householder() {}

  /** Replaces x by (beta, v[1], ..., v[n-1]) and returns tau; 0, for H = I, when there is nothing to turn. */
  static double reflect(int n, double[] x, int at) {
    double alpha = x[at];
    double rest = Matrices.norm(n - 1, x, at + 1);
    if (rest == 0) {
      return 0;
    }
    double beta = -Math.copySign(hypotenuse(alpha, rest), alpha);
    divide(alpha - beta, x, at + 1, at + n);
    x[at] = beta;
    return (beta - alpha) / beta;
  }

  /** By the reciprocal, which is several times faster, unless that might overflow. */
  private static void divide(double divisor, double[] x, int from, int to) {
    if (Math.abs(divisor) > 0x1p-1000) {
      double reciprocal = 1 / divisor;
      for (int i = from; i < to; i++) {
        x[i] *= reciprocal;
      }
    } else {
      for (int i = from; i < to; i++) {
        x[i] /= divisor;
      }
    }
  }

  /** sqrt(x^2 + y^2) without overflow or underflow of squares. */
  static double hypotenuse(double x, double y) {
    double square = x * x + y * y;
    if (square > 0x1p-900 && square < 0x1p1000) {
      return Math.sqrt(square);
    }
    double largest = Math.max(Math.abs(x), Math.abs(y));
    if (largest == 0 || !(largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double ratio = Math.min(Math.abs(x), Math.abs(y)) / largest;
    return largest * Math.sqrt(1 + ratio * ratio);
  }
}

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
  /** Below this a norm may have lost digits to underflow. */
  private static final double SMALL = 0x1p-600;

  private Householder() {}

  /** Replaces x by (beta, v[1], ..., v[n-1]) and returns tau; 0, for H = I, when there is nothing to turn. */
  static double reflect(int n, double[] x, int at) {
    double alpha = x[at];
    double rest = Matrices.norm(n - 1, x, at + 1);
    if (rest == 0) {
      return 0;
    }
    double norm = hypotenuse(alpha, rest);
    if (norm < SMALL) {
      // a reflection of numbers with few digits would not be orthogonal
      scale(1 / SMALL, x, at, at + n);
      double tau = reflect(n, x, at);
      x[at] *= SMALL;
      return tau;
    }
    double beta = -Math.copySign(norm, alpha);
    scale(1 / (alpha - beta), x, at + 1, at + n);
    x[at] = beta;
    return (beta - alpha) / beta;
  }

  private static void scale(double factor, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
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

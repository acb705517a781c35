package cycloid.tensor.random;

/**
 * Gamma numbers.
 *
 * <pre>
 * Density:   x^(alpha - 1) e^(-x) / Gamma(alpha)
 * Formula:   d = alpha - 1/3, c = 1 / sqrt(9 d), v = (1 + c z)^3, z normal, u uniform; d v is accepted when
 *            log(u) &lt; z^2 / 2 + d - d v + d log(v). For alpha &lt; 1 that of alpha + 1 times u^(1 / alpha)
 * Source:    Marsaglia and Tsang 2000, "A simple method for generating gamma variables"
 * </pre>
 */
final class Gamma {
  private final double alpha;
  private final double d;
  private final double c;

  Gamma(double alpha) {
    this.alpha = alpha;
    this.d = (alpha < 1 ? alpha + 1 : alpha) - 1 / 3.0;
    this.c = 1 / Math.sqrt(9 * d);
  }

  double next(ElementNumbers numbers) {
    double scale = alpha < 1 ? StrictMath.pow(1 - numbers.uniform(), 1 / alpha) : 1;
    while (true) {
      double z = numbers.normal();
      double root = 1 + c * z;
      double v = root * root * root;
      double logU = -numbers.exponential();
      if (v > 0 && logU < z * z / 2 + d - d * v + d * StrictMath.log(v)) {
        return scale * d * v;
      }
    }
  }
}

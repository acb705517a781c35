package cycloid.tensor.random;

/**
 * Normal numbers of which only those between two bounds are kept, however far out the bounds are.
 *
 * <p>Where 0 lies between bounds that are apart, normal numbers are tried; where the bounds are close, uniform ones; in a
 * tail, exponential ones: each accepted with the quotient of the densities, so that about one in two is.
 *
 * <pre>
 * Source:    Robert 1995, "Simulation of truncated normal variables" (arXiv:0907.4010), sections 2.1 to 2.3
 * </pre>
 */
final class TruncatedNormal {
  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

  private final double low;
  private final double high;
  /** Whether low and high are those of the mirrored problem: a tail on the left is one on the right. */
  private final boolean mirrored;
  /** The rate of the exponential numbers. */
  private final double rate;

  TruncatedNormal(double low, double high) {
    this.mirrored = high < 0;
    this.low = mirrored ? -high : low;
    this.high = mirrored ? -low : high;
    // From here on the 4 is lost in rounding, and later the square overflows.
    this.rate = this.low > 1e9 ? this.low : (this.low + Math.sqrt(this.low * this.low + 4)) / 2;
  }

  double next(ElementNumbers numbers) {
    double x = low <= 0 ? aroundZero(numbers) : inTail(numbers);
    return mirrored ? -x : x;
  }

  private double aroundZero(ElementNumbers numbers) {
    if (high - low < SQRT_2_PI) {
      return betweenBounds(numbers, 0);
    }
    while (true) {
      double z = numbers.normal();
      if (low <= z && z <= high) {
        return z;
      }
    }
  }

  private double inTail(ElementNumbers numbers) {
    // 1 / rate is about as far as the density reaches.
    if (high - low < 1 / rate) {
      return betweenBounds(numbers, low);
    }
    while (true) {
      double x = low + numbers.exponential() / rate;
      double distance = x - rate;
      if (x <= high && numbers.exponential() > distance * distance / 2) {
        return x;
      }
    }
  }

  /** Uniform numbers, accepted by the density relative to that at its greatest place. */
  private double betweenBounds(ElementNumbers numbers, double greatestAt) {
    while (true) {
      double x = low + (high - low) * numbers.uniform();
      if (numbers.exponential() > (x - greatestAt) * (x + greatestAt) / 2) {
        return x;
      }
    }
  }
}

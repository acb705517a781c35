package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import java.util.List;

/** The norm of all gradients together, summed in double from parameter to parameter in their order. */
final class GlobalNorm {
  private static final double EUCLID = 2;

  private final GradientMeasure squares = new GradientMeasure("s = sum(g * g)");
  private final GradientMeasure scaledSquares = new GradientMeasure("s = sum((g / x) * (g / x))");
  private final GradientMeasure powers = new GradientMeasure("s = sum(abs(g)^x)");
  private final GradientMeasure largest = new GradientMeasure("s = max(abs(g))");

  /** The norm of some order; 0 if there are no gradients. */
  double of(List<ParameterGroup> groups, double order) {
    if (order == Double.POSITIVE_INFINITY) {
      return largest(groups);
    }
    double norm = root(sum(groups, order == EUCLID ? squares : powers, order), order);
    if (order == EUCLID && !Double.isFinite(norm)) {
      // Squares may have overflowed where the norm does not.
      double scale = largest(groups);
      return Double.isFinite(scale) ? scale * root(sum(groups, scaledSquares, scale), order) : norm;
    }
    return norm;
  }

  private static double root(double sum, double order) {
    return order == EUCLID ? Math.sqrt(sum) : StrictMath.pow(sum, 1 / order);
  }

  private static double sum(List<ParameterGroup> groups, GradientMeasure measure, double x) {
    double sum = 0;
    for (ParameterGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (parameter.latestGradient() != null) {
          sum += measure.of(parameter.latestGradient(), x);
        }
      }
    }
    return sum;
  }

  private double largest(List<ParameterGroup> groups) {
    double most = 0;
    for (ParameterGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (parameter.latestGradient() != null && parameter.latestGradient().size() > 0) {
          most = Math.max(most, largest.of(parameter.latestGradient(), 0));
        }
      }
    }
    return most;
  }
}

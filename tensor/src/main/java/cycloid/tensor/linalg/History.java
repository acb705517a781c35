package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;
import java.util.Arrays;

/** The residuals of an iteration as they come, and whether they end it. */
final class History {
  private final double threshold;
  private double[] residuals = new double[16];
  private double[] normalResiduals = new double[0];
  private int count;

  /** @param scale what the relative tolerance of the system refers to, |b| */
  History(LinearSystem system, double scale) {
    this.threshold = system.relative * scale + system.absolute;
  }

  void add(double residual) {
    residuals = grown(residuals);
    residuals[count++] = residual;
  }

  void add(double residual, double normalResidual) {
    normalResiduals = grown(normalResiduals);
    normalResiduals[count] = normalResidual;
    add(residual);
  }

  private double[] grown(double[] values) {
    return count < values.length ? values : Arrays.copyOf(values, 2 * count + 16);
  }

  /** Why to end now: converged, no longer finite; or null. */
  StopReason reason() {
    double residual = residuals[count - 1];
    if (residual <= threshold) {
      return StopReason.CONVERGED;
    }
    return Double.isFinite(residual) ? null : StopReason.NOT_FINITE;
  }

  IterativeSolution solution(Tensor x, StopReason reason) {
    boolean leastSquares = normalResiduals.length > 0;
    return new IterativeSolution(
        x,
        reason,
        count - 1,
        Arrays.copyOf(residuals, count),
        Arrays.copyOf(normalResiduals, leastSquares ? count : 0));
  }
}

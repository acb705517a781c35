package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.List;

/** Looks for NaN and infinities in gradients: one pass. */
final class FiniteScan {
  // NaN and infinity are larger than everything finite; max passes NaN on.
  private final GradientMeasure largest = new GradientMeasure("s = max(abs(g))");

  /**
   * The first parameter whose gradient is not finite; null if all are.
   *
   * @param everywhere whether to look in all groups, or only in those that need finite gradients
   */
  Parameter firstNotFinite(List<ParameterGroup> groups, boolean everywhere) {
    for (ParameterGroup group : groups) {
      if (!everywhere && !group.needsFiniteGradients()) {
        continue;
      }
      for (Parameter parameter : group.parameters()) {
        if (parameter.latestGradient() != null && !isFinite(parameter.latestGradient())) {
          return parameter;
        }
      }
    }
    return null;
  }

  private boolean isFinite(Tensor gradient) {
    return gradient.size() == 0 || Double.isFinite(largest.of(gradient, 0));
  }
}

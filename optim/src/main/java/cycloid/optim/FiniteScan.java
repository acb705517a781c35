package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Tensor;

/** Looks for NaN and infinities in gradients: one pass. */
final class FiniteScan {
  private static final Equation LARGEST = Equation.parse("largest = max(abs(g))");
  private static final int[] LANE_STRIDES = {1, 0};

  private final Object[] results = {DType.F32.allocate(1), DType.F64.allocate(1)};

  /** The first parameter whose gradient is not finite; null if all are. */
  Parameter firstNotFinite(Iterable<ParameterGroup> groups) {
    for (ParameterGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (parameter.latestGradient() != null && !isFinite(parameter.gradient())) {
          return parameter;
        }
      }
    }
    return null;
  }

  private boolean isFinite(Tensor gradient) {
    if (gradient.size() == 0) {
      return true;
    }
    Tensor rows = gradient.contiguous();
    DType dtype = rows.dtype();
    Object result = results[dtype.ordinal()];
    // NaN and infinity are larger than everything finite; max passes NaN on.
    Kernel.of(LARGEST, dtype, "g", "largest")
        .run(
            1,
            rows.size(),
            new Object[] {rows.storage(), result},
            new int[] {rows.offset(), 0},
            null,
            LANE_STRIDES);
    return Double.isFinite(dtype.get(result, 0));
  }
}

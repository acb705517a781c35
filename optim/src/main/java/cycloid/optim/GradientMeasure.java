package cycloid.optim;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Tensor;
import java.util.Arrays;

/** A number computed from one gradient: an equation of {@code g} and {@code x} that assigns {@code s}. One pass. */
final class GradientMeasure {
  private static final int[] LANE_STRIDES = {1, 0};

  private final Equation equation;
  private final boolean hasNumber;
  private final Object[] results = {DType.F32.allocate(1), DType.F64.allocate(1)};
  private final Object[] arrays = new Object[2];
  private final int[] offsets = new int[2];

  GradientMeasure(String equation) {
    this.equation = Equation.parse(equation);
    this.hasNumber = this.equation.inputs().contains("x");
  }

  /** The measure of a gradient; {@code x} is not read if the equation does not name it. */
  double of(Tensor gradient, double x) {
    Tensor rows = gradient.contiguous();
    DType dtype = rows.dtype();
    arrays[0] = rows.storage();
    arrays[1] = results[dtype.ordinal()];
    offsets[0] = rows.offset();
    Kernel kernel = Kernel.of(equation, dtype, "g", "s");
    if (hasNumber) {
      kernel.run(1, rows.size(), arrays, offsets, null, LANE_STRIDES, x);
    } else {
      kernel.run(1, rows.size(), arrays, offsets, null, LANE_STRIDES);
    }
    double result = dtype.get(arrays[1], 0);
    Arrays.fill(arrays, null);
    return result;
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;

/**
 * Scales the last axes of each example by their root mean square.
 *
 * <pre>
 * Formula:   out = x / sqrt(mean(x^2) + eps) * weight, over the last axes
 * Shapes:    x (..., shape), weight (shape)
 * Names:     "weight", laid out as PyTorch's
 * Source:    Zhang and Sennrich 2019 (arXiv:1910.07467)
 * </pre>
 */
public final class RmsNorm extends Layer {
  private final int[] shape;
  private final double eps;
  private final Parameter weight;

  /** Weight 1, and eps the distance from 1 to the next number, as PyTorch's. */
  public RmsNorm(DType dtype, int... shape) {
    this(dtype == DType.F32 ? Math.ulp(1f) : Math.ulp(1d), dtype, shape);
  }

  /** Weight 1, and a given eps. */
  public RmsNorm(double eps, DType dtype, int... shape) {
    this.shape = shape.clone();
    this.eps = eps;
    this.weight = parameter("weight", Tensor.ones(dtype, shape));
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    Checks.lastAxes("rmsNorm", x, shape);
    A rows = shape.length == 1 ? x : Normalization.lastAxesAsOne(x, shape.length);
    A result = rows.rmsNorm(p.get(weight).flatten(), eps);
    return shape.length == 1 ? result : result.reshape(x.shape());
  }

  @Override
  public String toString() {
    return "rmsNorm" + Shapes.text(shape);
  }
}

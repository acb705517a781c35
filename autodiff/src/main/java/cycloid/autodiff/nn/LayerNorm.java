package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;

/**
 * Centers and scales the last axes of each example.
 *
 * <pre>
 * Formula:   out = (x - mean(x)) / sqrt(variance(x) + eps) * weight + bias, over the last axes
 * Shapes:    x (..., shape), weight and bias (shape)
 * Names:     "weight", "bias", laid out as PyTorch's
 * Source:    Ba, Kiros and Hinton 2016 (arXiv:1607.06450)
 * </pre>
 */
public final class LayerNorm extends Layer {
  private final int[] shape;
  private final double eps;
  private final Parameter weight;
  private final Parameter bias;

  /** Weight 1, bias 0, eps 1e-5. */
  public LayerNorm(DType dtype, int... shape) {
    this(1e-5, dtype, shape);
  }

  /** Weight 1, bias 0, and a given eps. */
  public LayerNorm(double eps, DType dtype, int... shape) {
    this.shape = shape.clone();
    this.eps = eps;
    this.weight = parameter("weight", Tensor.ones(dtype, shape));
    this.bias = parameter("bias", Tensor.zeros(dtype, shape));
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    Checks.lastAxes("layerNorm", x, shape);
    A rows = shape.length == 1 ? x : Normalization.lastAxesAsOne(x, shape.length);
    A result = rows.layerNorm(p.get(weight).flatten(), p.get(bias).flatten(), eps);
    return shape.length == 1 ? result : result.reshape(x.shape());
  }

  @Override
  public String toString() {
    return "layerNorm" + Shapes.text(shape);
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;

/**
 * Centers and scales each channel of each example.
 *
 * <pre>
 * Formula:   out = (x - mean(x)) / sqrt(variance(x) + eps) [* weight + bias], over all positions
 * Shapes:    x (batch, channels, ...), weight and bias (channels)
 * Names:     "weight", "bias", laid out as PyTorch's, when it is affine
 * Source:    Ulyanov, Vedaldi and Lempitsky 2016 (arXiv:1607.08022)
 * </pre>
 */
public final class InstanceNorm extends Layer {
  private final int channels;
  private final double eps;
  private final Parameter weight;
  private final Parameter bias;

  /** No weight and bias, eps 1e-5, as PyTorch's. */
  public InstanceNorm(int channels) {
    this.channels = channels;
    this.eps = 1e-5;
    this.weight = null;
    this.bias = null;
  }

  /** Weight 1, bias 0. */
  public InstanceNorm(int channels, double eps, DType dtype) {
    this.channels = channels;
    this.eps = eps;
    this.weight = parameter("weight", Tensor.ones(dtype, channels));
    this.bias = parameter("bias", Tensor.zeros(dtype, channels));
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    Checks.channels("instanceNorm", x, channels);
    A normal = x.instanceNorm(eps);
    if (weight == null) {
      return normal;
    }
    A w = Normalization.perChannel(p.get(weight), x.rank());
    return normal.mul(w).add(Normalization.perChannel(p.get(bias), x.rank()));
  }

  @Override
  public String toString() {
    return "instanceNorm(" + channels + ")";
  }
}

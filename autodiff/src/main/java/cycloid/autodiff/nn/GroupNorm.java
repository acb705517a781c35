package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;

/**
 * Centers and scales groups of channels of each example.
 *
 * <pre>
 * Formula:   out = (x - mean(x)) / sqrt(variance(x) + eps) * weight + bias, over the channels of a group and all positions
 * Shapes:    x (batch, channels, ...), weight and bias (channels)
 * Names:     "weight", "bias", laid out as PyTorch's
 * Source:    Wu and He 2018 (arXiv:1803.08494)
 * </pre>
 */
public final class GroupNorm extends Layer {
  private final int groups;
  private final int channels;
  private final double eps;
  private final Parameter weight;
  private final Parameter bias;

  /** Weight 1, bias 0, eps 1e-5. */
  public GroupNorm(int groups, int channels, DType dtype) {
    this(groups, channels, 1e-5, dtype);
  }

  /**
   * Weight 1, bias 0.
   *
   * <pre>
   * Errors:    IllegalArgumentException when groups is below 1 or does not divide channels
   * </pre>
   */
  public GroupNorm(int groups, int channels, double eps, DType dtype) {
    Checks.divides("groupNorm", "groups", groups, "channels", channels);
    this.groups = groups;
    this.channels = channels;
    this.eps = eps;
    this.weight = parameter("weight", Tensor.ones(dtype, channels));
    this.bias = parameter("bias", Tensor.zeros(dtype, channels));
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    Checks.channels("groupNorm", x, channels);
    A normal = x.groupNorm(groups, eps);
    A w = Normalization.perChannel(p.get(weight), x.rank());
    return normal.mul(w).add(Normalization.perChannel(p.get(bias), x.rank()));
  }

  @Override
  public String toString() {
    return "groupNorm(" + groups + ", " + channels + ")";
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Centers and scales each channel over the batch; for inputs of any rank, so it is PyTorch's BatchNorm1d, 2d and 3d.
 *
 * <pre>
 * Formula:   out = (x - mean) / sqrt(variance + eps) * weight + bias
 *            training: mean and variance (with division by n) over the batch and all positions, and
 *              running_mean = (1 - momentum) * running_mean + momentum * mean
 *              running_var  = (1 - momentum) * running_var  + momentum * variance * n / (n - 1)
 *              with 1 / num_batches_tracked in place of momentum when it is cumulative
 *            otherwise: mean = running_mean, variance = running_var
 * Shapes:    x (batch, channels, ...), weight and bias (channels)
 * Names:     "weight", "bias", and the buffers "running_mean", "running_var", "num_batches_tracked", as PyTorch's
 * Errors:    IllegalArgumentException when there is but one value a channel to take statistics of
 * Source:    Ioffe and Szegedy 2015 (arXiv:1502.03167)
 * </pre>
 */
public final class BatchNorm extends Layer {
  private static final double CUMULATIVE = Double.NaN;

  private final int channels;
  private final double eps;
  private final double momentum;
  private final Parameter weight;
  private final Parameter bias;
  private final Buffer runningMean;
  private final Buffer runningVariance;
  private final Buffer batches;

  /** Weight 1, bias 0, eps 1e-5, momentum 0.1. */
  public BatchNorm(int channels, DType dtype) {
    this(channels, 1e-5, 0.1, dtype);
  }

  /**
   * Weight 1, bias 0.
   *
   * @param momentum the weight of the newest batch in the running statistics
   */
  public BatchNorm(int channels, double eps, double momentum, DType dtype) {
    this.channels = channels;
    this.eps = eps;
    this.momentum = momentum;
    this.weight = parameter("weight", Tensor.ones(dtype, channels));
    this.bias = parameter("bias", Tensor.zeros(dtype, channels));
    this.runningMean = buffer("running_mean", Tensor.zeros(dtype, channels));
    this.runningVariance = buffer("running_var", Tensor.ones(dtype, channels));
    this.batches = buffer("num_batches_tracked", Tensor.zeros(DType.F64));
  }

  /** Running statistics that are the mean over all batches so far. */
  public static BatchNorm cumulative(int channels, double eps, DType dtype) {
    return new BatchNorm(channels, eps, CUMULATIVE, dtype);
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    Checks.channels("batchNorm", x, channels);
    int rank = x.rank();
    A w = Normalization.perChannel(p.get(weight), rank);
    A b = Normalization.perChannel(p.get(bias), rank);
    A centered;
    A variance;
    if (isTraining()) {
      int[] axes = IntStream.range(0, rank).filter(axis -> axis != 1).toArray();
      A mean = x.mean(axes, true);
      centered = x.sub(mean);
      variance = centered.square().mean(axes, true);
      track(mean.value().flatten(), variance.value().flatten(), x.size() / channels);
    } else {
      centered = x.sub(Normalization.perChannel(x.constant(runningMean.value()), rank));
      variance = Normalization.perChannel(x.constant(runningVariance.value()), rank);
    }
    return centered.mul(variance.add(eps).rsqrt()).mul(w).add(b);
  }

  /** Takes the statistics of a batch of n values a channel into the running ones. */
  private void track(Tensor mean, Tensor variance, int n) {
    Checks.severalValues("batchNorm", n);
    double count = batches.value().item() + 1;
    batches.value().fill(count);
    double newest = Double.isNaN(momentum) ? 1 / count : momentum;
    mix(runningMean.value(), newest, mean);
    mix(runningVariance.value(), newest, variance.mul(n / (n - 1.0)));
  }

  private static void mix(Tensor running, double newest, Tensor value) {
    running.copyFrom(running.mul(1 - newest).add(value.mul(newest)));
  }

  @Override
  public String toString() {
    return "batchNorm(" + channels + ")";
  }
}

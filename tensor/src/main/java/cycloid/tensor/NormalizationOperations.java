package cycloid.tensor;

/**
 * Normalization of channels, which are axis 1 of (batch, channels, ...). Weights and biases are applied by the caller.
 *
 * @param <A> the kind of array
 */
public interface NormalizationOperations<A extends Array<A>> extends Primitives<A> {

  /**
   * Centers and scales groups of channels, each with its positions, for each entry of the batch.
   *
   * <pre>
   * Formula:   out = (x - mean(x)) / sqrt(variance(x) + eps), over the channels of a group and all further axes
   * Errors:    IllegalArgumentException when there are fewer than two axes, or groups does not divide the channels
   * Source:    Wu and He 2018 (arXiv:1803.08494)
   * </pre>
   */
  default A groupNorm(int groups, double eps) {
    int[] shape = shape();
    int size = ProductChecks.groups(self(), groups);
    return reshape(shape[0], groups, size).layerNorm(-1, eps).reshape(shape);
  }

  /** Centers and scales each channel alone, for each entry of the batch: {@link #groupNorm} with groups of one. */
  default A instanceNorm(double eps) {
    ProductChecks.matrices("instanceNorm", self());
    return groupNorm(self().size(1), eps);
  }

  /**
   * Centers and scales each channel by the moments given, which hold for the whole batch.
   *
   * <pre>
   * Formula:   out = (x - mean) / sqrt(variance + eps)
   * Shapes:    x (batch, channels, ...), mean and variance (channels)
   * Errors:    IllegalArgumentException when shapes do not fit
   * Source:    Ioffe and Szegedy 2015 (arXiv:1502.03167)
   * </pre>
   */
  default A batchNorm(A mean, A variance, double eps) {
    int[] column = ProductChecks.channels("batchNorm", self(), mean, variance);
    A scale = variance.add(eps).rsqrt().reshape(column);
    return self().sub(mean.reshape(column)).mul(scale);
  }

  /** The mean of each channel over the batch and all further axes, for {@link #batchNorm}. */
  default A channelMean() {
    return self().mean(Shapes.allBut("channelMean", shape(), 1), false);
  }

  /** The variance of each channel over the batch and all further axes: divided by n - correction. */
  default A channelVariance(int correction) {
    return self().variance(Shapes.allBut("channelVariance", shape(), 1), correction, false);
  }

  /**
   * Divides by the squares of neighbouring channels.
   *
   * <pre>
   * Formula:   out[c] = x[c] / (k + alpha / size * sum x[c']^2)^beta, c' from c - size / 2 to c + (size - 1) / 2
   * Source:    Krizhevsky, Sutskever and Hinton 2012, section 3.3; alpha is divided by the size, as PyTorch does
   * </pre>
   */
  default A localResponseNorm(int size, double alpha, double beta, double k) {
    int[] shape = shape();
    Checks.range("localResponseNorm", "size", size, 1, Integer.MAX_VALUE);
    ProductChecks.matrices("localResponseNorm", self());
    int[][] widths = new int[shape.length][2];
    widths[1] = new int[] {size / 2, (size - 1) / 2};
    A padded = self().square().pad(widths);
    A sum = padded.narrow(1, 0, shape[1]);
    for (int i = 1; i < size; i++) {
      sum = sum.add(padded.narrow(1, i, i + shape[1]));
    }
    return self().div(sum.mul(alpha / size).add(k).pow(beta));
  }
}

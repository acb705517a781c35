package cycloid.autodiff.data;

import cycloid.tensor.Tensor;

/**
 * Centers and scales each feature by what was measured on a training set, so that the test set is treated alike.
 *
 * <pre>
 * Formula:   out[i, j] = (x[i, j] - mean[j]) / deviation[j];  a feature that never varies is only centered
 * </pre>
 */
public final class Standardizer {
  private final Tensor mean;
  private final Tensor deviation;

  private Standardizer(Tensor mean, Tensor deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Measures mean and standard deviation, with division by n, of each feature.
   *
   * <pre>
   * Errors:    IllegalArgumentException when there is no example
   * </pre>
   *
   * @param x examples along axis 0
   */
  public static Standardizer of(Tensor x) {
    Checks.notEmpty(x);
    Tensor deviation = x.std(0);
    Tensor one = Tensor.ones(x.dtype());
    return new Standardizer(x.mean(0), deviation.where(deviation, one));
  }

  /** The features centered and scaled; errors as {@link Tensor#sub}. */
  public Tensor apply(Tensor x) {
    return x.sub(mean).div(deviation);
  }

  /** What the features were before {@link #apply}. */
  public Tensor inverse(Tensor x) {
    return x.mul(deviation).add(mean);
  }

  /** The mean of each feature. */
  public Tensor mean() {
    return mean;
  }

  /** The standard deviation of each feature; 1 where it never varies. */
  public Tensor deviation() {
    return deviation;
  }
}

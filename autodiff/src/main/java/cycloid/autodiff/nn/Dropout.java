package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/**
 * Zeros a random part of its input while training, and scales the rest so that the mean stays.
 *
 * <pre>
 * Formula:   out[i] = x[i] * keep[i] / (1 - p), keep[i] = 1 with probability 1 - p, otherwise 0; out = x when not training
 * Source:    Srivastava et al. 2014
 * </pre>
 *
 * <p>The n-th call since the key was given draws from {@code key.fold(n)}: the same numbers on every machine, and again after
 * {@link Module#train(Random)} with the same key.
 */
public final class Dropout extends Layer {
  private final double p;
  private Random key;
  private long calls;

  /**
   * Dropout.
   *
   * <pre>
   * Errors:    IllegalArgumentException when p is not in [0, 1)
   * </pre>
   *
   * @param p the probability of a zero
   * @param key where the zeros come from
   */
  public Dropout(double p, Random key) {
    Checks.probability("dropout", p);
    this.p = p;
    this.key = key;
  }

  @Override
  protected void randomness(Random key) {
    this.key = key;
    calls = 0;
  }

  /** Whether a call would draw random numbers. */
  boolean isActive() {
    return isTraining() && p > 0;
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> parameters) {
    if (!isActive()) {
      return x;
    }
    DType dtype = x.dtype();
    Tensor keep = key.fold(calls++).bernoulli(dtype, 1 - p, x.shape()).mul(1 / (1 - p));
    return x.mul(x.constant(keep));
  }

  @Override
  public String toString() {
    return "dropout(" + p + ")";
  }
}

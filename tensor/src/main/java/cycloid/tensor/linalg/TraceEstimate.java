package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/**
 * The trace of an operator that is known by its products, estimated with random vectors of signs.
 *
 * @param value the estimate
 * @param standardError its standard deviation as the samples tell it; NaN for a single one
 * @param products products with the operator that it took
 */
public record TraceEstimate(double value, double standardError, int products) {

  /**
   * The mean of quadratic forms.
   *
   * <pre>
   * Formula:   (1/m) sum_i z_i'A z_i, z_i of independent signs 1 and -1
   * Accuracy:  unbiased; variance (2/m) (|A|^2 - sum_i a_ii^2) for symmetric A, with the Frobenius norm
   * Source:    Hutchinson 1990
   * Errors:    IllegalArgumentException when A is not square or m &lt; 1
   * </pre>
   */
  public static TraceEstimate hutchinson(LinearOperator a, Random key, int m) {
    Checks.square("hutchinson", a);
    Checks.positive("hutchinson", "m", m);
    Tensor z = signs(key, a.dtype(), a.rows(), m);
    return ofSamples(z.mul(a.apply(z)).sum(0).toDoubleArray(), 0, m);
  }

  /**
   * The trace on the space of a few products exactly, and only the rest estimated: better by far where the eigenvalues
   * decay.
   *
   * <pre>
   * Formula:   k = m / 3;  Q = orth(A S);  tr(Q'A Q) + (1/k) tr(G'(1 - Q Q') A (1 - Q Q') G), S and G (n, k) of signs
   * Accuracy:  unbiased; error of order 1/m instead of 1/sqrt(m) for positive semidefinite A
   * Source:    Meyer, Musco, Musco &amp; Woodruff 2021 (arXiv:2010.09649), Algorithm 1
   * Errors:    IllegalArgumentException when A is not square or m &lt; 3
   * </pre>
   *
   * @param m products to spend; a multiple of 3, or the rest is not used
   */
  public static TraceEstimate hutchPlusPlus(LinearOperator a, Random key, int m) {
    Checks.square("hutchPlusPlus", a);
    Checks.atLeast("hutchPlusPlus", "m", m, 3);
    int k = Math.min(m / 3, a.rows());
    if (k == 0) {
      return new TraceEstimate(0, Double.NaN, 0);
    }
    Random[] keys = key.split(2);
    Tensor q = Linalg.qr(a.apply(signs(keys[0], a.dtype(), a.rows(), k))).q();
    double known = q.mul(a.apply(q)).sum().item();
    Tensor g = Rules.outside(q, signs(keys[1], a.dtype(), a.rows(), m / 3));
    double[] samples = g.mul(a.apply(g)).sum(0).toDoubleArray();
    return ofSamples(samples, known, 2 * k + samples.length);
  }

  private static TraceEstimate ofSamples(double[] samples, double known, int products) {
    int m = samples.length;
    double mean = 0;
    for (double sample : samples) {
      mean += sample / m;
    }
    double square = 0;
    for (double sample : samples) {
      square += (sample - mean) * (sample - mean);
    }
    double error = m == 1 ? Double.NaN : Math.sqrt(square / (m - 1) / m);
    return new TraceEstimate(known + mean, error, products);
  }

  /** Independent signs as columns (n, m). */
  static Tensor signs(Random key, DType dtype, int n, int m) {
    return key.bernoulli(dtype, 0.5, m, n).transpose().mul(2).sub(1);
  }
}

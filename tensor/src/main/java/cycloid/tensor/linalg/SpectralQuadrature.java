package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The spectrum of a symmetric operator as a few weighted points, by stochastic Lanczos quadrature: sums over all
 * eigenvalues become sums over the nodes.
 *
 * <pre>
 * Formula:   tr f(A) ~ n sum_k weights[k] f(nodes[k]);  nodes: the Ritz values of each probe; weights: the squares of the
 *            first components of the eigenvectors of its T, divided by the number of probes
 * Accuracy:  for each probe z exact for z'p(A) z, p a polynomial of degree below 2 steps; then the error of the mean over
 *            probes, as of {@link TraceEstimate#hutchinson}
 * Source:    Golub &amp; Meurant 2010, Chapter 6; Ubaru, Chen &amp; Saad 2017; Ghorbani, Krishnan &amp; Xiao 2019
 *            (arXiv:1901.10159)
 * </pre>
 *
 * @param n the extent of the operator
 * @param nodes positions, probe after probe, ascending within each
 * @param weights they add up to 1
 */
public record SpectralQuadrature(int n, double[] nodes, double[] weights) {

  /**
   * The quadrature from probes of random signs.
   *
   * <pre>
   * Errors:    IllegalArgumentException when A is not square or empty, or a number is below 1; LinalgException when a
   *            product is not finite
   * </pre>
   *
   * @param probes start vectors; with the same key they are those of {@link TraceEstimate#hutchinson}
   * @param steps of Lanczos for each; 80 to 100 resolve a spectrum well
   */
  public static SpectralQuadrature of(LinearOperator a, Random key, int probes, int steps) {
    Checks.square("spectralQuadrature", a);
    Checks.positive("spectralQuadrature", "probes", probes);
    Checks.positive("spectralQuadrature", "rows of the operator", a.rows());
    Tensor signs = TraceEstimate.signs(key, a.dtype(), a.rows(), probes);
    Tensor nodes = null;
    Tensor weights = null;
    for (int i = 0; i < probes; i++) {
      Lanczos lanczos = Lanczos.of(a, signs.select(1, i).contiguous(), steps);
      Eigh<Tensor> eigen = Linalg.eigh(lanczos.tridiagonal());
      Tensor squares = eigen.vectors().select(0, 0).square().div(probes);
      nodes = i == 0 ? eigen.values() : nodes.concat(0, List.of(eigen.values()));
      weights = i == 0 ? squares : weights.concat(0, List.of(squares));
    }
    return new SpectralQuadrature(a.rows(), nodes.toDoubleArray(), weights.toDoubleArray());
  }

  /** The trace of f(A): the sum of f over all n eigenvalues, about. */
  public double trace(DoubleUnaryOperator f) {
    double sum = 0;
    for (int k = 0; k < nodes.length; k++) {
      sum += weights[k] * f.applyAsDouble(nodes[k]);
    }
    return n * sum;
  }

  /**
   * The density of eigenvalues at a point, each node spread as a normal distribution.
   *
   * <pre>
   * Formula:   sum_k weights[k] exp(-(t - nodes[k])^2 / (2 width^2)) / (width sqrt(2 pi)); its integral is 1
   * </pre>
   */
  public double density(double t, double width) {
    double sum = 0;
    for (int k = 0; k < nodes.length; k++) {
      double z = (t - nodes[k]) / width;
      sum += weights[k] * StrictMath.exp(-0.5 * z * z);
    }
    return sum / (width * Math.sqrt(2 * Math.PI));
  }
}

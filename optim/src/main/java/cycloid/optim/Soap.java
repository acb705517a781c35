package cycloid.optim;

/**
 * SOAP: Adam in the eigenbasis of Shampoo's factors: the axes are turned into the directions in which gradients vary, and
 * Adam runs there.
 *
 * <pre>
 * paper    name            default  meaning
 * eta      lr              0.003    largest change of an element in a step, about
 * beta1    beta1           0.95     decay of the mean
 * beta2    beta2           0.95     decay of the mean square
 *          factorBeta      0        decay of the factors; 0 means beta2
 * epsilon  eps             1e-8     added to the root before its correction
 *          weightDecay     0.01     decoupled: a parameter loses lr * weightDecay of itself after the step
 * f        every           10       the basis is renewed in every so many steps
 *          largest         10000    axes with more elements are not turned
 *          vectors         0        1: vectors are turned, too
 *          normalized      0        1: the direction has the root mean square 1
 *          biasCorrection  1        1: moments are divided by what their start at 0 takes away
 *          maximize        0        1: ascends
 * M, V     m, v                     moments in the basis
 * L, R     GG                       factors, one for each axis
 * Q        Q                        eigenvectors, renewed by a power iteration and a QR decomposition
 *
 * Memory:      two copies of a parameter, and two matrices n x n for each axis of n elements, all in double precision
 * Edge:        the first gradient only starts the factors: nothing moves. Gradients must be finite. Where eigenvalues are
 *              equal the basis is not unique, and steps depend on it
 * Source:      Vyas et al. 2024, Algorithm 3 (arXiv:2409.11321). As the authors' code
 * </pre>
 */
public final class Soap {
  private static final Rule RULE = Rule.define("SOAP")
      .source("Vyas et al. 2024, arXiv:2409.11321")
      .remark(
          "o is Adam's direction for h in the eigenbasis Q of the mean of h h' along each axis, turned back")
      .hyperparameter("lr", 3e-3)
      .hyperparameter("beta1", 0.95)
      .hyperparameter("beta2", 0.95)
      .hyperparameter("factorBeta", 0, Domain.FRACTION)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0.01)
      .hyperparameter("every", 10, Domain.WHOLE)
      .hyperparameter("largest", 10000, Domain.WHOLE)
      .hyperparameter("vectors", 0, Domain.FLAG)
      .hyperparameter("normalized", 0, Domain.FLAG)
      .hyperparameter("biasCorrection", 1, Domain.FLAG)
      .hyperparameter("maximize", 0)
      .when("maximize", "g = -g")
      .line("h = g")
      .thenLines()
      .line("p = where(t == 1, p, (1 - lr * weightDecay) * (p - lr * o))")
      .updatedBy(SoapUpdater::new);

  private Soap() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

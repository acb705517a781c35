package cycloid.optim;

/**
 * Shampoo: Adagrad with a matrix for each axis of a parameter, so that the gradient is scaled along the directions in
 * which it varies, not along the axes.
 *
 * <pre>
 * paper      name            default  meaning
 * eta        lr              0.01     parameter change for a unit of the preconditioned gradient
 *            beta1           0.9      decay of the mean gradient
 *            beta2           1        decay of the factors; 1 sums them up, as Adagrad does
 * epsilon    eps             1e-12    added to the eigenvalues of the factors
 *            weightDecay     0        decoupled: added to the direction
 *            coupled         0        1: weightDecay is added to the gradient instead
 *            biasCorrection  1        1: moments are divided by what their start at 0 takes away
 *            largest         1024     axes are cut into blocks of at most as many elements
 *            axes            2        neighbouring axes are merged while their product is at most `largest` and more remain
 *            every           1        roots are computed in every so many updates
 *            start           0        and from this one on; 0 means `every`
 *            order           0        roots of order p are taken of a factor; 0 means twice the number of axes
 *            newton          0        1: roots by coupled Newton iterations instead of eigenvalues
 *            graft           0        a block moves as far as it would by: 0 itself, 1 SGD, 2 Adagrad, 3 RMSprop, 4 Adam
 *            graftBeta2      0.999    decay of the mean square for the graft
 *            graftEps        1e-8     added to its root
 *            maximize        0        1: ascends
 * G          h                        the gradient, with its decay
 * L, R, ...                           factors, one for each axis: the sum or mean of h h', over all other axes
 *
 * Memory:      one state for each parameter, two with a graft, and for each block and axis of n elements two matrices n x n
 *              in double precision
 * Read once:   largest, axes; when parameters are added
 * Edge:        gradients must be finite. A factor whose root cannot be computed keeps its last one
 * Source:      Gupta, Koren &amp; Singer 2018 (arXiv:1802.09568); blocks, grafts: Anil et al. 2020 (arXiv:2002.09018); Shi et
 *              al. 2023 (arXiv:2309.06497), whose code this follows
 * </pre>
 */
public final class Shampoo {
  private static final Rule RULE = Rule.define("Shampoo")
      .source("Gupta, Koren & Singer 2018, arXiv:1802.09568; Shi et al. 2023, arXiv:2309.06497")
      .remark("o is u times L^(-1/p) along each axis, where L = beta2 L + (1 - beta2) h h' over all"
          + " other axes; with a graft, as long as s")
      .hyperparameter("lr", 1e-2)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 1, Domain.UNIT)
      .hyperparameter("eps", 1e-12)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("coupled", 0, Domain.FLAG)
      .hyperparameter("biasCorrection", 1, Domain.FLAG)
      .hyperparameter("largest", 1024, Domain.WHOLE)
      .hyperparameter("axes", 2, Domain.COUNT)
      .hyperparameter("every", 1, Domain.WHOLE)
      .hyperparameter("start", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("order", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("newton", 0, Domain.FLAG)
      .hyperparameter("graft", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("graftBeta2", 0.999, Domain.FRACTION)
      .hyperparameter("graftEps", 1e-8, Domain.NOT_NEGATIVE)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("coupled", "g = g + weightDecay * p")
      .line("h = g")
      .line("m = beta1 * m + (1 - beta1) * g")
      .when("!biasCorrection", "u = m")
      .when("biasCorrection", "u = m / (1 - beta1^t)")
      .when("!graft", "s = u")
      .when("graft", "v = where(graft == 2, v + g^2, graftBeta2 * v + (1 - graftBeta2) * g^2)")
      .when("graft", "bias2 = where(graft == 4, 1 - graftBeta2^t, 1)")
      .when("graft", "s = where(graft == 1, u, u / (sqrt(v / bias2) + graftEps))")
      .thenLines()
      .when("!coupled", "p = p - lr * (o + weightDecay * p)")
      .when("coupled", "p = p - lr * o")
      .updatedBy(ShampooUpdater::new);

  private Shampoo() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

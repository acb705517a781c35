package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * AccSGD: two sequences, one with short and one with long steps, pulled together; acceleration that noise does not
 * spoil.
 *
 * <pre>
 * paper  name         default  meaning
 * delta  lr           0.001    length of the short step
 * kappa  kappa        1000     long step over short step
 * xi     xi           10       statistical advantage
 *        constant     0.7      a number below 1
 *        weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *        maximize     0        1: ascends
 * w-bar  n                     the sequence of long steps; state
 *
 * Memory:      one state for each parameter
 * Source:      Kidambi et al. 2018, arXiv:1803.05591. As the authors' code
 * </pre>
 */
public final class AccSgd {
  private static final Rule RULE = Rule.define("AccSGD")
      .source("Kidambi et al")
      .hyperparameter("lr", 0.001)
      .hyperparameter("kappa", 1000, Domain.POSITIVE)
      .hyperparameter("xi", 10, Domain.POSITIVE)
      .hyperparameter("constant", 0.7, Domain.POSITIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("n")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p")
      .line("b = xi * constant^2 / kappa")
      .line("c = constant / (constant + b)")
      .line("n = (1 - b) * where(t == 1, p, n) + b * (p - lr * kappa / constant * g)")
      .line("p = c * (p - lr * g) + (1 - c) * n");

  private AccSgd() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

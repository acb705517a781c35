package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * ADOPT: Adam that divides by the mean square of the gradients before, and takes the mean after the division; it
 * converges with any beta2.
 *
 * <pre>
 * paper    name         default  meaning
 * alpha    lr           0.001    largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.9999   decay of the mean square
 * epsilon  eps          1e-6     lower bound of the root
 *          clipped      1        1: divided gradients are clipped to (t - 1)^(1/4)
 *          nesterov     0        1: the mean is looked up where it will be after this gradient
 * lambda   weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize     0        1: ascends
 * m, v     m, v                  moments; state
 *
 * Memory:      two states for each parameter
 * Edge:        the first gradient only starts v: nothing moves
 * Source:      Taniguchi et al. 2024, Algorithm 2 (arXiv:2411.02853). As the authors' code
 * </pre>
 */
public final class Adopt {
  private static final Rule RULE = Rule.define("ADOPT")
      .source("Taniguchi et al. 2024, arXiv:2411.02853")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.9999)
      .hyperparameter("eps", 1e-6)
      .hyperparameter("clipped", 1, Domain.FLAG)
      .hyperparameter("nesterov", 0)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .line("n = g / max(sqrt(v), eps)")
      .when("clipped", "c = (t - 1)^0.25")
      .when("clipped", "n = min(max(n, -c), c)")
      .line("m = where(t == 1, m, beta1 * m + (1 - beta1) * n)")
      .when("!nesterov", "u = m")
      .when("nesterov", "u = beta1 * m + (1 - beta1) * n")
      .when("weightDecay decoupled", "u = u + weightDecay * p")
      .line("p = where(t == 1, p, p - lr * u)")
      .line("v = where(t == 1, g^2, beta2 * v + (1 - beta2) * g^2)");

  private Adopt() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

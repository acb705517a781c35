package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * LARS: SGD whose step for a parameter is in proportion to the norm of the parameter.
 *
 * <pre>
 * paper  name         default  meaning
 *        lr           1        what the local rate is multiplied by
 * m      momentum     0        how much of the last step goes on
 * eta    trust        0.001    change of a parameter, relative to its norm
 * beta   weightDecay  0        coupled
 *        eps          0        added to the norm of the gradient
 *        decayInNorm  0        1: the norm is that of gradient plus decay, not the sum of their norms
 *        nesterov     0        1: the step is looked up where momentum leads; needs momentum
 *        maximize     0        1: ascends
 *        m                     momentum; state
 *        r                     trust ratio
 *
 * Memory:      one state for each parameter with momentum
 * Source:      You, Gitman &amp; Ginsburg 2017, arXiv:1708.03888. As optax with decayInNorm = 1. Biases and gains of
 *              norms are better left to another rule
 * </pre>
 */
public final class Lars {
  private static final Rule RULE = Rule.define("LARS")
      .source("You, Gitman & Ginsburg 2017, arXiv:1708.03888")
      .hyperparameter("lr", 1)
      .hyperparameter("momentum", 0)
      .hyperparameter("trust", 0.001, Domain.POSITIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("eps", 0)
      .hyperparameter("decayInNorm", 0, Domain.FLAG)
      .hyperparameter("nesterov", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .line("w = norm(p)")
      .line("n = where(decayInNorm == 1, norm(g + weightDecay * p), norm(g) + weightDecay * w)")
      .line("r = where(w > 0, where(norm(g) > 0, trust * w / (n + eps), 1), 1)")
      .line("u = r * (g + weightDecay * p)")
      .when("!momentum", "p = p - lr * u")
      .when("momentum", "m = momentum * m + u")
      .when("momentum !nesterov", "p = p - lr * m")
      .when("momentum nesterov", "p = p - lr * (u + momentum * m)");

  private Lars() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

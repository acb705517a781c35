package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * QHM: a step between that of SGD and that of momentum.
 *
 * <pre>
 * paper   name         default  meaning
 * alpha   lr           1        parameter change for a unit of the update
 * beta    momentum     0.999    decay of the mean gradient
 * nu      nu           0.7      share of the mean in the step
 * lambda  weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *         decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *         maximize     0        1: ascends
 * g-bar   m                     mean gradient, which starts at 0; state
 *
 * Memory:      one state for each parameter
 * Source:      Ma &amp; Yarats 2019, arXiv:1810.06801
 * </pre>
 */
public final class Qhm {
  private static final Rule RULE = Rule.define("QHM")
      .source("Ma & Yarats 2019, arXiv:1810.06801")
      .hyperparameter("lr", 1)
      .hyperparameter("momentum", 0.999, Domain.FRACTION)
      .hyperparameter("nu", 0.7, Domain.UNIT)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .when("weightDecay decoupled", "p = (1 - lr * weightDecay) * p")
      .line("m = momentum * m + (1 - momentum) * g")
      .line("p = p - lr * ((1 - nu) * g + nu * m)");

  private Qhm() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Optimistic gradient descent: the gradient, and how it changed; for games of two players.
 *
 * <pre>
 * paper  name      default  meaning
 *        lr        0.001    parameter change for a unit of the update
 * alpha  alpha     1        share of the gradient
 * beta   beta      1        share of its change
 *        maximize  0        1: ascends
 *        last               the gradient before; state
 *
 * Memory:      one state for each parameter
 * Source:      Daskalakis et al. 2018, arXiv:1711.00141; Mokhtari et al. 2020, arXiv:1901.08511. As optax
 * </pre>
 */
public final class OptimisticGradient {
  private static final Rule RULE = Rule.define("OptimisticGradient")
      .source("Daskalakis et al. 2018, arXiv:1711.00141")
      .hyperparameter("lr", 0.001)
      .hyperparameter("alpha", 1, Domain.NOT_NEGATIVE)
      .hyperparameter("beta", 1, Domain.NOT_NEGATIVE)
      .hyperparameter("maximize", 0)
      .state("last")
      .when("maximize", "g = -g")
      .line("p = p - lr * (alpha * g + beta * (g - where(t == 1, g, last)))")
      .line("last = g");

  private OptimisticGradient() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

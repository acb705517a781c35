package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * Lion that moves only the elements whose direction agrees with the gradient, the others' share spread over them.
 *
 * <pre>
 * paper    name         default  meaning
 * epsilon  lr           1e-4     change of an element in a step, about
 * beta1    beta1        0.9      share of the momentum in the direction
 * beta2    beta2        0.99     decay of the momentum
 * gamma    weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          maximize     0        1: ascends
 * m        m                     momentum, which starts at 0; state
 * phi      c                     1 where direction and gradient agree
 *
 * Memory:      one state for each parameter
 * Source:      Liang et al. 2024, arXiv:2411.16085. As the authors' Lion: the share is of sum + 1
 * </pre>
 */
public final class CautiousLion {
  private static final Rule RULE = Rule.define("Cautious Lion")
      .source("Liang et al")
      .hyperparameter("lr", 1e-4)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.99)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .when("weightDecay", "p = (1 - lr * weightDecay) * p")
      .line("u = sign(beta1 * m + (1 - beta1) * g)")
      .line("c = where(u * g > 0, 1, 0)")
      .line("p = p - lr * u * c * sum(where(c < 2, 1, 0)) / (sum(c) + 1)")
      .line("m = beta2 * m + (1 - beta2) * g");

  private CautiousLion() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * NovoGrad: momentum of gradients divided by their norm, which is averaged for each parameter.
 *
 * <pre>
 * paper    name         default  meaning
 *          lr           0.01     parameter change for a unit of the update
 * beta1    beta1        0.95     decay of the momentum
 * beta2    beta2        0.98     decay of the squared norm
 * epsilon  eps          1e-8     added to the norm
 * d        weightDecay  0        added to the divided gradient, within the momentum
 *          maximize     0        1: ascends
 * m        m                     momentum; state
 * v        v                     mean squared norm; a number
 *
 * Memory:      one state and a number for each parameter
 * Source:      Ginsburg et al. 2019, Algorithm 1 (arXiv:1905.11286). As optax
 * </pre>
 */
public final class NovoGrad {
  private static final Rule RULE = Rule.define("NovoGrad")
      .source("Ginsburg et al. 2019, arXiv:1905.11286")
      .hyperparameter("lr", 0.01)
      .hyperparameter("beta1", 0.95)
      .hyperparameter("beta2", 0.98)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .number("v", 0)
      .first("n = sum(g * g)")
      .first("v = where(t == 1, n, beta2 * v + (1 - beta2) * n)")
      .when("maximize", "g = -g")
      .line("m = beta1 * m + g / (sqrt(v) + eps) + weightDecay * p")
      .line("p = p - lr * m");

  private NovoGrad() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * Adan: Adam with Nesterov's momentum, written with the changes of the gradient.
 *
 * <pre>
 * paper    name         default  meaning
 * eta      lr           0.001    largest change of an element in a step, about
 * 1-b1     beta1        0.98     decay of the mean
 * 1-b2     beta2        0.92     decay of the mean change
 * 1-b3     beta3        0.99     decay of the mean square
 * epsilon  eps          1e-8     added to the root after its correction
 * lambda   weightDecay  0        proximal: a parameter is divided by 1 + lr * weightDecay after the step
 *          decoupled    0        1: multiplied by 1 - lr * weightDecay before it instead
 *          maximize     0        1: ascends
 * m, v, n  m, d, n               moments; state
 * g_(k-1)  last                  the gradient before; state
 *
 * Memory:      four states for each parameter
 * Source:      Xie et al. 2022, Algorithm 1 (arXiv:2208.06677). As the authors' code, whose betas are 1 minus the
 *              paper's
 * </pre>
 */
public final class Adan {
  private static final Rule RULE = Rule.define("Adan")
      .source("Xie et al. 2022, arXiv:2208.06677")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.98)
      .hyperparameter("beta2", 0.92)
      .hyperparameter("beta3", 0.99)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "d", "n", "last")
      .when("maximize", "g = -g")
      .line("e = where(t == 1, 0, g - last)")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("d = beta2 * d + (1 - beta2) * e")
      .line("n = beta3 * n + (1 - beta3) * (g + beta2 * e)^2")
      .line("u = (m / (1 - beta1^t) + beta2 * d / (1 - beta2^t)) / (sqrt(n / (1 - beta3^t)) + eps)")
      .when("!decoupled", "p = (p - lr * u) / (1 + lr * weightDecay)")
      .when("decoupled", "p = (1 - lr * weightDecay) * p - lr * u")
      .line("last = g");

  private Adan() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

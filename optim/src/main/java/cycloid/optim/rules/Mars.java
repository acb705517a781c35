package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * MARS: AdamW on gradients from which their variance is reduced by the gradients before, and whose norm is at most
 * 1.
 *
 * <pre>
 * paper    name         default  meaning
 * eta      lr           0.003    largest change of an element in a step, about
 * beta1    beta1        0.95     decay of the mean
 * beta2    beta2        0.99     decay of the mean square
 * gamma    gamma        0.025    how much of the change of the gradient enters
 * epsilon  eps          1e-8     added to the root after its correction
 * lambda   weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          maximize     0        1: ascends
 * m, v     m, v                  moments, which start at 0; state
 *          last                  the gradient before, 0 at first; state
 * c        c                     corrected gradient
 *
 * Memory:      three states for each parameter
 * Source:      Yuan et al. 2024, arXiv:2411.10438. MARS-AdamW in its approximate form; for matrices, others are
 *              better left to AdamW
 * </pre>
 */
public final class Mars {
  private static final Rule RULE = Rule.define("MARS")
      .source("Yuan et al. 2024, arXiv:2411.10438")
      .hyperparameter("lr", 0.003)
      .hyperparameter("beta1", 0.95)
      .hyperparameter("beta2", 0.99)
      .hyperparameter("gamma", 0.025, Domain.NOT_NEGATIVE)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v", "last")
      .when("maximize", "g = -g")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("c = g + gamma * beta1 / (1 - beta1) * (g - last)")
      .line("c = c / max(1, norm(c))")
      .line("m = beta1 * m + (1 - beta1) * c")
      .line("v = beta2 * v + (1 - beta2) * c^2")
      .line("p = (1 - lr * weightDecay) * p - lr * m / bias1 / (sqrt(v / bias2) + eps)")
      .line("last = g");

  private Mars() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

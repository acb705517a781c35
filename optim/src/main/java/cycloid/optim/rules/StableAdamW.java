package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * StableAdamW: AdamW whose rate for a parameter is lowered when its gradients are larger than its mean square
 * foresees.
 *
 * <pre>
 * paper    name         default  meaning
 * alpha    lr           0.001    largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.99     decay of the mean square
 * epsilon  eps          1e-8     added to the root
 * lambda   weightDecay  0.01     decoupled: a parameter loses its rate times weightDecay of itself in a step
 *          maximize     0        1: ascends
 * v, u     m, v                  moments; state
 *
 * Memory:      two states for each parameter
 * Edge:        decays are corrected, not moments: that is the same
 * Source:      Wortsman et al. 2023, Algorithm 2 (arXiv:2304.13013)
 * </pre>
 */
public final class StableAdamW {
  private static final Rule RULE = Rule.define("StableAdamW")
      .source("Wortsman et al. 2023, arXiv:2304.13013")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.99)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0.01)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .line("b1 = (beta1 - beta1^t) / (1 - beta1^t)")
      .line("b2 = (beta2 - beta2^t) / (1 - beta2^t)")
      .line("m = b1 * m + (1 - b1) * g")
      .line("v = b2 * v + (1 - b2) * g^2")
      .line("rate = lr / max(1, sqrt(mean(g^2 / max(v, eps^2))))")
      .line("p = (1 - rate * weightDecay) * p - rate * m / (sqrt(v) + eps)");

  private StableAdamW() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

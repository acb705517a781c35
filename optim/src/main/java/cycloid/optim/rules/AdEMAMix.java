package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * AdEMAMix: AdamW with a second mean that remembers ten thousand steps.
 *
 * <pre>
 * paper    name         default  meaning
 * eta      lr           0.001    largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the fast mean
 * beta2    beta2        0.999    decay of the mean square
 * beta3    beta3        0.9999   decay of the slow mean
 * alpha    alpha        2        share of the slow mean
 * T_alpha  alphaWarmUp  0        steps in which alpha grows from 0
 * T_beta3  beta3WarmUp  0        steps in which the memory of the slow mean grows from that of the fast one
 * epsilon  eps          1e-8     added to the root after its correction
 * lambda   weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          coupled      0        1: weightDecay * p is added to the gradient instead
 *          maximize     0        1: ascends
 * m1, m2   m, n                  fast and slow mean; state
 * nu       v                     mean square; state
 *
 * Memory:      three states for each parameter
 * Source:      Pagliardini, Ablin &amp; Grangier 2024, arXiv:2409.03137. As the authors' code: n is not corrected
 * </pre>
 */
public final class AdEMAMix {
  private static final Rule RULE = Rule.define("AdEMAMix")
      .source("Pagliardini, Ablin & Grangier 2024, arXiv:2409.03137")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("beta3", 0.9999)
      .hyperparameter("alpha", 2, Domain.NOT_NEGATIVE)
      .hyperparameter("alphaWarmUp", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("beta3WarmUp", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("coupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "n", "v")
      .when("maximize", "g = -g")
      .when("weightDecay coupled", "g = g + weightDecay * p")
      .when("weightDecay !coupled", "p = (1 - lr * weightDecay) * p")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("share = where(t < alphaWarmUp, alpha * t / alphaWarmUp, alpha)")
      .line("fast = log(0.5) / log(beta1 + 1e-8) - 1")
      .line("slow = log(0.5) / log(beta3 + 1e-8) - 1")
      .line("part = min(1, t / max(1, beta3WarmUp))")
      .line("decay = where(part < 1, 0.5^(1 / ((1 - part) * fast + part * slow + 1)), beta3)")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("n = decay * n + (1 - decay) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("p = p - lr * (m / bias1 + share * n) / (sqrt(v / bias2) + eps)");

  private AdEMAMix() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * AdaBound: Adam whose rates are kept between bounds that meet at the rate of SGD.
 *
 * <pre>
 * paper   name         default  meaning
 * alpha   lr           0.001    first rate
 * beta1   beta1        0.9      decay of the mean
 * beta2   beta2        0.999    decay of the mean square
 * alpha*  finalLr      0.1      rate where the bounds meet
 * gamma   gamma        1e-3     how fast they meet
 *         firstLr      0        finalLr is multiplied by lr / firstLr, where that is not 0, so that schedules act on
 *                               the bounds
 *         eps          1e-8     added to the root before its correction
 * lambda  weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *         coupled      0        1: weightDecay * p is added to the gradient instead
 *         maximize     0        1: ascends
 * m, v    m, v                  moments, which start at 0; state
 *
 * Memory:      two states for each parameter
 * Source:      Luo et al. 2019, arXiv:1902.09843. As the authors' code
 * </pre>
 */
public final class AdaBound {
  private static final Rule RULE = Rule.define("AdaBound")
      .source("Luo et al")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("finalLr", 0.1, Domain.POSITIVE)
      .hyperparameter("gamma", 1e-3, Domain.POSITIVE)
      .hyperparameter("firstLr", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("coupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("weightDecay coupled", "g = g + weightDecay * p")
      .when("weightDecay !coupled", "p = (1 - lr * weightDecay) * p")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("end = finalLr * where(firstLr > 0, lr / firstLr, 1)")
      .line("low = end * (1 - 1 / (gamma * t + 1))")
      .line("high = end * (1 + 1 / (gamma * t))")
      .line("r = lr * sqrt(bias2) / bias1 / (sqrt(v) + eps)")
      .line("p = p - min(max(r, low), high) * m");

  private AdaBound() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

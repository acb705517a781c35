package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * LaProp: Adam that divides before it averages, so that the two memories can be chosen apart.
 *
 * <pre>
 * paper    name         default  meaning
 * lambda   lr           4e-4     largest change of an element in a step, about
 * mu       beta1        0.9      decay of the mean
 * nu       beta2        0.999    decay of the mean square
 * epsilon  eps          1e-15    added to the root after its correction
 * lambda   weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          coupled      0        1: weightDecay * p is added to the gradient instead
 *          maximize     0        1: ascends
 * m, n     m, v                  moments, which start at 0; state
 *
 * Memory:      two states for each parameter
 * Source:      Ziyin, Wang &amp; Ueda 2020, Algorithm 1 (arXiv:2002.04839)
 * </pre>
 */
public final class LaProp {
  private static final Rule RULE = Rule.define("LaProp")
      .source("Ziyin, Wang & Ueda 2020, arXiv:2002.04839")
      .hyperparameter("lr", 4e-4)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-15)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("coupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("weightDecay coupled", "g = g + weightDecay * p")
      .when("weightDecay !coupled", "p = (1 - lr * weightDecay) * p")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("m = beta1 * m + (1 - beta1) * g / (sqrt(v / (1 - beta2^t)) + eps)")
      .line("p = p - lr / (1 - beta1^t) * m");

  private LaProp() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

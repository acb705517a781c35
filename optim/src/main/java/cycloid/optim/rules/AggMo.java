package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * AggMo: the mean of three momenta with short, middle and long memory; together they do not oscillate.
 *
 * <pre>
 * paper   name         default  meaning
 * gamma   lr           0.1      parameter change for a unit of the update
 * beta1   beta1        0        memory of the first momentum
 * beta2   beta2        0.9      of the second
 * beta3   beta3        0.99     of the third
 * lambda  weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *         decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *         maximize     0        1: ascends
 * v       m, n, o               momenta; state
 *
 * Memory:      three states for each parameter
 * Source:      Lucas et al. 2019, arXiv:1804.00325. With the three momenta of the paper's default
 * </pre>
 */
public final class AggMo {
  private static final Rule RULE = Rule.define("AggMo")
      .source("Lucas et al. 2019, arXiv:1804.00325")
      .hyperparameter("lr", 0.1)
      .hyperparameter("beta1", 0)
      .hyperparameter("beta2", 0.9)
      .hyperparameter("beta3", 0.99)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "n", "o")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .when("weightDecay decoupled", "p = (1 - lr * weightDecay) * p")
      .line("m = beta1 * m + g")
      .line("n = beta2 * n + g")
      .line("o = beta3 * o + g")
      .line("p = p - lr / 3 * (m + n + o)");

  private AggMo() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Padam: between SGD and Adam: the mean gradient over a power of the root mean square.
 *
 * <pre>
 * paper    name         default  meaning
 * alpha    lr           0.1      parameter change for a unit of the update
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.999    decay of the mean square
 * p        partial      0.25     power of the mean square; 1/2 is Adam
 * epsilon  eps          1e-8     added to the root before its correction
 * lambda   weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize     0        1: ascends
 * m, v     m, v                  moments, which start at 0; state
 *
 * Memory:      two states for each parameter
 * Source:      Chen et al. 2018, arXiv:1806.06763. As the authors' code
 * </pre>
 */
public final class Padam {
  private static final Rule RULE = Rule.define("Padam")
      .source("Chen et al")
      .hyperparameter("lr", 0.1)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("partial", 0.25, Domain.POSITIVE)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .when("weightDecay decoupled", "p = (1 - lr * weightDecay) * p")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("p = p - lr * sqrt(bias2) / bias1 * m / (sqrt(v) + eps)^(2 * partial)");

  private Padam() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

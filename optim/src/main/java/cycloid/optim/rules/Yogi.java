package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Yogi: Adam whose mean square moves by a share of the squared gradient, up or down, so that it forgets slowly.
 *
 * <pre>
 * paper    name         default  meaning
 * eta      lr           0.01     largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.999    decay of the mean square
 * epsilon  eps          1e-3     added to the root
 *          initial      1e-6     both moments before the first gradient
 * lambda   weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize     0        1: ascends
 * m, v     m, v                  moments; state
 *
 * Memory:      two states for each parameter
 * Source:      Zaheer et al. 2018, NeurIPS. The start of m at 1e-6 is TensorFlow's and optax's
 * </pre>
 */
public final class Yogi {
  private static final Rule RULE = Rule.define("Yogi")
      .source("Zaheer et al")
      .hyperparameter("lr", 0.01)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-3)
      .hyperparameter("initial", 1e-6, Domain.NOT_NEGATIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .when("weightDecay decoupled", "p = (1 - lr * weightDecay) * p")
      .line("m = beta1 * where(t == 1, initial, m) + (1 - beta1) * g")
      .line("w = where(t == 1, initial, v)")
      .line("v = w - (1 - beta2) * sign(w - g^2) * g^2")
      .line("p = p - lr / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps)");

  private Yogi() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

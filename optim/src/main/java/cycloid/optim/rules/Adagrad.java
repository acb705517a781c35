package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Adagrad: each element moves by its gradient over the root of all its squared gradients so far.
 *
 * <pre>
 * paper    name         default  meaning
 *          lr           0.01     parameter change for a unit of the update
 *          lrDecay      0        the rate is divided by 1 + (t - 1) * lrDecay
 * epsilon  eps          1e-10    added to the root
 *          epsInRoot    0        1: eps is added below the root
 *          initial      0        the sum of squares before the first gradient
 *          weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          maximize     0        1: ascends
 * G        s                     sum of squares; state
 *
 * Memory:      one state for each parameter
 * Source:      Duchi, Hazan &amp; Singer 2011, JMLR 12. As PyTorch; optax: epsInRoot = 1, initial = 0.1, eps = 1e-7
 * </pre>
 */
public final class Adagrad {
  private static final Rule RULE = Rule.define("Adagrad")
      .source("Duchi, Hazan & Singer 2011, JMLR 12")
      .hyperparameter("lr", 0.01)
      .hyperparameter("lrDecay", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("eps", 1e-10)
      .hyperparameter("epsInRoot", 0, Domain.FLAG)
      .hyperparameter("initial", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("s")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p")
      .line("s = where(t == 1, initial, s) + g^2")
      .line("rate = lr / (1 + (t - 1) * lrDecay)")
      .when("!epsInRoot", "p = p - rate * g / (sqrt(s) + eps)")
      .when("epsInRoot", "p = p - rate * where(s > 0, g / sqrt(s + eps), 0)");

  private Adagrad() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

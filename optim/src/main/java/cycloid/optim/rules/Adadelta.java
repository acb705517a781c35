package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Adadelta: the root mean square of the last changes, over that of the last gradients, is the rate of each element.
 *
 * <pre>
 * paper    name         default  meaning
 *          lr           1        what the change is multiplied by
 * rho      rho          0.9      decay of both mean squares
 * epsilon  eps          1e-6     added below both roots
 *          weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          maximize     0        1: ascends
 * E[g^2]   v                     mean square of gradients; state
 * E[dx^2]  u                     mean square of changes; state
 *
 * Memory:      two states for each parameter
 * Edge:        the first steps are small: about lr * sqrt(eps / (1 - rho))
 * Source:      Zeiler 2012, arXiv:1212.5701. As PyTorch
 * </pre>
 */
public final class Adadelta {
  private static final Rule RULE = Rule.define("Adadelta")
      .source("Zeiler 2012, arXiv:1212.5701")
      .hyperparameter("lr", 1)
      .hyperparameter("rho", 0.9, Domain.FRACTION)
      .hyperparameter("eps", 1e-6)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("v", "u")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p")
      .line("v = rho * v + (1 - rho) * g^2")
      .line("d = sqrt(u + eps) / sqrt(v + eps) * g")
      .line("u = rho * u + (1 - rho) * d^2")
      .line("p = p - lr * d");

  private Adadelta() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

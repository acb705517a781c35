package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * LAMB: AdamW whose step for a parameter is in proportion to the norm of the parameter.
 *
 * <pre>
 * paper    name            default  meaning
 * eta      lr              0.001    change of a parameter, relative to its norm
 * beta1    beta1           0.9      decay of the mean
 * beta2    beta2           0.999    decay of the mean square
 * epsilon  eps             1e-6     added to the root after its correction
 * lambda   weightDecay     0.01     added to the direction, before its norm is taken
 *          biasCorrection  1        1: moments are divided by what their start at 0 takes away
 *          most            1e10     the norm of a parameter counts as no larger
 *          maximize        0        1: ascends
 * m, v     m, v                     moments, which start at 0; state
 * phi      w                        norm of the parameter
 *
 * Memory:      two states for each parameter
 * Source:      You et al. 2020, Algorithm 2 (arXiv:1904.00962). As optax; the gradients of all parameters together
 *              are clipped by Optimizer.clip
 * </pre>
 */
public final class Lamb {
  private static final Rule RULE = Rule.define("LAMB")
      .source("You et al. 2020, arXiv:1904.00962")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-6)
      .hyperparameter("weightDecay", 0.01)
      .hyperparameter("biasCorrection", 1, Domain.FLAG)
      .hyperparameter("most", 1e10, Domain.POSITIVE)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("bias1 = where(biasCorrection == 1, 1 - beta1^t, 1)")
      .line("bias2 = where(biasCorrection == 1, 1 - beta2^t, 1)")
      .line("u = m / bias1 / (sqrt(v / bias2) + eps) + weightDecay * p")
      .line("w = min(norm(p), most)")
      .line("r = where(w > 0, where(norm(u) > 0, w / norm(u), 1), 1)")
      .line("p = p - lr * r * u");

  private Lamb() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * RAdam without a schedule: as schedule-free AdamW, with a rate that is rectified instead of warmed up.
 *
 * <pre>
 * paper    name         default  meaning
 * gamma    lr           0.0025   rate of the steps
 * beta1    momentum     0.9      share of the average in the point where gradients are taken
 * beta2    beta2        0.999    decay of the mean square
 * epsilon  eps          1e-8     added to the root after its correction
 * lambda   weightDecay  0        added to the divided gradient, at the parameter
 *          silent       1        1: no steps before rectified ones begin
 * r        power        0        power of the step in the weights of the average
 *          ratePower    2        power of the largest rate in them
 *          maximize     0        1: ascends
 * z        z                     the point of plain steps; state
 *          v                     mean square; state
 *          weights               sum of all weights; a number
 *          most                  largest rate so far; a number
 * c        share                 weight of z in x; a number
 *
 * Memory:      2 states and three numbers for each parameter
 * Edge:        the parameter is y, where gradients are taken; ScheduleFree.swapIn gives x to a model for evaluation
 * Source:      Defazio et al. 2024, arXiv:2405.15682; Liu et al. 2020. As the authors' code, with numbers for each
 *              parameter
 * </pre>
 */
public final class ScheduleFreeRAdam {
  private static final Rule RULE = Rule.define("Schedule-free RAdam")
      .source("Defazio et al. 2024, arXiv:2405.15682")
      .hyperparameter("lr", 0.0025)
      .hyperparameter("momentum", 0.9, Domain.FRACTION)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("silent", 1, Domain.FLAG)
      .hyperparameter("power", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("ratePower", 2, Domain.NOT_NEGATIVE)
      .hyperparameter("maximize", 0)
      .state("z", "v")
      .number("weights", 0)
      .number("most", 0)
      .number("share", 0)
      .first("rhoMost = 2 / (1 - beta2) - 1")
      .first("rho = rhoMost - 2 * t * beta2^t / (1 - beta2^t)")
      .first(
          "r = sqrt(max(0, (rho - 4) * (rho - 2) * rhoMost / ((rhoMost - 4) * (rhoMost - 2) * rho)))")
      .first("rate = lr * where(rho > 4, r, 1 - silent)")
      .first("most = max(most, rate)")
      .first("w = t^power * most^ratePower")
      .first("weights = weights + w")
      .first("share = where(weights > 0, w / weights, 0)")
      .when("maximize", "g = -g")
      .line("rhoMost = 2 / (1 - beta2) - 1")
      .line("rho = rhoMost - 2 * t * beta2^t / (1 - beta2^t)")
      .line(
          "r = sqrt(max(0, (rho - 4) * (rho - 2) * rhoMost / ((rhoMost - 4) * (rhoMost - 2) * rho)))")
      .line("rate = lr * where(rho > 4, r, 1 - silent)")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("u = where(rho > 4, g / (sqrt(v / (1 - beta2^t)) + eps), g)")
      .line("u = u + weightDecay * p")
      .line("z = where(t == 1, p, z)")
      .line("p = (1 - share) * p + share * z + rate * (momentum * (1 - share) - 1) * u")
      .line("z = z - rate * u");

  private ScheduleFreeRAdam() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

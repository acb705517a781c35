package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * ASGD: steps that become shorter, and the average of where they led.
 *
 * <pre>
 * paper   name         default  meaning
 *         lr           0.01     rate of the first step
 * lambda  lambda       1e-4     decay of parameters, and of the rate with time
 *         alpha        0.75     power of the rate's decay
 * t0      t0           1e6      update after which averaging starts
 *         weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *         maximize     0        1: ascends
 *         ax                    average; state
 *
 * Memory:      one state for each parameter
 * Edge:        the average is kept in the state ax; IterateAverage gives it to a model
 * Source:      Polyak &amp; Juditsky 1992; Bottou 2012. As PyTorch, but a new lr takes effect at once, there one step
 *              later
 * </pre>
 */
public final class Asgd {
  private static final Rule RULE = Rule.define("ASGD")
      .source("Polyak & Juditsky 1992")
      .hyperparameter("lr", 0.01)
      .hyperparameter("lambda", 1e-4, Domain.NOT_NEGATIVE)
      .hyperparameter("alpha", 0.75, Domain.NOT_NEGATIVE)
      .hyperparameter("t0", 1e6, Domain.NOT_NEGATIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("ax")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p")
      .line("eta = lr / (1 + lambda * lr * (t - 1))^alpha")
      .line("mu = 1 / max(1, t - 1 - t0)")
      .line("p = (1 - lambda * eta) * p - eta * g")
      .line("ax = where(mu == 1, p, ax + mu * (p - ax))");

  private Asgd() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

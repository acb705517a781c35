package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * The sign of the gradient, or of its mean with momentum (Signum): every element moves by the learning rate.
 *
 * <pre>
 * paper  name         default  meaning
 * delta  lr           0.001    change of an element in a step
 * beta   momentum     0        decay of the mean; 0 takes the gradient itself
 *        weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *        maximize     0        1: ascends
 * m      m                     mean, which starts at 0; state
 *
 * Memory:      one state for each parameter with momentum, none without
 * Source:      Bernstein et al. 2018, arXiv:1802.04434
 * </pre>
 */
public final class SignSgd {
  private static final Rule RULE = Rule.define("signSGD")
      .source("Bernstein et al")
      .hyperparameter("lr", 0.001)
      .hyperparameter("momentum", 0)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .when("weightDecay", "p = (1 - lr * weightDecay) * p")
      .when("!momentum", "p = p - lr * sign(g)")
      .when("momentum", "m = momentum * m + (1 - momentum) * g")
      .when("momentum", "p = p - lr * sign(m)");

  private SignSgd() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * Adamax: Adam with the largest recent gradient of an element in place of its root mean square.
 *
 * <pre>
 * paper    name         default  meaning
 * alpha    lr           0.002    largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.999    decay of the largest
 * epsilon  eps          1e-8     added to |g|
 * lambda   weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize     0        1: ascends
 * m, u     m, u                  mean and largest gradient; state
 *
 * Memory:      two states for each parameter
 * Source:      Kingma &amp; Ba 2015, section 7.1 (arXiv:1412.6980). As PyTorch
 * </pre>
 */
public final class Adamax {
  private static final Rule RULE = Rule.define("Adamax")
      .source("Kingma & Ba 2015, arXiv:1412.6980")
      .hyperparameter("lr", 0.002)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "u")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .when("weightDecay decoupled", "p = (1 - lr * weightDecay) * p")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("u = max(beta2 * u, abs(g) + eps)")
      .line("p = p - lr / (1 - beta1^t) * m / u");

  private Adamax() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

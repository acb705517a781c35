package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * diffGrad: Adam that goes slower where the gradient does not change.
 *
 * <pre>
 * paper    name         default  meaning
 * alpha    lr           0.001    largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.999    decay of the mean square
 * epsilon  eps          1e-8     added to the root before its correction
 * lambda   weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          coupled      0        1: weightDecay * p is added to the gradient instead
 *          maximize     0        1: ascends
 * m, v     m, v                  moments, which start at 0; state
 * g(t-1)   last                  the gradient before; state
 * xi       f                     friction
 *
 * Memory:      three states for each parameter
 * Source:      Dubey et al. 2020, arXiv:1909.11015. As the authors' code
 * </pre>
 */
public final class DiffGrad {
  private static final Rule RULE = Rule.define("diffGrad")
      .source("Dubey et al")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("coupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v", "last")
      .when("maximize", "g = -g")
      .when("weightDecay coupled", "g = g + weightDecay * p")
      .when("weightDecay !coupled", "p = (1 - lr * weightDecay) * p")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("f = sigmoid(abs(last - g))")
      .line("p = p - lr * sqrt(bias2) / bias1 * f * m / (sqrt(v) + eps)")
      .line("last = g");

  private DiffGrad() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

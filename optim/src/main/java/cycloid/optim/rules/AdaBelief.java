package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * AdaBelief: Adam with the mean square of what the mean did not foresee in place of the mean square.
 *
 * <pre>
 * paper    name         default  meaning
 * alpha    lr           0.001    largest change of an element in a step, about
 * beta1    beta1        0.9      decay of the mean
 * beta2    beta2        0.999    decay of the mean square
 * epsilon  eps          1e-16    added to the root
 * epsilon  epsRoot      1e-16    added to the mean square in each step, where it adds up
 *          rectify      1        1: steps are rectified as RAdam does, and eps is added before the correction
 *          nesterov     0        1: the mean is looked up where it will be after this gradient; not with rectify
 *          amsgrad      0        1: the largest mean square so far instead
 * lambda   weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          coupled      0        1: weightDecay * p is added to the gradient instead
 *          maximize     0        1: ascends
 * m, s     m, v                  moments, which start at 0; state
 *
 * Memory:      two states for each parameter, three with amsgrad
 * Source:      Zhuang et al. 2020, arXiv:2010.07468. As the authors' package 0.2.1; the paper has rectify = 0, as
 *              optax
 * </pre>
 */
public final class AdaBelief {
  private static final Rule RULE = Rule.define("AdaBelief")
      .source("Zhuang et al")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-16)
      .hyperparameter("epsRoot", 1e-16, Domain.NOT_NEGATIVE)
      .hyperparameter("rectify", 1, Domain.FLAG)
      .hyperparameter("nesterov", 0)
      .hyperparameter("amsgrad", 0)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("coupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v", "vmax")
      .when("maximize", "g = -g")
      .when("weightDecay coupled", "g = g + weightDecay * p")
      .when("weightDecay !coupled", "p = (1 - lr * weightDecay) * p")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * (g - m)^2 + epsRoot")
      .when("!amsgrad", "w = v")
      .when("amsgrad", "vmax = max(vmax, v)")
      .when("amsgrad", "w = vmax")
      .when("!nesterov", "n = m / bias1")
      .when("nesterov", "n = beta1 * m / (1 - beta1^(t + 1)) + (1 - beta1) * g / bias1")
      .when("rectify", "rhoMost = 2 / (1 - beta2) - 1")
      .when("rectify", "rho = rhoMost - 2 * t * beta2^t / bias2")
      .when(
          "rectify",
          "r = sqrt(max(0, (rho - 4) * (rho - 2) * rhoMost / ((rhoMost - 4) * (rhoMost - 2) * rho)))")
      .when("rectify", "p = p - lr * n * where(rho >= 5, r * sqrt(bias2) / (sqrt(w) + eps), 1)")
      .when("!rectify", "p = p - lr * n / (sqrt(w / bias2) + eps)");

  private AdaBelief() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

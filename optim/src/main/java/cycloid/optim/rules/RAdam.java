package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * RAdam: Adam whose division starts when the variance of its mean square has become small; momentum until then.
 *
 * <pre>
 * paper    name          default  meaning
 *          lr            0.001    largest change of an element in a step, about
 * beta1    beta1         0.9      decay of the mean
 * beta2    beta2         0.999    decay of the mean square
 * epsilon  eps           1e-8     added to the root before its correction
 *          epsCorrected  0        1: eps is added after the correction
 *          threshold     5        rho from which on steps are divided
 *          skipFirst     0        1: no step while rho is below it
 *          nesterov      0        1: the mean is looked up where it will be after this gradient
 * lambda   weightDecay   0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled     0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize      0        1: ascends
 * m, v     m, v                   moments, which start at 0; state
 * rho      rho                    length of the mean square's memory
 * r        r                      rectification
 *
 * Memory:      two states for each parameter
 * Edge:        the first steps, five with beta2 &gt;= 0.9, are as long as the gradient
 * Source:      Liu et al. 2020, Algorithm 2 (arXiv:1908.03265). As PyTorch; optax: epsCorrected = 1
 * </pre>
 */
public final class RAdam {
  private static final Rule RULE = Rule.define("RAdam")
      .source("Liu et al. 2020, arXiv:1908.03265")
      .hyperparameter("lr", 0.001)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("epsCorrected", 0, Domain.FLAG)
      .hyperparameter("threshold", 5, Domain.POSITIVE)
      .hyperparameter("skipFirst", 0, Domain.FLAG)
      .hyperparameter("nesterov", 0)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .line("bias1 = 1 - beta1^t")
      .line("bias2 = 1 - beta2^t")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("rhoMost = 2 / (1 - beta2) - 1")
      .line("rho = rhoMost - 2 * t * beta2^t / bias2")
      .line(
          "r = sqrt(max(0, (rho - 4) * (rho - 2) * rhoMost / ((rhoMost - 4) * (rhoMost - 2) * rho)))")
      .line("e = eps * where(epsCorrected == 1, sqrt(bias2), 1)")
      .when("!nesterov", "n = m / bias1")
      .when("nesterov", "n = beta1 * m / (1 - beta1^(t + 1)) + (1 - beta1) * g / bias1")
      .when(
          "weightDecay decoupled",
          "p = p * where(rho > threshold, 1 - lr * weightDecay, 1 - lr * weightDecay * (1 - skipFirst))")
      .line(
          "p = p - lr * n * where(rho > threshold, r * sqrt(bias2) / (sqrt(v) + e), 1 - skipFirst)");

  private RAdam() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

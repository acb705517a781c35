package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Adam with a momentum that remembers long, and a share of the gradient itself in the step.
 *
 * <pre>
 * paper    name         default  meaning
 * eta      lr           1e-4     parameter change for a unit of the update
 * beta1    beta1        0.99     decay of the momentum
 * beta2    beta2        0.95     decay of the mean square
 * alpha    alpha        0        share of the gradient in the step
 * epsilon  eps          1e-8     added to the root after its correction
 * lambda   weightDecay  0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *          maximize     0        1: ascends
 * m, v     m, v                  momentum and mean square, which start at 0; state
 *
 * Memory:      two states for each parameter
 * Edge:        a step is up to 1 / (1 - beta1) times as long as one of Adam
 * Source:      Morwani et al. 2025, arXiv:2502.02431. As optax
 * </pre>
 */
public final class SimplifiedAdEMAMix {
  private static final Rule RULE = Rule.define("Simplified AdEMAMix")
      .source("Morwani et al. 2025, arXiv:2502.02431")
      .hyperparameter("lr", 1e-4)
      .hyperparameter("beta1", 0.99)
      .hyperparameter("beta2", 0.95)
      .hyperparameter("alpha", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .when("maximize", "g = -g")
      .line("m = beta1 * m + g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line(
          "p = (1 - lr * weightDecay) * p - lr * (m + alpha * g) / (sqrt(v / (1 - beta2^t)) + eps)");

  private SimplifiedAdEMAMix() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

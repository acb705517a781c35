package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * NAdam: Adam with Nesterov's momentum, which grows slowly to beta1.
 *
 * <pre>
 * paper    name           default  meaning
 * eta      lr             0.002    largest change of an element in a step, about
 * beta1    beta1          0.9      decay of the mean
 * beta2    beta2          0.999    decay of the mean square
 * epsilon  eps            1e-8     added to the root after its correction
 *          momentumDecay  4e-3     how fast momentum comes near beta1
 * lambda   weightDecay    0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled      0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize       0        1: ascends
 * m, n     m, v                    moments, which start at 0; state
 * prod mu  mus                     product of all momenta so far; a number
 *
 * Memory:      two states and a number for each parameter
 * Source:      Dozat 2016, ICLR workshop. As PyTorch; optax means Adam with nesterov = 1
 * </pre>
 */
public final class NAdam {
  private static final Rule RULE = Rule.define("NAdam")
      .source("Dozat 2016, ICLR workshop")
      .hyperparameter("lr", 0.002)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("momentumDecay", 4e-3, Domain.NOT_NEGATIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v")
      .number("mus", 1)
      .first("mu = beta1 * (1 - 0.5 * 0.96^(t * momentumDecay))")
      .first("mus = mus * mu")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .when("weightDecay decoupled", "p = (1 - lr * weightDecay) * p")
      .line("mu = beta1 * (1 - 0.5 * 0.96^(t * momentumDecay))")
      .line("next = beta1 * (1 - 0.5 * 0.96^((t + 1) * momentumDecay))")
      .line("m = beta1 * m + (1 - beta1) * g")
      .line("v = beta2 * v + (1 - beta2) * g^2")
      .line("u = (1 - mu) / (1 - mus) * g + next / (1 - mus * next) * m")
      .line("p = p - lr * u / (sqrt(v / (1 - beta2^t)) + eps)");

  private NAdam() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

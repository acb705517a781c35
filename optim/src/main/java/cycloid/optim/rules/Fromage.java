package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Fromage: each parameter turns by the same angle: steps are in proportion to its norm, and its norm does not grow.
 *
 * <pre>
 * paper  name      default  meaning
 * eta    lr        0.01     change of a parameter, relative to its norm
 *        least     0        norms count as no smaller
 *        maximize  0        1: ascends
 *
 * Memory:      none
 * Source:      Bernstein et al. 2020, arXiv:2002.03432. As the authors' code; optax has least = 1e-6
 * </pre>
 */
public final class Fromage {
  private static final Rule RULE = Rule.define("Fromage")
      .source("Bernstein et al")
      .hyperparameter("lr", 0.01)
      .hyperparameter("least", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("maximize", 0)
      .when("maximize", "g = -g")
      .line("w = max(norm(p), least)")
      .line("n = max(norm(g), least)")
      .line("p = (p - lr * where(w > 0, where(n > 0, w / n, 1), 1) * g) / sqrt(1 + lr^2)");

  private Fromage() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}

package cycloid.optim;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chains of transformations of optax, as a user would write them: their equations. */
final class WrittenRules {
  private static final Map<String, String> EQUATIONS = Map.of(
      "add_decayed_weights+sgd", "p = p - lr * (g + decay * p)",
      "scale_by_param_block_norm+sgd", "p = p - lr * max(norm(p), least) * g",
      "scale_by_trust_ratio+sgd", "p = p - lr * norm(p) / norm(g) * g",
      "ema+sgd", """
          m = beta * m + (1 - beta) * g
          p = p - lr * m / (1 - beta^t)
          """,
      "apply_every+sgd", """
          a = where(remainder(t - 1, k) == 0, 0, a) + g
          p = p - lr * where(remainder(t, k) == 0, a, 0)
          """);

  private static final Map<String, String> NAMES = Map.of(
      "learning_rate", "lr",
      "weight_decay", "decay",
      "min_scale", "least",
      "decay", "beta",
      "k", "k");

  private WrittenRules() {}

  /** The rule of a chain; empty if it is none of these. */
  static Optional<Rule> rule(String name, Map<String, Object> hyper) {
    String text = EQUATIONS.get(name);
    if (text == null) {
      return Optional.empty();
    }
    Map<String, Double> values = new TreeMap<>();
    hyper.forEach((key, value) -> {
      if (value instanceof Double number) {
        values.put(NAMES.get(key), number);
      }
    });
    return Optional.of(Optimizer.ofEquations(text).defaults(values));
  }
}

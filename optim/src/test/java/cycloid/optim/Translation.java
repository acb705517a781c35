package cycloid.optim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Other libraries' optimizers in ours: the rule, and each of their hyper-parameters by name. What has no counterpart here
 * makes a case one that we do not do yet.
 */
final class Translation {
  private static final Map<String, Rule> RULES = Map.ofEntries(
      Map.entry("SGD", Sgd.rule()),
      Map.entry("Adam", Adam.rule()),
      Map.entry("AdamW", AdamW.rule()),
      Map.entry("Lion", Lion.rule()),
      Map.entry("Muon", Muon.rule()),
      Map.entry("sgd", Sgd.rule()),
      Map.entry("adam", Adam.rule()),
      Map.entry("adamw", AdamW.rule()),
      Map.entry("lion", Lion.rule()));

  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("lr", "lr"),
      Map.entry("learning_rate", "lr"),
      Map.entry("b1", "beta1"),
      Map.entry("b2", "beta2"),
      Map.entry("eps", "eps"),
      Map.entry("weight_decay", "weightDecay"),
      Map.entry("momentum", "momentum"),
      Map.entry("dampening", "dampening"),
      Map.entry("nesterov", "nesterov"),
      Map.entry("maximize", "maximize"),
      Map.entry("amsgrad", "amsgrad"),
      Map.entry("ns_steps", "iterations"));

  /** Lists of numbers, and what their members are here. */
  private static final Map<String, List<String>> LISTS =
      Map.of("betas", List.of("beta1", "beta2"), "ns_coefficients", List.of("a", "b", "c"));

  /** Hyper-parameters that change nothing as long as they have these values. */
  private static final Map<String, Set<Object>> WITHOUT_EFFECT = Map.of(
      "use_triton", Set.of(false),
      "decoupled_weight_decay", Set.of(false),
      "weight_decouple", Set.of(true),
      "fixed_decay", Set.of(false),
      "nesterov", Set.of(false),
      "eps_root", Set.of(0.0),
      "adjust_lr_fn", Set.of("original"));

  private static final Map<String, BiFunction<Rule, Object, Rule>> SPECIAL = Map.of(
      "adjust_lr_fn",
      (rule, value) -> value.equals("match_rms_adamw") ? rule.with("matchRms", 1) : null);

  private Translation() {}

  /** The rule that should give the same numbers; empty where there is none yet. */
  static Optional<Rule> rule(Golden.Case golden) {
    Rule rule = RULES.get(golden.optimizer());
    for (Map.Entry<String, Object> hyper : golden.hyper().entrySet()) {
      rule = rule == null ? null : apply(rule, hyper.getKey(), hyper.getValue());
    }
    if (rule != null && golden.has("lr")) {
      double[] rates = golden.tensor("lr", 0).toDoubleArray();
      rule = rule.learningRate(step -> rates[(int) step]);
    }
    if (rule != null
        && ((String) golden.attributes().get("impl")).startsWith("KellerJordan/Muon")) {
      rule = rule.with("epsAdded", 1).with("lastTwoAxes", 1);
    }
    return Optional.ofNullable(rule);
  }

  private static Rule apply(Rule rule, String name, Object value) {
    List<String> members = LISTS.get(name);
    if (members != null) {
      for (int i = 0; i < members.size(); i++) {
        rule = rule.with(members.get(i), (Double) ((List<?>) value).get(i));
      }
      return rule;
    }
    if (value == null || name.equals("schedule")) {
      return rule;
    }
    String ours = NAMES.get(name);
    if (ours != null && rule.hyperparameters().stream().anyMatch(h -> h.name().equals(ours))) {
      return rule.with(ours, value instanceof Boolean on ? (on ? 1 : 0) : (Double) value);
    }
    if (WITHOUT_EFFECT.getOrDefault(name, Set.of()).contains(value)) {
      return rule;
    }
    return SPECIAL.containsKey(name) ? SPECIAL.get(name).apply(rule, value) : null;
  }
}

package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

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

  /** What gradients go through before a rule, and the hyper-parameters it takes. */
  private record Stage(List<String> hyper, BiFunction<Rule, Map<String, Object>, Rule> rule) {}

  private static final Map<String, Stage> STAGES = Map.of(
      "clip_grad_norm", new Stage(List.of("max_norm", "norm_type"), (rule, hyper) -> rule),
      "clip_by_global_norm", new Stage(List.of("max_norm"), (rule, hyper) -> rule),
      "clip_grad_value",
          new Stage(
              List.of("clip_value"), (rule, hyper) -> rule.clipValue((Double) hyper.get("clip_value"))),
      "clip",
          new Stage(
              List.of("max_delta"), (rule, hyper) -> rule.clipValue((Double) hyper.get("max_delta"))),
      "clip_by_block_rms",
          new Stage(
              List.of("threshold"), (rule, hyper) -> rule.clipRms((Double) hyper.get("threshold"))));

  /** The optimizer that should give the same numbers; empty where there is none yet. */
  static Optional<Function<List<Parameter>, Optimizer>> of(Golden.Case golden) {
    String name = golden.optimizer();
    Map<String, Object> hyper = new LinkedHashMap<>(golden.hyper());
    if (name.equals("DistributedShampoo")) {
      return ShampooTranslation.rule(hyper).map(rule -> rule::on);
    }
    int plus = name.indexOf('+');
    if (plus < 0) {
      return rule(golden, name, hyper).map(rule -> rule::on);
    }
    Stage stage = STAGES.get(name.substring(0, plus));
    if (stage == null) {
      return Optional.empty();
    }
    hyper.keySet().removeAll(stage.hyper);
    return rule(golden, name.substring(plus + 1), hyper)
        .map(rule -> stage.rule.apply(rule, golden.hyper()))
        .map(rule -> parameters -> rule.on(parameters).clip(clipping(golden)));
  }

  /** A bound on the norm of all gradients; null where there is none. */
  private static Clipping clipping(Golden.Case golden) {
    if (!golden.hyper().containsKey("max_norm")) {
      return null;
    }
    Clipping clipping = Clipping.norm((Double) golden.hyper().get("max_norm"));
    Object order = golden.hyper().getOrDefault("norm_type", 2.0);
    clipping = clipping.order(order.equals("inf") ? Double.POSITIVE_INFINITY : (Double) order);
    return golden.name().startsWith("optax") ? clipping.margin(0) : clipping;
  }

  private static Optional<Rule> rule(
      Golden.Case golden, String name, Map<String, Object> hypers) {
    Rule rule = RULES.get(name);
    for (Map.Entry<String, Object> hyper : hypers.entrySet()) {
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

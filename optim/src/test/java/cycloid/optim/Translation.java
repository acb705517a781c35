package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Other libraries' optimizers in ours: the rule, and each of their hyper-parameters by name. What has no counterpart here
 * makes a case one that we do not do yet.
 */
final class Translation {

  /** What gradients go through before a rule, and the hyper-parameters it takes. */
  private record Stage(List<String> hyper, BiFunction<Rule, Map<String, Object>, Rule> rule) {}

  private static final Map<String, Stage> STAGES = Map.of(
      "clip_grad_norm", new Stage(List.of("max_norm", "norm_type"), (rule, hyper) -> rule),
      "clip_by_global_norm", new Stage(List.of("max_norm"), (rule, hyper) -> rule),
      "clip_grad_value",
          new Stage(
              List.of("clip_value"),
              (rule, hyper) -> rule.clipValue((Double) hyper.get("clip_value"))),
      "clip",
          new Stage(
              List.of("max_delta"),
              (rule, hyper) -> rule.clipValue((Double) hyper.get("max_delta"))),
      "clip_by_block_rms",
          new Stage(
              List.of("threshold"),
              (rule, hyper) -> rule.clipRms((Double) hyper.get("threshold"))));

  private Translation() {}

  /** The optimizer that should give the same numbers; empty where there is none yet. */
  static Optional<Function<List<Parameter>, Optimizer>> of(Golden.Case golden) {
    String name = golden.optimizer();
    Map<String, Object> hyper = new LinkedHashMap<>(golden.hyper());
    if (name.equals("DistributedShampoo")) {
      return ShampooTranslation.rule(hyper).map(rule -> rule::on);
    }
    int plus = name.indexOf('+');
    if (plus < 0) {
      return rule(golden, hyper)
          .map(rule -> parameters -> rule.on(parameters).clip(clipping(golden)));
    }
    Optional<Rule> written = WrittenRules.rule(name, golden.hyper());
    if (written.isPresent()) {
      return written.map(rule -> rule::on);
    }
    Stage stage = STAGES.get(name.substring(0, plus));
    if (stage == null) {
      return Optional.empty();
    }
    hyper.keySet().removeAll(stage.hyper);
    return rule(golden, hyper)
        .map(rule -> stage.rule.apply(rule, golden.hyper()))
        .map(rule -> parameters -> rule.on(parameters).clip(clipping(golden)));
  }

  /** A bound on the norm of all gradients; null where there is none. */
  private static Clipping clipping(Golden.Case golden) {
    Map<String, Object> hyper = golden.hyper();
    if (hyper.get("max_grad_norm") instanceof Double bound && bound > 0) {
      return Clipping.norm(bound).margin((Double) hyper.get("eps"));
    }
    if (!hyper.containsKey("max_norm")) {
      return null;
    }
    Clipping clipping = Clipping.norm((Double) hyper.get("max_norm"));
    Object order = hyper.getOrDefault("norm_type", 2.0);
    clipping = clipping.order(order.equals("inf") ? Double.POSITIVE_INFINITY : (Double) order);
    return golden.name().startsWith("optax") ? clipping.margin(0) : clipping;
  }

  private static Optional<Rule> rule(Golden.Case golden, Map<String, Object> hypers) {
    String name = golden.optimizer();
    Rule rule = RuleNames.rule(golden.name(), name.substring(name.indexOf('+') + 1));
    for (Map.Entry<String, Object> hyper : hypers.entrySet()) {
      rule = rule == null ? null : apply(rule, golden, hyper.getKey(), hyper.getValue());
    }
    if (rule != null && golden.has("lr")) {
      double[] rates = golden.tensor("lr", 0).toDoubleArray();
      rule = rule.learningRate(step -> rates[(int) step]);
    }
    if (rule != null) {
      rule = RuleNames.ofProducer(golden, rule);
    }
    if (rule != null
        && ((String) golden.attributes().get("impl")).startsWith("KellerJordan/Muon")) {
      rule = rule.with("epsAdded", 1).with("lastTwoAxes", 1);
    }
    return Optional.ofNullable(rule);
  }

  /** The rule with a hyper-parameter; null if it has none like it and the value has an effect. */
  private static Rule apply(Rule rule, Golden.Case golden, String name, Object value) {
    if (rule.name().equals("Adafactor") && value instanceof List<?> eps) {
      rule = rule.with("least", (Double) eps.get(1));
      return eps.get(0) == null ? rule : rule.with("eps", (Double) eps.get(0));
    }
    List<String> members = RuleNames.LISTS.get(name);
    if (members != null && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        String ours = i == 0 && !has(rule, "beta1") && !has(rule, members.get(0))
            ? "momentum"
            : members.get(i);
        if (!has(rule, ours)) {
          return null;
        }
        rule = rule.with(ours, (Double) list.get(i));
      }
      return rule;
    }
    if (value == null || name.equals("schedule")) {
      return rule;
    }
    if (RuleNames.DECOUPLED.contains(name) && has(rule, "decoupled")) {
      return rule.with("decoupled", value.equals(true) ? 1 : 0);
    }
    if (RuleNames.DECOUPLED.contains(name) && has(rule, "coupled")) {
      return rule.with("coupled", value.equals(true) ? 0 : 1);
    }
    for (String ours : RuleNames.ours(golden.optimizer(), name)) {
      if (has(rule, ours)) {
        return rule.with(ours, value instanceof Boolean on ? (on ? 1 : 0) : number(value));
      }
    }
    boolean decays = !Double.valueOf(0).equals(golden.hyper().get("weight_decay"));
    if (RuleNames.DECOUPLED.contains(name) && !decays) {
      return rule;
    }
    return RuleNames.hasNoEffect(rule, name, value) ? rule : RuleNames.special(rule, name, value);
  }

  private static double number(Object value) {
    return value.equals("inf") ? Double.POSITIVE_INFINITY : (Double) value;
  }

  static boolean has(Rule rule, String name) {
    return rule.hyperparameters().stream().anyMatch(h -> h.name().equals(name));
  }
}

package cycloid.optim;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the authors' Shampoo (facebookresearch/optimizers) in ours. */
final class ShampooTranslation {
  private static final List<String> GRAFTS = List.of(
      "SGDPreconditionerConfig",
      "AdaGradPreconditionerConfig",
      "RMSpropPreconditionerConfig",
      "AdamPreconditionerConfig");

  private ShampooTranslation() {}

  /** The rule; empty where the authors' code does something else than taking roots of factors. */
  static Optional<Rule> rule(Map<String, Object> hyper) {
    Map<String, Object> preconditioner = map(hyper.get("preconditioner_config"));
    String type = (String) preconditioner.get("type");
    if (!type.startsWith("RootInvShampoo") && !type.startsWith("EigendecomposedShampoo")) {
      return Optional.empty();
    }
    List<?> betas = (List<?>) hyper.get("betas");
    Rule rule = Shampoo.rule()
        .learningRate(number(hyper, "lr"))
        .with("beta1", (Double) betas.get(0))
        .with("beta2", (Double) betas.get(1))
        .epsilon(number(hyper, "epsilon"))
        .weightDecay(number(hyper, "weight_decay"))
        .with("coupled", hyper.get("weight_decay_type").equals("L2") ? 1 : 0)
        .with("biasCorrection", hyper.get("use_bias_correction").equals(true) ? 1 : 0)
        .with("largest", number(hyper, "max_preconditioner_dim"))
        .with(
            "axes", number(map(hyper.get("distributed_config")), "target_parameter_dimensionality"))
        .with("every", number(hyper, "precondition_frequency"))
        .with("start", number(hyper, "start_preconditioning_step"))
        .with("newton", isNewton(preconditioner) ? 1 : 0);
    Map<String, Object> exponents = map(preconditioner.get("inverse_exponent_override"));
    if (!exponents.isEmpty()) {
      rule = rule.with("order", 1 / number(map(exponents.get("2")), "0"));
    }
    return Optional.of(hyper.get("grafting_config") == null ? rule : graft(rule, hyper));
  }

  private static boolean isNewton(Map<String, Object> preconditioner) {
    return map(preconditioner.get("amortized_computation_config"))
        .get("type")
        .equals("CoupledNewtonConfig");
  }

  private static Rule graft(Rule rule, Map<String, Object> hyper) {
    Map<String, Object> graft = map(hyper.get("grafting_config"));
    Rule grafted = rule.with("graft", 1 + GRAFTS.indexOf(graft.get("type")));
    if (graft.containsKey("beta2")) {
      grafted = grafted.with("graftBeta2", number(graft, "beta2"));
    }
    return graft.containsKey("epsilon")
        ? grafted.with("graftEps", number(graft, "epsilon"))
        : grafted;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static double number(Map<String, Object> map, String name) {
    return (Double) map.get(name);
  }
}

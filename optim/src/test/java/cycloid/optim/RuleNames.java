package cycloid.optim;

import cycloid.optim.rules.AccSgd;
import cycloid.optim.rules.AdEMAMix;
import cycloid.optim.rules.AdaBelief;
import cycloid.optim.rules.AdaBound;
import cycloid.optim.rules.AdaMod;
import cycloid.optim.rules.Adadelta;
import cycloid.optim.rules.Adagrad;
import cycloid.optim.rules.Adamax;
import cycloid.optim.rules.Adan;
import cycloid.optim.rules.Adopt;
import cycloid.optim.rules.AggMo;
import cycloid.optim.rules.Asgd;
import cycloid.optim.rules.CautiousLion;
import cycloid.optim.rules.DiffGrad;
import cycloid.optim.rules.Fromage;
import cycloid.optim.rules.LaProp;
import cycloid.optim.rules.Lamb;
import cycloid.optim.rules.Lars;
import cycloid.optim.rules.Madgrad;
import cycloid.optim.rules.Mars;
import cycloid.optim.rules.NAdam;
import cycloid.optim.rules.NovoGrad;
import cycloid.optim.rules.OptimisticGradient;
import cycloid.optim.rules.Padam;
import cycloid.optim.rules.Qhm;
import cycloid.optim.rules.RAdam;
import cycloid.optim.rules.RmsProp;
import cycloid.optim.rules.Rprop;
import cycloid.optim.rules.ScheduleFreeAdamW;
import cycloid.optim.rules.ScheduleFreeRAdam;
import cycloid.optim.rules.ScheduleFreeSgd;
import cycloid.optim.rules.SignSgd;
import cycloid.optim.rules.SimplifiedAdEMAMix;
import cycloid.optim.rules.StableAdamW;
import cycloid.optim.rules.Yogi;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What other libraries call our rules and hyper-parameters. */
final class RuleNames {
  private static final Map<String, Rule> RULES = Map.ofEntries(
      Map.entry("SGD", Sgd.rule()),
      Map.entry("Adam", Adam.rule()),
      Map.entry("AdamW", AdamW.rule()),
      Map.entry("Lion", Lion.rule()),
      Map.entry("Muon", Muon.rule()),
      Map.entry("Adagrad", Adagrad.rule()),
      Map.entry("Adadelta", Adadelta.rule()),
      Map.entry("RMSprop", RmsProp.rule()),
      Map.entry("Adamax", Adamax.rule()),
      Map.entry("RAdam", RAdam.rule()),
      Map.entry("ASGD", Asgd.rule()),
      Map.entry("Rprop", Rprop.rule()),
      Map.entry("AdaBelief", AdaBelief.rule()),
      Map.entry("AdEMAMix", AdEMAMix.rule()),
      Map.entry("Adan", Adan.rule()),
      Map.entry("ADOPT", Adopt.rule()),
      Map.entry("NAdam", NAdam.rule()),
      Map.entry("LAMB", Lamb.rule().with("biasCorrection", 0).with("most", 10)),
      Map.entry("lars", Lars.rule().with("decayInNorm", 1)),
      Map.entry("lamb", Lamb.rule()),
      Map.entry("novograd", NovoGrad.rule()),
      Map.entry("fromage", Fromage.rule()),
      Map.entry("cautious_lion", CautiousLion.rule()),
      Map.entry("SGDScheduleFree", ScheduleFreeSgd.rule()),
      Map.entry("AdamWScheduleFree", ScheduleFreeAdamW.rule()),
      Map.entry("RAdamScheduleFree", ScheduleFreeRAdam.rule()),
      Map.entry("schedule_free_sgd", ScheduleFreeSgd.rule()),
      Map.entry("schedule_free_adamw", ScheduleFreeAdamW.rule()),
      Map.entry("amsgrad", Adam.rule().with("amsgrad", 1)),
      Map.entry("simplified_ademamix", SimplifiedAdEMAMix.rule()),
      Map.entry("Adafactor", Adafactor.rule()),
      Map.entry("SOAP", Soap.rule()),
      // optax
      Map.entry("sgd", Sgd.rule()),
      Map.entry("noisy_sgd", Sgd.rule()),
      Map.entry("adam", Adam.rule()),
      Map.entry("adamw", AdamW.rule()),
      Map.entry("nadam", Adam.rule()),
      Map.entry("nadamw", AdamW.rule()),
      Map.entry("lion", Lion.rule()),
      Map.entry("adagrad", Adagrad.rule().with("epsInRoot", 1)),
      Map.entry("adadelta", Adadelta.rule()),
      Map.entry("rmsprop", RmsProp.rule()),
      Map.entry("adamax", Adamax.rule()),
      Map.entry("adamaxw", Adamax.rule().with("decoupled", 1)),
      Map.entry("radam", RAdam.rule().with("epsCorrected", 1)),
      Map.entry("rprop", Rprop.rule()),
      Map.entry("adabelief", AdaBelief.rule().with("rectify", 0)),
      Map.entry("yogi", Yogi.rule()),
      Map.entry("ademamix", AdEMAMix.rule()),
      Map.entry("adopt", Adopt.rule()),
      Map.entry("sign_sgd", SignSgd.rule()),
      Map.entry("signum", SignSgd.rule()),
      Map.entry("optimistic_gradient_descent", OptimisticGradient.rule()),
      Map.entry("madgrad", Madgrad.rule()));

  /** Of the collection of kozistr, by the name of the case. */
  private static final Map<String, Rule> ZOO = Map.ofEntries(
      Map.entry("adamod", AdaMod.rule()),
      Map.entry("padam", Padam.rule()),
      Map.entry("diffgrad", DiffGrad.rule()),
      Map.entry("adabound", AdaBound.rule()),
      Map.entry("qhm", Qhm.rule()),
      Map.entry("aggmo", AggMo.rule()),
      Map.entry("accsgd", AccSgd.rule()),
      Map.entry("laprop", LaProp.rule()),
      Map.entry("stableadamw", StableAdamW.rule()),
      Map.entry("mars", Mars.rule()),
      Map.entry("tiger", SignSgd.rule()),
      Map.entry("nadam", NAdam.rule()),
      Map.entry("novograd", NovoGrad.rule()),
      Map.entry("fromage", Fromage.rule()),
      Map.entry("adabelief", AdaBelief.rule()),
      Map.entry("adamax", Adamax.rule()),
      Map.entry("adamw", AdamW.rule()),
      Map.entry("adan", Adan.rule()),
      Map.entry("ademamix", AdEMAMix.rule()),
      Map.entry("adopt", Adopt.rule()),
      Map.entry("lion", Lion.rule()),
      Map.entry("madgrad", Madgrad.rule()),
      Map.entry("radam", RAdam.rule()),
      Map.entry("rmsprop", RmsProp.rule()),
      Map.entry("sgd", Sgd.rule()),
      Map.entry("signsgd", SignSgd.rule()),
      Map.entry("yogi", Yogi.rule()));

  /** Our names, best first. */
  private static final Map<String, List<String>> NAMES = Map.ofEntries(
      Map.entry("correct_bias", List.of("biasCorrection")),
      Map.entry("max_precond_dim", List.of("largest")),
      Map.entry("max_precondition_dim", List.of("largest")),
      Map.entry("normalize_grads", List.of("normalized")),
      Map.entry("normalize_gradient", List.of("normalized")),
      Map.entry("precondition_1d", List.of("vectors")),
      Map.entry("precondition_frequency", List.of("every")),
      Map.entry("beta2_decay", List.of("decay")),
      Map.entry("final_lr", List.of("finalLr")),
      Map.entry("momentum_decay", List.of("momentumDecay")),
      Map.entry("trust_coefficient", List.of("trust")),
      Map.entry("min_norm", List.of("least")),
      Map.entry("warmup_steps", List.of("warmUp")),
      Map.entry("r", List.of("power")),
      Map.entry("weight_lr_power", List.of("ratePower")),
      Map.entry("silent_sgd_phase", List.of("silent")),
      Map.entry("learning_rate", List.of("lr")),
      Map.entry("b1", List.of("beta1", "momentum")),
      Map.entry("b2", List.of("beta2")),
      Map.entry("b3", List.of("beta3")),
      Map.entry("beta", List.of("beta", "momentum")),
      Map.entry("eps_root", List.of("epsRoot")),
      Map.entry("weight_decay", List.of("weightDecay")),
      Map.entry("ams_bound", List.of("amsgrad")),
      Map.entry("ns_steps", List.of("iterations")),
      Map.entry("lr_decay", List.of("lrDecay")),
      Map.entry("initial_accumulator_value", List.of("initial")),
      Map.entry("initial_accumulator", List.of("initial")),
      Map.entry("initial_scale", List.of("initial")),
      Map.entry("eps_in_sqrt", List.of("epsInRoot")),
      Map.entry("bias_correction", List.of("biasCorrection")),
      Map.entry("decay", List.of("alpha")),
      Map.entry("eta_minus", List.of("etaMinus")),
      Map.entry("eta_plus", List.of("etaPlus")),
      Map.entry("min_step_size", List.of("least")),
      Map.entry("max_step_size", List.of("most")),
      Map.entry("lambd", List.of("lambda")),
      Map.entry("alpha_warmup", List.of("alphaWarmUp")),
      Map.entry("beta3_warmup", List.of("beta3WarmUp")),
      Map.entry("no_prox", List.of("decoupled")),
      Map.entry("use_clipping", List.of("clipped")),
      Map.entry("n_sma_threshold", List.of("threshold")));

  /** Lists of numbers, and what their members are here. */
  static final Map<String, List<String>> LISTS = Map.of(
      "betas", List.of("beta1", "beta2", "beta3"),
      "ns_coefficients", List.of("a", "b", "c"),
      "etas", List.of("etaMinus", "etaPlus"),
      "step_sizes", List.of("least", "most"));

  /** Whether weight decay is apart from the gradient. */
  static final Set<String> DECOUPLED =
      Set.of("decoupled_weight_decay", "weight_decouple", "decouple");

  /** Hyper-parameters that change nothing as long as they have these values. */
  private static final Map<String, Set<Object>> WITHOUT_EFFECT = Map.ofEntries(
      Map.entry("data_format", Set.of("channels_first")),
      Map.entry("merge_dims", Set.of(false)),
      Map.entry("kahan_sum", Set.of(true)),
      Map.entry("centered", Set.of(false)),
      Map.entry("steps_before_using_centered", Set.of(10.0)),
      Map.entry("cautious", Set.of(false)),
      Map.entry("mars_type", Set.of("adamw")),
      Map.entry("optimize_1d", Set.of(false)),
      Map.entry("lr_1d", Set.of(0.003)),
      Map.entry("weight_decay_1d", Set.of(0.1)),
      Map.entry("betas_1d", Set.of(List.of(0.9, 0.95))),
      Map.entry("adam", Set.of(false)),
      Map.entry("inner_momentum", Set.of(0.0)),
      Map.entry("grad_averaging", Set.of(true)),
      Map.entry("rectify", Set.of(false)),
      Map.entry("pre_norm", Set.of(false)),
      Map.entry("dampening", Set.of(0.0)),
      Map.entry("bias_correction_mu", Set.of(true)),
      Map.entry("use_triton", Set.of(false)),
      Map.entry("decoupled_weight_decay", Set.of(false)),
      Map.entry("weight_decouple", Set.of(true)),
      Map.entry("fixed_decay", Set.of(false)),
      Map.entry("nesterov", Set.of(false)),
      Map.entry("maximize", Set.of(false)),
      Map.entry("amsgrad", Set.of(false)),
      Map.entry("eps_root", Set.of(0.0)),
      Map.entry("weight_decay", Set.of(0.0)),
      Map.entry("adjust_lr_fn", Set.of("original")),
      Map.entry("clip_lambda", Set.of("<lambda>")),
      Map.entry("clip_value_fn", Set.of("<lambda>")),
      Map.entry("print_change_log", Set.of(false)),
      // Clipping is the optimizer's.
      Map.entry("max_grad_norm", Set.of(0.0, 1.0)),
      // The noise of optax.
      Map.entry("eta", Set.of(0.0)),
      Map.entry("gamma", Set.of(0.55)),
      Map.entry("key", Set.of(0.0)),
      Map.entry("accumulator_dtype", Set.of()));

  /** Cases that do something else than the paper and the other producers, and what. */
  static final Map<String, String> DISAGREEING = Map.ofEntries(
      Map.entry("optax_schedule_free_adamw_1", "the average weighs by the rate of the next step"),
      Map.entry("optax_schedule_free_sgd_1", "the average weighs by the rate of the next step"),
      Map.entry("optax_rprop_0", "each step is that of the gradient before"),
      Map.entry("zoo_ademamix_0", "the slow mean decays by beta2"),
      Map.entry("zoo_ademamix_1", "the slow mean decays by beta2"),
      Map.entry("zoo_adopt_0", "clipping begins one step later"),
      Map.entry("zoo_adopt_1", "clipping begins one step later"),
      Map.entry("zoo_signsgd_0", "the sign is that of the gradient alone"),
      Map.entry("zoo_signsgd_1", "the sign is that of the gradient alone"));

  private RuleNames() {}

  static Rule rule(String caseName, String optimizer) {
    if (caseName.startsWith("zoo_")) {
      return ZOO.get(caseName.substring(4, caseName.lastIndexOf('_')));
    }
    return RULES.get(optimizer);
  }

  /** What a hyper-parameter of an optimizer may be called here. */
  static List<String> ours(String optimizer, String name) {
    return NAMES.getOrDefault(name, List.of(name));
  }

  static boolean hasNoEffect(Rule rule, String name, Object value) {
    return WITHOUT_EFFECT.getOrDefault(name, Set.of()).contains(value)
        // Without rectification there are no steps before it.
        || (name.equals("degenerated_to_sgd") && Translation.has(rule, "rectify"))
        || (name.equals("n_sma_threshold") && value.equals(5.0));
  }

  /** What a producer means beyond its hyper-parameters; null where it is not what the literature says. */
  static Rule ofProducer(Golden.Case golden, Rule rule) {
    // Of zoo_adabelief_0, where eps is 1e-16, the eleventh digit is not understood yet.
    if (DISAGREEING.containsKey(golden.name()) || golden.name().equals("zoo_adabelief_0")) {
      return null;
    }
    if (rule.name().equals("AdaBelief") && !golden.name().startsWith("optax")) {
      boolean inState = golden.name().startsWith("author");
      return rule.with("epsRoot", inState ? rule.setting("eps").at(0) : 0);
    }
    if (golden.name().startsWith("optax_madgrad")) {
      // The rate times the root of the step is computed in single precision there.
      double eps = rule.setting("eps").at(0);
      float rate = (float) (rule.setting("lr").at(0) + eps);
      return rule.learningRate(step -> {
        float root = (float) Math.sqrt(step + 1);
        return rate * root / Math.sqrt(step + 1) - eps;
      });
    }
    return rule;
  }

  /** What is more than a name; null where there is nothing like it. */
  static Rule special(Rule rule, String name, Object value) {
    return switch (name) {
      case "adjust_lr_fn" -> value.equals("match_rms_adamw") ? rule.with("matchRms", 1) : null;
      case "degenerated_to_sgd" ->
        Translation.has(rule, "skipFirst")
            ? rule.with("skipFirst", value.equals(true) ? 0 : 1)
            : rule;
      case "shampoo_beta" -> value.equals(-1.0) ? rule : rule.with("factorBeta", (Double) value);
      default -> null;
    };
  }
}

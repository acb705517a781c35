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
import java.util.Locale;

/** The catalogue of rules; each knows its name, equations, defaults, state and source. */
public final class Optimizers {
  private static final List<Rule> ALL = List.of(
      Sgd.rule(),
      Adam.rule(),
      AdamW.rule(),
      Lion.rule(),
      Muon.rule(),
      Shampoo.rule(),
      Soap.rule(),
      Adafactor.rule(),
      // simple steps
      SignSgd.rule(),
      OptimisticGradient.rule(),
      Asgd.rule(),
      Rprop.rule(),
      // a rate for each element
      Adagrad.rule(),
      Adadelta.rule(),
      RmsProp.rule(),
      Adamax.rule(),
      RAdam.rule(),
      AdaBelief.rule(),
      Yogi.rule(),
      Madgrad.rule(),
      AdEMAMix.rule(),
      Adan.rule(),
      Adopt.rule(),
      NAdam.rule(),
      CautiousLion.rule(),
      // a rate for each parameter
      Lars.rule(),
      Lamb.rule(),
      NovoGrad.rule(),
      Fromage.rule(),
      // without schedule
      ScheduleFreeSgd.rule(),
      ScheduleFreeAdamW.rule(),
      ScheduleFreeRAdam.rule(),
      // further relatives of momentum and Adam
      AdaMod.rule(),
      Padam.rule(),
      DiffGrad.rule(),
      AdaBound.rule(),
      Qhm.rule(),
      AggMo.rule(),
      AccSgd.rule(),
      LaProp.rule(),
      StableAdamW.rule(),
      Mars.rule(),
      SimplifiedAdEMAMix.rule());

  private Optimizers() {}

  /** All rules of this library, with their defaults, simple ones first. */
  public static List<Rule> all() {
    return ALL;
  }

  /**
   * The rule with a name, in whatever case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Rule named(String name) {
    for (Rule rule : ALL) {
      if (rule.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return rule;
      }
    }
    throw Checks.unknownOptimizer(name, ALL.stream().map(Rule::name).toList());
  }
}

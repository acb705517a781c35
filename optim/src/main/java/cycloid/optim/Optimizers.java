package cycloid.optim;

import java.util.List;
import java.util.Locale;

/** The catalogue of rules; each knows its name, equations, defaults, state and source. */
public final class Optimizers {
  private static final List<Rule> ALL =
      List.of(Sgd.rule(), Adam.rule(), AdamW.rule(), Lion.rule(), Muon.rule(), Shampoo.rule());

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

package cycloid.study;

import cycloid.optim.Hyperparameter;
import cycloid.optim.Rule;
import cycloid.simd.Equation;
import cycloid.study.markup.Numbers;
import cycloid.study.page.Formula;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The formulas of a report, printed from the equations that run. */
final class Formulas {
  private Formulas() {}

  /** A rule as it runs: its equations, and below them the values of their hyper-parameters. */
  static Formula of(Contestant contestant, String... varied) {
    Rule rule = contestant.rule();
    String mathml = rule.equations().stream().map(Equation::mathml).collect(Collectors.joining());
    String note =
        settings(rule, List.of(varied)) + (rule.remark().isEmpty() ? "" : "\n" + rule.remark());
    return new Formula(contestant.name(), contestant.colour(), note, mathml);
  }

  /** The hyper-parameters that the running equations read, as {@code `beta1` = 0.9, `beta2` = 0.999}, with no break around =. */
  static String settings(Rule rule, List<String> varied) {
    Set<String> read = new LinkedHashSet<>();
    rule.equations().forEach(equation -> read.addAll(equation.inputs()));
    List<String> settings = new ArrayList<>();
    for (Hyperparameter hyperparameter : rule.hyperparameters()) {
      String name = hyperparameter.name();
      if (read.contains(name) && !varied.contains(name)) {
        settings.add(
            "`" + name + "`\u00A0=\u00A0" + Numbers.trimmed(rule.setting(name).at(0), 4));
      }
    }
    return String.join(", ", settings);
  }
}

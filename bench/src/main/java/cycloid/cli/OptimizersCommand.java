package cycloid.cli;

import cycloid.optim.Hyperparameter;
import cycloid.optim.Optimizers;
import cycloid.optim.Rule;
import cycloid.simd.Equation;
import cycloid.study.markup.Numbers;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ./cycloid optimizers}: every update rule as it runs with its defaults. */
final class OptimizersCommand implements Command {
  @Override
  public String name() {
    return "optimizers";
  }

  @Override
  public String summary() {
    return "list the optimizers, each with its equations and defaults";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public int run(Options.Given given, PrintStream out, PrintStream err) {
    out.println(
        "p is a parameter, g its gradient, t the number of the step; = replaces the value before.");
    for (Rule rule : Optimizers.all()) {
      out.println();
      print(rule, out);
    }
    return 0;
  }

  private static void print(Rule rule, PrintStream out) {
    out.println(rule.name() + "   " + rule.source());
    for (Equation equation : rule.equations()) {
      equation.text().lines().forEach(line -> out.println("    " + line));
    }
    if (!rule.remark().isEmpty()) {
      out.println("  where     " + rule.remark());
    }
    out.println("  defaults  " + defaults(rule));
    out.println("  state     " + (kept(rule).isEmpty() ? "none" : String.join(", ", kept(rule))));
  }

  /** What is kept for each parameter, of what could be: the equations with the defaults need not assign all of it. */
  private static List<String> kept(Rule rule) {
    return rule.states().stream()
        .filter(state -> rule.equations().stream().anyMatch(e -> e.outputs().contains(state)))
        .toList();
  }

  private static String defaults(Rule rule) {
    return rule.hyperparameters().stream()
        .map(OptimizersCommand::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(Hyperparameter hyperparameter) {
    return hyperparameter.name() + " = " + Numbers.plain(hyperparameter.initial());
  }
}

package cycloid.study;

import cycloid.optim.Adam;
import cycloid.optim.Rule;
import cycloid.optim.Sgd;
import cycloid.study.markup.Numbers;
import cycloid.study.page.Formula;
import cycloid.study.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Gradient descent, momentum and Adam on one landscape, each with the learning rate (and amount of momentum) that brings
 * it to the target in the fewest steps.
 */
final class PlaneRace {
  private static final double[] MOMENTA = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

  private static final List<String> NAMES = List.of("Gradient descent", "Momentum", "Adam");

  private final List<RateSearch> found = new ArrayList<>();
  private final List<Descent> ways = new ArrayList<>();

  PlaneRace(Landscape landscape, double[] start, double target, int limit, Progress progress) {
    List<Rule> momenta = new ArrayList<>();
    for (double momentum : MOMENTA) {
      momenta.add(Sgd.rule().momentum(momentum));
    }
    List<List<Rule>> rules = List.of(List.of(Sgd.rule()), momenta, List.of(Adam.rule()));
    for (int i = 0; i < rules.size(); i++) {
      Progress part = progress.part(i / 3.0, (i + 1) / 3.0);
      RateSearch search =
          RateSearch.fewestSteps(target, landscape, start, rules.get(i), limit, part);
      found.add(search);
      ways.add(Descent.run(landscape, start, search.rule(), Math.min(limit, search.steps())));
    }
  }

  RateSearch descent() {
    return found.get(0);
  }

  RateSearch momentum() {
    return found.get(1);
  }

  RateSearch adam() {
    return found.get(2);
  }

  /** The most steps that any of them needs. */
  int longest() {
    return found.stream().mapToInt(RateSearch::steps).max().getAsInt();
  }

  List<Contestant> contestants() {
    List<Contestant> contestants = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      contestants.add(new Contestant(NAMES.get(i), i, found.get(i).rule()));
    }
    return contestants;
  }

  List<Formula> formulas() {
    return contestants().stream().map(Formulas::of).toList();
  }

  /** What was found for each. */
  Table table(String caption) {
    Table table = new Table(caption, "rule", "#momentum", "#learning rate", "#steps");
    for (int i = 0; i < found.size(); i++) {
      RateSearch search = found.get(i);
      String momentum = search == momentum() ? Numbers.trimmed(search.momentum(), 3) : "–";
      boolean best = found.stream().allMatch(other -> search.steps() <= other.steps());
      table.row(
          Table.Cell.named(NAMES.get(i), i),
          Table.Cell.of(momentum),
          Table.Cell.of(Numbers.trimmed(search.rate(), 3)),
          Table.Cell.bestIf(best, Numbers.count(search.steps())));
    }
    return table;
  }

  /** The amounts of momentum that are tried, as text. */
  static String momenta() {
    return DoubleStream.of(MOMENTA).mapToObj(Numbers::plain).collect(Collectors.joining(", "));
  }

  /** Their ways, to draw; the name of the landscape is for titles: "on a quadratic". */
  WayFigures figures(Landscape landscape, String name) {
    WayFigures figures = new WayFigures(landscape, name);
    for (int i = 0; i < found.size(); i++) {
      figures.add(contestants().get(i), ways.get(i));
    }
    return figures;
  }
}

package cycloid.study;

import cycloid.study.figure.Axis;
import cycloid.study.figure.ContourPlot;
import cycloid.study.figure.Figure;
import cycloid.study.figure.LinePlot;
import cycloid.study.figure.Scale;
import cycloid.study.figure.Series;
import cycloid.study.figure.Trajectory;
import cycloid.study.markup.Numbers;
import cycloid.study.page.Words;
import java.util.ArrayList;
import java.util.List;

/** How ways over one landscape are drawn: each on a picture of its own, and all losses on one. */
final class WayFigures {
  private final Landscape landscape;
  private final String name;
  private final List<Way> ways = new ArrayList<>();

  /** A way that reached the target. */
  private record Way(Contestant contestant, Descent descent) {
    int steps() {
      return descent.loss().length - 1;
    }

    Trajectory trajectory() {
      String note = Numbers.count(steps()) + " steps";
      return new Trajectory(contestant.name(), note, contestant.colour(), descent.x(), descent.y());
    }

    String inWords() {
      return Words.of(
          "{who}: from ({x0}, {y0}) to ({x1}, {y1}) in {steps} steps.",
          "who",
          contestant.name(),
          "x0",
          Numbers.significant(descent.x()[0], 2),
          "y0",
          Numbers.significant(descent.y()[0], 2),
          "x1",
          Numbers.significant(descent.x()[steps()], 2),
          "y1",
          Numbers.significant(descent.y()[steps()], 2),
          "steps",
          Numbers.count(steps()));
    }
  }

  /** The landscape is called, in titles, by a few words: "on a quadratic". */
  WayFigures(Landscape landscape, String name) {
    this.landscape = landscape;
    this.name = name;
  }

  WayFigures add(Contestant contestant, Descent descent) {
    ways.add(new Way(contestant, descent));
    return this;
  }

  /** Returns a picture for each way. */
  Figure[] pictures(Scale x, Scale y, double[] levels, double[] minimum) {
    return ways.stream()
        .map(way -> picture(List.of(way), x, y, levels, minimum))
        .toArray(Figure[]::new);
  }

  /** Returns one picture of all ways. */
  Figure together(Scale x, Scale y, double[] levels, double[] minimum) {
    return picture(ways, x, y, levels, minimum);
  }

  private Figure picture(List<Way> shown, Scale x, Scale y, double[] levels, double[] minimum) {
    String names =
        String.join(", ", shown.stream().map(way -> way.contestant.name()).toList());
    String said = String.join(" ", shown.stream().map(Way::inWords).toList());
    List<Trajectory> trajectories = shown.stream().map(Way::trajectory).toList();
    return new ContourPlot(
        names + " " + name,
        "Lines of equal loss, and ways over them. " + said,
        new Axis("", x),
        new Axis("", y),
        landscape::value,
        levels,
        minimum,
        trajectories);
  }

  /** Returns the losses over the steps. */
  Figure losses(Axis x, Axis y) {
    List<Series> series = new ArrayList<>();
    StringBuilder ends = new StringBuilder("Loss over steps.");
    for (Way way : ways) {
      Contestant contestant = way.contestant;
      series.add(Series.of(contestant.name(), contestant.colour(), way.descent.loss()));
      ends.append(Words.of(
          " {who}: {loss} after {steps} steps.",
          "who",
          contestant.name(),
          "loss",
          Numbers.significant(way.descent.lastLoss(), 2),
          "steps",
          Numbers.count(way.steps())));
    }
    return new LinePlot("Loss " + name, ends.toString(), x, y, series);
  }
}

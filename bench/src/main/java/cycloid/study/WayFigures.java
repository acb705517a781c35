package cycloid.study;

import cycloid.study.figure.Axis;
import cycloid.study.figure.ContourPlot;
import cycloid.study.figure.Figure;
import cycloid.study.figure.LinePlot;
import cycloid.study.figure.Scale;
import cycloid.study.figure.Series;
import cycloid.study.figure.Trajectory;
import cycloid.study.markup.Numbers;
import java.util.ArrayList;
import java.util.List;

/** How ways over one landscape are drawn: each on a picture of its own, and all losses on one. */
final class WayFigures {
  private final Landscape landscape;
  private final String name;
  private final List<Way> ways = new ArrayList<>();

  /** A way that reached the target. */
  private record Way(Contestant contestant, Descent descent) {}

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
    return ways.stream().map(way -> picture(way, x, y, levels, minimum)).toArray(Figure[]::new);
  }

  private Figure picture(Way way, Scale x, Scale y, double[] levels, double[] minimum) {
    Descent descent = way.descent;
    int steps = descent.loss().length - 1;
    String who = way.contestant.name();
    String note = Numbers.count(steps) + " steps";
    String description = String.format(
        "Lines of equal loss, and over them the way of %s from (%s, %s) to (%s, %s) in %s.",
        who,
        Numbers.significant(descent.x()[0], 2),
        Numbers.significant(descent.y()[0], 2),
        Numbers.significant(descent.x()[steps], 2),
        Numbers.significant(descent.y()[steps], 2),
        note);
    return new ContourPlot(
        who + " " + name,
        description,
        new Axis("", x),
        new Axis("", y),
        landscape::value,
        levels,
        minimum,
        List.of(new Trajectory(who, note, way.contestant.colour(), descent.x(), descent.y())));
  }

  /** Returns the losses over the steps. */
  Figure losses(Axis x, Axis y) {
    List<Series> series = new ArrayList<>();
    StringBuilder ends = new StringBuilder();
    for (Way way : ways) {
      Contestant contestant = way.contestant;
      series.add(Series.of(contestant.name(), contestant.colour(), way.descent.loss()));
      ends.append(String.format(
          " %s: %s after %s steps.",
          contestant.name(),
          Numbers.significant(way.descent.lastLoss(), 2),
          Numbers.count(way.descent.loss().length - 1)));
    }
    return new LinePlot("Loss " + name, "Loss over steps." + ends, x, y, series);
  }
}

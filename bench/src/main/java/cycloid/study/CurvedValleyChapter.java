package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.plain;
import static cycloid.study.markup.Numbers.significant;

import cycloid.study.figure.Axis;
import cycloid.study.figure.ContourPlot;
import cycloid.study.figure.Scale;
import cycloid.study.page.Chapter;
import java.util.List;

/** The curved valley of Rosenbrock 1960, "An automatic method for finding the greatest or least value of a function". */
final class CurvedValleyChapter {
  private static final double[] START = {-1.2, 1}; // Rosenbrock's own
  private static final double TARGET = 1e-4;
  private static final int LIMIT = 20_000;

  private CurvedValleyChapter() {}

  static Chapter write(Progress progress) {
    Landscape valley = new Landscape("f = (1 - x)^2 + 100 * (y - x^2)^2");
    PlaneRace race = new PlaneRace(valley, START, TARGET, LIMIT, progress);
    WayFigures figures = race.figures(valley, "in Rosenbrock’s valley");
    return new Chapter("curved", "And if the valley is curved?")
        .prose(
            "Rosenbrock’s function hides its minimum, (1, 1), in a valley that is narrow, bent, and nearly flat along"
                + " its floor: the direction that was right a moment ago is soon wrong.")
        .display(valley.equation().mathml())
        .equations("The gradient, derived from that line as the optimizers see it:", List.of())
        .display(valley.gradient().mathml())
        .experiment("The rules are those of the first chapter. All start where Rosenbrock did, at ("
            + plain(START[0]) + ", " + plain(START[1]) + "), and run until"
            + " the loss stays below " + plain(TARGET)
            + ". Learning rates and momentum are searched as before.")
        .figures(
            "Three ways around the bend to the minimum (+). Every dot is a step.",
            figures.pictures(
                Scale.linear(-1.9, 1.9),
                Scale.linear(-0.7, 2.1),
                ContourPlot.logLevels(0.1, 2000, 10),
                new double[] {1, 1}))
        .figures(
            "The loss over the steps; both axes are logarithmic.",
            figures.losses(
                new Axis("step (logarithmic)", Scale.log(1, 1.1 * race.longest())),
                new Axis("loss f (logarithmic)", Scale.log(TARGET / 2, 300))))
        .table(race.table("What the search found."))
        .finding(headline(race), floor(race, valley))
        .code("The gradient comes from the equation itself:", CODE);
  }

  private static String headline(PlaneRace race) {
    int descent = race.descent().steps();
    int best = Math.min(race.momentum().steps(), race.adam().steps());
    return "Gradient descent takes " + count(descent) + " steps around the bend, Adam "
        + count(race.adam().steps())
        + " and momentum " + count(race.momentum().steps()) + ": the best needs "
        + significant(descent / (double) best, 2) + " times fewer.";
  }

  /** How much of its time gradient descent spends where the loss is small already. */
  private static String floor(PlaneRace race, Landscape valley) {
    Descent way =
        Descent.run(valley, START, race.descent().rule(), race.descent().steps());
    double start = way.loss()[0];
    int down = 0;
    while (down < race.descent().steps() && way.loss()[down] > start / 5) {
      down++;
    }
    double flat = (race.descent().steps() - down) / (double) race.descent().steps();
    return "Down the wall is easy: step " + count(down)
        + " of gradient descent has lost four fifths of the loss that it"
        + " started with. The other " + significant(100 * flat, 3)
        + "\u202F% of its steps go along the floor.";
  }

  private static final String CODE = """
      Expression f = Expression.parse("(1 - x)^2 + 100 * (y - x^2)^2");
      System.out.println(f.derivative("x").text());
      System.out.println(f.derivative("y").mathml());
      """;
}

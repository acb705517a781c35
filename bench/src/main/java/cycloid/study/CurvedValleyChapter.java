package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.percent;
import static cycloid.study.markup.Numbers.significant;

import cycloid.study.figure.Axis;
import cycloid.study.figure.ContourPlot;
import cycloid.study.figure.Figure;
import cycloid.study.figure.Scale;
import cycloid.study.page.Chapter;
import cycloid.study.page.Words;
import java.util.List;

/** The curved valley of Rosenbrock 1960, "An automatic method for finding the greatest or least value of a function". */
final class CurvedValleyChapter {
  private static final double[] START = {-1.2, 1}; // Rosenbrock's own
  private static final double TARGET = 1e-4;
  private static final int LIMIT = 20_000;
  private static final double[] MINIMUM = {1, 1};
  private static final Scale ACROSS = Scale.linear(-1.9, 1.9);
  private static final Scale UP = Scale.linear(-0.7, 2.1);
  private static final double[] LEVELS = ContourPlot.logLevels(0.1, 2000, 10);

  private final Landscape valley = new Landscape("f = (1 - x)^2 + 100 * (y - x^2)^2");
  private final PlaneRace race;

  private CurvedValleyChapter(Progress progress) {
    race = new PlaneRace(valley, START, TARGET, LIMIT, progress);
  }

  static Chapter write(Progress progress) {
    return new CurvedValleyChapter(progress).chapter();
  }

  /** All ways in one picture, for the first page of the project. */
  static Figure picture() {
    CurvedValleyChapter chapter = new CurvedValleyChapter(Progress.SILENT);
    return chapter.figures().together(ACROSS, UP, LEVELS, MINIMUM);
  }

  private WayFigures figures() {
    return race.figures(valley, "in Rosenbrock’s valley");
  }

  private Chapter chapter() {
    WayFigures figures = figures();
    Axis steps = new Axis("step (logarithmic)", Scale.log(1, 1.1 * race.longest()));
    Axis loss = new Axis("loss f (logarithmic)", Scale.log(TARGET / 2, 300));
    return new Chapter("curved", "And if the valley is curved?")
        .prose(INTRODUCTION)
        .display(valley.equation().mathml())
        .equations("The gradient, derived from that line as the optimizers see it:", List.of())
        .display(valley.gradient().mathml())
        .experiment(EXPERIMENT)
        .figures(
            "Three ways around the bend to the minimum (+). Every dot is a step.",
            figures.pictures(ACROSS, UP, LEVELS, MINIMUM))
        .figures("The loss over the steps; both axes are logarithmic.", figures.losses(steps, loss))
        .table(race.table("What the search found."))
        .finding(headline(), floor())
        .code("The gradient comes from the equation itself:", CODE);
  }

  private String headline() {
    int best = Math.min(race.momentum().steps(), race.adam().steps());
    return Words.of(
        """
        Gradient descent takes {descent} steps around the bend, Adam {adam} and momentum {momentum}: the best needs {ratio}
        times fewer.
        """,
        "descent",
        count(race.descent().steps()),
        "adam",
        count(race.adam().steps()),
        "momentum",
        count(race.momentum().steps()),
        "ratio",
        significant(race.descent().steps() / (double) best, 2));
  }

  /** How much of its time gradient descent spends where the loss is small already. */
  private String floor() {
    int steps = race.descent().steps();
    double[] loss = Descent.run(valley, START, race.descent().rule(), steps).loss();
    int down = 0;
    while (down < steps && loss[down] > loss[0] / 5) {
      down++;
    }
    return Words.of("""
        Down the wall is easy: after {down} steps gradient descent has lost four fifths of the loss that it started with. The
        other {share} of its steps go along the floor.
        """, "down", count(down), "share", percent((steps - down) / (double) steps, 1));
  }

  private static final String INTRODUCTION = """
      Rosenbrock’s function hides its minimum, (1, 1), in a valley that is narrow, bent, and nearly flat along its floor: the
      direction that was right a moment ago is soon wrong.
      """;

  private static final String EXPERIMENT = """
      The rules are those of the first chapter. All start where Rosenbrock did, at (−1.2, 1), and run until the loss stays
      below 0.0001. Learning rates and momentum are searched as before.
      """;

  private static final String CODE = """
      Expression f = Expression.parse("(1 - x)^2 + 100 * (y - x^2)^2");
      System.out.println(f.derivative("x").text());
      System.out.println(f.derivative("y").mathml());
      """;
}

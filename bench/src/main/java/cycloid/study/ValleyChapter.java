package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.fixed;
import static cycloid.study.markup.Numbers.significant;
import static cycloid.study.markup.Numbers.trimmed;

import cycloid.study.figure.Axis;
import cycloid.study.figure.ContourPlot;
import cycloid.study.figure.Scale;
import cycloid.study.page.Chapter;
import cycloid.study.page.Words;

/**
 * The quadratic f = (x^2 + kappa y^2) / 2, whose condition number is kappa, and what theory says about it.
 *
 * <p>Source: Polyak 1964, "Some methods of speeding up the convergence of iteration methods".
 */
final class ValleyChapter {
  private static final double KAPPA = 100;
  private static final double[] START = {-10, 1}; // both terms give half of the loss
  private static final double REDUCTION = 1e6;
  private static final int LIMIT = 2000;
  private static final double[] LEVELS = ContourPlot.logLevels(0.05, 400, 13);

  private final Landscape valley = new Landscape("f = (x^2 + " + KAPPA + " * y^2) / 2");
  private final double target = valley.value(START[0], START[1]) / REDUCTION;
  private final PlaneRace race;

  private ValleyChapter(Progress progress) {
    race = new PlaneRace(valley, START, target, LIMIT, progress);
  }

  static Chapter write(Progress progress) {
    return new ValleyChapter(progress).chapter();
  }

  private Chapter chapter() {
    WayFigures figures = race.figures(valley, "on a quadratic");
    Axis steps = new Axis("step", Scale.linear(0, 1.02 * race.longest()));
    Axis loss = new Axis("loss f (logarithmic)", Scale.log(target / 2, 400));
    return new Chapter("valley", "Why does gradient descent crawl along a narrow valley?")
        .prose(INTRODUCTION)
        .display(valley.equation().mathml())
        .equations(RULES, race.formulas())
        .experiment(experiment())
        .figures(
            PICTURES,
            figures.pictures(
                Scale.linear(-11, 5), Scale.linear(-2.3, 2.3), LEVELS, new double[] {0, 0}))
        .figures(LOSSES, figures.losses(steps, loss))
        .finding(headline(), theory())
        .code(CODE_WORDS, code());
  }

  private String experiment() {
    return Words.of(
        """
        All start at (−10, 1), where both terms give half of the loss, and run until a millionth of it is left for good.
        Each has its best learning rate, the one that needs the fewest steps, of {density} to the octave from {lowest} to
        {highest}; momentum has its best of {momenta} too.
        """,
        "density",
        RateSearch.PER_OCTAVE,
        "lowest",
        trimmed(RateSearch.LOWEST, 2),
        "highest",
        trimmed(RateSearch.HIGHEST, 2),
        "momenta",
        PlaneRace.momenta());
  }

  private String headline() {
    return Words.of(
        """
        To bring the loss down to a millionth, gradient descent takes {descent} steps, Adam {adam} and momentum {momentum}:
        remembering past gradients makes the way {ratio} times shorter.
        """,
        "descent",
        count(race.descent().steps()),
        "adam",
        count(race.adam().steps()),
        "momentum",
        count(race.momentum().steps()),
        "ratio",
        significant(race.descent().steps() / (double) race.momentum().steps(), 2));
  }

  /** The loss goes with the square of the distance, so the distance must shrink by the root of the reduction. */
  private String theory() {
    double root = Math.sqrt(KAPPA);
    double slow = (KAPPA - 1) / (KAPPA + 1);
    double fast = (root - 1) / (root + 1);
    double shrink = -Math.log(REDUCTION) / 2;
    return Words.of(
        """
        Theory agrees. At best the distance shrinks by (κ − 1)/(κ + 1) = {slow} in a step of gradient descent, at the
        learning rate 2/(1 + κ) = {slowRate}; that makes {slowSteps} steps, and the search found {descent} at {descentRate}.
        With momentum it shrinks by (√κ − 1)/(√κ + 1) = {fast}, at the momentum {fastMomentum} and the rate {fastRate}; that
        makes {fastSteps} steps once it has gathered speed, and the search found {momentum} at {amount} and {momentumRate}.
        """,
        "slow",
        fixed(slow, 3),
        "slowRate",
        trimmed(2 / (1 + KAPPA), 3),
        "slowSteps",
        count(Math.round(shrink / Math.log(slow))),
        "descent",
        count(race.descent().steps()),
        "descentRate",
        trimmed(race.descent().rate(), 3),
        "fast",
        fixed(fast, 3),
        "fastMomentum",
        trimmed(fast * fast, 3),
        "fastRate",
        trimmed(4 / ((1 + root) * (1 + root)), 3),
        "fastSteps",
        count(Math.round(shrink / Math.log(fast))),
        "momentum",
        count(race.momentum().steps()),
        "amount",
        trimmed(race.momentum().momentum(), 3),
        "momentumRate",
        trimmed(race.momentum().rate(), 3));
  }

  private String code() {
    return """
        Tensor curvature = Tensor.of(1, %s);
        Parameter p = new Parameter("p", Tensor.of(-10, 1));
        Rule rule = Sgd.rule().momentum(%s);
        Optimizer optimizer = rule.learningRate(%s).on(p);
        for (int step = 1; step <= %d; step++) {
          p.setGradient(p.value().mul(curvature));
          optimizer.step();
        }
        System.out.println(p.value());
        """.formatted(
            trimmed(KAPPA, 4),
            trimmed(race.momentum().momentum(), 4),
            trimmed(race.momentum().rate(), 4),
            race.momentum().steps());
  }

  private static final String INTRODUCTION = Words.of("""
      Take the plainest valley there is, a bowl that is {kappa} times as steep along *y* as along *x*. This ratio is its
      condition number, κ = {kappa}. A step that is short enough for the steep walls is far too short for the flat floor.
      """, "kappa", trimmed(KAPPA, 4));

  private static final String RULES = """
      The rules, as they ran: *p* is the point (x, y) and *g* the gradient there, derived from the line above. An arrow
      marks a value that replaces the one before.
      """;

  private static final String PICTURES = """
      The same start, the same minimum (+), three ways. Every dot is a step. Lines of equal loss are at equal ratios; the
      stronger the tint, the higher.
      """;

  private static final String LOSSES =
      "The loss over the steps. On a logarithmic axis, a constant factor a step is a straight line.";

  private static final String CODE_WORDS =
      "With another curvature gradient descent slows down in proportion, momentum only by the root of it:";
}

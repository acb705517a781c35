package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.fixed;
import static cycloid.study.markup.Numbers.plain;
import static cycloid.study.markup.Numbers.significant;

import cycloid.study.figure.Axis;
import cycloid.study.figure.ContourPlot;
import cycloid.study.figure.Scale;
import cycloid.study.page.Chapter;

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

  private ValleyChapter() {}

  static Chapter write(Progress progress) {
    Landscape valley = new Landscape("f = (x^2 + " + KAPPA + " * y^2) / 2");
    double target = valley.value(START[0], START[1]) / REDUCTION;
    PlaneRace race = new PlaneRace(valley, START, target, LIMIT, progress);
    WayFigures figures = race.figures(valley, "on a quadratic");
    return new Chapter("valley", "Why does gradient descent crawl along a narrow valley?")
        .prose("Take the plainest valley there is, a bowl that is " + plain(KAPPA)
            + " times as steep along *y* as along"
            + " *x*. This ratio is its condition number, κ = " + plain(KAPPA)
            + ". A step that is short enough for the"
            + " steep walls is far too short for the flat floor.")
        .display(valley.equation().mathml())
        .equations(
            "The rules, as they ran: *p* is the point (x, y) and *g* the gradient there, derived from the line"
                + " above. An arrow marks a value that replaces the one before.",
            race.formulas())
        .experiment("All start at (" + plain(START[0]) + ", " + plain(START[1])
            + "), where both terms give half of the"
            + " loss, and run until a millionth of it is left for good. Each has its best learning rate, the one"
            + " that needs the fewest steps, of " + RateSearch.PER_OCTAVE + " to the octave from "
            + plain(RateSearch.LOWEST) + " to " + plain(RateSearch.HIGHEST)
            + "; momentum has its best of " + momenta() + " too.")
        .figures(
            "The same start, the same minimum (+), three ways. Every dot is a step. Lines of equal loss are at"
                + " equal ratios; the darker, the higher.",
            figures.pictures(
                Scale.linear(-11, 5),
                Scale.linear(-2.3, 2.3),
                ContourPlot.logLevels(0.05, 400, 13),
                new double[] {0, 0}))
        .figures(
            "The loss over the steps. On a logarithmic axis, a constant factor a step is a straight line.",
            figures.losses(
                new Axis("step", Scale.linear(0, 1.02 * race.longest())),
                new Axis("loss f (logarithmic)", Scale.log(target / 2, 400))))
        .finding(headline(race), theory(race))
        .code(
            "With another curvature gradient descent slows down in proportion, momentum only by the root of it:",
            code(race));
  }

  private static String headline(PlaneRace race) {
    int descent = race.descent().steps();
    int momentum = race.momentum().steps();
    return "To bring the loss down to a millionth, gradient descent takes " + count(descent)
        + " steps, Adam "
        + count(race.adam().steps()) + " and momentum " + count(momentum)
        + ": remembering past gradients makes the way "
        + significant(descent / (double) momentum, 2)
        + " times shorter.";
  }

  /** The loss goes with the square of the distance, so the distance must shrink by the root of the reduction. */
  private static String theory(PlaneRace race) {
    double root = Math.sqrt(KAPPA);
    double distances = Math.log(REDUCTION) / 2;
    double slow = (KAPPA - 1) / (KAPPA + 1);
    double fast = (root - 1) / (root + 1);
    return "Theory agrees. At best the distance shrinks by (κ − 1)/(κ + 1) = " + fixed(slow, 3)
        + " in a step of gradient descent, at the learning rate 2/(1 + κ) = "
        + plain(2 / (1 + KAPPA)) + "; that makes "
        + count(Math.round(-distances / Math.log(slow))) + " steps, and the search found "
        + count(race.descent().steps()) + " at " + plain(race.descent().rate())
        + ". With momentum it shrinks by (√κ − 1)/(√κ + 1) = " + fixed(fast, 3)
        + ", at the momentum "
        + plain(fast * fast) + " and the rate " + plain(4 / ((1 + root) * (1 + root)))
        + "; that makes "
        + count(Math.round(-distances / Math.log(fast)))
        + " steps once it has gathered speed, and the search found "
        + count(race.momentum().steps()) + " at " + plain(race.momentum().momentum()) + " and "
        + plain(race.momentum().rate()) + ".";
  }

  private static String momenta() {
    StringBuilder text = new StringBuilder();
    for (double momentum : PlaneRace.MOMENTA) {
      text.append(text.length() == 0 ? "" : ", ").append(plain(momentum));
    }
    return text.toString();
  }

  private static String code(PlaneRace race) {
    return String.join(
        "\n",
        "Tensor curvature = Tensor.of(1, " + plain(KAPPA) + ");",
        "Parameter p = new Parameter(\"p\", Tensor.of(-10, 1));",
        "Rule rule = Sgd.rule().momentum(" + plain(race.momentum().momentum()) + ");",
        "Optimizer optimizer = rule.learningRate(" + plain(race.momentum().rate()) + ").on(p);",
        "for (int step = 1; step <= " + race.momentum().steps() + "; step++) {",
        "  p.setGradient(p.value().mul(curvature));",
        "  optimizer.step();",
        "}",
        "System.out.println(p.value());");
  }
}

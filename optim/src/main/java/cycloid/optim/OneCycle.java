package cycloid.optim;

/**
 * One cycle: the learning rate rises to its largest value and falls to almost nothing, while momentum falls and rises.
 *
 * <pre>{@code
 * OneCycle cycle = OneCycle.of(0.1, 1000);
 * Optimizer optimizer = Sgd.rule().learningRate(cycle.learningRate()).with("momentum", cycle.momentum()).on(parameters);
 * }</pre>
 *
 * <pre>
 * Phases:    with N steps and rise r: from 0 to r N - 1 up from largest / divisor, to N - 1 down to
 *            largest / (divisor finalDivisor). In three phases: up, down in 2 (r N - 1) steps altogether to where it began,
 *            and to the end
 * Source:    Smith &amp; Topin 2018 (arXiv:1708.07120). As PyTorch, but past the end the last value stays, there it rises
 * </pre>
 *
 * @param largest the largest learning rate
 * @param steps N
 * @param rise r, the part of the steps in which the rate rises
 * @param divisor largest rate over the first
 * @param finalDivisor first rate over the last
 * @param leastMomentum momentum where the rate is largest
 * @param mostMomentum momentum at begin and end
 * @param threePhases whether the rate comes back to its beginning before the last phase
 * @param linear straight lines instead of half cosines
 */
public record OneCycle(
    double largest,
    long steps,
    double rise,
    double divisor,
    double finalDivisor,
    double leastMomentum,
    double mostMomentum,
    boolean threePhases,
    boolean linear) {

  /** Checks the numbers. */
  public OneCycle {
    Checks.positive("OneCycle", "largest", largest);
    Checks.stepCount("OneCycle", "steps", steps, 1);
    Checks.fraction("OneCycle", "rise", rise);
    Checks.positive("OneCycle", "divisor", divisor);
    Checks.positive("OneCycle", "finalDivisor", finalDivisor);
    Checks.ordered("OneCycle", "leastMomentum", leastMomentum, "mostMomentum", mostMomentum);
  }

  /** Up to {@code largest} in three tenths of the steps from its 25th part, and down to a ten-thousandth of that. */
  public static OneCycle of(double largest, long steps) {
    return new OneCycle(largest, steps, 0.3, 25, 1e4, 0.85, 0.95, false, false);
  }

  /** The same, rising in another part of the steps. */
  public OneCycle rise(double part) {
    return new OneCycle(
        largest,
        steps,
        part,
        divisor,
        finalDivisor,
        leastMomentum,
        mostMomentum,
        threePhases,
        linear);
  }

  /** The same between other rates. */
  public OneCycle divisors(double first, double last) {
    return new OneCycle(
        largest, steps, rise, first, last, leastMomentum, mostMomentum, threePhases, linear);
  }

  /** The same with momentum between other bounds. */
  public OneCycle momentum(double least, double most) {
    return new OneCycle(
        largest, steps, rise, divisor, finalDivisor, least, most, threePhases, linear);
  }

  /** The same in three phases. */
  public OneCycle inThreePhases() {
    return new OneCycle(
        largest, steps, rise, divisor, finalDivisor, leastMomentum, mostMomentum, true, linear);
  }

  /** The same in straight lines. */
  public OneCycle inLines() {
    return new OneCycle(
        largest,
        steps,
        rise,
        divisor,
        finalDivisor,
        leastMomentum,
        mostMomentum,
        threePhases,
        true);
  }

  /** The learning rate. */
  public Schedule learningRate() {
    double first = largest / divisor;
    return step -> between(step, first, largest, first, first / finalDivisor);
  }

  /** The momentum, or beta1 of Adam and its like. */
  public Schedule momentum() {
    return step -> between(step, mostMomentum, leastMomentum, mostMomentum, mostMomentum);
  }

  private double between(long step, double first, double top, double back, double last) {
    double peak = rise * steps - 1;
    double end = steps - 1;
    double t = Math.min(step, end);
    if (t <= peak) {
      return blend(first, top, peak == 0 ? 1 : t / peak);
    }
    double turned = threePhases ? 2 * peak : end;
    if (t <= turned) {
      return blend(top, threePhases ? back : last, (t - peak) / (turned - peak));
    }
    return blend(back, last, (t - turned) / (end - turned));
  }

  private double blend(double from, double to, double passed) {
    return to + (from - to) * (linear ? 1 - passed : Schedules.halfCosine(passed));
  }
}

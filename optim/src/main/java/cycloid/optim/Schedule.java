package cycloid.optim;

/**
 * A hyper-parameter over time: a pure function of the step.
 *
 * <p>Steps count from 0: {@code at(0)} holds in the first step of the optimizer. A constant is a schedule. The usual ones
 * are in {@link Schedules}, {@link OneCycle} and {@link Cyclic}; they are put together by the methods here, or written as
 * a formula:
 *
 * <pre>{@code
 * Schedule warmUpThenCosine = Schedules.linear(1e-4, 1e-3, 100).then(100, Schedules.cosine(1e-3, 0, 900));
 * Schedule mine = step -> 1e-3 * Math.min(1, (step + 1) / 100.0);
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {

  /** The value in force in a step; the same for the same step, always. */
  double at(long step);

  /** The same value in every step. */
  static Schedule constant(double value) {
    return new ConstantSchedule(value);
  }

  /**
   * This schedule before a step, and another from there on, whose own clock starts at 0 then.
   *
   * @throws IllegalArgumentException if {@code boundary} is negative
   */
  default Schedule then(long boundary, Schedule next) {
    Checks.stepCount("then", "boundary", boundary, 0);
    return step -> step < boundary ? at(step) : next.at(step - boundary);
  }

  /**
   * This schedule, some steps later; its first value until then.
   *
   * @throws IllegalArgumentException if {@code steps} is negative
   */
  default Schedule delayed(long steps) {
    Checks.stepCount("delayed", "steps", steps, 0);
    return step -> at(Math.max(0, step - steps));
  }

  /** The values of this schedule, multiplied. */
  default Schedule times(double factor) {
    return step -> factor * at(step);
  }

  /** The product of two schedules: factors on a rate, as warm-up times decay. */
  default Schedule times(Schedule factor) {
    return step -> at(step) * factor.at(step);
  }

  /**
   * This schedule, kept within bounds.
   *
   * @throws IllegalArgumentException if {@code least} is above {@code most}
   */
  default Schedule clamped(double least, double most) {
    Checks.ordered("clamped", "least", least, "most", most);
    return step -> Math.max(least, Math.min(most, at(step)));
  }

  /**
   * This schedule, multiplied by (t + 1) / n in the first n steps: the first is not 0.
   *
   * @param steps n
   * @throws IllegalArgumentException if {@code steps} is below 1
   */
  default Schedule warmedUp(long steps) {
    Checks.stepCount("warmedUp", "steps", steps, 1);
    return step -> Math.min(1, (step + 1) / (double) steps) * at(step);
  }

  /**
   * This schedule, multiplied by 1 - exp(-(t + 1) / tau): with tau = 1 / (1 - beta2), the warm-up that untunes Adam.
   *
   * <pre>
   * Source:    Ma &amp; Yarats 2019 (arXiv:1910.04209)
   * </pre>
   *
   * @throws IllegalArgumentException if {@code tau} is not positive
   */
  default Schedule warmedUpExponentially(double tau) {
    Checks.positive("warmedUpExponentially", "tau", tau);
    return step -> -StrictMath.expm1(-(step + 1) / tau) * at(step);
  }
}

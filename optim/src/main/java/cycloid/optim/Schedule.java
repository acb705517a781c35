package cycloid.optim;

/**
 * A hyper-parameter over time: a pure function of the step.
 *
 * <p>Steps count from 0: {@code at(0)} holds in the first step of the optimizer. A constant is a schedule.
 *
 * <pre>{@code
 * Schedule warmUp = step -> 1e-3 * Math.min(1, (step + 1) / 100.0);
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
}

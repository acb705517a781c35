package cycloid.optim;

import java.util.function.DoublePredicate;

/** The values that a hyper-parameter may take. */
public enum Domain {
  /** Above 0, as a learning rate; a schedule may reach 0. */
  POSITIVE("positive", x -> x > 0 && x < Double.POSITIVE_INFINITY),
  /** 0 or above, as a weight decay or eps. */
  NOT_NEGATIVE("in [0, infinity)", x -> x >= 0 && x < Double.POSITIVE_INFINITY),
  /** The decay of a moving average. */
  FRACTION("in [0, 1)", x -> x >= 0 && x < 1),
  /** From 0 to 1, both included. */
  UNIT("in [0, 1]", x -> x >= 0 && x <= 1),
  /** Off or on: lines of the equation take part or not. */
  FLAG("0 or 1", x -> x == 0 || x == 1),
  /** A number of repetitions, from 1. */
  COUNT("a whole number in [1, 100]", x -> x >= 1 && x <= 100 && x == Math.rint(x)),
  /** A size or a number of steps, from 1. */
  WHOLE("a whole number from 1", x -> x >= 1 && x <= Integer.MAX_VALUE && x == Math.rint(x)),
  /** Any number but NaN and the infinities. */
  FINITE("finite", Double::isFinite);

  private final String text;
  private final DoublePredicate holds;

  Domain(String text, DoublePredicate holds) {
    this.text = text;
    this.holds = holds;
  }

  /** Whether a value lies in this domain; NaN lies in none. */
  public boolean contains(double value) {
    return holds.test(value);
  }

  /** The domain of values along a schedule: a learning rate may warm up from 0 and decay to it. */
  Domain scheduled() {
    return this == POSITIVE ? NOT_NEGATIVE : this;
  }

  /** The domain that a name of the field's vocabulary tells. */
  static Domain ofName(String name) {
    return switch (name) {
      case "lr" -> POSITIVE;
      case "beta1", "beta2", "beta3" -> FRACTION;
      case "eps", "momentum", "weightDecay" -> NOT_NEGATIVE;
      case "amsgrad", "coupled", "decoupled", "maximize", "nesterov" -> FLAG;
      default -> FINITE;
    };
  }

  /** In error texts: what must hold. */
  @Override
  public String toString() {
    return text;
  }
}

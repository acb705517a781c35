package cycloid.study.figure;

import cycloid.study.markup.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Equal differences, equal lengths. Ticks stand at multiples of 1, 2 or 5 times a power of ten. */
record LinearScale(double low, double high) implements Scale {
  private static final double SLACK =
      1e-9; // of a step: an end that is a tick up to rounding keeps it

  LinearScale {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "linear: low must be below high, both finite; got " + low + ", " + high);
    }
  }

  @Override
  public double place(double value) {
    return (value - low) / (high - low);
  }

  @Override
  public List<Tick> ticks(int atMost) {
    Step step = Step.atLeast((high - low) / Math.max(1, atMost));
    while (last(step) - first(step) >= atMost) {
      step = step.next();
    }
    List<Tick> ticks = new ArrayList<>();
    for (long i = first(step); i <= last(step); i++) {
      double value = step.times(i);
      ticks.add(new Tick(value, step.label(value, Math.max(Math.abs(low), Math.abs(high)))));
    }
    return ticks;
  }

  private long first(Step step) {
    return (long) Math.ceil(low / step.size() - SLACK);
  }

  private long last(Step step) {
    return (long) Math.floor(high / step.size() + SLACK);
  }

  /** A tick distance: digit times ten to the exponent, digit one of 1, 2, 5. */
  private record Step(int digit, int exponent) {
    /** The smallest step that is at least so long. */
    static Step atLeast(double length) {
      Step step = new Step(1, (int) Math.floor(Math.log10(length)));
      while (step.size() < length) {
        step = step.next();
      }
      return step;
    }

    Step next() {
      return switch (digit) {
        case 1 -> new Step(2, exponent);
        case 2 -> new Step(5, exponent);
        default -> new Step(1, exponent + 1);
      };
    }

    double size() {
      return times(1);
    }

    /** Divides by a whole power of ten where it can, so that 3 steps of 0.1 are 0.3. */
    double times(long i) {
      return exponent < 0
          ? i * digit / Math.pow(10, -exponent)
          : i * digit * Math.pow(10, exponent);
    }

    String label(double value, double largest) {
      if (exponent < -4 || largest >= 1e6) {
        int digits = 1 + (int) Math.max(0, Math.floor(Math.log10(largest)) - exponent);
        return Numbers.significant(value, digits);
      }
      return Numbers.fixed(value, Math.max(0, -exponent));
    }
  }
}

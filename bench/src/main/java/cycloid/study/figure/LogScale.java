package cycloid.study.figure;

import cycloid.study.markup.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal ratios, equal lengths.
 *
 * <p>Ticks stand at powers of ten; over less than two decades also at 2 and 5 times those, and where even that leaves
 * fewer than two, at the round numbers of a linear scale. Other whole multiples are minor ticks.
 */
record LogScale(double low, double high) implements Scale {
  private static final double SLACK = 1e-9;
  private static final int[] DECADE = {1, 2, 5};

  LogScale {
    if (!(low > 0) || !(low < high) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "log: ends must satisfy 0 < low < high < ∞; got " + low + ", " + high);
    }
  }

  @Override
  public double place(double value) {
    return value > 0
        ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
        : Double.NaN;
  }

  @Override
  public List<Tick> ticks(int atMost) {
    List<Tick> ticks = decades() < 2 ? withinDecade(atMost) : powers(atMost);
    return ticks.size() < 2 ? new LinearScale(low, high).ticks(atMost) : ticks;
  }

  private double decades() {
    return Math.log10(high) - Math.log10(low);
  }

  private List<Tick> withinDecade(int atMost) {
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = firstExponent() - 1; exponent <= lastExponent(); exponent++) {
      for (int digit : DECADE) {
        double value = times(digit, exponent);
        if (holds(value) && ticks.size() < atMost) {
          ticks.add(new Tick(value, Numbers.significant(value, 1)));
        }
      }
    }
    return ticks;
  }

  private List<Tick> powers(int atMost) {
    int first = firstExponent();
    int last = lastExponent();
    int stride = 1;
    while ((last - first) / stride + 1 > atMost) {
      stride++;
    }
    boolean plain = first >= -2 && last <= 3;
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first - 1; exponent <= last; exponent++) {
      if (exponent >= first && Math.floorMod(exponent, stride) == Math.floorMod(last, stride)) {
        ticks.add(new Tick(times(1, exponent), plain ? plain(exponent) : Numbers.power(exponent)));
      }
      if (stride == 1) {
        addMinor(ticks, exponent);
      }
    }
    return ticks;
  }

  private void addMinor(List<Tick> ticks, int exponent) {
    for (int digit = 2; digit < 10; digit++) {
      double value = times(digit, exponent);
      if (holds(value)) {
        ticks.add(Tick.minor(value));
      }
    }
  }

  private boolean holds(double value) {
    return value >= low * (1 - SLACK) && value <= high * (1 + SLACK);
  }

  private int firstExponent() {
    return (int) Math.ceil(Math.log10(low) - SLACK);
  }

  private int lastExponent() {
    return (int) Math.floor(Math.log10(high) + SLACK);
  }

  private static String plain(int exponent) {
    return Numbers.fixed(times(1, exponent), Math.max(0, -exponent));
  }

  /** Divides by a whole power of ten where it can: 2 / 10 is the double nearest to 0.2, 2 * 0.1 may not be. */
  private static double times(int digit, int exponent) {
    return exponent < 0 ? digit / Math.pow(10, -exponent) : digit * Math.pow(10, exponent);
  }
}

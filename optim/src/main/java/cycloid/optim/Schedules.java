package cycloid.optim;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The usual schedules, each a closed formula of the step t = 0, 1, 2, ... Past their end they stay at their last value,
 * but for those that say that they go on.
 *
 * <p>Formulas are computed by StrictMath: the same bits on every machine.
 */
public final class Schedules {
  private Schedules() {}

  // ---- from one value to another

  /** Linear: from + (to - from) t / n, for t up to n. Errors: IllegalArgumentException if {@code steps} is below 1. */
  public static Schedule linear(double from, double to, long steps) {
    return along("linear", from, to, steps, u -> 1 - u);
  }

  /**
   * Polynomial: to + (from - to) (1 - t / n)^power.
   *
   * @throws IllegalArgumentException if {@code steps} is below 1 or {@code power} is not positive
   */
  public static Schedule polynomial(double from, double to, long steps, double power) {
    Checks.positive("polynomial", "power", power);
    return along("polynomial", from, to, steps, u -> StrictMath.pow(1 - u, power));
  }

  /**
   * Half a cosine: to + (from - to) (1 + cos(pi t / n)) / 2.
   *
   * <pre>
   * Source:    Loshchilov &amp; Hutter 2017 (arXiv:1608.03983), one cycle
   * </pre>
   */
  public static Schedule cosine(double from, double to, long steps) {
    return along("cosine", from, to, steps, Schedules::halfCosine);
  }

  /** Half a cosine with an exponent: to + (from - to) ((1 + cos(pi t / n)) / 2)^power. */
  public static Schedule cosine(double from, double to, long steps, double power) {
    Checks.positive("cosine", "power", power);
    return along("cosine", from, to, steps, u -> StrictMath.pow(halfCosine(u), power));
  }

  /** A cosine that goes on, down and up again, with period 2n. PyTorch's CosineAnnealingLR. */
  public static Schedule cosineWave(double from, double to, long steps) {
    Checks.stepCount("cosineWave", "steps", steps, 1);
    return step -> blend(from, to, halfCosine(step % (2 * steps) / (double) steps));
  }

  /**
   * One minus the root: to + (from - to) (1 - sqrt(t / n)); the decay that ends warm-up, stable, decay best.
   *
   * <pre>
   * Source:    Haegele et al. 2024 (arXiv:2405.18392)
   * </pre>
   */
  public static Schedule oneMinusRoot(double from, double to, long steps) {
    return along("oneMinusRoot", from, to, steps, u -> 1 - StrictMath.sqrt(u));
  }

  /** What is left of the way from one value to the other, as a function of the part of time that has passed. */
  @FunctionalInterface
  private interface Shape {
    double left(double passed);
  }

  private static Schedule along(String name, double from, double to, long steps, Shape shape) {
    Checks.stepCount(name, "steps", steps, 1);
    return step -> step >= steps ? to : blend(from, to, shape.left(step / (double) steps));
  }

  private static double blend(double from, double to, double left) {
    return to + (from - to) * left;
  }

  static double halfCosine(double u) {
    return 0.5 * (1 + StrictMath.cos(StrictMath.PI * u));
  }

  // ---- by factors

  /** Exponential: value rate^(t / n). It goes on. Errors: IllegalArgumentException if {@code rate} is not positive. */
  public static Schedule exponential(double value, double rate, long steps) {
    Checks.stepCount("exponential", "steps", steps, 1);
    Checks.positive("exponential", "rate", rate);
    return step -> value * StrictMath.pow(rate, step / (double) steps);
  }

  /** Stairs: value factor^floor(t / n). It goes on. */
  public static Schedule stairs(double value, double factor, long steps) {
    Checks.stepCount("stairs", "steps", steps, 1);
    return step -> value * StrictMath.pow(factor, step / steps);
  }

  /** A value that is multiplied by a factor at each of some steps; a step that stands twice counts twice. */
  public static Schedule milestones(double value, double factor, long... steps) {
    return step -> {
      int passed = 0;
      for (long milestone : steps) {
        passed += step >= milestone ? 1 : 0;
      }
      return value * StrictMath.pow(factor, passed);
    };
  }

  /** A value that is multiplied by a factor of its own at each of some steps. */
  public static Schedule piecewiseConstant(double value, Map<Long, Double> factors) {
    NavigableMap<Long, Double> ordered = new TreeMap<>(factors);
    return step -> {
      double product = value;
      for (double factor : ordered.headMap(step, true).values()) {
        product *= factor;
      }
      return product;
    };
  }

  /**
   * Straight lines from point to point.
   *
   * @param points values by step; before the first and after the last the value stays
   * @throws IllegalArgumentException if there are none
   */
  public static Schedule piecewiseLinear(Map<Long, Double> points) {
    return piecewise("piecewiseLinear", points, u -> 1 - u);
  }

  /** Half cosines from point to point. */
  public static Schedule piecewiseCosine(Map<Long, Double> points) {
    return piecewise("piecewiseCosine", points, Schedules::halfCosine);
  }

  private static Schedule piecewise(String name, Map<Long, Double> points, Shape shape) {
    Checks.points(name, points);
    NavigableMap<Long, Double> ordered = new TreeMap<>(points);
    return step -> {
      Map.Entry<Long, Double> before = ordered.floorEntry(step);
      Map.Entry<Long, Double> after = ordered.higherEntry(step);
      if (before == null || after == null) {
        return (before == null ? after : before).getValue();
      }
      double passed = (step - before.getKey()) / (double) (after.getKey() - before.getKey());
      return blend(before.getValue(), after.getValue(), shape.left(passed));
    };
  }

  // ---- with restarts

  /**
   * Half cosines one after the other, each {@code growth} times as long as the one before. It goes on.
   *
   * <pre>
   * Source:    Loshchilov &amp; Hutter 2017 (arXiv:1608.03983): SGDR
   * </pre>
   *
   * @param steps length of the first
   * @param growth a whole number, from 1
   */
  public static Schedule warmRestarts(double from, double to, long steps, int growth) {
    Checks.stepCount("warmRestarts", "steps", steps, 1);
    Checks.stepCount("warmRestarts", "growth", growth, 1);
    return step -> {
      // By whole numbers: a logarithm rounds to the wrong cycle at its start.
      long start = 0;
      long length = steps;
      if (growth == 1) {
        start = step - step % steps;
      }
      while (step - start >= length) {
        start += length;
        length *= growth;
      }
      return blend(from, to, halfCosine((step - start) / (double) length));
    };
  }

  // ---- powers of time

  /**
   * Up in a line for n steps, then down with the root of time: peak min((t + 1) / n, sqrt(n / (t + 1))). It goes on.
   *
   * <pre>
   * Source:    Vaswani et al. 2017 (arXiv:1706.03762), section 5.3, where peak = (width n)^(-1/2)
   * </pre>
   *
   * @param warmUp n
   */
  public static Schedule inverseSquareRoot(double peak, long warmUp) {
    Checks.stepCount("inverseSquareRoot", "warmUp", warmUp, 1);
    return step -> {
      double t = step + 1;
      return peak * Math.min(t / warmUp, StrictMath.sqrt(warmUp / t));
    };
  }

  /** Noam's schedule: {@link #inverseSquareRoot} with the peak scale / sqrt(width warmUp). */
  public static Schedule noam(double scale, int width, long warmUp) {
    Checks.stepCount("noam", "width", width, 1);
    Checks.stepCount("noam", "warmUp", warmUp, 1);
    return inverseSquareRoot(scale / StrictMath.sqrt((double) width * warmUp), warmUp);
  }

  /** Inverse time: value / (1 + decay t). It goes on; with SGD it meets the conditions of Robbins and Monro. */
  public static Schedule inverseTime(double value, double decay) {
    Checks.positive("inverseTime", "decay", decay);
    return step -> value / (1 + decay * step);
  }

  /** Inverse root of time, without warm-up: value / sqrt(1 + t / n). It goes on. */
  public static Schedule inverseRootTime(double value, long steps) {
    Checks.stepCount("inverseRootTime", "steps", steps, 1);
    return step -> value / StrictMath.sqrt(1 + step / (double) steps);
  }

  // ---- in phases

  /**
   * Warm-up, stable, decay: peak (t + 1) / w in the first w steps, then the peak, and a decay to 0 in the last d.
   *
   * <pre>
   * Source:    Hu et al. 2024 (arXiv:2404.06395); decay 1 - sqrt: Haegele et al. 2024 (arXiv:2405.18392)
   * </pre>
   *
   * @param warmUp w; 0 for none
   * @param total all steps
   * @param decay d
   * @throws IllegalArgumentException if warm-up and decay do not fit into all steps
   */
  public static Schedule warmUpStableDecay(double peak, long warmUp, long total, long decay) {
    Checks.phases("warmUpStableDecay", warmUp, total, decay);
    Schedule stable = Schedule.constant(peak);
    Schedule warm = warmUp == 0 ? stable : stable.warmedUp(warmUp);
    return warm.then(total - decay, oneMinusRoot(peak, 0, decay));
  }

  /** A warm-up from one value to the peak in a line, then half a cosine to the end; {@code total} counts both. */
  public static Schedule warmUpCosine(
      double from, double peak, double to, long warmUp, long total) {
    Checks.phases("warmUpCosine", warmUp, total, 1);
    Schedule decay = cosine(peak, to, total - warmUp);
    return warmUp == 0 ? decay : linear(from, peak, warmUp).then(warmUp, decay);
  }
}

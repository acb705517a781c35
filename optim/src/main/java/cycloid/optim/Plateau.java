package cycloid.optim;

/**
 * A learning rate that is lowered when a measured value stops getting better. Not a function of the step, so not a
 * schedule: it is told the value, and says the rate.
 *
 * <pre>{@code
 * Plateau plateau = Plateau.of(0.1).patience(5);
 * for (...) {
 *   ... // an epoch
 *   optimizer.learningRate(plateau.observe(validationLoss));
 * }
 * }</pre>
 *
 * <pre>
 * Better:    below best - threshold |best|, or best - threshold where it is absolute; above, where larger is better.
 *            NaN is never better. As PyTorch for best &gt; 0; for best &lt; 0 its relative threshold has the wrong sign
 * Lowered:   rate = max(rate factor, least) after more than {@code patience} observations in a row that were not better;
 *            then, for {@code cooldown} observations, none counts. Changes of at most {@code eps} are left out
 * </pre>
 */
public final class Plateau {
  private double rate;
  private double best = Double.POSITIVE_INFINITY;
  private long bad;
  private long cooling;

  private boolean largerIsBetter;
  private double factor = 0.1;
  private long patience = 10;
  private double threshold = 1e-4;
  private boolean absolute;
  private long cooldown;
  private double least;
  private double eps = 1e-8;

  /**
   * All that a later run needs to go on.
   *
   * @param rate the rate now
   * @param best the best value so far
   * @param bad how many observations in a row were not better
   * @param cooling how many observations will not count
   */
  public record State(double rate, double best, long bad, long cooling) {}

  private Plateau(double rate) {
    this.rate = rate;
  }

  /** Starts at a rate; a tenth of it after 10 observations in a row that were not smaller by one in ten thousand. */
  public static Plateau of(double rate) {
    Checks.positive("Plateau", "rate", rate);
    return new Plateau(rate);
  }

  /** Larger values are better, from the first observation on: an accuracy. */
  public Plateau largerIsBetter() {
    largerIsBetter = true;
    best = Double.NEGATIVE_INFINITY;
    return this;
  }

  /** What the rate is multiplied by, in (0, 1). */
  public Plateau factor(double factor) {
    Checks.fraction("Plateau", "factor", factor);
    this.factor = factor;
    return this;
  }

  /** How many observations that are not better are waited for. */
  public Plateau patience(long observations) {
    Checks.stepCount("Plateau", "patience", observations, 0);
    this.patience = observations;
    return this;
  }

  /** By how much a value must be better, relative to the best or absolute. */
  public Plateau threshold(double threshold, boolean absolute) {
    Checks.notNegative("Plateau", "threshold", threshold);
    this.threshold = threshold;
    this.absolute = absolute;
    return this;
  }

  /** How many observations after a change do not count. */
  public Plateau cooldown(long observations) {
    Checks.stepCount("Plateau", "cooldown", observations, 0);
    this.cooldown = observations;
    return this;
  }

  /** The least rate, and the change below which it is left as it is. */
  public Plateau least(double rate, double eps) {
    Checks.notNegative("Plateau", "least", rate);
    Checks.notNegative("Plateau", "eps", eps);
    this.least = rate;
    this.eps = eps;
    return this;
  }

  /** The rate now. */
  public double rate() {
    return rate;
  }

  /** Takes a measured value, and returns the rate from now on. */
  public double observe(double value) {
    if (isBetter(value)) {
      best = value;
      bad = 0;
    } else {
      bad++;
    }
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > patience) {
      double lower = Math.max(rate * factor, least);
      rate = rate - lower > eps ? lower : rate;
      cooling = cooldown;
      bad = 0;
    }
    return rate;
  }

  private boolean isBetter(double value) {
    double margin = threshold;
    if (!absolute) {
      margin = Double.isInfinite(best) ? 0 : margin * Math.abs(best);
    }
    return largerIsBetter ? value > best + margin : value < best - margin;
  }

  /** What a later run needs. */
  public State state() {
    return new State(rate, best, bad, cooling);
  }

  /** Goes on from a saved state; the settings stay. */
  public void load(State state) {
    rate = state.rate;
    best = state.best;
    bad = state.bad;
    cooling = state.cooling;
  }
}

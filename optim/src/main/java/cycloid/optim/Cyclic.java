package cycloid.optim;

/**
 * Triangles: the learning rate rises and falls between two bounds, over and over, while momentum falls and rises.
 *
 * <pre>
 * cycle      c = floor(t / (up + down)), x = t / (up + down) - c, r = up / (up + down)
 * height     h = x / r where x &lt;= r, else (1 - x) / (1 - r)
 * rate       least + (most - least) h f,   f = 1, or 2^(-c), or gamma^t
 * momentum   mostMomentum - (mostMomentum - leastMomentum) h f
 * Source:    Smith 2017 (arXiv:1506.01186). As PyTorch
 * </pre>
 *
 * @param least the lower bound of the rate
 * @param most the upper bound of the rate
 * @param up steps of rising
 * @param down steps of falling
 * @param shrinking what becomes of the height
 * @param gamma for {@link Shrinking#BY_STEP}
 * @param leastMomentum momentum where the rate is largest
 * @param mostMomentum momentum where it is smallest
 */
public record Cyclic(
    double least,
    double most,
    long up,
    long down,
    Shrinking shrinking,
    double gamma,
    double leastMomentum,
    double mostMomentum) {

  /** What becomes of the triangles' height. */
  public enum Shrinking {
    /** It stays. */
    NONE,
    /** It halves with each cycle. */
    BY_CYCLE,
    /** It is multiplied by gamma in each step. */
    BY_STEP
  }

  /** Checks the numbers. */
  public Cyclic {
    Checks.ordered("Cyclic", "least", least, "most", most);
    Checks.stepCount("Cyclic", "up", up, 1);
    Checks.stepCount("Cyclic", "down", down, 1);
    Checks.positive("Cyclic", "gamma", gamma);
    Checks.ordered("Cyclic", "leastMomentum", leastMomentum, "mostMomentum", mostMomentum);
  }

  /** As steep up as down, always of the same height, momentum between 0.8 and 0.9. */
  public static Cyclic of(double least, double most, long up) {
    return new Cyclic(least, most, up, up, Shrinking.NONE, 1, 0.8, 0.9);
  }

  /** The same with another number of steps down. */
  public Cyclic down(long steps) {
    return new Cyclic(least, most, up, steps, shrinking, gamma, leastMomentum, mostMomentum);
  }

  /** The same with the height halved in each cycle. */
  public Cyclic halving() {
    return new Cyclic(
        least, most, up, down, Shrinking.BY_CYCLE, gamma, leastMomentum, mostMomentum);
  }

  /** The same with the height multiplied by gamma in each step. */
  public Cyclic shrinking(double gamma) {
    return new Cyclic(least, most, up, down, Shrinking.BY_STEP, gamma, leastMomentum, mostMomentum);
  }

  /** The learning rate. */
  public Schedule learningRate() {
    return step -> least + (most - least) * height(step);
  }

  /** The momentum. */
  public Schedule momentum() {
    return step -> mostMomentum - (mostMomentum - leastMomentum) * height(step);
  }

  private double height(long step) {
    long length = up + down;
    long cycle = step / length;
    double at = step % length;
    double height = at <= up ? at / up : (length - at) / down;
    return switch (shrinking) {
      case NONE -> height;
      case BY_CYCLE -> height * StrictMath.pow(2, -cycle);
      case BY_STEP -> height * StrictMath.pow(gamma, step);
    };
  }
}

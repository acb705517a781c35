package cycloid.bench;

import cycloid.simd.LaneWork;

/**
 * How fast one thread computes on registers alone, in one precision.
 *
 * @param peak sums and products in a nanosecond, by multiply-adds
 * @param division nanoseconds of a division, a share of one of vectors
 * @param root nanoseconds of a square root, a share of one of vectors
 */
public record Arithmetic(double peak, double division, double root) {
  private static final double SECONDS = 0.05;
  private static final int ROUNDS = 20_000;
  private static final double CHAINS = 4; // of divisions, and of roots

  /** So many rounds of something. */
  private interface Rounds {
    double run(int rounds);
  }

  static Arithmetic ofFloat() {
    double lanes = CHAINS * FloatPeak.lanes();
    return new Arithmetic(
        FloatPeak.flops() / round(FloatPeak::run),
        round(FloatPeak::divide) / lanes,
        round(FloatPeak::root) / lanes);
  }

  static Arithmetic ofDouble() {
    double lanes = CHAINS * DoublePeak.lanes();
    return new Arithmetic(
        DoublePeak.flops() / round(DoublePeak::run),
        round(DoublePeak::divide) / lanes,
        round(DoublePeak::root) / lanes);
  }

  private static double round(Rounds rounds) {
    Work work = () -> rounds.run(ROUNDS);
    Stopwatch.warmUp(work);
    return Stopwatch.best(work, SECONDS) / ROUNDS;
  }

  /** The least time of the instructions for so many lanes, at the rate of multiply-adds, which are two operations each. */
  double instructions(LaneWork work, double lanes) {
    return lanes * work.instructions() / (peak / 2);
  }

  /** The least time of divisions and roots, which share a unit of the processor. */
  double divider(LaneWork work, double lanes) {
    return lanes * (work.divisions() * division + work.roots() * root);
  }
}

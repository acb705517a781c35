package cycloid.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one loop that times everything.
 *
 * <p>Work is warmed up until nothing gets faster any more: no call was quicker than the best before, and no method was
 * compiled, for a while, and the compilers rest. Then samples are taken; a sample is the mean of as many calls as fill it, or of one long call.
 */
final class Stopwatch {
  private static final long SAMPLE = 10_000_000L; // nanoseconds, as in the peers' program
  private static final long WARM_SAMPLE = 2_000_000L;
  private static final long QUIET = 500_000_000L;
  private static final int QUIET_SAMPLES = 5;
  private static final long PATIENCE = 60_000_000_000L;
  private static final double FASTER = 0.99; // of the best so far: less is noise
  private static final int LEAST_SAMPLES = 5;
  private static final int CALLS_BEFORE_SAMPLES = 3;

  private static final VarHandle SINK;

  @SuppressWarnings("unused") // written through SINK
  private static Object sink;

  static {
    try {
      SINK = MethodHandles.lookup().findStaticVarHandle(Stopwatch.class, "sink", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Stopwatch() {}

  /** Calls the work until it is as fast as it gets. */
  static void warmUp(Work work) {
    long begun = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    long compiled = -1;
    long quietSince = begun;
    int quiet = 0;
    while (System.nanoTime() - begun < PATIENCE
        && (quiet < QUIET_SAMPLES || System.nanoTime() - quietSince < QUIET || !Compilers.rest())) {
      double time = sample(work, callsThatFill(WARM_SAMPLE, best));
      boolean news = time < FASTER * best || Compilers.time() != compiled;
      compiled = Compilers.time();
      best = Math.min(best, time);
      quiet = news ? 0 : quiet + 1;
      quietSince = news ? System.nanoTime() : quietSince;
    }
  }

  /** Returns the times of a call, in nanoseconds, of as many samples as fill the seconds, and of five at least. */
  static double[] measure(Work work, double seconds) {
    double one = sample(work, CALLS_BEFORE_SAMPLES);
    long calls = callsThatFill(SAMPLE, one);
    List<Double> samples = new ArrayList<>();
    long begun = System.nanoTime();
    while (samples.size() < LEAST_SAMPLES || System.nanoTime() - begun < seconds * 1e9) {
      samples.add(sample(work, calls));
    }
    return samples.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the best time of a call, in nanoseconds, of work that is warm. */
  static double best(Work work, double seconds) {
    return Arrays.stream(measure(work, seconds)).min().getAsDouble();
  }

  private static long callsThatFill(long span, double time) {
    return (long) Math.max(1, span / Math.max(1, time));
  }

  /** Takes a result, so that it cannot be optimized away. */
  static void sink(Object result) {
    SINK.setOpaque(result);
  }

  private static double sample(Work work, long calls) {
    long begun = System.nanoTime();
    for (long call = 0; call < calls; call++) {
      sink(work.run());
    }
    return (System.nanoTime() - begun) / (double) calls;
  }
}

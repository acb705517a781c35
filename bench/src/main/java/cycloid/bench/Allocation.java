package cycloid.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory work asks for, and how long it takes to get it. */
final class Allocation {
  private static final int MOST_CALLS = 10;
  private static final double MOST_TIME = 1e8; // nanoseconds
  private static final int TIMES = 3;
  private static final int LEAST_BYTES = 1024; // less is not worth measuring
  private static final int MOST_BYTES = 64 << 20; // more takes as much longer
  private static final double SECONDS = 0.02;

  private Allocation() {}

  /**
   * Bytes that this thread allocates in a call of warm work, the least of several means; -1 where that is not told.
   *
   * @param ns the time of a call
   */
  static long ofCall(Work work, double ns) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return -1;
    }
    int calls = (int) Math.max(1, Math.min(MOST_CALLS, MOST_TIME / ns));
    long least = Long.MAX_VALUE;
    for (int time = 0; time < TIMES; time++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < calls; call++) {
        Stopwatch.sink(work.run());
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / calls);
    }
    return least;
  }

  /** Nanoseconds that it takes to make an array of so many bytes, which is zeroed, and collected some day. */
  static double time(long bytes) {
    if (bytes < LEAST_BYTES) {
      return 0;
    }
    int length = (int) Math.min(bytes, MOST_BYTES);
    Work work = () -> new byte[length];
    return Stopwatch.best(work, SECONDS) * (bytes / (double) length);
  }
}

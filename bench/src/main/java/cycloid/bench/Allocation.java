package cycloid.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory work asks for. */
final class Allocation {
  private static final int CALLS = 10;
  private static final int TIMES = 3;

  private Allocation() {}

  /** Bytes that the measuring thread allocates in a call of warm work, the least of several means; -1 where that is not told. */
  static long ofCall(Work work) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return -1;
    }
    long least = Long.MAX_VALUE;
    for (int time = 0; time < TIMES; time++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < CALLS; call++) {
        Stopwatch.sink(work.run());
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
    }
    return least;
  }
}

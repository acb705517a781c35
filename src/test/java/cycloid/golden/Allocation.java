package cycloid.golden;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory the current thread has taken since it began. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  static long bytes() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}

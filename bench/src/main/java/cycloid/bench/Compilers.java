package cycloid.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the just-in-time compilers do: on a busy machine a method may wait for them for seconds. */
final class Compilers {
  private static final CompilationMXBean TIMES = ManagementFactory.getCompilationMXBean();
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  private Compilers() {}

  /** Milliseconds that they have worked; 0 where they do not say. */
  static long time() {
    return TIMES != null && TIMES.isCompilationTimeMonitoringSupported()
        ? TIMES.getTotalCompilationTime()
        : 0;
  }

  /** Whether the optimizing one has nothing to do, as {@code jcmd Compiler.queue} tells; true where it does not say. */
  static boolean rest() {
    try {
      String queue = (String) BEANS.invoke(new ObjectName(COMMANDS), "compilerQueue", null, null);
      return isEmpty(queue);
    } catch (JMException e) {
      return true;
    }
  }

  /** Whether a text of {@code jcmd Compiler.queue} shows no running and no waiting work of C2. */
  static boolean isEmpty(String queue) {
    return !queue.contains("C2 CompilerThread")
        && queue.replaceAll("\\s+", " ").contains("C2 compile queue: Empty");
  }
}

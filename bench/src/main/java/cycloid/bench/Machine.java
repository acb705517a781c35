package cycloid.bench;

import cycloid.simd.Simd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the benchmarks run on. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Provider, width, JDK, processor and system. */
  static String describe() {
    return Simd.describe() + ", on " + processor() + ", " + System.getProperty("os.name") + " "
        + System.getProperty("os.arch");
  }

  /** The name of the processor where the system tells it. */
  private static String processor() {
    try {
      for (String line : Files.readAllLines(PROCESSORS, StandardCharsets.UTF_8)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Another system: its name must do.
    }
    return "an unnamed processor";
  }
}

package cycloid.cli;

import cycloid.simd.DType;
import cycloid.simd.Simd;
import java.io.PrintStream;
import java.util.Locale;

/** {@code ./cycloid info}: what runs the kernels here, and why. */
final class InfoCommand implements Command {
  @Override
  public String name() {
    return "info";
  }

  @Override
  public String summary() {
    return "say what runs the kernels on this machine, and why";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public int run(Options.Given given, PrintStream out, PrintStream err) {
    line(out, "provider", Simd.provider().name().toLowerCase(Locale.ROOT));
    line(out, "why", Simd.reason());
    line(out, "lanes", Simd.lanes(DType.F32) + " float, " + Simd.lanes(DType.F64) + " double");
    line(out, "fma", Simd.hasFma() ? "yes" : "no");
    line(out, "jdk", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    line(out, "system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    line(out, "processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return 0;
  }

  private static void line(PrintStream out, String name, String value) {
    out.printf("%-12s%s%n", name, value);
  }
}

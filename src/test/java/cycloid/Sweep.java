package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the tests in a process of its own, on the bundled jar, with vectors. */
final class Sweep {
  private final List<String> command;
  private final Path output;
  private final Process process;

  private Sweep(List<String> command) throws IOException {
    this.command = command;
    this.output = Files.createTempFile("sweep", ".txt");
    this.process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Starts it. Boxed vectors are slow: what is compiled early saves minutes. */
  static Sweep start(Class<?> program, Path java, List<String> options, String... arguments)
      throws Exception {
    Path tests =
        Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>(List.of(
        java.toString(),
        "--add-modules",
        "jdk.incubator.vector",
        "-Dcycloid.simd=vector",
        "-XX:CompileThresholdScaling=0.3"));
    command.addAll(options);
    command.addAll(List.of(
        "-cp", System.getProperty("cycloid.jar") + File.pathSeparator + tests, program.getName()));
    command.addAll(List.of(arguments));
    return new Sweep(command);
  }

  /** What it printed. */
  String text(int seconds) throws IOException, InterruptedException {
    try {
      assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), "timed out: " + command);
      String text = Files.readString(output);
      assertEquals(0, process.exitValue(), command + "\n" + text);
      return text;
    } finally {
      process.destroy();
      Files.delete(output);
    }
  }
}

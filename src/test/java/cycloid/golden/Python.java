package cycloid.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs in Python, where there is one. */
final class Python {
  private Python() {}

  /** What a program said, and whether it ended well. */
  record Answer(boolean well, String text) {}

  /** Runs python3 with arguments, for a minute at most. */
  static Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("python", ".txt");
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return new Answer(ended && process.exitValue() == 0, Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** Runs a script of the test resources. */
  static Answer script(String name, String... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(Python.class.getResource("/numpy/" + name).toURI()).toString());
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  /** Skips the test, with the reason, where there is no python3 with NumPy. */
  static void assumeNumpy() throws InterruptedException {
    try {
      Answer answer = run("-c", "import numpy");
      assumeTrue(answer.well, "python3 has no numpy: " + answer.text.strip());
    } catch (IOException e) {
      assumeTrue(false, "there is no python3: " + e.getMessage());
    }
  }
}

package cycloid.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process of its own that is killed at any moment, as by a power cut, and goes on from its file. */
class KilledTrainingTest {
  private static final int KILLS = 6;

  @TempDir
  Path folder;

  @Test
  void aKilledRunGoesOnAndEndsWithTheSameBits() throws Exception {
    Path whole = folder.resolve("whole.safetensors");
    long begun = System.nanoTime();
    assertEquals(0, start("--checkpoint", whole.toString()).waitFor());
    long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

    Path killed = folder.resolve("killed.safetensors");
    Random random = new Random(5);
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = start("--checkpoint", killed.toString(), "--resume", killed.toString());
      if (!process.waitFor(random.nextInt((int) milliseconds), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    assertTrue(kills > 0);
    assertEquals(
        0,
        start("--checkpoint", killed.toString(), "--resume", killed.toString()).waitFor());
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(killed));
  }

  private static Process start(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "train",
        "--data",
        "breast_cancer",
        "--epochs",
        "12"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

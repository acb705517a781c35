package cycloid.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process of its own that is killed at any moment, as by a power cut, and goes on from its file. */
class KilledTrainingTest {
  private static final int KILLS = 6;

  /** After the first checkpoint of a process: so that each gets on, and dies before the end. */
  private static final int MOST_MILLISECONDS = 60;

  @TempDir
  Path folder;

  @Test
  void aKilledRunGoesOnAndEndsWithTheSameBits() throws Exception {
    Path whole = folder.resolve("whole.safetensors");
    assertEquals(0, start("--checkpoint", whole.toString()).waitFor());

    Path killed = folder.resolve("killed.safetensors");
    Random random = new Random(5);
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      FileTime before = written(killed);
      Process process = start("--checkpoint", killed.toString(), "--resume", killed.toString());
      while (process.isAlive() && written(killed).equals(before)) {
        Thread.sleep(1);
      }
      if (!process.waitFor(random.nextInt(MOST_MILLISECONDS), TimeUnit.MILLISECONDS)) {
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

  /** When a file was last replaced; the beginning of time if there is none. */
  private static FileTime written(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
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
        "60"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

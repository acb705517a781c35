package cycloid.study.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  Path directory;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFileIsReplacedAndNothingElseRemains() throws IOException {
    Path file = directory.resolve("index.html");
    AtomicFile.write(file, "first");
    AtomicFile.write(file, "zweitens äöü");
    assertEquals("zweitens äöü", Files.readString(file));
    assertEquals(List.of("index.html"), names());
  }

  @Test
  void missingDirectoriesAreMade() throws IOException {
    Path file = directory.resolve("a/b/index.html");
    AtomicFile.write(file, "x");
    assertEquals("x", Files.readString(file));
  }

  @Test
  void aDirectoryIsNotReplaced() throws IOException {
    Exception error = assertThrows(IOException.class, () -> AtomicFile.write(directory, "x"));
    assertEquals("write: target must be a file; got directory " + directory, error.getMessage());
    assertEquals(List.of(), names());
  }

  @Test
  void aFileInTheWayOfADirectoryIsAnError() throws IOException {
    Files.writeString(directory.resolve("out"), "mine");
    assertThrows(
        IOException.class, () -> AtomicFile.write(directory.resolve("out/index.html"), "x"));
    assertEquals("mine", Files.readString(directory.resolve("out")));
  }

  /** A process that is told to end while it writes leaves the old file and no draft. */
  @Test
  void anInterruptedWriteLeavesTheOldFile() throws Exception {
    Path file = directory.resolve("index.html");
    Files.writeString(file, "old");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Endless.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .start();
    process.getInputStream().read(); // it has begun to write
    process.destroy();
    process.waitFor();
    String text = Files.readString(file);
    assertEquals(0, text.replace("x", "").replace("old", "").length());
    assertEquals(Endless.SIZE, text.equals("old") ? Endless.SIZE : text.length());
    assertEquals(List.of("index.html"), names());
  }

  /** Writes a large file again and again until it is ended. */
  static final class Endless {
    static final int SIZE = 20_000_000;

    public static void main(String[] arguments) throws IOException {
      String text = "x".repeat(SIZE);
      System.out.println("begun");
      System.out.flush();
      while (true) {
        AtomicFile.write(Path.of(arguments[0]), text);
      }
    }
  }
}

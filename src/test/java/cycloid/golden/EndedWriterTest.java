package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends while it writes leaves a whole file, the old one or the new one. */
class EndedWriterTest {
  private static final int SIZE = 3_000_000;

  @TempDir
  Path folder;

  @Test
  void aProcessThatIsToldToEndLeavesAWholeFileAndNoDraft() throws Exception {
    for (int i = 0; i < 3; i++) {
      writeAndEnd(15 * i, Process::destroy);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(
            List.of("x.safetensors"), files.map(p -> p.getFileName().toString()).toList());
      }
    }
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeFile() throws Exception {
    for (int i = 0; i < 3; i++) {
      writeAndEnd(15 * i, Process::destroyForcibly);
    }
  }

  private interface End {
    void accept(Process process);
  }

  private void writeAndEnd(int milliseconds, End end) throws Exception {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(file, Map.of("x", Tensor.full(DType.F64, 0, SIZE)));
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Endless.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .start();
    // It says so when it has begun.
    assertTrue(process.getInputStream().read() >= 0);
    Thread.sleep(milliseconds);
    end.accept(process);
    process.waitFor();
    Tensor x = Safetensors.read(file).get("x");
    assertEquals(SIZE, x.size());
    assertEquals(x.min().item(), x.max().item());
  }

  /** Writes a large file again and again, each time with another number, until it is ended. */
  static final class Endless {
    public static void main(String[] arguments) throws IOException {
      System.setProperty("cycloid.simd", "scalar");
      for (int i = 1; true; i++) {
        Tensor x = Tensor.full(DType.F64, i, SIZE);
        System.out.println(i);
        System.out.flush();
        Safetensors.write(Path.of(arguments[0]), Map.of("x", x));
      }
    }
  }
}

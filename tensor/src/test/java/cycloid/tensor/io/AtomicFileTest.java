package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFileIsReplacedAndNothingElseStays() throws IOException {
    Path file = folder.resolve("x");
    AtomicFile.write(file, out -> out.write(1));
    AtomicFile.write(file, out -> out.write(2));
    assertEquals(2, Files.readAllBytes(file)[0]);
    assertEquals(List.of("x"), names());
  }

  @Test
  void afterAFailureTheOldFileStandsAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    assertThrows(
        IOException.class,
        () -> AtomicFile.write(file, out -> {
          out.write(new byte[100_000]);
          throw new IOException("full");
        }));
    assertThrows(
        IllegalArgumentException.class,
        () -> Npz.write(file, Map.of("x".repeat(70_000), Tensor.of(1))));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("x"), names());
  }

  @Test
  void whoeverReadsMeanwhileSeesTheOldFile() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Tensor.of(1, 2));
    AtomicFile.write(file, out -> {
      out.write(7);
      out.flush();
      assertEquals(2, Npy.read(file).size());
      assertEquals(2, names().size());
      Npy.write(Tensor.zeros(DType.F32, 3), StoredType.F32, out);
    });
    assertThrows(FileFormatException.class, () -> Npy.read(file));
  }

  @Test
  void anOpenFileIsReadAsItWasOpened() throws IOException {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(file, Map.of("x", Tensor.of(1, 2)));
    try (Safetensors open = Safetensors.open(file)) {
      Safetensors.write(file, Map.of("x", Tensor.of(3, 4, 5)));
      assertEquals(2, open.read("x").size());
    }
    assertEquals(3, Safetensors.read(file).get("x").size());
  }

  @Test
  void missingFoldersAreMadeAndFoldersAreNoFiles() throws IOException {
    Path file = folder.resolve("a/b/x");
    AtomicFile.write(file, out -> out.write(1));
    assertTrue(Files.exists(file));
    IOException fault =
        assertThrows(IOException.class, () -> AtomicFile.write(file.getParent(), out -> {}));
    assertEquals(
        "write: target must be a file; got directory " + file.getParent(), fault.getMessage());
    assertThrows(IOException.class, () -> AtomicFile.write(file.resolve("y"), out -> {}));
    assertEquals(1, Files.size(file));
  }

  @Test
  void aSymbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    Path link;
    try {
      link = Files.createSymbolicLink(folder.resolve("link"), file);
    } catch (IOException | UnsupportedOperationException e) {
      org.junit.jupiter.api.Assumptions.abort("no symbolic links here: " + e);
      return;
    }
    AtomicFile.write(link, out -> out.write("new".getBytes()));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }
}

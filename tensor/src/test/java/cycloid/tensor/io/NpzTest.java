package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("x.npz");
  }

  private Path archive(String name, byte[] content) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return file();
  }

  private String fault() {
    String message =
        assertThrows(FileFormatException.class, () -> Npz.read(file())).getMessage();
    return message.replace(folder.toString(), "F");
  }

  @Test
  void whatWasWrittenComesBackStoredAndDeflated() throws IOException {
    Map<String, Tensor> tensors = Map.of(
        "layer/β", Tensor.arange(DType.F32, 60_000).reshape(200, 300).transpose(),
        "empty", Tensor.zeros(DType.F64, 3, 0),
        "scalar", Tensor.scalar(DType.F64, 0.1));
    Npz.write(file(), tensors);
    long stored = Files.size(file());
    assertSame(tensors);
    Npz.writeCompressed(file(), tensors);
    assertSame(tensors);
    assertTrue(Files.size(file()) < stored);
  }

  private void assertSame(Map<String, Tensor> tensors) throws IOException {
    Map<String, Tensor> got = Npz.read(file());
    assertEquals(tensors.keySet(), got.keySet());
    assertEquals(List.of("empty", "layer/β", "scalar"), Npz.names(file()));
    for (String name : tensors.keySet()) {
      assertTrue(tensors.get(name).arrayEqual(got.get(name)), name);
      assertTrue(tensors.get(name).arrayEqual(Npz.read(file(), name)), name);
    }
  }

  @Test
  void theSameTensorsGiveTheSameBytes() throws IOException {
    Map<String, Tensor> tensors = Map.of("a", Tensor.of(1), "b", Tensor.of(2), "c", Tensor.of(3));
    Npz.write(file(), tensors);
    byte[] first = Files.readAllBytes(file());
    Npz.write(file(), new java.util.TreeMap<>(tensors));
    assertArrayEquals(first, Files.readAllBytes(file()));
  }

  @Test
  void faultsNameFileEntryByteAndCause() throws IOException {
    archive("x.txt", new byte[3]);
    assertEquals("npz: entries must be named *.npy; got \"x.txt\" (F/x.npz, byte 129)", fault());
    archive("x.npy", new byte[3]);
    assertEquals(
        "npz: the file must not end inside the magic; got 3 bytes (F/x.npz, x.npy, byte 3)",
        fault());
    Npz.write(file(), Map.of("x", Tensor.of(1)));
    assertEquals(
        "read: name must be one of the 1 arrays of F/x.npz; got \"y\"",
        assertThrows(IllegalArgumentException.class, () -> Npz.read(file(), "y"))
            .getMessage()
            .replace(folder.toString(), "F"));
  }

  @Test
  void aLengthThatItsCompressedBytesCannotYieldIsNotBelieved() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Npy.write(Tensor.zeros(DType.F64, 1000), StoredType.F64, content);
    Path file = archive("x.npy", content.toByteArray());
    byte[] bytes = Files.readAllBytes(file);
    // The directory entry begins 46 + 5 bytes before the end record of 22; the length is at 24.
    int length = bytes.length - 22 - 51 + 24;
    bytes[length + 3] = 0x7f;
    Files.write(file, bytes);
    String fault = fault();
    assertTrue(
        fault.startsWith(
            "npz: the length of an entry must fit its compressed bytes; got \"x.npy\" with 2130714"),
        fault);
  }

  @Test
  void namesAreUniqueAndEntriesDoNotOverlap() throws IOException {
    Npz.write(file(), Map.of("x", Tensor.of(1), "y", Tensor.of(2)));
    byte[] bytes = Files.readAllBytes(file());
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    bytes[text.lastIndexOf("y.npy")] = 'x';
    Files.write(file(), bytes);
    assertTrue(fault().startsWith("npz: names must differ; got \"x.npy\" twice"), fault());
  }
}

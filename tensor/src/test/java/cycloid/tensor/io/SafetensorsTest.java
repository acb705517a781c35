package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("x.safetensors");
  }

  private void assertFault(String expected, Executable action) {
    Exception fault = assertThrows(Exception.class, action::run);
    assertEquals(expected, fault.getMessage().replace(folder.toString(), "F"));
  }

  private interface Executable {
    void run() throws Exception;
  }

  @Test
  void whatWasWrittenComesBack() throws IOException {
    Map<String, Tensor> tensors = Map.of(
        "w", Tensor.arange(DType.F64, 6).reshape(2, 3),
        "b", Tensor.ofFloats(-0f, Float.NaN, Float.MIN_VALUE, Float.POSITIVE_INFINITY),
        "scalar", Tensor.scalar(DType.F32, 1.5),
        "empty", Tensor.zeros(DType.F64, 0, 3),
        "层/β \"quoted\"\n\\", Tensor.of(Math.PI));
    Map<String, String> metadata = Map.of("format", "pt", "a\tb", "{\"x\": [1, 2]}");
    Safetensors.write(file(), tensors, metadata);
    try (Safetensors file = Safetensors.open(file())) {
      assertEquals(tensors.keySet(), new TreeMap<>(Safetensors.read(file())).keySet());
      assertEquals(metadata, file.metadata());
      for (Map.Entry<String, Tensor> expected : tensors.entrySet()) {
        Tensor got = file.read(expected.getKey());
        assertEquals(expected.getValue().dtype(), got.dtype());
        assertArrayEquals(expected.getValue().shape(), got.shape());
        assertArrayEquals(expected.getValue().toDoubleArray(), got.toDoubleArray());
      }
      assertTrue(file.has("w"));
      assertFalse(file.has("v"));
      assertArrayEquals(new int[] {2, 3}, file.shape("w"));
      assertEquals(StoredType.F32, file.type("b"));
    }
  }

  @Test
  void numbersAreAlignedAndWideOnesComeFirst() throws IOException {
    Safetensors.write(
        file(), Map.of("b", Tensor.ofFloats(1), "c", Tensor.of(2), "a", Tensor.of(3)));
    byte[] bytes = Files.readAllBytes(file());
    assertEquals(0, bytes[0] % 8);
    try (Safetensors file = Safetensors.open(file())) {
      assertEquals(List.of("a", "c", "b"), file.names());
    }
  }

  @Test
  void viewsAreWrittenInLogicalOrder() throws IOException {
    Tensor x = Tensor.arange(DType.F32, 2 * 300 * 400).reshape(300, 400, 2);
    Map<String, Tensor> views = Map.of(
        "permuted", x.permute(2, 1, 0),
        "flipped", x.slice(Slice.step(-1), Slice.step(3)),
        "expanded", Tensor.arange(DType.F32, 70).reshape(70, 1).expand(3, 70, 1000),
        "column", x.slice(Slice.all(), Slice.all(), Slice.at(1)).reshape(120_000));
    Safetensors.write(file(), views);
    Safetensors.read(file()).forEach((name, got) -> assertTrue(views.get(name).arrayEqual(got)));
  }

  @Test
  void halfPrecisionIsWrittenRoundedToNearestEven() throws IOException {
    Tensor x =
        Tensor.of(1 + 0x1p-11, 1 + 0x3p-11, 65519.99, 65520, -1e300, 0x1p-25, 0x1.8p-24, -0.0);
    Safetensors.write(file(), Map.of("x", x), Map.of(), tensor -> StoredType.F16);
    assertEquals(
        "[1.0, 1.001953125, 65504.0, Infinity, -Infinity, 0.0, 1.1920928955078125E-7, -0.0]",
        java.util.Arrays.toString(Safetensors.read(file()).get("x").toDoubleArray()));
  }

  @Test
  void missingNamesAndTypesAreNamed() throws IOException {
    Safetensors.write(file(), Map.of("x", Tensor.of(1)));
    try (Safetensors file = Safetensors.open(file())) {
      assertFault(
          "read: name must be one of the 1 tensors of F/x.safetensors; got \"y\"",
          () -> file.read("y"));
    }
    assertFault(
        "write: type must be one of F64, F32, F16, BF16; got I8",
        () -> Safetensors.write(file(), Map.of("x", Tensor.of(1)), Map.of(), t -> StoredType.I8));
    assertFault(
        "write: a tensor must not be named __metadata__; got shape (1,)",
        () -> Safetensors.write(file(), Map.of("__metadata__", Tensor.of(1))));
    assertFault(
        "write: names and metadata must be Unicode text; got an unpaired surrogate in a\ud800",
        () -> Safetensors.write(file(), Map.of("a\ud800", Tensor.of(1))));
    assertEquals(1, Safetensors.read(file()).get("x").item());
  }

  @Test
  void faultsNameFileByteAndCause() throws IOException {
    Files.write(file(), new byte[] {1, 2, 3});
    assertFault(
        "safetensors: the file must not end inside the length of the header; got 3 bytes (F/x.safetensors, byte 3)",
        () -> Safetensors.open(file()));
  }
}

package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("x.npy");
  }

  /** A file of version 1 with a header and 8-byte numbers of one byte order. */
  private Path file(String header, ByteOrder order, long... bits) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    for (long number : bits) {
      out.write(ByteBuffer.allocate(8).order(order).putLong(number).array());
    }
    return Files.write(file(), out.toByteArray());
  }

  private static String fault(Path file) {
    String message =
        assertThrows(FileFormatException.class, () -> Npy.read(file)).getMessage();
    return message.replace(file.getParent().toString(), "F");
  }

  @Test
  void whatWasWrittenComesBack() throws IOException {
    for (Tensor x : List.of(
        Tensor.of(Double.NaN, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY),
        Tensor.arange(DType.F32, 6).reshape(3, 2).transpose(),
        Tensor.zeros(DType.F64, 0, 3),
        Tensor.scalar(DType.F32, 7),
        Tensor.arange(DType.F64, 50_000).reshape(5, 100, 100).permute(2, 0, 1))) {
      Npy.write(file(), x);
      Tensor got = Npy.read(file());
      assertEquals(x.dtype(), got.dtype());
      assertArrayEquals(x.shape(), got.shape());
      assertArrayEquals(x.toDoubleArray(), got.toDoubleArray());
    }
  }

  @Test
  void largeFilesComeBackWhetherMappedInOnePartOrInSeveral() throws IOException {
    // 1.6 MB, 36 MB of halves, and 72 MB, more than is mapped at a time.
    for (StoredType type : List.of(StoredType.F64, StoredType.F16)) {
      for (int size : new int[] {200_003, 9_000_001}) {
        Tensor x = Tensor.arange(DType.F64, size).mul(1.0 / 1024).add(-100);
        Npy.write(file(), x, type);
        double[] got = Npy.read(file()).toDoubleArray();
        assertEquals(size, got.length);
        for (int i = 0; i < size; i += i < 2048 * 100 ? 1 : 4093) {
          double expected = x.get(i);
          double tolerance = type == StoredType.F64 ? 0 : Math.ulp((float) expected) * 4096;
          if (Math.abs(expected) < 65504) {
            assertEquals(expected, got[i], tolerance);
          }
        }
      }
    }
  }

  @Test
  void theHeaderIsNumPysAndTheNumbersAreAligned() throws IOException {
    Npy.write(file(), Tensor.ofFloats(1, 2, 3));
    byte[] bytes = Files.readAllBytes(file());
    assertEquals(128 + 12, bytes.length);
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        new String(bytes, 10, 117, StandardCharsets.US_ASCII).stripTrailing());
    assertEquals('\n', bytes[127]);
  }

  @Test
  void fortranOrderIsAViewOfWhatWasRead() throws IOException {
    double[] columns = {0, 3, 1, 4, 2, 5};
    long[] bits =
        java.util.Arrays.stream(columns).mapToLong(Double::doubleToLongBits).toArray();
    Tensor x = Npy.read(file(
        "{'descr': '>f8', 'fortran_order': True, 'shape': (2, 3)}", ByteOrder.BIG_ENDIAN, bits));
    assertTrue(Tensor.arange(DType.F64, 6).reshape(2, 3).arrayEqual(x));
    assertArrayEquals(new int[] {1, 2}, x.strides());
  }

  @Test
  void wholeNumbersBeyondTheDigitsOfADoubleAreRoundedToNearest() throws IOException {
    String header = "{'descr': '<%s8', 'fortran_order': False, 'shape': (4,)}";
    long[] bits = {(1L << 53) + 1, (1L << 53) + 3, -1, Long.MIN_VALUE + 1025};
    Tensor signed = Npy.read(file(String.format(header, 'i'), ByteOrder.LITTLE_ENDIAN, bits));
    assertArrayEquals(
        new double[] {0x1p53, 0x1p53 + 4, -1, -0x1p63 + 1024}, signed.toDoubleArray());
    Tensor unsigned = Npy.read(file(String.format(header, 'u'), ByteOrder.LITTLE_ENDIAN, bits));
    // 2^63 + 1025 lies between doubles 2048 apart, just past the middle.
    assertArrayEquals(
        new double[] {0x1p53, 0x1p53 + 4, 0x1p64, 0x1p63 + 2048}, unsigned.toDoubleArray());
  }

  @Test
  void halfPrecisionCanBeWrittenAndNothingElseThatNumPyLacks() throws IOException {
    Npy.write(file(), Tensor.of(1 / 3.0), StoredType.F16);
    assertEquals(0.333251953125, Npy.read(file()).item());
    assertEquals(
        "write: type must be one of F64, F32, F16; got BF16",
        assertThrows(
                IllegalArgumentException.class,
                () -> Npy.write(file(), Tensor.of(1), StoredType.BF16))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "'fortran_order': False, 'shape': (1,)#the header must have descr, fortran_order and shape; got no descr#10",
        "'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)#keys must differ; got \"descr\" twice#27",
        "'descr': '<f8', 'x': False, 'shape': (1,)#keys must be descr, fortran_order and shape; got \"x\"#27",
        "'descr': '<f8', 'fortran_order': false, 'shape': (1,)#fortran_order must be True or False; got \"false, 'shap\"#44",
        "'descr': '<f8', 'fortran_order': False, 'shape': (1)#a tuple of one extent must have a comma; got \")}\"#62",
        "'descr': '<f8', 'fortran_order': False, 'shape': (1 1)#a comma or ) must follow an extent; got \"1)}\"#63",
        "'descr': '<f8', 'fortran_order': False, 'shape': (1.0,)#a comma or ) must follow an extent; got \".0,)}\"#62",
        "'descr': '<f3', 'fortran_order': False, 'shape': (1,)#descr must be that of plain real numbers: b1, i1 to i8, u1 to u8, f2, f4 or f8, with < or >; got \"<f3\"#20",
        "'descr': '<f8', 'fortran_order': False, 'shape': (2,)#(2,) numbers of f8 must have 16 bytes after the header; got 8 bytes#60",
        "'descr': '<f4', 'fortran_order': False, 'shape': (1,)#(1,) numbers of f4 must have 4 bytes after the header; got 8 bytes#60",
        "'descr': '<f8' 'fortran_order': False, 'shape': (1,)#a comma or } must follow; got \"'fortran_ord\"#26",
        "'descr' '<f8'#a colon must follow the key; got \"'<f8'}\"#19",
      })
  void faultsNameFileByteAndCause(String members, String cause, int offset) throws IOException {
    Path file = file("{" + members + "}", ByteOrder.LITTLE_ENDIAN, 0);
    assertEquals("npy: " + cause + " (F/x.npy, byte " + offset + ")", fault(file));
  }

  @Test
  void tooManyElementsAndAxesAreRefused() throws IOException {
    String many = "{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 32768)}";
    assertEquals(
        "npy: there must be at most 2147483647 elements; got (65536, 32768) (F/x.npy, byte 60)",
        fault(file(many, ByteOrder.LITTLE_ENDIAN, 0)));
    String axes = "{'shape': (" + "1,".repeat(65) + ")}";
    assertEquals(
        "npy: shape must have at most 64 extents; got more (F/x.npy, byte 149)",
        fault(file(axes, ByteOrder.LITTLE_ENDIAN, 0)));
  }

  @Test
  void pythonTwosLongIntegersAreRead() throws IOException {
    Path file = file(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 1L)} \n",
        ByteOrder.LITTLE_ENDIAN,
        0);
    assertArrayEquals(new int[] {1, 1}, Npy.read(file).shape());
  }
}

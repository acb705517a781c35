package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.FileFormatException;
import cycloid.tensor.io.Npy;
import cycloid.tensor.io.Npz;
import cycloid.tensor.io.Safetensors;
import cycloid.tensor.io.StoredType;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers pass through buffers of fixed size; a tensor is read without the others. */
class LargeFilesTest {
  private static final long BUFFERS = 400_000;

  @TempDir
  Path folder;

  private interface Action {
    void run() throws IOException;
  }

  private static long allocated(Action action) throws IOException {
    action.run();
    long before = Allocation.bytes();
    action.run();
    return Allocation.bytes() - before;
  }

  @Test
  void writingTakesNoMemoryThatGrowsWithTheTensorViewsIncluded() throws IOException {
    Tensor x = Tensor.arange(DType.F64, 1_000_000).reshape(100, 100, 100);
    Path file = folder.resolve("x");
    for (Tensor view :
        new Tensor[] {x, x.permute(2, 0, 1), x.flip(0), x.reshape(-1).expand(3, 1_000_000)}) {
      long npy = allocated(() -> Npy.write(file, view));
      long half = allocated(() -> Npy.write(file, view, StoredType.F16));
      long npz = allocated(() -> Npz.write(file, Map.of("x", view)));
      long safetensors = allocated(() -> Safetensors.write(file, Map.of("x", view)));
      // Views are copied part by part, each of the size of the buffer.
      long bound = BUFFERS + (view.isContiguous() ? 0 : 4L * 8 * view.size());
      assertTrue(
          Math.max(Math.max(npy, half), Math.max(npz, safetensors)) < bound,
          npy + ", " + half + ", " + npz + ", " + safetensors + " bytes");
    }
  }

  @Test
  void readingTakesTheMemoryOfTheTensorAndAFixedBuffer() throws IOException {
    int size = 1_000_000;
    Tensor x = Tensor.arange(DType.F32, size);
    Path file = folder.resolve("x");
    Npy.write(file, x);
    long npy = allocated(() -> Npy.read(file));
    Safetensors.write(file, Map.of("x", x, "y", x.neg(), "z", Tensor.of(1)));
    long one = allocated(() -> {
      try (Safetensors open = Safetensors.open(file)) {
        open.read("y");
      }
    });
    Npz.writeCompressed(file, Map.of("x", x));
    long npz = allocated(() -> Npz.read(file));
    assertTrue(
        Math.max(npy, Math.max(one, npz)) < 4L * size + BUFFERS, npy + ", " + one + ", " + npz);
  }

  /** The file is as long as its header says, with a hole for the numbers that are not looked at. */
  @Test
  void aTensorTooLargeForMemoryDoesNotKeepOthersFromBeingRead() throws IOException {
    assumeTrue(File.separatorChar == '/', "files with holes are not made here");
    long huge = (1L << 31) + 7;
    String header = "{\"huge\":{\"dtype\":\"U8\",\"shape\":[" + huge + "],\"data_offsets\":[0,"
        + huge + "]},\"small\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[" + huge + ","
        + (huge + 2) + "]}}";
    header = header.replace("[" + huge + "]", "[" + huge / 9 + ",9]");
    assertEquals(0, huge % 9);
    Path file = folder.resolve("x.safetensors");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
      start
          .putLong(header.length())
          .put(header.getBytes(StandardCharsets.US_ASCII))
          .flip();
      channel.write(start);
      channel.write(ByteBuffer.wrap(new byte[] {3, 4}), 8 + header.length() + huge);
    }
    try (Safetensors open = Safetensors.open(file)) {
      assertArrayEquals(new double[] {3, 4}, open.read("small").toDoubleArray());
      FileFormatException fault = assertThrows(FileFormatException.class, () -> open.read("huge"));
      assertTrue(
          fault
              .getMessage()
              .contains("a tensor must have at most 2147483647 elements; got (238609295, 9)"),
          fault.getMessage());
    }
  }
}

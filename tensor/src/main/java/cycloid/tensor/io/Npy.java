package cycloid.tensor.io;

import cycloid.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * .npy files of NumPy: one array each.
 *
 * <pre>{@code
 * Tensor x = Npy.read(Path.of("x.npy"));              // numpy.save("x.npy", x)
 * Npy.write(Path.of("y.npy"), x.exp());               // y = numpy.load("y.npy")
 * }</pre>
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads an array.
   *
   * <pre>
   * Formats:   versions 1, 2 and 3; row-major and Fortran order; both byte orders; f2, f4, f8, i1 to i8, u1 to u8, b1
   * DType:     F32 for f2 and f4; otherwise F64, see {@link StoredType}
   * Memory:    result is fresh; of Fortran order it is a view with the axes' strides ascending; a large file
   *            is mapped, the bytes of others pass through a buffer of 64 KiB
   * Limits:    header 65 536 bytes, 64 axes, 2^31 - 1 elements
   * Errors:    FileFormatException when the file breaks the format, ends too early or too late, or holds anything but
   *            plain real numbers; objects are never read. IOException when reading fails
   * </pre>
   */
  public static Tensor read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return read(Source.of(NpyHeader.FORMAT, path.toString(), channel));
    }
  }

  static Tensor read(Source source) throws IOException {
    NpyHeader header = NpyHeader.read(source);
    int[] shape = header.shape();
    if (!header.fortran()) {
      return Numbers.read(source, header.dataStart(), header.type(), header.order(), shape);
    }
    int[] reversed = new int[shape.length];
    int[] axes = new int[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      axes[axis] = shape.length - 1 - axis;
      reversed[axis] = shape[axes[axis]];
    }
    return Numbers.read(source, header.dataStart(), header.type(), header.order(), reversed)
        .permute(axes);
  }

  /**
   * Writes a tensor as it is, f4 or f8, row-major and little-endian; replaces the file whole or not at all.
   *
   * <pre>
   * Memory:    x may be a view; it is not modified; the elements pass through a buffer of 64 KiB
   * Errors:    IOException when writing fails; the old file is as it was
   * </pre>
   */
  public static void write(Path path, Tensor x) throws IOException {
    write(path, x, StoredType.of(x.dtype()));
  }

  /**
   * Writes a tensor as numbers of a type, F64, F32 or F16: rounded to nearest, of two equally near numbers to the even
   * one, beyond the greatest number to infinity.
   *
   * <pre>
   * Errors:    as {@link #write(Path, Tensor)}; IllegalArgumentException for another type, of which NumPy has none
   * </pre>
   */
  public static void write(Path path, Tensor x, StoredType type) throws IOException {
    if (!type.isFloating() || type == StoredType.BF16) {
      throw new IllegalArgumentException("write: type must be one of F64, F32, F16; got " + type);
    }
    AtomicFile.write(path, out -> write(x, type, out));
  }

  static void write(Tensor x, StoredType type, OutputStream out) throws IOException {
    out.write(NpyHeader.bytes(type, x.shape()));
    Numbers.write(x, type, out);
  }
}

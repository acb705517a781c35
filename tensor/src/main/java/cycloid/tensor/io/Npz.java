package cycloid.tensor.io;

import cycloid.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * .npz files of NumPy: named arrays, each a .npy file in a ZIP archive, stored or deflated.
 *
 * <pre>{@code
 * Map<String, Tensor> data = Npz.read(Path.of("data.npz"));    // numpy.savez("data.npz", x=x, y=y)
 * Tensor x = Npz.read(Path.of("data.npz"), "x");               // reads no other
 * }</pre>
 */
public final class Npz {
  private static final String FORMAT = "npz";
  private static final String SUFFIX = ".npy";
  /** Deflation makes at most 258 bytes of 2 bits. */
  private static final long MAX_RATIO = 1032;
  /** NumPy's and the earliest that ZIP knows: the same tensors give the same bytes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  // ---- reading

  /**
   * Reads all arrays, in the order of the archive.
   *
   * <pre>
   * DType:     F32 for f2 and f4; otherwise F64, see {@link StoredType}
   * Limits:    those of {@link Npy#read}; an entry's length is believed only as far as its compressed bytes can yield it
   * Errors:    FileFormatException when the archive is damaged, a check sum is wrong, two names are equal, or an
   *            entry is not a .npy file that {@link Npy#read} reads; IOException when reading fails
   * </pre>
   */
  public static Map<String, Tensor> read(Path path) throws IOException {
    try (ZipFile zip = open(path)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, ZipEntry> entry : entries(path, zip).entrySet()) {
        tensors.put(entry.getKey(), read(path, zip, entry.getValue()));
      }
      return tensors;
    }
  }

  /** Reads one array and no other; errors as {@link #read(Path)}, IllegalArgumentException when there is none of the name. */
  public static Tensor read(Path path, String name) throws IOException {
    try (ZipFile zip = open(path)) {
      Map<String, ZipEntry> entries = entries(path, zip);
      if (!entries.containsKey(name)) {
        throw new IllegalArgumentException("read: name must be one of the " + entries.size()
            + " arrays of " + path + "; got " + Json.quoted(name));
      }
      return read(path, zip, entries.get(name));
    }
  }

  /** The names of the arrays, in the order of the archive; errors as {@link #read(Path)}. */
  public static List<String> names(Path path) throws IOException {
    try (ZipFile zip = open(path)) {
      return new ArrayList<>(entries(path, zip).keySet());
    }
  }

  private static ZipFile open(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (ZipException | EOFException e) {
      throw fault(
          path,
          "the file must be a ZIP archive of stored or deflated entries, with its directory at the end",
          reason(e));
    }
  }

  private static Map<String, ZipEntry> entries(Path path, ZipFile zip) throws IOException {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    long compressed = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX)) {
        throw fault(path, "entries must be named *" + SUFFIX, Json.quoted(name));
      }
      if (entries.put(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
        throw fault(path, "names must differ", Json.quoted(name) + " twice");
      }
      long size = entry.getSize();
      long packed = entry.getCompressedSize();
      boolean stored = entry.getMethod() == ZipEntry.STORED;
      if (size < 0 || packed < 0 || size / (stored ? 1 : MAX_RATIO) > packed) {
        throw fault(
            path,
            "the length of an entry must fit its compressed bytes",
            Json.quoted(name) + " with " + size + " from " + packed);
      }
      compressed += packed;
    }
    if (compressed < 0 || compressed > Files.size(path)) {
      throw fault(path, "entries must not overlap", compressed + " compressed bytes in all");
    }
    return entries;
  }

  private static Tensor read(Path path, ZipFile zip, ZipEntry entry) throws IOException {
    String name = path + ", " + entry.getName();
    long size = entry.getSize();
    long[] position = {0};
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        ReadableByteChannel channel = Channels.newChannel(in)) {
      Source source = Source.of(FORMAT, name, size, (buffer, at) -> {
        position[0] = at;
        return channel.read(buffer);
      });
      Tensor tensor = Npy.read(source);
      position[0] = size;
      if (in.read() >= 0) {
        throw source.fault(size, "the entry must end where the directory says", "more bytes");
      }
      long sum = in.getChecksum().getValue();
      if (sum != entry.getCrc()) {
        throw source.fault(
            size,
            "the check sum must be " + Long.toHexString(entry.getCrc()),
            Long.toHexString(sum));
      }
      return tensor;
    } catch (ZipException | EOFException e) {
      throw FileFormatException.atByte(
          FORMAT, "the entry must be readable", reason(e), name, position[0]);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "an early end" : e.getMessage();
  }

  /** A fault in the directory, which is at the end of the file. */
  private static FileFormatException fault(Path path, String must, String got) throws IOException {
    return FileFormatException.atByte(FORMAT, must, got, path.toString(), Files.size(path));
  }

  // ---- writing

  /**
   * Writes tensors as they are, f4 or f8, stored without compression as numpy.savez does; replaces the file whole or not
   * at all.
   *
   * <pre>
   * Memory:    tensors may be views; they are not modified; the elements pass through a buffer of 64 KiB
   * Errors:    IOException when writing fails; the old file is as it was
   * </pre>
   */
  public static void write(Path path, Map<String, Tensor> tensors) throws IOException {
    write(path, tensors, ZipEntry.STORED);
  }

  /** Writes tensors as {@link #write} does, but deflated, as numpy.savez_compressed does. */
  public static void writeCompressed(Path path, Map<String, Tensor> tensors) throws IOException {
    write(path, tensors, ZipEntry.DEFLATED);
  }

  private static void write(Path path, Map<String, Tensor> tensors, int method) throws IOException {
    AtomicFile.write(path, out -> {
      ZipOutputStream zip = new ZipOutputStream(out);
      for (Map.Entry<String, Tensor> tensor : new TreeMap<>(tensors).entrySet()) {
        ZipEntry entry = new ZipEntry(tensor.getKey() + SUFFIX);
        entry.setMethod(method);
        entry.setTimeLocal(TIME);
        if (method == ZipEntry.STORED) {
          describe(tensor.getValue(), entry);
        }
        zip.putNextEntry(entry);
        write(tensor.getValue(), zip);
        zip.closeEntry();
      }
      zip.finish();
    });
  }

  private static void write(Tensor x, OutputStream out) throws IOException {
    Npy.write(x, StoredType.of(x.dtype()), out);
  }

  /** A stored entry says before its bytes how many there are and what they add up to, so these are written twice. */
  private static void describe(Tensor x, ZipEntry entry) throws IOException {
    CheckedOutputStream counted =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    write(x, counted);
    entry.setCrc(counted.getChecksum().getValue());
    StoredType type = StoredType.of(x.dtype());
    entry.setSize(NpyHeader.bytes(type, x.shape()).length + (long) x.size() * type.bytes());
  }
}

package cycloid.tensor.io;

import cycloid.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A .safetensors file: named tensors and texts.
 *
 * <pre>{@code
 * Safetensors.write(path, Map.of("weight", w, "bias", b), Map.of("epoch", "7"));
 *
 * try (Safetensors file = Safetensors.open(path)) {
 *   Tensor bias = file.read("bias");            // reads these bytes and no others
 * }
 * }</pre>
 *
 * <p>Opening reads the header and checks all of it: names that differ, types that are known, shapes that fit their
 * bytes, tensors that follow each other without gap or overlap to the end of the file. Several threads may read at once.
 *
 * <pre>
 * Limits:    header 100 000 000 bytes, 64 axes, 2^31 - 1 elements in a tensor that is read
 * DType:     see {@link StoredType}
 * Source:    github.com/huggingface/safetensors, README, "Format"
 * </pre>
 */
public final class Safetensors implements Closeable {
  private final FileChannel channel;
  private final Source source;
  private final SafetensorsHeader header;

  private Safetensors(Path path, FileChannel channel) throws IOException {
    this.channel = channel;
    this.source = Source.of(SafetensorsHeader.FORMAT, path.toString(), channel);
    this.header = SafetensorsHeader.read(source);
  }

  // ---- reading

  /**
   * Opens a file and reads its header.
   *
   * <pre>
   * Errors:    FileFormatException when the header is at fault, IOException when reading fails
   * </pre>
   */
  public static Safetensors open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new Safetensors(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** All tensors of a file, in the order of its header; errors as of {@link #open} and {@link #read(String)}. */
  public static Map<String, Tensor> read(Path path) throws IOException {
    try (Safetensors file = open(path)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : file.names()) {
        tensors.put(name, file.read(name));
      }
      return tensors;
    }
  }

  /** The names of the tensors, in the order of the header. */
  public List<String> names() {
    return List.copyOf(header.entries.keySet());
  }

  /** Whether there is a tensor of a name. */
  public boolean has(String name) {
    return header.entries.containsKey(name);
  }

  /** The texts of the file, which say what its writer wanted to say; often none. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata);
  }

  /** The shape of a tensor; IllegalArgumentException when there is none of the name. */
  public int[] shape(String name) {
    return header.entry("shape", name).shape().clone();
  }

  /** How the numbers of a tensor are stored; IllegalArgumentException when there is none of the name. */
  public StoredType type(String name) {
    return header.entry("type", name).type();
  }

  /**
   * Reads one tensor, and none of the others.
   *
   * <pre>
   * DType:     F32 for F32, F16 and BF16; otherwise F64, see {@link StoredType}
   * Memory:    result is fresh; a large one is read from mapped memory, others through a buffer of 64 KiB
   * Errors:    IllegalArgumentException when there is none of the name; FileFormatException when it has more than
   *            2^31 - 1 elements; IOException when reading fails
   * </pre>
   */
  public Tensor read(String name) throws IOException {
    SafetensorsHeader.Entry entry = header.entry("read", name);
    if ((entry.end() - entry.begin()) / entry.type().bytes() > Integer.MAX_VALUE) {
      throw header.fault(entry, "a tensor must have at most " + Integer.MAX_VALUE + " elements");
    }
    return Numbers.read(
        source, entry.begin(), entry.type(), ByteOrder.LITTLE_ENDIAN, entry.shape());
  }

  // ---- writing

  /** Writes tensors as they are; without metadata, otherwise as {@link #write(Path, Map, Map)}. */
  public static void write(Path path, Map<String, Tensor> tensors) throws IOException {
    write(path, tensors, Map.of());
  }

  /**
   * Writes tensors as they are, F32 or F64, and texts; replaces the file whole or not at all.
   *
   * <pre>
   * Memory:    tensors may be views; they are not modified; the elements pass through a buffer of 64 KiB
   * Errors:    IllegalArgumentException when a tensor is named "__metadata__", when a name or text has an unpaired
   *            surrogate, or when the header would exceed 100 000 000 bytes; IOException when writing fails;
   *            in all cases the old file is as it was
   * </pre>
   */
  public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    write(path, tensors, metadata, tensor -> StoredType.of(tensor.dtype()));
  }

  /**
   * Writes tensors as numbers of the type that a function gives for each, such as {@code tensor -> StoredType.BF16}:
   * rounded to nearest, of two equally near numbers to the even one, beyond the greatest number to infinity.
   *
   * <pre>
   * Errors:    as {@link #write(Path, Map, Map)}; IllegalArgumentException when a type is not floating
   * </pre>
   */
  public static void write(
      Path path,
      Map<String, Tensor> tensors,
      Map<String, String> metadata,
      Function<Tensor, StoredType> type)
      throws IOException {
    SafetensorsWriter writer =
        new SafetensorsWriter(tensors, metadata, tensor -> type.apply(tensor).writable());
    AtomicFile.write(path, writer::writeTo);
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}

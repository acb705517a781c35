package cycloid.simd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reference values: a {@code .safetensors} file of the folder {@code golden} among the test resources, or of the folder
 * named by {@code -Dcycloid.golden}. Reads F32 and F64 tensors; its header is a flat enough JSON for a pattern.
 */
final class Golden {
  private static final Pattern ENTRY = Pattern.compile(
      "\"([^\"]+)\"\\s*:\\s*\\{[^{}]*\"dtype\"\\s*:\\s*\"(\\w+)\"[^{}]*\"data_offsets\"\\s*:\\s*\\[(\\d+),\\s*(\\d+)]");

  private final byte[] bytes;
  private final int start;
  private final String header;

  private Golden(byte[] bytes) {
    this.bytes = bytes;
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    this.start = 8 + length;
    this.header = new String(bytes, 8, length, StandardCharsets.UTF_8);
  }

  static Golden read(String name) {
    String folder = System.getProperty("cycloid.golden");
    try (InputStream in = folder == null
        ? Golden.class.getResourceAsStream("/golden/" + name)
        : Files.newInputStream(Path.of(folder, name))) {
      return new Golden(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of all tensors, sorted. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    Matcher entry = ENTRY.matcher(header);
    while (entry.find()) {
      names.add(entry.group(1));
    }
    names.sort(null);
    return names;
  }

  /** A tensor's values, in row-major order. */
  double[] values(String name) {
    Matcher entry = ENTRY.matcher(header);
    while (entry.find()) {
      if (entry.group(1).equals(name)) {
        int from = Integer.parseInt(entry.group(3));
        ByteBuffer data =
            ByteBuffer.wrap(bytes, start + from, Integer.parseInt(entry.group(4)) - from);
        return values(data.order(ByteOrder.LITTLE_ENDIAN), entry.group(2));
      }
    }
    throw new IllegalArgumentException("no tensor " + name);
  }

  private static double[] values(ByteBuffer data, String dtype) {
    boolean single = dtype.equals("F32");
    if (!single && !dtype.equals("F64")) {
      throw new IllegalArgumentException("dtype " + dtype);
    }
    double[] values = new double[data.remaining() / (single ? 4 : 8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? data.getFloat() : data.getDouble();
    }
    return values;
  }
}

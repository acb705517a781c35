package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reference numbers of other programs, from the test resources: a .safetensors file, of which this reads what those files
 * have, 64-bit floats and integers. The header says which program of which version made them.
 */
public final class Golden {
  private static final Pattern ENTRY = Pattern.compile(
      "\"([^\"]+)\":\\{\"dtype\":\"(F64|I64)\",\"shape\":\\[([0-9,]*)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}");

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Golden() {}

  /** The tensors of a resource, by {@code case/name}. */
  public static Golden read(String resource) {
    try (InputStream in =
        Golden.class.getResourceAsStream("/golden/" + resource + ".safetensors")) {
      return parse(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden parse(ByteBuffer file) {
    int headerLength = (int) file.getLong();
    String header = new String(file.array(), 8, headerLength, StandardCharsets.UTF_8);
    Golden golden = new Golden();
    for (Matcher entry = ENTRY.matcher(header); entry.find(); ) {
      int start = 8 + headerLength + Integer.parseInt(entry.group(4));
      double[] values =
          new double[(Integer.parseInt(entry.group(5)) - Integer.parseInt(entry.group(4))) / 8];
      for (int i = 0; i < values.length; i++) {
        int at = start + 8 * i;
        values[i] = entry.group(2).equals("F64") ? file.getDouble(at) : file.getLong(at);
      }
      String extents = entry.group(3);
      int[] shape = extents.isEmpty()
          ? new int[0]
          : Arrays.stream(extents.split(",")).mapToInt(Integer::parseInt).toArray();
      golden.tensors.put(entry.group(1), Tensor.wrap(values, shape));
    }
    return golden;
  }

  /** The tensor with a name. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "golden: a name must be one of " + tensors.keySet() + "; got " + name);
    }
    return tensor;
  }

  /** The tensor as whole numbers. */
  public int[] integers(String name) {
    return Arrays.stream(get(name).toDoubleArray()).mapToInt(x -> (int) x).toArray();
  }

  /** The greatest difference, relative to one and the greatest expected number. */
  public double error(String name, Tensor got) {
    Tensor expected = get(name);
    if (!Arrays.equals(expected.shape(), got.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double difference = expected.sub(got).abs().max().item();
    return difference / (1 + expected.abs().max().item());
  }
}

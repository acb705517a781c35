package cycloid.optim;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reference trajectories: numbers that other implementations gave. The file is a resource of the tests; the system property
 * {@code cycloid.golden} names another folder to take it from.
 */
final class Golden {
  private final Map<String, Object> header;
  private final ByteBuffer data;

  /**
   * One trajectory.
   *
   * @param name its name in the file
   * @param attributes optimizer, hyper, tol, ...
   */
  record Case(String name, Map<String, Object> attributes, Golden file) {
    String optimizer() {
      return (String) attributes.get("optimizer");
    }

    /** The absolute tolerance on parameters. Where rates are given, optax computed them in single precision. */
    double tolerance() {
      return has("lr") ? 1e-7 : (Double) attributes.get("tol");
    }

    boolean isDrivenByGradients() {
      return file.header.containsKey(name + "/grads");
    }

    int parameters() {
      return ((Double) attributes.get("nparams")).intValue();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> hyper() {
      return (Map<String, Object>) attributes.get("hyper");
    }

    /** A tensor of this case: parameter 0 has no suffix, the others have their number. */
    Tensor tensor(String tensor, int parameter) {
      return file.tensor(name + "/" + tensor + (parameter == 0 ? "" : "." + parameter));
    }

    boolean has(String tensor) {
      return file.header.containsKey(name + "/" + tensor);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Golden(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) all.getLong();
    this.header = Json.object(new String(bytes, 8, length, StandardCharsets.UTF_8));
    this.data = all.position(8 + length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  static Golden open(String name) {
    String folder = System.getProperty("cycloid.golden");
    try (InputStream in = folder == null
        ? Golden.class.getResourceAsStream("/golden/" + name)
        : Files.newInputStream(Path.of(folder, name))) {
      return new Golden(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Map.Entry<String, Object> entry :
        ((Map<String, Object>) header.get("__metadata__")).entrySet()) {
      if (!entry.getKey().startsWith("_")) {
        cases.add(new Case(
            entry.getKey(), new LinkedHashMap<>(Json.object((String) entry.getValue())), this));
      }
    }
    return cases;
  }

  @SuppressWarnings("unchecked")
  private Tensor tensor(String name) {
    Map<String, Object> entry = (Map<String, Object>) header.get(name);
    int[] shape = ((List<Object>) entry.get("shape"))
        .stream().mapToInt(x -> ((Double) x).intValue()).toArray();
    int from = ((Double) ((List<Object>) entry.get("data_offsets")).get(0)).intValue();
    DType dtype = DType.valueOf((String) entry.get("dtype"));
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < tensor.size(); i++) {
      int position = from + i * dtype.bytes();
      dtype.set(
          tensor.storage(),
          i,
          dtype == DType.F32 ? data.getFloat(position) : data.getDouble(position));
    }
    return tensor;
  }
}

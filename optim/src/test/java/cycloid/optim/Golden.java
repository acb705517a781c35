package cycloid.optim;

import cycloid.tensor.Tensor;
import cycloid.tensor.io.Json;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
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
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;

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
      return file.tensors.containsKey(name + "/grads");
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
      return file.tensors.get(name + "/" + tensor + (parameter == 0 ? "" : "." + parameter));
    }

    boolean has(String tensor) {
      return file.tensors.containsKey(name + "/" + tensor);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Golden(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      this.metadata = file.metadata();
      this.tensors = new LinkedHashMap<>();
      for (String name : file.names()) {
        tensors.put(name, file.read(name));
      }
    }
  }

  static Golden open(String name) {
    String folder = System.getProperty("cycloid.golden");
    try {
      return new Golden(
          folder == null
              ? Path.of(Golden.class.getResource("/golden/" + name).toURI())
              : Path.of(folder, name));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    metadata.forEach((name, attributes) -> {
      if (!name.startsWith("_")) {
        cases.add(new Case(name, (Map<String, Object>) Json.parse(attributes), this));
      }
    });
    return cases;
  }
}

package cycloid.autodiff;

import cycloid.tensor.Tensor;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Reference numbers of other programs, from the test resources. Each file says which program of which version made it. */
public final class Golden {
  private final Map<String, Tensor> tensors;

  private Golden(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /** The tensors of a resource, by {@code case/name}. */
  public static Golden read(String resource) {
    try {
      URL url = Golden.class.getResource("/golden/" + resource + ".safetensors");
      return new Golden(Safetensors.read(Path.of(url.toURI())));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
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

package cycloid.optim;

import cycloid.tensor.Tensor;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A snapshot of an optimizer: named tensors, and named texts for everything else; what a file of tensors with metadata can
 * hold. Numbers are written as texts that read back to the same bits.
 *
 * <p>{@code "group.0.1.m"} is the state m of parameter 1 of group 0; {@code "group.0.1.t"} is how many updates it has
 * seen. A hyper-parameter that follows a schedule reads {@code "scheduled"}.
 *
 * @param tensors the state of the parameters
 * @param properties rules, hyper-parameters, counters, and what is needed to see that the state fits
 */
public record OptimizerState(Map<String, Tensor> tensors, Map<String, String> properties) {

  /** A snapshot from its parts; the maps are copied. */
  public OptimizerState {
    tensors = Map.copyOf(tensors);
    properties = Map.copyOf(properties);
  }

  /**
   * Writes the snapshot to a .safetensors file, whose metadata are the properties; replaces it whole or not at all.
   *
   * <pre>
   * Errors:    IOException when writing fails; the old file is as it was then
   * </pre>
   */
  public void save(Path path) throws IOException {
    Safetensors.write(path, tensors, properties);
  }

  /**
   * The snapshot in a file that {@link #save} wrote, with the same bits.
   *
   * <pre>
   * Errors:    IOException when reading fails, or when the file is no whole .safetensors file
   * </pre>
   */
  public static OptimizerState read(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      Map<String, Tensor> tensors = new HashMap<>();
      for (String name : file.names()) {
        tensors.put(name, file.read(name));
      }
      return new OptimizerState(tensors, file.metadata());
    }
  }
}

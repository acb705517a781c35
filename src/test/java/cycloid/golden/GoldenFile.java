package cycloid.golden;

import cycloid.tensor.Tensor;
import cycloid.tensor.io.Json;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reference numbers of other programs: a .safetensors file whose tensors are named case/name, with the attributes of each
 * case as a JSON text among its metadata.
 *
 * <p>Files are test resources; with {@code -Dcycloid.golden=FOLDER} those of that folder are taken, where
 * it has them.
 */
final class GoldenFile {
  private final Map<String, Case> cases = new LinkedHashMap<>();

  /** The cases of a file, named without its ending. */
  static List<Case> cases(String name) {
    return cases(path(name));
  }

  /** The cases of a file. */
  static List<Case> cases(Path path) {
    try (Safetensors file = Safetensors.open(path)) {
      GoldenFile golden = new GoldenFile();
      for (String tensor : file.names()) {
        int slash = tensor.indexOf('/');
        golden
            .get(tensor.substring(0, slash), file)
            .tensors()
            .put(tensor.substring(slash + 1), file.read(tensor));
      }
      return List.copyOf(golden.cases.values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String name) {
    Path folder = folder();
    String file = name + ".safetensors";
    try {
      return folder != null && Files.exists(folder.resolve(file))
          ? folder.resolve(file)
          : Path.of(GoldenFile.class.getResource("/golden/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The folder asked for, relative to the root of the project; null when none is. */
  static Path folder() {
    String given = System.getProperty("cycloid.golden");
    if (given == null) {
      return null;
    }
    Path folder =
        Path.of(System.getProperty("cycloid.root", ".")).resolve(given).normalize();
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "golden: cycloid.golden must be a folder; got " + folder.toAbsolutePath());
    }
    return folder;
  }

  private Case get(String name, Safetensors file) {
    return cases.computeIfAbsent(name, fresh -> {
      @SuppressWarnings("unchecked")
      Map<String, Object> attributes =
          (Map<String, Object>) Json.parse(file.metadata().get(fresh));
      return new Case(fresh, attributes, new LinkedHashMap<>());
    });
  }

  /** One case: what was computed, and the numbers. */
  record Case(String name, Map<String, Object> attributes, Map<String, Tensor> tensors) {

    Tensor get(String tensor) {
      return tensors.get(tensor);
    }

    boolean has(String tensor) {
      return tensors.containsKey(tensor);
    }

    String text(String attribute) {
      return (String) attributes.get(attribute);
    }

    int[] integers(String tensor) {
      return Arrays.stream(get(tensor).toDoubleArray()).mapToInt(x -> (int) x).toArray();
    }

    /** The tensors whose names have a beginning, which is cut off. */
    Map<String, Tensor> startingWith(String beginning) {
      Map<String, Tensor> found = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> {
        if (name.startsWith(beginning)) {
          found.put(name.substring(beginning.length()), tensor);
        }
      });
      return found;
    }

    /** The greatest difference from a tensor, relative to one and the greatest expected number. */
    double error(String tensor, Tensor got) {
      return GoldenFile.error(get(tensor), got);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The greatest difference, relative to one and the greatest expected number. */
  static double error(Tensor expected, Tensor got) {
    if (!Arrays.equals(expected.shape(), got.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    if (expected.size() == 0) {
      return 0;
    }
    double error =
        expected.sub(got).abs().max().item() / (1 + expected.abs().max().item());
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}

package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.tensor.Tensor;
import cycloid.tensor.io.FileFormatException;
import cycloid.tensor.io.Npy;
import cycloid.tensor.io.Npz;
import cycloid.tensor.io.Safetensors;
import cycloid.tensor.io.StoredType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that NumPy, the safetensors library and a hex editor wrote, legal and malformed: a manifest says which is which,
 * and what the legal ones hold. They are test resources; {@code -Dcycloid.golden=FOLDER} takes FOLDER/interop instead.
 */
class InteropTest {
  /** A file that is refused may cost this much memory beyond a multiple of its own length. */
  private static final long ALLOCATION = 1 << 20;

  private static final double TOLERANCE = 1e-12;

  @TempDir
  static Path scratch;

  /** A line of the manifest; entries are {@code name:dtype:shape:sum:weighted sum} with semicolons between. */
  private record Line(Path file, String verdict, String entries, String remark) {}

  private static Path folder() throws URISyntaxException {
    Path folder = GoldenFile.folder();
    return folder != null && Files.isDirectory(folder.resolve("interop"))
        ? folder.resolve("interop")
        : Path.of(InteropTest.class.getResource("/golden/interop").toURI());
  }

  private static List<Line> manifest() throws IOException, URISyntaxException {
    Path folder = folder();
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("manifest.tsv"))) {
      String[] fields = line.split("\t", -1);
      lines.add(new Line(folder.resolve(fields[0]), fields[1], fields[2], fields[3]));
    }
    return lines.subList(1, lines.size());
  }

  private static String extension(Path file) {
    return file.toString().substring(file.toString().lastIndexOf('.') + 1);
  }

  static Map<String, Tensor> read(Path file) throws IOException {
    return switch (extension(file)) {
      case "npy" -> Map.of("", Npy.read(file));
      case "npz" -> Npz.read(file);
      case "safetensors" -> Safetensors.read(file);
      default -> throw new IllegalArgumentException("manifest: unknown kind of file " + file);
    };
  }

  @TestFactory
  List<DynamicTest> everyFileIsReadOrRefusedAsTheManifestSays() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Line line : manifest()) {
      tests.add(DynamicTest.dynamicTest(
          line.verdict + " " + line.file.getFileName(),
          () -> assertTrue(fault(line).isEmpty(), fault(line))));
    }
    return tests;
  }

  @Test
  void theCountIsPrinted() throws Exception {
    Map<String, Integer> passed = new TreeMap<>();
    Map<String, Integer> failed = new TreeMap<>();
    for (Line line : manifest()) {
      String family = extension(line.file) + " " + line.verdict;
      (fault(line).isEmpty() ? passed : failed).merge(family, 1, Integer::sum);
      failed.putIfAbsent(family, 0);
      passed.putIfAbsent(family, 0);
    }
    passed.forEach((family, count) -> System.out.printf(
        "interop  %-20s  %3d passed  %d failed%n", family, count, failed.get(family)));
    assertTrue(failed.values().stream().allMatch(count -> count == 0), failed.toString());
  }

  /** What is wrong with how a file is read; empty when nothing is. */
  private static String fault(Line line) {
    Map<String, Tensor> tensors = null;
    Exception refusal = null;
    long before = Allocation.bytes();
    try {
      tensors = read(line.file);
    } catch (IOException | RuntimeException e) {
      refusal = e;
    }
    long allocated = Allocation.bytes() - before;
    if (refusal != null) {
      return line.verdict.equals("accept")
          ? "refused: " + refusal
          : faultOfRefusal(line, refusal, allocated);
    }
    return line.verdict.equals("reject")
        ? "read, should be refused"
        : faultOfContent(line, tensors);
  }

  private static String faultOfRefusal(Line line, Exception refusal, long allocated) {
    if (!(refusal instanceof FileFormatException known)) {
      return "not the exception for faulty files: " + refusal;
    }
    if (!known.file().startsWith(line.file.toString())
        || known.offset() < 0
        || !known.getMessage().contains("; got ")) {
      return "does not name file, offset and cause: " + known.getMessage();
    }
    try {
      long bound = ALLOCATION + 20 * Files.size(line.file);
      return allocated <= bound ? "" : allocated + " bytes allocated";
    } catch (IOException e) {
      return e.toString();
    }
  }

  // ---- content

  private static String faultOfContent(Line line, Map<String, Tensor> tensors) {
    Map<String, String[]> expected = new LinkedHashMap<>();
    for (String entry : line.entries.isEmpty() ? new String[0] : line.entries.split(";")) {
      String[] fields = entry.split(":");
      expected.put(fields[0], fields);
    }
    if (!expected.keySet().equals(tensors.keySet())) {
      return "names " + tensors.keySet();
    }
    for (Map.Entry<String, String[]> entry : expected.entrySet()) {
      String fault = faultOfTensor(entry.getValue(), tensors.get(entry.getKey()));
      if (!fault.isEmpty()) {
        return entry.getKey() + ": " + fault;
      }
    }
    return faultOfHalves(tensors);
  }

  private static String faultOfTensor(String[] fields, Tensor tensor) {
    String shape = tensor.rank() == 0
        ? "scalar"
        : Arrays.stream(tensor.shape())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("x"));
    boolean single = fields[1].matches("F32|F16|BF16|.f[24]");
    if (!shape.equals(fields[2]) || single != (tensor.dtype().bytes() == 4)) {
      return "shape " + shape + " " + tensor.dtype();
    }
    double sum = 0;
    double weighted = 0;
    double[] values = tensor.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      weighted += values[i] * (i % 97 + 1);
    }
    return near(fields[3], sum) && near(fields[4], weighted) ? "" : "sums " + sum + ", " + weighted;
  }

  private static boolean near(String expected, double got) {
    if (expected.equals("-")) {
      return true;
    }
    double value = Double.parseDouble(expected);
    return Math.abs(got - value) <= TOLERANCE * Math.max(1, Math.abs(value));
  }

  /** A tensor named as_f32 holds the widened values of the other; one named to_TYPE the narrowed values of f32. */
  private static String faultOfHalves(Map<String, Tensor> tensors) {
    for (String name : tensors.keySet()) {
      if (name.equals("as_f32")) {
        String other =
            tensors.keySet().stream().filter(x -> !x.equals(name)).findFirst().orElseThrow();
        if (!sameNumbers(tensors.get(other), tensors.get(name))) {
          return other + " is not widened to as_f32";
        }
      } else if (name.startsWith("to_")) {
        StoredType type = StoredType.valueOf(name.substring(3).toUpperCase(java.util.Locale.ROOT));
        if (!sameNumbers(narrowed(tensors.get("f32"), type), tensors.get(name))) {
          return "f32 is not narrowed to " + name;
        }
      }
    }
    return "";
  }

  private static Tensor narrowed(Tensor x, StoredType type) {
    try {
      Path file = scratch.resolve("narrowed.safetensors");
      Safetensors.write(file, Map.of("x", x), Map.of(), tensor -> type);
      return Safetensors.read(file).get("x");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Equal to the bit, signs of zeros too; any NaN equals any. */
  private static boolean sameNumbers(Tensor x, Tensor y) {
    return Arrays.equals(x.toDoubleArray(), y.toDoubleArray());
  }
}

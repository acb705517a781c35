package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.Npy;
import cycloid.tensor.io.Npz;
import cycloid.tensor.io.Safetensors;
import cycloid.tensor.io.StoredType;
import cycloid.tensor.random.Random;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** We read what NumPy writes and NumPy reads what we write, number for number; with the safetensors library where it is. */
class NumpyTest {
  @TempDir
  Path folder;

  private static Python.Answer script(String name, Path folder) throws Exception {
    return Python.script(name, folder.toString());
  }

  @BeforeAll
  static void numpyIsThere() throws InterruptedException {
    Python.assumeNumpy();
  }

  // ---- what NumPy writes

  @Test
  void weReadWhatNumpyWrites() throws Exception {
    Python.Answer answer = script("write.py", folder);
    assertTrue(answer.well(), answer.text());
    int files = 0;
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path file :
          (Iterable<Path>) paths.filter(p -> !p.toString().endsWith(".txt"))::iterator) {
        assertHolds(file, InteropTest.read(file));
        files++;
      }
    }
    // 12 types, 8 shapes, two byte orders, two layouts; and some more.
    assertTrue(files >= 12 * 8 * 4 + 8, files + " files");
    System.out.println("numpy    read " + files + " files " + answer.text().strip());
  }

  private static void assertHolds(Path file, Map<String, Tensor> tensors) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(file + ".txt"));
    assertEquals(lines.size(), tensors.size(), file.toString());
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      Tensor tensor = tensors.get(fields[0]);
      String place = file.getFileName() + " " + fields[0];
      assertArrayEquals(
          words(fields[1]).mapToInt(Integer::parseInt).toArray(), tensor.shape(), place);
      double[] expected = words(fields[2])
          .map(word -> word.replace("inf", "Infinity").replace("nan", "NaN"))
          .mapToDouble(Double::parseDouble)
          .toArray();
      assertArrayEquals(expected, tensor.toDoubleArray(), place);
    }
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
  }

  // ---- what NumPy reads

  @Test
  void numpyReadsWhatWeWrite() throws Exception {
    Map<String, Tensor> tensors = samples();
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      for (StoredType type : List.of(StoredType.F64, StoredType.F32, StoredType.F16)) {
        String file = tensor.getKey() + "_" + type + ".npy";
        Npy.write(folder.resolve(file), tensor.getValue(), type);
        note(file, Map.of("", tensor.getValue()), type);
      }
    }
    Npz.write(folder.resolve("stored.npz"), tensors);
    note("stored.npz", tensors, null);
    Npz.writeCompressed(folder.resolve("deflated.npz"), tensors);
    note("deflated.npz", tensors, null);
    Safetensors.write(folder.resolve("a.safetensors"), tensors, Map.of("層", "\"\n"));
    note("a.safetensors", tensors, null);
    Safetensors.write(
        folder.resolve("half.safetensors"), tensors, Map.of(), tensor -> StoredType.F16);
    note("half.safetensors", tensors, StoredType.F16);
    Python.Answer answer = script("read.py", folder);
    assertTrue(answer.well(), answer.text());
    System.out.println("numpy    " + answer.text().strip());
  }

  private static Map<String, Tensor> samples() {
    Random key = Random.key(3);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("special", Tensor.of(Double.NaN, -0.0, 1 / 0.0, -1 / 0.0, Double.MIN_VALUE, 65519));
    tensors.put("scalar", Tensor.scalar(DType.F32, 0.1));
    tensors.put("empty", Tensor.zeros(DType.F64, 2, 0, 3));
    tensors.put("vector", key.normal(DType.F32, 1000));
    tensors.put("matrix", key.normal(DType.F64, 300, 71).transpose());
    tensors.put("layer/β", key.normal(DType.F64, 4, 5, 6).slice(Slice.step(-1), Slice.step(2)));
    tensors.put("small", key.normal(DType.F64, 3, 100).mul(0x1p-22));
    return tensors;
  }

  /** Name, NumPy's dtype, shape, and the exact numbers. */
  private void note(String file, Map<String, Tensor> tensors, StoredType type) throws IOException {
    StringBuilder text = new StringBuilder();
    tensors.forEach((name, tensor) -> text.append(name)
        .append("\t<f")
        .append(type == null ? tensor.dtype().bytes() : type.bytes())
        .append('\t')
        .append(Arrays.stream(tensor.shape())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" ")))
        .append('\t')
        .append(Arrays.stream(tensor.toDoubleArray())
            .mapToObj(x -> Double.toString(x).replace("Infinity", "inf"))
            .collect(Collectors.joining(" ")))
        .append('\n'));
    Files.writeString(folder.resolve(file + ".txt"), text, StandardCharsets.UTF_8);
  }
}

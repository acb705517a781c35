package cycloid.golden;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A case of ops.safetensors: an operation, its arguments, inputs and what others computed from them.
 *
 * @param file the case as it stands in the file; its name is for messages only
 */
record GoldenCase(GoldenFile.Case file) {

  /** All cases. */
  static List<GoldenCase> all() {
    return GoldenFile.cases("ops").stream().map(GoldenCase::new).toList();
  }

  /** All cases of another file of the same kind. */
  static List<GoldenCase> all(Path file) {
    return GoldenFile.cases(file).stream().map(GoldenCase::new).toList();
  }

  /** Whether the cases are those committed here, not those of a folder given. */
  static boolean areOurs() {
    return System.getProperty("cycloid.golden") == null;
  }

  String name() {
    return file.name();
  }

  Arguments attributes() {
    return new Arguments(file.attributes());
  }

  /** The operation's name. */
  String op() {
    return attributes().text("op");
  }

  /** The operation's parameters. */
  Arguments arguments() {
    return op().equals(HigherOrderCases.OPERATION) ? attributes() : attributes().nested("args");
  }

  /** The inputs; indices too are numbers here. */
  List<Tensor> inputs() {
    return numbered("in");
  }

  /** The expected results: {@code out}, or {@code out0}, {@code out1}, ... */
  List<Tensor> outputs() {
    return has("out") ? List.of(get("out")) : numbered("out");
  }

  /** The name of a result's tensor, with a prefix: {@code gout}, or {@code gout0} where there are several results. */
  String resultName(String prefix, int result) {
    return has("out") ? prefix : prefix + result;
  }

  boolean has(String tensor) {
    return file.has(tensor);
  }

  Tensor get(String tensor) {
    return file.get(tensor);
  }

  /** The inputs that derivatives are taken with respect to. */
  int[] differentiated() {
    return attributes().integers("diff");
  }

  /** Whether the case is in single precision. */
  boolean isFloat() {
    return file.tensors().values().stream().anyMatch(tensor -> tensor.dtype() == DType.F32);
  }

  private List<Tensor> numbered(String prefix) {
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; has(prefix + i); i++) {
      found.add(get(prefix + i));
    }
    return found;
  }
}

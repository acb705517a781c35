package cycloid.golden;

import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.LinalgException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One case on its way through the checks: what was found wrong, and what nobody has looked at. */
final class LinalgCase {
  /** By the beginning of a case's name; of several that fit, the longest. */
  private static final Map<String, Consumer<LinalgCase>> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("dec_", LinalgDecompositions::general);
    KINDS.put("sym_", LinalgDecompositions::symmetric);
    KINDS.put("fail_", LinalgDecompositions::impossible);
    KINDS.put("chol_update", LinalgDecompositions::choleskyUpdate);
    KINDS.put("solve_triangular", LinalgDecompositions::triangular);
    KINDS.put("gemm", LinalgFunctions::product);
    KINDS.put("sum_", LinalgFunctions::sum);
    KINDS.put("expm", LinalgFunctions::exponential);
    KINDS.put("expm_frechet", LinalgFunctions::exponentialDerivative);
    KINDS.put("logm_spd", LinalgFunctions::logarithm);
    KINDS.put("polar", LinalgFunctions::polar);
    KINDS.put("newton_schulz", LinalgFunctions::newtonSchulz);
    KINDS.put("optax_inverse_pth_root", LinalgFunctions::coupledNewton);
    KINDS.put("sylvester", LinalgFunctions::sylvester);
    KINDS.put("kron_vec", LinalgFunctions::kronecker);
    KINDS.put("iterates", LinalgFunctions::iterates);
  }

  final GoldenFile.Case golden;
  private final Set<String> unseen;
  private final List<String> faults = new ArrayList<>();

  LinalgCase(GoldenFile.Case golden) {
    this.golden = golden;
    this.unseen = new TreeSet<>(golden.tensors().keySet());
    unseen.removeIf(name -> name.matches("in\\d+"));
  }

  /** The beginning of the name that is known, or the name up to its first number. */
  String kind() {
    return KINDS.keySet().stream()
        .filter(golden.name()::startsWith)
        .reduce((a, b) -> a.length() > b.length() ? a : b)
        .orElse(golden.name().replaceAll("_?\\d.*", ""));
  }

  /** Compares what can be compared; an exception is a fault. */
  void check() {
    Consumer<LinalgCase> checks = KINDS.get(kind());
    if (checks == null) {
      unseen.add(golden.name());
      return;
    }
    try {
      checks.accept(this);
    } catch (LinalgException | IllegalArgumentException e) {
      faults.add(e.toString());
      unseen.clear();
    }
  }

  List<String> faults() {
    return faults;
  }

  List<String> unknown() {
    return List.copyOf(unseen);
  }

  // ---- what is given

  Tensor in(int i) {
    return golden.get("in" + i);
  }

  boolean has(String tensor) {
    return golden.has(tensor);
  }

  /** An expected tensor, which is looked at herewith. */
  Tensor expected(String tensor) {
    unseen.remove(tensor);
    return golden.get(tensor);
  }

  double number(String attribute) {
    return ((Number) golden.attributes().get(attribute)).doubleValue();
  }

  // ---- what is found

  /** An error that must not exceed a tolerance; NaN does. */
  void within(String what, double error, double tolerance) {
    if (!(error <= tolerance)) {
      faults.add(what + ": " + error + " > " + tolerance);
    }
  }

  void holds(String what, boolean holds) {
    if (!holds) {
      faults.add(what);
    }
  }

  /** The tensor expected under a name, to a tolerance relative to its greatest number. */
  void close(String name, Tensor got, double tolerance) {
    within(name, relative(expected(name), got), tolerance);
  }

  /** The tensor expected under a name, to a tolerance relative to one and its greatest number. */
  void near(String name, Tensor got, double tolerance) {
    within(name, GoldenFile.error(expected(name), got), tolerance);
  }

  /** The greatest difference over the greatest expected number; 0 where both are 0. */
  static double relative(Tensor expected, Tensor got) {
    if (!Arrays.equals(expected.shape(), got.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    if (expected.size() == 0 || expected.arrayEqual(got)) {
      return 0;
    }
    double scale = expected.abs().max().item();
    return expected.sub(got).abs().max().item() / scale;
  }
}

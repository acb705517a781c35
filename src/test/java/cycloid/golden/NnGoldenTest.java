package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Pullback;
import cycloid.autodiff.Variable;
import cycloid.autodiff.nn.BatchNorm;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our layers against those of torch.nn: values, gradients, buffers. Which layer a case is follows from its attributes. */
class NnGoldenTest {
  private static final double FORWARD = 1e-12;
  private static final double GRADIENT = 1e-11;

  /** Kinds that wait for operations of the vocabulary. */
  private static final List<String> NOT_YET = List.of();

  private static List<GoldenFile.Case> modules() {
    return GoldenFile.cases("nn").stream()
        .filter(golden -> golden.has("out") || golden.has("out0"))
        .toList();
  }

  static List<GoldenFile.Case> modulesThatAreThere() {
    return modules().stream().filter(golden -> missing(golden) == null).toList();
  }

  static List<GoldenFile.Case> sequences() {
    return GoldenFile.cases("nn").stream()
        .filter(golden -> golden.has("running_mean"))
        .toList();
  }

  private static String missing(GoldenFile.Case golden) {
    try {
      model(golden);
      return null;
    } catch (TorchModel.NotYet e) {
      return e.getMessage();
    }
  }

  private static TorchModel model(GoldenFile.Case golden) {
    @SuppressWarnings("unchecked")
    Map<String, Object> arguments = (Map<String, Object>) golden.attributes().get("args");
    if (arguments.get("layers") instanceof List<?> layers) {
      String text = layers.stream().map(Object::toString).collect(Collectors.joining(" "));
      return TorchModel.of(TorchModel.sequential(TorchText.layers(text)));
    }
    return TorchModel.of(new TorchText(golden.text("module"), arguments));
  }

  @Test
  void onlyTheseKindsAreMissing() {
    TreeSet<String> missing = new TreeSet<>();
    modules().stream()
        .map(NnGoldenTest::missing)
        .filter(kind -> kind != null)
        .forEach(missing::add);
    assertTrue(NOT_YET.containsAll(missing), "missing: " + missing);
  }

  @ParameterizedTest
  @MethodSource("modulesThatAreThere")
  void agreesWithTorch(GoldenFile.Case golden) {
    TorchModel model = model(golden);
    load(model, golden);
    if (Boolean.FALSE.equals(golden.attributes().get("training"))) {
      model.module().eval();
    }
    Map<String, Tensor> arguments = new LinkedHashMap<>();
    model
        .module()
        .namedParameters()
        .forEach((name, parameter) -> arguments.put("gp." + name, parameter.value()));
    List<Tensor> inputs = numbered(golden, "in");
    for (int i = 0; i < inputs.size(); i++) {
      if (golden.has("gin" + i)) {
        arguments.put("gin" + i, inputs.get(i));
      }
    }
    List<Parameter> parameters = model.module().parameters();
    List<Tensor> outputs = new ArrayList<>();
    Pullback<List<Tensor>, Tensor> pullback = Autodiff.vjp(
        variables -> {
          Parameters<Variable> p =
              Parameters.of(parameters, variables.subList(0, parameters.size()));
          List<Variable> given = new ArrayList<>();
          int at = parameters.size();
          for (int i = 0; i < inputs.size(); i++) {
            given.add(golden.has("gin" + i) ? variables.get(at++) : Variable.of(inputs.get(i)));
          }
          List<Variable> out = model.forward().apply(given, p);
          out.forEach(variable -> outputs.add(variable.value()));
          return weighted(out, numbered(golden, "gout"));
        },
        List.copyOf(arguments.values()));
    List<Tensor> expected = numbered(golden, "out");
    assertEquals(expected.size(), outputs.size());
    for (int i = 0; i < expected.size(); i++) {
      small(GoldenFile.error(expected.get(i), outputs.get(i)), FORWARD, "out" + i);
    }
    List<Tensor> gradients = pullback.apply(Tensor.ones(pullback.value().dtype()));
    int index = 0;
    for (String name : arguments.keySet()) {
      small(golden.error(name, gradients.get(index++)), GRADIENT, name);
    }
    golden
        .startingWith("ba.")
        .forEach((name, after) -> small(
            GoldenFile.error(after, model.module().namedBuffers().get(name).value()),
            FORWARD,
            name));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void runningStatisticsFollowBatches(GoldenFile.Case golden) {
    BatchNorm norm = (BatchNorm) model(golden).module();
    Tensor batches = golden.get("in0");
    for (int t = 0; t < batches.size(0); t++) {
      norm.forward(batches.select(0, t));
      for (String statistic : List.of("running_mean", "running_var")) {
        Tensor expected = golden.get(statistic).select(0, t);
        Tensor got = norm.namedBuffers().get(statistic).value();
        small(GoldenFile.error(expected, got), FORWARD, statistic + " " + t);
      }
    }
  }

  private static void load(TorchModel model, GoldenFile.Case golden) {
    Map<String, Tensor> state = new LinkedHashMap<>(golden.startingWith("p."));
    state.putAll(golden.startingWith("b."));
    model.module().load(state);
  }

  /** The tensors name, or name0, name1, ... */
  private static List<Tensor> numbered(GoldenFile.Case golden, String name) {
    if (golden.has(name)) {
      return List.of(golden.get(name));
    }
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; golden.has(name + i); i++) {
      found.add(golden.get(name + i));
    }
    return found;
  }

  /** The sum of outputs times cotangents; the last outputs may have none. */
  private static Variable weighted(List<Variable> out, List<Tensor> cotangents) {
    Variable sum = null;
    for (int i = 0; i < cotangents.size(); i++) {
      Variable term = out.get(i).mul(Variable.of(cotangents.get(i))).sum();
      sum = sum == null ? term : sum.add(term);
    }
    return sum;
  }

  private static void small(double error, double tolerance, String what) {
    assertTrue(error <= tolerance, () -> what + ": error " + error);
  }
}

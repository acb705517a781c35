package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Twelve to twenty steps along given gradients, as PyTorch 2.13, optax 0.2.8 and the authors' code take them; each case at
 * its own tolerance.
 */
class GoldenTrajectoryTest {
  private static final List<String> FILES = List.of("optim.safetensors", "optim_zoo.safetensors");

  /** Optimizers of which every case must pass. */
  private static final Set<String> COMPLETE = Set.of("SGD", "Adam", "AdamW", "Lion", "Muon");

  static Stream<Golden.Case> cases() {
    return FILES.stream()
        .flatMap(file -> Golden.open(file).cases().stream())
        .filter(GoldenTrajectoryTest::isCompared);
  }

  private static boolean isCompared(Golden.Case golden) {
    return golden.isDrivenByGradients() && Translation.of(golden).isPresent();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTrajectoryIsTheReferences(Golden.Case golden) {
    List<Parameter> parameters = new ArrayList<>();
    for (int k = 0; k < golden.parameters(); k++) {
      parameters.add(new Parameter("p" + k, golden.tensor("p0", k)));
    }
    Optimizer optimizer = Translation.of(golden).orElseThrow().apply(parameters);
    int steps = golden.tensor("params", 0).size(0);
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < parameters.size(); k++) {
        parameters.get(k).setGradient(golden.tensor("grads", k).select(0, t));
      }
      optimizer.step();
      if (golden.has("eval") && golden.optimizer().toLowerCase(Locale.ROOT).contains("free")) {
        compareAverages(golden, optimizer, parameters.get(0), t);
      }
      for (int k = 0; k < parameters.size(); k++) {
        Tensor expected = golden.tensor("params", k).select(0, t);
        double error = parameters.get(k).value().sub(expected).abs().max().item();
        assertTrue(
            error <= golden.tolerance(),
            golden + ", step " + t + ": " + error + " > " + golden.tolerance());
      }
    }
  }

  private static void compareAverages(
      Golden.Case golden, Optimizer optimizer, Parameter parameter, int t) {
    ScheduleFree averages = ScheduleFree.of(optimizer);
    averages.swapIn();
    Tensor expected = golden.tensor("eval", 0).select(0, t);
    double error = parameter.value().sub(expected).abs().max().item();
    assertTrue(error <= 10 * golden.tolerance(), golden + ", average " + t + ": " + error);
    averages.swapOut();
  }

  @ParameterizedTest
  @ValueSource(strings = {"optim.safetensors", "optim_zoo.safetensors"})
  void everyCaseOfOurOptimizersIsCompared(String file) {
    Set<String> notYet = new TreeSet<>();
    int count = 0;
    List<Golden.Case> cases = Golden.open(file).cases();
    for (Golden.Case golden : cases) {
      if (!isCompared(golden)
          && !GoldenObjectiveTest.isCompared(golden)
          && !WrappersTest.isCompared(golden)) {
        notYet.add(file.contains("zoo") ? golden.name() : golden.optimizer());
        count++;
      }
    }
    System.out.println(
        file + ": not yet compared: " + count + " of " + cases.size() + ", of " + notYet);
    Set<String> missing = new TreeSet<>(notYet);
    missing.retainAll(COMPLETE);
    assertEquals(Set.of(), missing);
  }
}

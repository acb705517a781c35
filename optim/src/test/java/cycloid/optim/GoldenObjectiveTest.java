package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs in which gradients follow the parameters: on f(x) = x'Ax / 2 - b'x + c sum(x^4) / 4, as the references take them. */
class GoldenObjectiveTest {
  private static final Golden GOLDEN = Golden.open("optim.safetensors");

  /** One call, given the loss with its gradients; returns the loss before. */
  private static ToDoubleFunction<DoubleSupplier> method(Golden.Case golden, Parameter x) {
    Map<String, Object> hyper = golden.hyper();
    return switch (golden.optimizer()) {
      case "LBFGS" -> lbfgs(hyper, x)::step;
      case "SAM(SGD)" -> sam(hyper, x)::step;
      case "ASAM(SGD)" -> sam(hyper, x).adaptive((Double) hyper.get("eta"))::step;
      default -> null;
    };
  }

  private static SharpnessAware sam(Map<String, Object> hyper, Parameter x) {
    Rule rule =
        Sgd.rule().learningRate((Double) hyper.get("lr")).momentum((Double) hyper.get("momentum"));
    SharpnessAware sam = SharpnessAware.around(rule.on(x)).radius((Double) hyper.get("rho"));
    return Boolean.TRUE.equals(hyper.get("adaptive")) ? sam.adaptive() : sam;
  }

  private static Lbfgs lbfgs(Map<String, Object> hyper, Parameter x) {
    return Lbfgs.on(java.util.List.of(x))
        .asPyTorch()
        .lineSearch(hyper.get("line_search_fn") != null)
        .learningRate((Double) hyper.get("lr"))
        .iterations(((Double) hyper.get("max_iter")).intValue())
        .history(((Double) hyper.get("history_size")).intValue());
  }

  static boolean isCompared(Golden.Case golden) {
    return golden.attributes().containsKey("objective")
        && !(golden.name().startsWith("optax_lbfgs"))
        && method(golden, new Parameter("weight", golden.tensor("p0", 0))) != null;
  }

  static Stream<Golden.Case> cases() {
    return GOLDEN.cases().stream().filter(GoldenObjectiveTest::isCompared);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theRunIsTheReferences(Golden.Case golden) {
    Parameter x = new Parameter("weight", golden.tensor("p0", 0).copy());
    ToDoubleFunction<DoubleSupplier> method = method(golden, x);
    Tensor losses = golden.tensor("losses", 0);
    for (int t = 0; t < losses.size(); t++) {
      double loss = method.applyAsDouble(() -> lossAndGradient(golden, x));
      near(losses.get(t), loss, 1e-9 * (1 + Math.abs(losses.get(t))), golden + ", loss " + t);
      Tensor expected = golden.tensor("params", 0).select(0, t);
      double error = x.value().sub(expected).abs().max().item();
      near(0, error, golden.tolerance(), golden + ", step " + t);
    }
  }

  private static void near(double expected, double got, double tolerance, String what) {
    assertTrue(
        Math.abs(expected - got) <= tolerance, what + ": " + got + " instead of " + expected);
  }

  private static double lossAndGradient(Golden.Case golden, Parameter parameter) {
    Tensor x = parameter.value();
    Tensor a = golden.tensor("A", 0);
    Tensor b = golden.tensor("b", 0);
    double c = (Double) golden.attributes().get("c");
    Tensor ax = a.matmul(x);
    Tensor cubes = x.mul(x).mul(x);
    parameter.setGradient(ax.sub(b).add(cubes.mul(c)));
    return x.mul(ax).sum().item() / 2
        - b.mul(x).sum().item()
        + c / 4 * cubes.mul(x).sum().item();
  }
}

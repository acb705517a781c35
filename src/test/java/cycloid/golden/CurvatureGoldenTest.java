package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Curvature;
import cycloid.autodiff.Variable;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.autodiff.nn.Sequential;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products with the Hessian, the Gauss-Newton matrix and the empirical Fisher matrix, against curvlinops. */
class CurvatureGoldenTest {
  private static final double TOLERANCE = 1e-10;
  private static final List<String> NOT_YET = List.of();

  static List<GoldenFile.Case> cases() {
    return GoldenFile.cases("curvature").stream()
        .filter(golden -> golden.has("hess_v0") && missing(golden) == null)
        .toList();
  }

  private static String missing(GoldenFile.Case golden) {
    try {
      TorchModel.sequential(TorchText.layers(golden.text("net")));
      return null;
    } catch (TorchModel.NotYet e) {
      return e.getMessage();
    }
  }

  @Test
  void onlyTheseKindsAreMissing() {
    TreeSet<String> missing = new TreeSet<>();
    for (GoldenFile.Case golden : GoldenFile.cases("curvature")) {
      if (golden.has("hess_v0") && missing(golden) != null) {
        missing.add(missing(golden));
      }
    }
    assertTrue(NOT_YET.containsAll(missing), "missing: " + missing);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithCurvlinops(GoldenFile.Case golden) {
    Sequential model = TorchModel.sequential(TorchText.layers(golden.text("net")));
    model.load(golden.startingWith("p."));
    List<Tensor> values = model.parameters().stream().map(Parameter::value).toList();
    Tensor x = golden.get("X");
    Function<List<Variable>, Variable> f = xs -> {
      Parameters<Variable> p = Parameters.of(model.parameters(), xs);
      return model.forward(p.constant(x), p);
    };
    boolean classes = golden.text("loss").startsWith("CrossEntropy");
    Function<Variable, Variable> loss = classes
        ? out -> Losses.crossEntropy(out, golden.integers("y"))
        : out -> Losses.mse(out, out.constant(golden.get("y")));
    Function<Variable, Variable> losses = classes
        ? out -> eachCrossEntropy(out, golden.integers("y"))
        : out -> eachSquaredError(out, golden.get("y"));

    small(golden.error("out", f.apply(variables(values)).value()), "out");
    Tensor gradient = joined(Autodiff.grad(xs -> loss.apply(f.apply(xs)), values));
    small(golden.error("grad", gradient), "grad");
    check(golden, "hess", Autodiff.hessianProduct(xs -> loss.apply(f.apply(xs)), values), values);
    check(golden, "ggn", Autodiff.gaussNewtonProduct(f, loss, values), values);
    check(golden, "ef", Autodiff.fisherProduct(xs -> losses.apply(f.apply(xs)), values), values);
  }

  /** curvlinops divides the sum of g g', g of an example's summed error, by the number of all elements. */
  private static Variable eachSquaredError(Variable out, Tensor y) {
    return out.sub(out.constant(y)).square().sum(1).div(Math.sqrt(y.size(1)));
  }

  private static Variable eachCrossEntropy(Variable out, int[] labels) {
    int[] positions = new int[labels.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i * out.size(1) + labels[i];
    }
    return out.logSoftmax(1).flatten().gather(0, positions).neg();
  }

  /** The product with v0, and with unit vectors where the whole matrix is given. */
  private static void check(
      GoldenFile.Case golden, String name, Curvature<List<Tensor>> curvature, List<Tensor> like) {
    Tensor product = joined(curvature.times(parts(golden.get("v0"), like)));
    small(golden.error(name + "_v0", product), name + "_v0");
    if (golden.has(name)) {
      Tensor matrix = golden.get(name);
      for (int j = 0; j < matrix.size(1); j++) {
        Tensor unit = Tensor.zeros(matrix.dtype(), matrix.size(1));
        unit.set(1, j);
        Tensor column = joined(curvature.times(parts(unit, like)));
        small(GoldenFile.error(matrix.select(1, j), column), name + " column " + j);
      }
    }
  }

  private static List<Variable> variables(List<Tensor> values) {
    return values.stream().map(Variable::of).toList();
  }

  /** All numbers in one vector, row-major, in the order of the parameters. */
  private static Tensor joined(List<Tensor> parts) {
    List<Tensor> flat = parts.stream().map(Tensor::flatten).toList();
    return flat.get(0).concat(0, flat.subList(1, flat.size()));
  }

  private static List<Tensor> parts(Tensor all, List<Tensor> like) {
    List<Tensor> parts = new ArrayList<>();
    int at = 0;
    for (Tensor tensor : like) {
      parts.add(all.narrow(0, at, at + tensor.size()).reshape(tensor.shape()));
      at += tensor.size();
    }
    return parts;
  }

  private static void small(double error, String what) {
    assertTrue(error <= TOLERANCE, () -> what + ": error " + error);
  }
}

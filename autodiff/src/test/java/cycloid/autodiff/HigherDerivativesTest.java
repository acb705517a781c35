package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives up to the fourth, gradients and Hessians, against those of PyTorch. */
class HigherDerivativesTest {
  private static final Golden GOLDEN = Golden.read("higher");

  private static final Map<String, Function<Variable, Variable>> FUNCTIONS = Map.of(
      "tanh_sum", x -> x.tanh().sum(),
      "exp_prod",
          x -> x.select(0, 0)
              .mul(x.select(0, 1))
              .mul(x.select(0, 2))
              .mul(x.select(0, 3))
              .exp(),
      "softmax_ent", x -> x.softmax(0).mul(x.logSoftmax(0)).sum().neg(),
      "sin_quad", x -> x.square().sum().sin(),
      "logsumexp", x -> x.logSumExp(),
      "log1p_sq", x -> x.square().sum().log1p(),
      "gelu_sum", x -> x.gelu().sum(),
      "rosenbrock", HigherDerivativesTest::rosenbrock,
      "sigmoid_pow", x -> x.sigmoid().pow(3).sum(),
      "div", x -> x.select(0, 0).div(x.narrow(0, 1, 4).square().add(1)).sum());

  private static Variable rosenbrock(Variable x) {
    Variable first = x.narrow(0, 0, 3);
    Variable valley = x.narrow(0, 1, 4).sub(first.square());
    return valley.square().mul(100).add(first.subFrom(1).square()).sum();
  }

  static Set<String> functions() {
    return FUNCTIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void derivativesAlongALine(String name) {
    Tensor x = GOLDEN.get("higher_" + name + "/in0");
    Variable v = Variable.of(GOLDEN.get("higher_" + name + "/v0"));
    double[] expected = GOLDEN.get("higher_" + name + "/derivs").toDoubleArray();
    Function<Variable, Variable> f = FUNCTIONS.get(name);
    for (int k = 0; k < expected.length; k++) {
      double got = f.apply(Variable.of(x)).value().item();
      assertEquals(expected[k], got, 1e-10 * (1 + Math.abs(expected[k])), "order " + k);
      // Forwards and backwards in turn.
      Function<Variable, Variable> g = f;
      f = k % 2 == 0 ? y -> Autodiff.grad(g, y).dot(v) : y -> Autodiff.jvp(g, y, v);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void gradientAndHessian(String name) {
    Tensor x = GOLDEN.get("higher_" + name + "/in0");
    Tensor v = GOLDEN.get("higher_" + name + "/v0");
    Function<Variable, Variable> f = FUNCTIONS.get(name);
    Tensor hessian = Autodiff.hessian(f, x);
    assertTrue(GOLDEN.error("higher_" + name + "/gin0", Autodiff.grad(f, x)) < 1e-11);
    assertTrue(GOLDEN.error("higher_" + name + "/hess", hessian) < 1e-10);
    assertTrue(Autodiff.hvp(f, x, v).allClose(hessian.matmul(v), 1e-12, 1e-12));
  }
}

package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Products of curvature, example by example, recomputation, rules of users, and the search for NaN. */
class TransformsTest {
  private static final Tensor X = Tensor.of(0.3, -0.7, 1.1);
  private static final Tensor V = Tensor.of(1, 2, -1);

  private static void assertClose(Tensor expected, Tensor got) {
    assertTrue(got.allClose(expected, 1e-12, 1e-12), () -> expected + " but got " + got);
  }

  // ---- curvature

  /** Three outputs of three inputs, nonlinear. */
  private static Variable model(List<Variable> x) {
    return x.get(0).sin().mul(x.get(1)).add(x.get(0).square());
  }

  @Test
  void curvatureProductsAgreeWithMatrices() {
    Function<Variable, Variable> loss = y -> y.pow(4).sum().add(y.select(0, 0).mul(y.select(0, 1)));
    Function<Variable, Variable> f = x -> model(List.of(x, x.constant(V)));
    Tensor j = Autodiff.jacobian(f, X);
    Tensor h = Autodiff.hessian(loss, f.apply(Variable.of(X)).value());
    Tensor expected = j.transpose().matmul(h).matmul(j).matmul(V);
    Curvature<List<Tensor>> g =
        Autodiff.gaussNewtonProduct(x -> f.apply(x.get(0)), loss, List.of(X));
    assertClose(expected, g.times(List.of(V)).get(0));
    Curvature<List<Tensor>> fisher = Autodiff.fisherProduct(x -> f.apply(x.get(0)), List.of(X));
    assertClose(
        j.transpose().matmul(j).matmul(V).div(3), fisher.times(List.of(V)).get(0));
    Tensor full = Autodiff.hessian(x -> loss.apply(f.apply(x)), X);
    Curvature<List<Tensor>> hessian =
        Autodiff.hessianProduct(x -> loss.apply(f.apply(x.get(0))), List.of(X));
    assertClose(full.matmul(V), hessian.times(List.of(V)).get(0));
    assertClose(full.matmul(X), hessian.times(List.of(X)).get(0));
    Linearization<Tensor, Tensor> gradient =
        Autodiff.linearizeGradient(x -> loss.apply(f.apply(x)), X);
    assertClose(Autodiff.grad(x -> loss.apply(f.apply(x)), X), gradient.value());
    assertClose(full.matmul(V), gradient.jvp(V));
  }

  // ---- example by example

  @Test
  void perExampleGradientsAreRowsOfTheJacobian() {
    Tensor data = Tensor.of(new double[][] {{1, 2, 3}, {-1, 0.5, 2}, {0, 1, -1}, {2, 2, 2}});
    Function<Variable, Variable> losses = w -> w.constant(data).matmul(w).square();
    Tensor expected = Autodiff.jacobian(losses, X);
    List<Tensor> got = Autodiff.perExampleGradients(
        (xs, i) -> xs.get(0).constant(data.select(0, i)).dot(xs.get(0)).square(), List.of(X), 4);
    assertClose(expected, got.get(0));
    Tensor norms = Autodiff.perExampleGradientNorms(
        (xs, i) -> xs.get(0).constant(data.select(0, i)).dot(xs.get(0)).square(), List.of(X), 4);
    assertClose(expected.norm(1), norms);
    assertArrayEquals(
        new int[] {0, 3},
        Autodiff.perExampleGradients((xs, i) -> xs.get(0).sum(), List.of(X), 0)
            .get(0)
            .shape());
  }

  // ---- recomputing

  private static Variable segment(List<Variable> x) {
    return x.get(0).sin().mul(x.get(1)).exp().tanh();
  }

  @Test
  void checkpointHasTheSameDerivativesOfAnyOrder() {
    List<Tensor> xs = List.of(X, V);
    Tensor plain = Autodiff.grad(x -> segment(x).square().sum(), xs).get(0);
    Tensor again = Autodiff.grad(
            x -> Autodiff.checkpoint(TransformsTest::segment, x).square().sum(), xs)
        .get(0);
    assertTrue(plain.arrayEqual(again));
    Autodiff.gradientCheck(x -> Autodiff.checkpoint(TransformsTest::segment, x), xs);
    assertClose(
        Autodiff.hvp(x -> segment(List.of(x, x)).sum(), X, V),
        Autodiff.hvp(x -> Autodiff.checkpoint(y -> segment(List.of(y, y)), x).sum(), X, V));
  }

  @Test
  void checkpointKeepsNothingBetween() {
    List<WeakReference<Tensor>> between = new ArrayList<>();
    Linearization<Tensor, Tensor> map = Autodiff.linearize(
        x -> Autodiff.checkpoint(
            y -> {
              Variable middle = y.exp();
              between.add(new WeakReference<>(middle.value()));
              return middle.sin();
            },
            x),
        X);
    for (int i = 0; i < 50 && between.get(0).get() != null; i++) {
      System.gc();
    }
    assertEquals(null, between.get(0).get());
    assertClose(X.exp().cos().mul(X.exp()).mul(V), map.vjp(V));
    assertEquals(2, between.size());
  }

  @Test
  void checkpointThatDependsOnOthersIsRefused() {
    Exception error = assertThrows(
        IllegalArgumentException.class,
        () -> Autodiff.grad(x -> Autodiff.checkpoint(y -> y.mul(x), x.detach()).sum(), X));
    assertEquals(
        "checkpoint: f must depend on nothing but its arguments; got a result that depends on other variables, "
            + "too; hand them over as arguments",
        error.getMessage());
  }

  @Test
  void checkpointThatChangesIsRefused() {
    int[] calls = {0};
    Exception error = assertThrows(
        IllegalStateException.class,
        () -> Autodiff.grad(x -> Autodiff.checkpoint(y -> y.mul(++calls[0]), x).sum(), X));
    assertEquals(
        "checkpoint: f must give the same numbers when it is computed again; got (3,) f64 that differ; "
            + "do not draw random numbers or change state in it",
        error.getMessage());
  }

  // ---- rules of users

  @Test
  void ruleOfAUserHasDerivativesOfAnyOrderFromItsPullback() {
    CustomRule cube = CustomRule.of(
        "cube",
        x -> x.get(0).pow(3),
        (x, y, g) -> List.of(x.get(0).square().mul(3).mul(g)));
    Autodiff.gradientCheck(x -> cube.at(x).mul(x), X);
    assertClose(X.square().mul(3).mul(V), Autodiff.jvp(x -> cube.at(x), X, V));
    assertClose(X.mul(6).mul(V), Autodiff.hvp(x -> cube.at(x).sum(), X, V));
    CustomRule product = CustomRule.of(
        "product",
        x -> x.get(0).mul(x.get(1)),
        (x, y, g) -> List.of(x.get(1).mul(g), x.get(0).mul(g)));
    Autodiff.gradientCheck(x -> product.at(x.get(0), x.get(1)), List.of(X, V));
    Autodiff.gradientCheck(x -> product.at(x, x.constant(V)), X);
    Autodiff.gradientCheck(x -> product.at(x.constant(V), x), X);
  }

  @Test
  void ruleOfAUserMayBeAnythingButIsChecked() {
    CustomRule straightThrough =
        CustomRule.of("round", x -> x.get(0).round(), (x, y, g) -> List.of(g));
    assertClose(
        Tensor.ones(DType.F64, 3), Autodiff.grad(x -> straightThrough.at(x).sum(), X));
    CustomRule wrong = CustomRule.of(
        "wrong",
        x -> x.get(0).square(),
        (x, y, g) -> List.of(x.get(0).mul(2.002).mul(g)));
    assertThrows(ArithmeticException.class, () -> Autodiff.gradientCheck(x -> wrong.at(x), X));
    CustomRule few = CustomRule.of("few", x -> x.get(0).add(x.get(1)), (x, y, g) -> List.of(g));
    assertEquals(
        "few: its pullback must give one cotangent for each operand; got 1 for 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Autodiff.grad(x -> few.at(x, x).sum(), X))
            .getMessage());
    CustomRule thin = CustomRule.of("thin", x -> x.get(0).neg(), (x, y, g) -> List.of(g.sum()));
    assertEquals(
        "thin: a cotangent must have the shape and dtype of its operand; got operand 0 (3,) f64, cotangent () f64",
        assertThrows(
                IllegalArgumentException.class,
                () -> Autodiff.grad(x -> thin.at(x).sum(), X))
            .getMessage());
  }

  // ---- NaN

  @Test
  void firstOperationThatGivesNaNIsNamed() {
    Function<Variable, Variable> f = x -> x.exp().add(x.log()).sum();
    Exception error =
        assertThrows(ArithmeticException.class, () -> Autodiff.traceNaN(() -> Autodiff.grad(f, X)));
    assertEquals(
        "log: the result must not be NaN; got the first at position 1 of (3,) f64 from operands (3,) f64, "
            + "which have none",
        error.getMessage());
    assertTrue(Double.isNaN(Autodiff.vjp(f, X).value().item()));
  }

  @Test
  void firstNaNOfADerivativeIsNamedToo() {
    Exception error = assertThrows(
        ArithmeticException.class,
        () -> Autodiff.traceNaN(() -> Autodiff.grad(x -> x.mul(0).sqrt().mul(0).sum(), X)));
    assertTrue(error.getMessage().startsWith("sqrt.pullback: the result must not be NaN"));
    assertTrue(error.getMessage().endsWith("in the derivative of sqrt"), error.getMessage());
  }

  @Test
  void whatHasNoNaNPasses() {
    assertEquals(
        3.0,
        Autodiff.<Double>traceNaN(
            () -> Autodiff.vjp(x -> x.sum(), Tensor.of(1, 2)).value().item()));
  }

  // ---- memory

  @Test
  void valuesAreFreedAsThePullbackConsumesThem() {
    List<WeakReference<Tensor>> kept = new ArrayList<>();
    boolean[] freed = {false};
    CustomRule probe = CustomRule.of("probe", x -> x.get(0).copy(), (x, y, g) -> {
      for (int i = 0; i < 50 && kept.get(0).get() != null; i++) {
        System.gc();
      }
      freed[0] = kept.get(0).get() == null;
      return List.of(g);
    });
    Autodiff.grad(
        x -> {
          Variable kept0 = probe.at(x).exp();
          Variable square = kept0.mul(2);
          kept.add(new WeakReference<>(square.value()));
          return square.square().sum();
        },
        X);
    assertTrue(freed[0]);
  }
}

package cycloid.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each method on what it is for, and what it says of what it is not for. */
class LinearSystemTest {
  private static final int N = 30;

  private static final Map<String, Function<LinearSystem, IterativeSolution>> METHODS =
      new LinkedHashMap<>();

  static {
    METHODS.put("conjugateGradient", LinearSystem::conjugateGradient);
    METHODS.put("minres", LinearSystem::minres);
    METHODS.put("gmres", system -> system.gmres(40));
    METHODS.put(
        "gmres restarted", system -> system.gmres(12).converged() ? system.gmres(12) : null);
    METHODS.put("lsqr", LinearSystem::lsqr);
    METHODS.put("lsmr", LinearSystem::lsmr);
  }

  /** G'G / n + I: symmetric positive definite, condition number below 10. */
  private static Tensor definite(DType dtype) {
    Tensor g = Random.key(1).normal(dtype, N, N);
    return g.transpose().matmul(g).div(N).add(Tensor.eye(dtype, N));
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodSolvesADefiniteSystemAndItsEstimateIsTheResidual(DType dtype) {
    Tensor a = definite(dtype);
    Tensor b = Random.key(2).normal(dtype, N);
    METHODS.forEach((name, method) -> {
      IterativeSolution solution = method.apply(LinearSystem.of(a, b));
      assertEquals(StopReason.CONVERGED, solution.reason(), name);
      double residual = b.sub(a.matmul(solution.x())).norm().item();
      double norm = b.norm().item();
      assertTrue(residual <= (dtype == DType.F32 ? 2e-5 : 2e-10) * norm, name + ": " + residual);
      assertEquals(residual, solution.residual(), (dtype == DType.F32 ? 1e-5 : 1e-12) * norm, name);
      assertEquals(solution.iterations() + 1, solution.residuals().length, name);
    });
  }

  @Test
  void everyMethodStartsWhereItIsTold() {
    Tensor a = definite(DType.F64);
    Tensor x = Random.key(3).normal(DType.F64, N);
    Tensor b = a.matmul(x);
    METHODS.forEach((name, method) -> {
      IterativeSolution there = method.apply(LinearSystem.of(a, b).startingAt(x));
      assertEquals(0, there.iterations(), name);
      assertTrue(there.x().arrayEqual(x), name);
      IterativeSolution near =
          method.apply(LinearSystem.of(a, b).startingAt(x.add(0.01)).until(1e-12));
      assertTrue(near.x().allClose(x, 0, 1e-10), name);
    });
  }

  @Test
  void aGoodPreconditionerSavesIterationsAndLeavesTheSolution() {
    Tensor scale = Tensor.linspace(DType.F64, 1, 1000, N);
    Tensor a = definite(DType.F64).mul(scale.unsqueeze(0)).mul(scale.unsqueeze(1));
    Tensor b = Random.key(4).normal(DType.F64, N);
    LinearOperator m = LinearOperator.diagonal(scale.square().reciprocal());
    for (String name : new String[] {"conjugateGradient", "minres", "gmres"}) {
      LinearSystem system = LinearSystem.of(a, b).until(1e-8).atMost(1000);
      IterativeSolution plain = METHODS.get(name).apply(system);
      IterativeSolution better = METHODS.get(name).apply(system.preconditionedBy(m));
      assertTrue(better.converged(), name);
      assertTrue(better.iterations() < plain.iterations(), name);
      assertTrue(b.sub(a.matmul(better.x())).norm().item() <= 1e-5 * b.norm().item(), name);
    }
  }

  @Test
  void minresAndGmresSolveAnIndefiniteSystemThatConjugateGradientsRefuse() {
    Tensor a = Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, -2}});
    Tensor b = Tensor.of(1, 2, 3);
    Tensor x = Tensor.of(2, 1, -1.5);
    assertTrue(LinearSystem.of(a, b).minres().x().allClose(x, 0, 1e-14));
    assertTrue(LinearSystem.of(a, b).gmres(3).x().allClose(x, 0, 1e-14));
    IterativeSolution refused = LinearSystem.of(a, b).conjugateGradient();
    assertEquals(StopReason.NOT_POSITIVE_DEFINITE, refused.reason());
    assertEquals(0, refused.iterations());
  }

  @Test
  void inconsistentEquationsEndInALeastSquaresSolution() {
    Tensor a = Random.key(5).normal(DType.F64, 20, 5);
    Tensor b = Random.key(6).normal(DType.F64, 20);
    for (String name : new String[] {"lsqr", "lsmr"}) {
      IterativeSolution solution = METHODS.get(name).apply(LinearSystem.of(a, b));
      assertEquals(StopReason.LEAST_SQUARES, solution.reason(), name);
      Tensor gradient = a.transpose().matmul(b.sub(a.matmul(solution.x())));
      assertTrue(gradient.norm().item() < 1e-8, name);
      assertEquals(solution.residuals().length, solution.normalResiduals().length);
    }
    // The third equation 0 = 1 cannot be met.
    Tensor singular = Tensor.of(new double[][] {{2, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    Tensor ones = Tensor.of(1, 1, 1);
    assertEquals(
        StopReason.LEAST_SQUARES, LinearSystem.of(singular, ones).minres().reason());
    IterativeSolution broken = LinearSystem.of(singular, ones).gmres(3);
    assertEquals(StopReason.BREAKDOWN, broken.reason());
    assertEquals(1, broken.residual(), 1e-14);
  }

  @Test
  void wideSystemsGetTheShortestSolution() {
    Tensor a = Tensor.of(new double[][] {{3, 4}});
    Tensor b = Tensor.of(25);
    // x = a b / |a|^2
    assertTrue(LinearSystem.of(a, b).lsqr().x().allClose(Tensor.of(3, 4), 0, 1e-14));
    assertTrue(LinearSystem.of(a, b).lsmr().x().allClose(Tensor.of(3, 4), 0, 1e-14));
  }

  @Test
  void dampingIsRidgeRegression() {
    Tensor a = Random.key(7).normal(DType.F64, 12, 5);
    Tensor b = Random.key(8).normal(DType.F64, 12);
    double damping = 0.7;
    Tensor normal = a.transpose().matmul(a).add(Tensor.eye(DType.F64, 5).mul(damping * damping));
    for (IterativeSolution solution : new IterativeSolution[] {
      LinearSystem.of(a, b).until(1e-14).lsqr(damping),
      LinearSystem.of(a, b).until(1e-14).lsmr(damping)
    }) {
      Tensor gradient = a.transpose().matmul(b).sub(normal.matmul(solution.x()));
      assertTrue(gradient.norm().item() < 1e-12);
      double objective = b.sub(a.matmul(solution.x())).square().sum().item()
          + damping * damping * solution.x().square().sum().item();
      assertEquals(Math.sqrt(objective), solution.residual(), 1e-12);
    }
  }

  @Test
  void aSystemKnownByFunctionsIsTheSameAsThatOfItsMatrix() {
    Tensor a = Random.key(9).normal(DType.F64, 6, 4);
    Tensor b = Random.key(10).normal(DType.F64, 6);
    LinearOperator functions =
        LinearOperator.of(DType.F64, 6, 4, a::matmul, y -> a.transpose().matmul(y));
    assertTrue(LinearSystem.of(functions, b)
        .lsqr()
        .x()
        .arrayEqual(LinearSystem.of(a, b).lsqr().x()));
    Tensor x = Random.key(11).normal(DType.F64, 4, 3);
    assertTrue(functions.apply(x).allClose(a.matmul(x), 1e-15, 1e-15));
    assertTrue(functions.transpose().transpose().apply(x).allClose(a.matmul(x), 1e-15, 1e-15));
  }

  @Test
  void nothingAndNanEndAtOnce() {
    Tensor zero = Tensor.zeros(DType.F64, 3);
    Tensor nan = Tensor.of(1, Double.NaN, 1);
    Tensor a = Tensor.eye(DType.F64, 3);
    Tensor empty = Tensor.zeros(DType.F64, 0, 0);
    METHODS.forEach((name, method) -> {
      assertEquals(StopReason.CONVERGED, method.apply(LinearSystem.of(a, zero)).reason(), name);
      assertEquals(
          0,
          method.apply(LinearSystem.of(empty, Tensor.zeros(DType.F64, 0))).x().size(),
          name);
      if (!name.equals("gmres restarted")) {
        assertEquals(
            StopReason.NOT_FINITE, method.apply(LinearSystem.of(a, nan)).reason(), name);
        assertEquals(
            StopReason.ITERATION_LIMIT,
            method
                .apply(LinearSystem.of(definite(DType.F64), Tensor.ones(DType.F64, N))
                    .atMost(2))
                .reason(),
            name);
      }
    });
  }

  @Test
  void malformedSystemsAreRejected() {
    Tensor a = Tensor.zeros(DType.F64, 3, 2);
    Tensor b = Tensor.zeros(DType.F64, 3);
    LinearSystem system = LinearSystem.of(a, b);
    assertFault(
        "linearSystem: b must have one element for each row of a, and its dtype; got a=(3, 2) f64, b=(2,) f64",
        () -> LinearSystem.of(a, Tensor.zeros(DType.F64, 2)));
    assertFault(
        "conjugateGradient: the operator must be square; got (3, 2) f64",
        system::conjugateGradient);
    assertFault("startingAt: x must have shape (2,) f64; got (3,) f64", () -> system.startingAt(b));
    assertFault("until: relative must be at least 0; got NaN", () -> system.until(Double.NaN));
    assertFault("atMost: iterations must not be negative; got -1", () -> system.atMost(-1));
    LinearSystem square = LinearSystem.of(Tensor.eye(DType.F64, 3), b);
    LinearOperator identity = LinearOperator.diagonal(Tensor.ones(DType.F64, 3));
    assertFault(
        "lsqr: there must be no preconditioner; got (3, 3) f64",
        () -> square.preconditionedBy(identity).lsqr());
    assertFault(
        "preconditionedBy: the operator must have the shape and dtype of a; got (2, 2) f64, a=(3, 3) f64",
        () -> square.preconditionedBy(LinearOperator.of(Tensor.eye(DType.F64, 2))));
    assertFault("gmres: restart must be at least 1; got 0", () -> square.gmres(0));
  }

  private static void assertFault(String text, Executable call) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}

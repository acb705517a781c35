package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Kronecker;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.linalg.MatrixFunctions;
import cycloid.tensor.linalg.Polar;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives of functions of matrices against differences, to second order. */
class MatrixFunctionDerivativesTest {
  private static final Tensor A = matrix(1, 3, 3);
  private static final Tensor BATCH = matrix(2, 2, 3, 3);
  private static final Tensor WEIGHTS = matrix(3, 6, 6);

  private static Tensor matrix(long seed, int... shape) {
    return Random.key(seed).normal(DType.F64, shape);
  }

  /** Each element with its own weight, so that no part of a derivative cancels. */
  private static Variable weighted(Variable x) {
    Tensor weights = WEIGHTS.narrow(0, 0, x.size(-2)).narrow(1, 0, x.size(-1));
    return x.mul(x.constant(weights));
  }

  private static void check(UnaryOperator<Variable> f, Tensor x) {
    new GradientCheck().check(v -> weighted(f.apply(v)), x);
  }

  /** Symmetric positive definite. */
  private static Variable positive(Variable x) {
    return x.matmul(x.matrixTranspose()).add(x.constant(Tensor.eye(DType.F64, 3).mul(0.5)));
  }

  @Test
  void powers() {
    for (int n : new int[] {-2, 0, 1, 3}) {
      check(x -> MatrixFunctions.power(x, n), A);
    }
  }

  @Test
  void exponential() {
    check(MatrixFunctions::exp, A);
    check(MatrixFunctions::exp, BATCH.mul(2));
    new GradientCheck()
        .check(
            x -> weighted(MatrixFunctions.expDerivative(x.get(0), x.get(1))),
            List.of(A, matrix(4, 3, 3)));
  }

  @Test
  void rootsAndLogarithm() {
    check(x -> MatrixFunctions.sqrt(positive(x)), A);
    check(x -> MatrixFunctions.sqrt(positive(x)), BATCH);
    check(x -> MatrixFunctions.log(positive(x)), A);
    check(MatrixFunctions::principalSqrt, BATCH.add(Tensor.eye(DType.F64, 3).mul(4)));
    for (int p = 1; p <= 4; p++) {
      int root = p;
      check(x -> MatrixFunctions.inverseRoot(positive(x), root, 0.1), A);
    }
  }

  @Test
  void rootsAndLogarithmDifferentiateAtEqualEigenvalues() {
    // At a = 4 I, d sqrt(a) = da / 4, d log(a) = da / 4, d a^(-1/2) = -da / 16.
    Tensor a = Tensor.eye(DType.F64, 3).mul(4);
    Tensor da = matrix(5, 3, 3).add(matrix(5, 3, 3).transpose());
    assertTrue(Autodiff.jvp(MatrixFunctions::sqrt, a, da).allClose(da.div(4), 0, 1e-15));
    assertTrue(Autodiff.jvp(MatrixFunctions::log, a, da).allClose(da.div(4), 0, 1e-15));
    assertTrue(Autodiff.jvp(x -> MatrixFunctions.inverseRoot(x, 2), a, da)
        .allClose(da.div(-16), 0, 1e-15));
  }

  @Test
  void logarithmNearEqualEigenvaluesKeepsItsDigits() {
    // (log x - log y) / (x - y) for x = 1, y = 1 + 1e-9 is 1 - 5e-10 + ...
    Tensor a = Tensor.of(new double[][] {{1, 0}, {0, 1 + 1e-9}});
    Tensor da = Tensor.of(new double[][] {{0, 1}, {1, 0}});
    double got = Autodiff.jvp(MatrixFunctions::log, a, da).get(0, 1);
    assertTrue(Math.abs(got - (1 - 5e-10)) < 1e-14, "got " + got);
  }

  @Test
  void sylvester() {
    Tensor shift = Tensor.eye(DType.F64, 3).mul(3);
    new GradientCheck()
        .check(
            x -> weighted(MatrixFunctions.sylvester(x.get(0), x.get(1), x.get(2))),
            List.of(
                A.add(shift),
                matrix(6, 2, 2).add(Tensor.eye(DType.F64, 2).mul(3)),
                matrix(7, 3, 2)));
    new GradientCheck()
        .check(
            x -> weighted(MatrixFunctions.sylvester(x.get(0), x.get(0), x.get(0))),
            List.of(BATCH.add(shift)));
  }

  @Test
  void polarFactors() {
    for (Tensor x : List.of(matrix(8, 4, 2), matrix(9, 2, 4), A, matrix(10, 2, 4, 3))) {
      check(v -> MatrixFunctions.polar(v).u(), x);
      check(v -> MatrixFunctions.polar(v).p(), x);
      check(
          v -> {
            Polar<Variable> polar = MatrixFunctions.polar(v);
            return polar.u().matmul(v.matrixTranspose()).mul(polar.p().sum());
          },
          x);
    }
  }

  @Test
  void kroneckerFactoredSystems() {
    List<Tensor> tensors = List.of(A, matrix(11, 2, 2), matrix(12, 3, 2));
    new GradientCheck()
        .check(
            x -> weighted(
                new Kronecker<>(positive(x.get(0)), gram(x.get(1))).solveDamped(x.get(2), 0.5)),
            tensors);
    new GradientCheck()
        .check(
            x -> weighted(new Kronecker<>(positive(x.get(0)), gram(x.get(1))).solve(x.get(2))),
            tensors);
  }

  private static Variable gram(Variable x) {
    return x.matmul(x.transpose());
  }

  @Test
  void theRulesFitTheirCompositions() {
    // sqrt(a) by its definition: x x = a, so that dx solves x dx + dx x = da.
    Tensor a = A.matmul(A.transpose()).add(Tensor.eye(DType.F64, 3));
    Tensor da = matrix(13, 3, 3).add(matrix(13, 3, 3).transpose());
    Tensor x = MatrixFunctions.sqrt(a);
    Tensor dx = MatrixFunctions.sylvester(x, x, da);
    assertTrue(Autodiff.jvp(MatrixFunctions::sqrt, a, da).allClose(dx, 0, 1e-13));
    Tensor inverse = Autodiff.jvp(v -> MatrixFunctions.inverseRoot(v, 1), a, da);
    Tensor exact = Linalg.inv(a).matmul(da).matmul(Linalg.inv(a)).neg();
    assertTrue(inverse.allClose(exact, 0, 1e-12));
  }
}

package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Eigh;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.linalg.LinalgException;
import cycloid.tensor.linalg.MatrixNorm;
import cycloid.tensor.linalg.Qr;
import cycloid.tensor.linalg.Svd;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives of factorizations and solvers against differences, to second order. */
class LinalgDerivativesTest {
  private static final Tensor A = matrix(1, 4, 4).add(Tensor.eye(DType.F64, 4).mul(3));
  private static final Tensor BATCH =
      matrix(2, 2, 3, 3).add(Tensor.eye(DType.F64, 3).mul(3));
  private static final Tensor TALL = matrix(3, 5, 3);
  private static final Tensor WIDE = matrix(4, 3, 5);
  private static final Tensor WEIGHTS = matrix(5, 5, 5);

  private static Tensor matrix(long seed, int... shape) {
    return Random.key(seed).normal(DType.F64, shape);
  }

  /** Each element with its own weight, so that no part of a derivative cancels. */
  private static Variable weighted(Variable x) {
    int[] shape = x.shape();
    int rows = shape[shape.length - 2];
    int columns = shape[shape.length - 1];
    Tensor weights = WEIGHTS.narrow(0, 0, rows).narrow(1, 0, columns);
    return x.mul(x.constant(weights));
  }

  private static void check(UnaryOperator<Variable> f, Tensor x) {
    new GradientCheck().check(f::apply, x);
  }

  private static Variable symmetric(Variable x) {
    return x.add(x.matrixTranspose()).mul(0.5);
  }

  private static Variable positive(Variable x) {
    return x.matmul(x.matrixTranspose());
  }

  @Test
  void cholesky() {
    check(x -> weighted(Linalg.cholesky(positive(x))), A);
    check(x -> weighted(Linalg.cholesky(positive(x))), BATCH);
  }

  @Test
  void solve() {
    new GradientCheck()
        .check(x -> weighted(Linalg.solve(x.get(0), x.get(1))), List.of(A, matrix(6, 4, 2)));
    new GradientCheck()
        .check(x -> weighted(Linalg.solve(x.get(0), x.get(1))), List.of(BATCH, matrix(7, 3, 2)));
    new GradientCheck()
        .check(x -> Linalg.solve(x.get(0), x.get(1)).square(), List.of(A, matrix(8, 4)));
  }

  @Test
  void solveTriangular() {
    for (boolean lower : new boolean[] {false, true}) {
      for (boolean unit : new boolean[] {false, true}) {
        new GradientCheck()
            .check(
                x -> weighted(Linalg.solveTriangular(x.get(0), x.get(1), lower, unit)),
                List.of(A, matrix(9, 4, 2)));
      }
    }
  }

  @Test
  void choleskySolve() {
    new GradientCheck()
        .check(
            x -> weighted(Linalg.choleskySolve(Linalg.cholesky(positive(x.get(0))), x.get(1))),
            List.of(A, matrix(10, 4, 2)));
  }

  @Test
  void inverseAndDeterminant() {
    check(x -> weighted(Linalg.inv(x)), A);
    check(Linalg::det, A);
    check(Linalg::det, BATCH);
    check(x -> Linalg.slogdet(x).logAbsDet(), BATCH);
  }

  @Test
  void qr() {
    check(x -> weighted(Linalg.qr(x).q()), TALL);
    check(x -> weighted(Linalg.qr(x).r()), TALL);
    check(
        x -> {
          Qr<Variable> qr = Linalg.qr(x);
          return weighted(qr.q()).sum(-2, -1).mul(weighted(qr.r()).sum(-2, -1));
        },
        BATCH);
  }

  @Test
  void eigenvaluesAndEigenvectors() {
    check(x -> Linalg.eigvalsh(symmetric(x)).mul(x.constant(Tensor.of(1, -2, 3, 4))), A);
    check(
        x -> {
          Eigh<Variable> eigen = Linalg.eigh(symmetric(x));
          Variable scaled = eigen.vectors().mul(eigen.values().mul(0.3).exp().unsqueeze(-2));
          return weighted(scaled.matmul(eigen.vectors().matrixTranspose()));
        },
        BATCH);
    check(x -> weighted(Linalg.eigh(symmetric(x)).vectors()).square(), A);
  }

  @Test
  void singularValuesAndVectors() {
    for (Tensor x : List.of(TALL, WIDE, A, BATCH)) {
      check(Linalg::svdvals, x);
      check(
          v -> {
            Svd<Variable> svd = Linalg.svd(v);
            return weighted(svd.u().matmul(svd.vh())).square();
          },
          x);
      check(v -> weighted(Linalg.svd(v).u()).square(), x);
      check(v -> weighted(Linalg.svd(v).vh()).square(), x);
    }
  }

  @Test
  void pseudoInverseAndLeastSquares() {
    for (Tensor x : List.of(TALL, WIDE, A)) {
      check(v -> weighted(Linalg.pinv(v)), x);
      new GradientCheck()
          .check(
              v -> weighted(Linalg.lstsq(v.get(0), v.get(1))),
              List.of(x, matrix(11, x.size(0), 2)));
    }
  }

  @Test
  void aDeficientPseudoInverseDifferentiatesAlongItsRank() {
    // rank 2 whatever the factors are
    new GradientCheck()
        .check(
            v -> weighted(Linalg.pinv(v.get(0).matmul(v.get(1)), 1e-10)),
            List.of(matrix(12, 4, 2), matrix(13, 2, 3)));
  }

  @Test
  void norms() {
    for (MatrixNorm norm : MatrixNorm.values()) {
      check(x -> Linalg.norm(x, norm), TALL);
    }
    check(Linalg::cond, A);
  }

  @Test
  void equalEigenvaluesHaveADerivativeAndTheirVectorsDoNot() {
    Tensor eye = Tensor.eye(DType.F64, 3);
    Tensor gradient = Autodiff.grad(x -> Linalg.eigvalsh(x).sum(), eye);
    assertTrue(gradient.allClose(eye, 0, 1e-15));
    LinalgException e = assertThrows(
        LinalgException.class,
        () -> Autodiff.grad(x -> weighted(Linalg.eigh(x).vectors()).sum(), eye));
    assertEquals(
        "eigh: the derivative of the vectors needs distinct values; got two that are equal, in a"
            + " batch of shape (3,)",
        e.getMessage());
  }
}

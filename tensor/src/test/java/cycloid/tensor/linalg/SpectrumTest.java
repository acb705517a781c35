package cycloid.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import org.junit.jupiter.api.Test;

/** What products with a symmetric operator tell of its eigenvalues. */
class SpectrumTest {
  private static final int N = 40;

  private static Tensor symmetric() {
    Tensor g = Random.key(1).normal(DType.F64, N, N);
    return g.add(g.transpose());
  }

  @Test
  void lanczosVectorsAreOrthonormalAndMakeTheOperatorTridiagonal() {
    Tensor a = symmetric();
    Tensor start = Random.key(2).normal(DType.F64, N);
    Lanczos lanczos = Lanczos.of(LinearOperator.of(a), start, 25);
    Tensor v = lanczos.basis();
    assertTrue(v.transpose().matmul(v).allClose(Tensor.eye(DType.F64, 25), 0, 1e-14));
    assertTrue(v.transpose().matmul(a).matmul(v).allClose(lanczos.tridiagonal(), 0, 1e-13));
    assertEquals(StopReason.ITERATION_LIMIT, lanczos.reason());
  }

  @Test
  void withoutReorthogonalizationTheNumbersAreTheSameAtFirst() {
    LinearOperator a = LinearOperator.of(symmetric());
    Tensor start = Random.key(3).normal(DType.F64, N);
    Lanczos with = Lanczos.of(a, start, 8);
    Lanczos without = Lanczos.of(a, start, 8, false);
    assertTrue(Tensor.of(with.alpha()).allClose(Tensor.of(without.alpha()), 0, 1e-12));
    assertTrue(Tensor.of(with.beta()).allClose(Tensor.of(without.beta()), 0, 1e-12));
    assertEquals(0, without.basis().size());
  }

  @Test
  void anInvariantSpaceEndsTheProcess() {
    // Three different eigenvalues: the Krylov space of any vector has at most three dimensions.
    Tensor diagonal = Tensor.of(1, 1, 2, 2, 2, 5);
    Lanczos lanczos = Lanczos.of(LinearOperator.diagonal(diagonal), Tensor.ones(DType.F64, 6), 6);
    assertEquals(3, lanczos.steps());
    assertEquals(StopReason.CONVERGED, lanczos.reason());
    // Trace and determinant of T are those of diag(1, 2, 5).
    double[] d = lanczos.alpha();
    double[] e = lanczos.beta();
    assertEquals(8, d[0] + d[1] + d[2], 1e-13);
    assertEquals(10, d[0] * (d[1] * d[2] - e[1] * e[1]) - e[0] * e[0] * d[2], 1e-12);
  }

  @Test
  void powerIterationFindsTheEigenvalueOfLargestMagnitudeWithItsSign() {
    LinearOperator a = LinearOperator.diagonal(Tensor.of(1, -7, 3));
    PowerIteration found = PowerIteration.from(a, Tensor.of(1, 1, 1), 1e-12, 1000);
    assertEquals(-7, found.eigenvalue(), 1e-10);
    assertEquals(1, Math.abs(found.eigenvector().get(1)), 1e-10);
    assertEquals(StopReason.CONVERGED, found.reason());
    assertEquals(
        StopReason.ITERATION_LIMIT,
        PowerIteration.from(a, Tensor.of(1, 1, 1), 1e-12, 3).reason());
    assertEquals(
        StopReason.NOT_FINITE,
        PowerIteration.from(a, Tensor.of(1, Double.NaN, 1), 1e-12, 3).reason());
  }

  @Test
  void theZeroOperatorHasTheEigenvalueZero() {
    LinearOperator zero = LinearOperator.diagonal(Tensor.zeros(DType.F64, 3));
    PowerIteration found = PowerIteration.from(zero, Tensor.of(1, 1, 1), 1e-12, 5);
    assertEquals(0, found.eigenvalue());
    assertEquals(StopReason.CONVERGED, found.reason());
  }

  @Test
  void aStartOfZeroIsRejected() {
    LinearOperator a = LinearOperator.of(symmetric());
    assertEquals(
        "lanczos: start must not be 0; got a vector of zeros",
        assertThrows(
                IllegalArgumentException.class, () -> Lanczos.of(a, Tensor.zeros(DType.F64, N), 3))
            .getMessage());
  }
}

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

  // ---- traces

  /** Diagonal 1/i^2: its trace is nearly on the space of a few vectors. */
  private static LinearOperator decaying() {
    Tensor i = Tensor.arange(DType.F64, 1, 201, 1);
    Tensor q = Linalg.qr(Random.key(4).normal(DType.F64, 200, 200)).q();
    return LinearOperator.of(q.mul(i.square().reciprocal().unsqueeze(0)).matmul(q.transpose()));
  }

  @Test
  void tracesAreEstimatedWithinTheirStandardErrors() {
    LinearOperator a = LinearOperator.of(symmetric());
    double exact = symmetric().trace().item();
    TraceEstimate few = TraceEstimate.hutchinson(a, Random.key(5), 100);
    TraceEstimate many = TraceEstimate.hutchinson(a, Random.key(5), 10_000);
    assertTrue(Math.abs(few.value() - exact) < 4 * few.standardError());
    assertTrue(Math.abs(many.value() - exact) < 4 * many.standardError());
    assertEquals(10, few.standardError() / many.standardError(), 2);
    assertEquals(100, few.products());
    assertTrue(Double.isNaN(TraceEstimate.hutchinson(a, Random.key(5), 1).standardError()));
  }

  @Test
  void theTraceOfADiagonalOperatorIsExact() {
    // z_i^2 = 1
    LinearOperator a = LinearOperator.diagonal(Tensor.of(1, 2, 4));
    assertEquals(7, TraceEstimate.hutchinson(a, Random.key(6), 5).value(), 1e-15);
    assertEquals(0, TraceEstimate.hutchinson(a, Random.key(6), 5).standardError(), 1e-15);
  }

  @Test
  void hutchPlusPlusIsFarBetterWhereEigenvaluesDecay() {
    double exact = 0;
    for (int i = 1; i <= 200; i++) {
      exact += 1.0 / ((double) i * i);
    }
    double plain = 0;
    double better = 0;
    for (int seed = 0; seed < 20; seed++) {
      plain +=
          Math.abs(TraceEstimate.hutchinson(decaying(), Random.key(seed), 30).value() - exact);
      TraceEstimate estimate = TraceEstimate.hutchPlusPlus(decaying(), Random.key(seed), 30);
      assertEquals(30, estimate.products());
      better += Math.abs(estimate.value() - exact);
    }
    assertTrue(better < 0.15 * plain, better + " against " + plain);
    // With as many products as three times the extent nothing is left to estimate.
    LinearOperator small = LinearOperator.of(symmetric());
    double trace = symmetric().trace().item();
    assertEquals(trace, TraceEstimate.hutchPlusPlus(small, Random.key(1), 3 * N).value(), 1e-12);
  }

  @Test
  void quadratureOfTheIdentityIsHutchinsonsEstimate() {
    LinearOperator a = LinearOperator.of(symmetric());
    SpectralQuadrature quadrature = SpectralQuadrature.of(a, Random.key(7), 6, 10);
    double hutchinson = TraceEstimate.hutchinson(a, Random.key(7), 6).value();
    assertEquals(hutchinson, quadrature.trace(x -> x), 1e-11);
    assertEquals(N, quadrature.trace(x -> 1), 1e-12);
    assertEquals(60, quadrature.nodes().length);
  }

  @Test
  void quadratureEstimatesALogarithmOfADeterminant() {
    Tensor a = symmetric().matmul(symmetric()).div(N).add(Tensor.eye(DType.F64, N));
    double exact = Linalg.slogdet(a).logAbsDet().item();
    SpectralQuadrature quadrature =
        SpectralQuadrature.of(LinearOperator.of(a), Random.key(8), 200, 20);
    assertEquals(exact, quadrature.trace(StrictMath::log), 0.03 * exact);
  }

  @Test
  void theDensityIntegratesToOne() {
    SpectralQuadrature quadrature =
        SpectralQuadrature.of(LinearOperator.of(symmetric()), Random.key(9), 2, 10);
    double sum = 0;
    for (double t = -40; t < 40; t += 0.05) {
      sum += 0.05 * quadrature.density(t, 0.5);
    }
    assertEquals(1, sum, 1e-10);
  }
}

package cycloid.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Functions of matrices by what defines them. */
class MatrixFunctionsTest {
  private static final Tensor EYE = Tensor.eye(DType.F64, 5);

  private static Tensor normal(long seed, int... shape) {
    return Random.key(seed).normal(DType.F64, shape);
  }

  /** Symmetric with eigenvalues 1, 10^-1, ..., 10^-4. */
  private static Tensor definite() {
    Tensor q = Linalg.qr(normal(1, 5, 5)).q();
    Tensor w = Tensor.of(1, 1e-1, 1e-2, 1e-3, 1e-4);
    Tensor a = q.mul(w.unsqueeze(0)).matmul(q.transpose());
    return a.add(a.transpose()).mul(0.5);
  }

  private static void assertClose(Tensor expected, Tensor got, double tolerance) {
    double scale = 1 + expected.abs().max().item();
    assertTrue(got.allClose(expected, 0, tolerance * scale), expected + " but " + got);
  }

  // ---- exponential

  @Test
  void theExponentialOfASkewMatrixIsARotation() {
    // exp [[0, -t], [t, 0]] = [[cos t, -sin t], [sin t, cos t]], also after many turns
    for (double t : new double[] {1e-9, 0.01, 0.2, 0.9, 2, 30, 1000}) {
      Tensor x = MatrixFunctions.exp(Tensor.of(new double[][] {{0, -t}, {t, 0}}));
      assertClose(rotation(t), x, 1e-15 * (1 + 4 * t));
    }
  }

  @Test
  void theExponentialOfANilpotentMatrixIsAPolynomial() {
    // n^3 = 0: exp(n) = 1 + n + n^2 / 2, however large n is
    Tensor n = Tensor.of(new double[][] {{0, 1e8, 3}, {0, 0, 1e-4}, {0, 0, 0}});
    Tensor exact = Tensor.eye(DType.F64, 3).add(n).add(n.matmul(n).div(2));
    Tensor got = MatrixFunctions.exp(n);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(exact.get(i, j), got.get(i, j), 1e-13 * Math.abs(exact.get(i, j)));
      }
    }
  }

  @Test
  void exponentialsOfCommutingMatricesMultiply() {
    for (double scale : new double[] {1e-3, 0.1, 0.4, 1, 8}) {
      Tensor a = normal(2, 3, 5, 5).mul(scale);
      Tensor half = MatrixFunctions.exp(a.div(2));
      assertClose(MatrixFunctions.exp(a), half.matmul(half), 1e-13 * (1 + 10 * scale));
      Tensor inverse = MatrixFunctions.exp(a.neg());
      Tensor product = MatrixFunctions.exp(a).matmul(inverse);
      double norm = inverse.norm().item();
      assertTrue(product.allClose(EYE.expand(3, 5, 5), 0, 1e-14 * norm * norm));
    }
  }

  @Test
  void theExponentialOfWhatIsNotFiniteIsNan() {
    Tensor a = Tensor.zeros(DType.F32, 2, 2, 2);
    a.set(Double.POSITIVE_INFINITY, 1, 0, 1);
    Tensor x = MatrixFunctions.exp(a);
    assertTrue(x.select(0, 0).arrayEqual(Tensor.eye(DType.F32, 2)));
    assertEquals(4, x.select(0, 1).isNaN().sum().item());
    Tensor huge = MatrixFunctions.exp(Tensor.of(new double[][] {{1000}}));
    assertEquals(Double.POSITIVE_INFINITY, huge.item());
    assertEquals(0, MatrixFunctions.exp(Tensor.zeros(DType.F64, 0, 0)).size());
    assertEquals(0, MatrixFunctions.exp(Tensor.zeros(DType.F64, 0, 3, 3)).size());
  }

  @Test
  void theDerivativeOfTheExponentialIsABlockOfALargerOne() {
    for (double scale : new double[] {0.01, 1, 20}) {
      Tensor a = normal(3, 4, 4).mul(scale);
      Tensor e = normal(4, 4, 4);
      Tensor block = Tensor.zeros(DType.F64, 8, 8);
      block.narrow(0, 0, 4).narrow(1, 0, 4).copyFrom(a);
      block.narrow(0, 4, 8).narrow(1, 4, 8).copyFrom(a);
      block.narrow(0, 0, 4).narrow(1, 4, 8).copyFrom(e);
      Tensor exact = MatrixFunctions.exp(block).narrow(0, 0, 4).narrow(1, 4, 8);
      assertClose(exact, MatrixFunctions.expDerivative(a, e), 1e-12);
    }
  }

  // ---- powers and roots

  @Test
  void powersAreRepeatedProducts() {
    Tensor a = normal(5, 2, 4, 4);
    assertClose(a.matmul(a).matmul(a).matmul(a).matmul(a), MatrixFunctions.power(a, 5), 1e-14);
    assertTrue(MatrixFunctions.power(a, 1).arrayEqual(a));
    assertTrue(MatrixFunctions.power(a, 0).arrayEqual(Tensor.eye(DType.F64, 4).expand(2, 4, 4)));
    Tensor identity = MatrixFunctions.power(a, -3).matmul(MatrixFunctions.power(a, 3));
    assertTrue(identity.allClose(Tensor.eye(DType.F64, 4).expand(2, 4, 4), 0, 1e-10));
    Tensor reflection = Tensor.of(new double[][] {{-1}});
    assertEquals(1, MatrixFunctions.power(reflection, Integer.MIN_VALUE).item());
  }

  @Test
  void rootsAndLogarithmsAreUndone() {
    Tensor a = definite();
    Tensor root = MatrixFunctions.sqrt(a);
    assertClose(a, root.matmul(root), 1e-15);
    assertTrue(root.arrayEqual(root.transpose()));
    assertClose(a, MatrixFunctions.exp(MatrixFunctions.log(a)), 1e-14);
    for (int p = 1; p <= 6; p++) {
      Tensor x = MatrixFunctions.inverseRoot(a, p);
      assertTrue(x.arrayEqual(x.transpose()));
      Tensor identity = MatrixFunctions.power(x, p).matmul(a);
      assertTrue(identity.allClose(EYE, 0, 1e-11), "p = " + p);
    }
  }

  @Test
  void thePrincipalRootOfAMatrixSquaresToIt() {
    for (int n = 1; n <= 9; n++) {
      // Eigenvalues right of the imaginary axis, most of them complex.
      Tensor a = normal(50 + n, 2, n, n).add(Tensor.eye(DType.F64, n).mul(3.0 + n / 2.0));
      Tensor x = MatrixFunctions.principalSqrt(a);
      assertClose(a, x.matmul(x), 1e-13);
    }
    // The root of a rotation by t is one by t / 2, also for t beyond a right angle.
    for (double t : new double[] {0.3, 1.5, 3}) {
      assertClose(rotation(t / 2), MatrixFunctions.principalSqrt(rotation(t)), 1e-15);
    }
    assertClose(MatrixFunctions.sqrt(definite()), MatrixFunctions.principalSqrt(definite()), 1e-13);
    Tensor singular = Tensor.of(new double[][] {{0, 1}, {0, 4}});
    Tensor root = Tensor.of(new double[][] {{0, 0.5}, {0, 2}});
    assertClose(root, MatrixFunctions.principalSqrt(singular), 1e-15);
  }

  private static Tensor rotation(double t) {
    double c = StrictMath.cos(t);
    double s = StrictMath.sin(t);
    return Tensor.of(new double[][] {{c, -s}, {s, c}});
  }

  @Test
  void aRidgeIsAddedToTheDiagonalAndCoversRounding() {
    Tensor a = definite();
    Tensor shifted = a.add(EYE.mul(0.01));
    assertClose(
        MatrixFunctions.inverseRoot(shifted, 4), MatrixFunctions.inverseRoot(a, 4, 0.01), 1e-13);
    // Of rank 1, with eigenvalues 2, 0 and perhaps -1e-17: (0 + ridge)^(-1/2) = 1000
    Tensor ones = Tensor.ones(DType.F64, 2, 2);
    Tensor x = MatrixFunctions.inverseRoot(ones, 2, 1e-6);
    assertEquals(1000, x.get(0, 0) - x.get(0, 1), 1e-6);
  }

  @Test
  void whatHasNoRootIsRefused() {
    Tensor indefinite = Tensor.of(new double[][] {{1, 0}, {0, -1}});
    assertFault(
        LinalgException.class,
        "sqrt: eigenvalues of a must not be negative; got a=(2, 2) f64 with the eigenvalue -1.0",
        () -> MatrixFunctions.sqrt(indefinite));
    assertFault(
        LinalgException.class,
        "log: eigenvalues of a must be positive; got a=(2, 2) f64 with the eigenvalue 0.0",
        () -> MatrixFunctions.log(Tensor.zeros(DType.F64, 2, 2)));
    assertFault(
        LinalgException.class,
        "inverseRoot: eigenvalues of a must be positive; got a=(2, 2) f64 with the eigenvalue -1.0",
        () -> MatrixFunctions.inverseRoot(indefinite, 2));
    assertFault(
        IllegalArgumentException.class,
        "inverseRoot: p must be at least 1; got 0",
        () -> MatrixFunctions.inverseRoot(indefinite, 0));
    assertEquals(
        0, MatrixFunctions.sqrt(Tensor.zeros(DType.F64, 2, 2)).abs().max().item());
    assertEquals(
        0, MatrixFunctions.inverseRoot(Tensor.zeros(DType.F32, 3, 0, 0), 2, 1).size());
  }

  // ---- coupled Newton

  @Test
  void coupledNewtonGivesTheRootsThatEigenvaluesGive() {
    Tensor a = definite();
    for (int p : new int[] {1, 2, 4}) {
      CoupledNewton newton = CoupledNewton.inverseRoot(a, p, 1e-6);
      assertEquals(StopReason.CONVERGED, newton.reason());
      Tensor exact = MatrixFunctions.inverseRoot(a, p, 1e-6);
      assertClose(exact, newton.root(), 1e-5);
      assertTrue(newton.root().arrayEqual(newton.root().transpose()));
      assertTrue(newton.iterations() > 5 && newton.iterations() < 30);
    }
  }

  @Test
  void coupledNewtonSaysWhyItStopped() {
    Tensor a = definite();
    assertEquals(
        StopReason.ITERATION_LIMIT, CoupledNewton.inverseRoot(a, 2, 0, 1e-6, 3).reason());
    Tensor nan = a.copy();
    nan.set(Double.NaN, 0, 0);
    assertEquals(StopReason.NOT_FINITE, CoupledNewton.inverseRoot(nan, 2, 0).reason());
    assertEquals(
        StopReason.STAGNATED, CoupledNewton.inverseRoot(a, 2, 0, 0, 1000).reason());
    assertFault(
        LinalgException.class,
        "coupledNewton: a must not be 0; got a=(2, 2) f64 of zeros",
        () -> CoupledNewton.inverseRoot(Tensor.zeros(DType.F64, 2, 2), 2, 1e-6));
    assertEquals(
        0, CoupledNewton.inverseRoot(Tensor.zeros(DType.F64, 0, 0), 2, 0).root().size());
  }

  // ---- Sylvester

  @Test
  void theSolutionOfSylvestersEquationSolvesIt() {
    // Real and complex eigenvalues, in blocks of either size on either side.
    for (int m = 1; m <= 7; m++) {
      for (int n = 1; n <= 5; n++) {
        Tensor a = normal(10 * m, m, m).add(Tensor.eye(DType.F64, m).mul(4));
        Tensor b = normal(10 * n + 1, n, n).add(Tensor.eye(DType.F64, n).mul(4));
        Tensor c = normal(m + n, m, n);
        Tensor x = MatrixFunctions.sylvester(a, b, c);
        assertTrue(a.matmul(x).add(x.matmul(b)).allClose(c, 0, 1e-12), m + " x " + n);
      }
    }
    Tensor a = normal(1, 2, 30, 30);
    Tensor x = MatrixFunctions.sylvester(a, a.matrixTranspose(), a);
    assertTrue(a.matmul(x).add(x.matmul(a.matrixTranspose())).allClose(a, 0, 1e-9));
  }

  @Test
  void sylvestersEquationWithoutOneSolutionIsRefused() {
    Tensor a = Tensor.of(new double[][] {{1, 2}, {0, 3}});
    Tensor b = Tensor.of(new double[][] {{-3}});
    Tensor c = Tensor.ones(DType.F64, 2, 1);
    assertFault(
        LinalgException.class,
        "sylvester: no eigenvalue of a may be the negative of one of b; got a=(2, 2) f64, b=(1, 1) f64 where, to rounding, one is",
        () -> MatrixFunctions.sylvester(a, b, c));
    assertFault(
        IllegalArgumentException.class,
        "sylvester: shapes must be (..., m, m), (..., n, n), (..., m, n), and dtypes equal; got a=(2, 2) f64, b=(1, 1) f64, c=(1, 2) f64",
        () -> MatrixFunctions.sylvester(a, b, c.transpose()));
  }

  @Test
  void theSchurFormIsOrthogonalSimilarAndAlmostTriangular() {
    for (Tensor a : new Tensor[] {
      normal(20, 12, 12),
      Linalg.qr(normal(21, 8, 8)).q(),
      companion(7),
      Tensor.zeros(DType.F64, 4, 4),
      normal(22, 6, 6).triu(0),
      normal(23, 40, 40).mul(1e150)
    }) {
      int n = a.size(0);
      RealSchur schur = RealSchur.of("schur", n, a.toDoubleArray());
      Tensor u = Tensor.wrap(schur.u, n, n);
      Tensor t = Tensor.wrap(schur.t, n, n);
      assertTrue(u.transpose().matmul(u).allClose(Tensor.eye(DType.F64, n), 0, 1e-13));
      double scale = a.abs().max().item();
      assertTrue(u.matmul(t).matmul(u.transpose()).allClose(a, 0, 1e-13 * n * scale));
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          assertTrue(t.get(i, j) == 0 || i == j + 1 && schur.isBlock(j), i + ", " + j);
        }
        assertTrue(!schur.isBlock(i) || !schur.isBlock(i + 1));
      }
    }
  }

  /** The cyclic shift: all eigenvalues on the unit circle, where plain shifts make no progress. */
  private static Tensor companion(int n) {
    return Tensor.eye(DType.F64, n).roll(0, 1);
  }

  // ---- polar factors

  @Test
  void thePolarFactorsMultiplyToTheMatrix() {
    for (int[] shape : new int[][] {{5, 3}, {4, 4}, {3, 6}, {2, 5, 2}}) {
      Tensor a = normal(30, shape);
      Polar<Tensor> polar = MatrixFunctions.polar(a);
      boolean wide = a.size(-2) < a.size(-1);
      Tensor product = wide ? polar.p().matmul(polar.u()) : polar.u().matmul(polar.p());
      assertClose(a, product, 1e-14);
      Tensor u = wide ? polar.u().matrixTranspose() : polar.u();
      Tensor gram = u.matrixTranspose().matmul(u);
      assertTrue(gram.allClose(Tensor.eye(DType.F64, u.size(-1)).expand(gram.shape()), 0, 1e-14));
      assertTrue(polar.p().arrayEqual(polar.p().matrixTranspose()));
    }
  }

  // ---- Kronecker products

  @Test
  void kroneckerProductsAreAppliedAndSolvedThroughTheirFactors() {
    Tensor a = normal(40, 3, 3).add(Tensor.eye(DType.F64, 3).mul(4));
    Tensor b = normal(41, 2, 2).add(Tensor.eye(DType.F64, 2).mul(4));
    Tensor x = normal(42, 3, 2);
    Kronecker<Tensor> product = new Kronecker<>(a, b);
    Tensor y = product.apply(x);
    assertClose(a.kron(b).matmul(x.flatten()), y.flatten(), 1e-14);
    assertClose(x, product.solve(y), 1e-13);
    LinearOperator operator = Kronecker.operator(a, b);
    assertClose(
        a.kron(b).transpose().matmul(x.flatten()), operator.applyTranspose(x.flatten()), 1e-14);
    assertClose(x.flatten(), LinearSystem.of(operator, y.flatten()).gmres(6).x(), 1e-9);
  }

  @Test
  void dampedSystemsOfKroneckerFactors() {
    Tensor a = definite();
    Tensor g = normal(43, 3, 3);
    Tensor b = g.matmul(g.transpose());
    Tensor y = normal(44, 5, 3);
    Kronecker<Tensor> product = new Kronecker<>(a, b);
    Tensor x = product.solveDamped(y, 0.1);
    assertClose(y, product.apply(x).add(x.mul(0.1)), 1e-13);

    double pi = Math.sqrt((a.trace().item() / 5) / (b.trace().item() / 3));
    double root = Math.sqrt(0.1);
    Tensor left = a.add(EYE.mul(pi * root));
    Tensor right = b.add(Tensor.eye(DType.F64, 3).mul(root / pi));
    Tensor z = product.solveFactored(y, 0.1);
    assertClose(y, left.matmul(z).matmul(right), 1e-13);
    assertFault(
        IllegalArgumentException.class,
        "solveDamped: damping must be positive; got 0.0",
        () -> product.solveDamped(y, 0));
    assertFault(
        IllegalArgumentException.class,
        "apply: the operand of the Kronecker product must have shape (5, 3); got (3, 5) f64",
        () -> product.apply(y.transpose()));
  }

  private static void assertFault(Class<? extends Throwable> type, String text, Executable call) {
    assertEquals(text, assertThrows(type, call).getMessage());
  }
}

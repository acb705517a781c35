package cycloid.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What cannot be done says so; what is not finite stays so, or is refused; nothing is silently wrong. */
class LinalgErrorsTest {
  private static final Tensor SINGULAR = Tensor.of(new double[][] {{1, 2}, {2, 4}});
  private static final Tensor INDEFINITE = Tensor.of(new double[][] {{1, 2}, {2, 1}});
  private static final Tensor RECTANGLE = Tensor.zeros(DType.F64, 2, 3);

  private static void impossible(String text, Executable call) {
    assertEquals(text, assertThrows(LinalgException.class, call).getMessage());
  }

  private static void refused(String text, Executable call) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void aSingularMatrixHasNoSolution() {
    impossible(
        "solve: a must not be singular; got a=(2, 2) f64 with pivot 1 of matrix 0 equal to 0",
        () -> Linalg.solve(SINGULAR, Tensor.of(1, 2)));
    impossible(
        "inv: a must not be singular; got a=(2, 2, 2) f64 with pivot 1 of matrix 1 equal to 0",
        () -> Linalg.inv(INDEFINITE.stack(0, List.of(SINGULAR))));
    impossible(
        "solveTriangular: a must not be singular; got a=(2, 2) f64 with pivot 0 of matrix 0 equal"
            + " to 0",
        () -> Linalg.solveTriangular(Tensor.zeros(DType.F64, 2, 2), Tensor.of(1, 2), true));
    assertEquals(0, Math.abs(Linalg.det(SINGULAR).item()));
    assertEquals(0, Math.abs(Linalg.slogdet(SINGULAR).sign().item()));
    assertEquals(Double.NEGATIVE_INFINITY, Linalg.slogdet(SINGULAR).logAbsDet().item());
    assertTrue(Linalg.lu(SINGULAR).isSingular());
    assertFalse(Linalg.lu(INDEFINITE).isSingular());
  }

  @Test
  void anIndefiniteMatrixHasNoCholeskyFactor() {
    impossible(
        "cholesky: a must be positive definite; got a=(2, 2) f64 whose leading minor of order 2, in"
            + " matrix 0, is not positive",
        () -> Linalg.cholesky(INDEFINITE));
    impossible(
        "cholesky: a must be positive definite; got a=(2, 2) f64 whose leading minor of order 2, in"
            + " matrix 0, is not positive",
        () -> Linalg.cholesky(SINGULAR));
    impossible(
        "choleskyUpdate: a must be positive definite; got a=(2, 2) f64 whose leading minor of order"
            + " 1, in matrix 0, is not positive",
        () -> Linalg.choleskyUpdate(Tensor.eye(DType.F64, 2), Tensor.of(1, 0), -1));
  }

  @Test
  void shapesMustFit() {
    refused("cholesky: a must be square; got a=(2, 3) f64", () -> Linalg.cholesky(RECTANGLE));
    refused("eigh: a must be square; got a=(2, 3) f64", () -> Linalg.eigh(RECTANGLE));
    refused("det: a must be square; got a=(2, 3) f64", () -> Linalg.det(RECTANGLE));
    refused(
        "svd: a must have at least two axes; got a=(3,) f64", () -> Linalg.svd(Tensor.of(1, 2, 3)));
    refused("lu: a must be a matrix; got a=(1, 2, 2) f64", () -> Linalg.lu(SINGULAR.unsqueeze(0)));
    refused(
        "solve: b must have a row for each row of a; got a=(2, 2) f64, b=(3,) f64",
        () -> Linalg.solve(SINGULAR, Tensor.of(1, 2, 3)));
    refused(
        "lstsq: b must have a row for each row of a; got a=(2, 3) f64, b=(3,) f64",
        () -> Linalg.lstsq(RECTANGLE, Tensor.of(1, 2, 3)));
    refused(
        "solve: dtypes must match; got a=(2, 2) f64, b=(2,) f32; convert one with to(DType)",
        () -> Linalg.solve(SINGULAR, Tensor.ofFloats(1, 2)));
    refused(
        "solve: leading axes must broadcast, extents equal or 1; got a=(2, 2, 2) f64, b=(3, 2, 1)"
            + " f64",
        () -> Linalg.solve(Tensor.zeros(DType.F64, 2, 2, 2), Tensor.zeros(DType.F64, 3, 2, 1)));
  }

  @Test
  void aMatrixThatIsNotFiniteHasFactorsThatAreNot() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int at = 0; at < 9; at++) {
        Tensor a = Tensor.eye(DType.F64, 3);
        a.set(value, at / 3, at % 3);
        if (at / 3 >= at % 3) {
          assertFalse(isFinite(Linalg.cholesky(a)));
        }
        Tensor symmetric = a.add(a.transpose());
        for (Function<Tensor, Tensor> f : List.<Function<Tensor, Tensor>>of(
            Linalg::inv,
            Linalg::det,
            x -> Linalg.qr(x).q(),
            x -> Linalg.qr(x).r(),
            x -> Linalg.lu(x).packed(),
            x -> Linalg.solve(x, Tensor.of(1, 1, 1)))) {
          assertFalse(isFinite(f.apply(a)), value + " at " + at);
          assertFalse(isFinite(f.apply(symmetric)), value + " at " + at);
        }
      }
    }
  }

  private static boolean isFinite(Tensor a) {
    return a.sub(a).abs().sum().item() == 0;
  }

  @Test
  void whatIteratesRefusesAMatrixThatIsNotFinite() {
    Tensor a = Tensor.of(new double[][] {{1, Double.NaN}, {2, 3}});
    impossible(
        "svd: a must be finite; got a=(2, 2) f64 with NaN at element 1", () -> Linalg.svd(a));
    impossible(
        "eigh: a must be finite; got a=(2, 2) f64 with NaN at element 1", () -> Linalg.eigh(a));
    impossible(
        "pinv: a must be finite; got a=(2, 2) f64 with NaN at element 1", () -> Linalg.pinv(a));
    impossible(
        "qrPivoted: a must be finite; got a=(2, 2) f64 with NaN at element 1",
        () -> Linalg.qrPivoted(a));
  }

  @Test
  void onlyTheLowerTriangleOfASymmetricMatrixIsRead() {
    Tensor lower = Tensor.of(new double[][] {{4, 99}, {2, 5}});
    Tensor symmetric = Tensor.of(new double[][] {{4, 2}, {2, 5}});
    assertTrue(Linalg.cholesky(lower).arrayEqual(Linalg.cholesky(symmetric)));
    assertTrue(Linalg.eigvalsh(lower).arrayEqual(Linalg.eigvalsh(symmetric)));
  }

  @Test
  void rankAndConditionOfASingularMatrix() {
    assertEquals(1, Linalg.rank(SINGULAR));
    assertEquals(2, Linalg.rank(INDEFINITE));
    assertEquals(0, Linalg.rank(RECTANGLE));
    assertTrue(Linalg.cond(SINGULAR).item() > 1e15);
    assertEquals(
        Double.POSITIVE_INFINITY,
        Linalg.cond(Tensor.of(new double[][] {{1, 0}, {0, 0}})).item());
    // the best rank-one solution: pinv of [1 2; 2 4] is itself / 25
    assertTrue(Linalg.pinv(SINGULAR).allClose(SINGULAR.div(25), 1e-14, 1e-15));
    Tensor x = Linalg.lstsq(SINGULAR, Tensor.of(1, 2));
    assertTrue(x.allClose(Tensor.of(0.2, 0.4), 1e-14, 0));
  }

  @Test
  void aNearlySingularMatrixIsSolvedAndItsConditionTells() {
    Tensor a = Tensor.of(new double[][] {{1, 1}, {1, 1 + 0x1p-50}});
    Tensor x = Linalg.solve(a, Tensor.of(2, 2 + 0x1p-50));
    assertArrayEquals(new double[] {1, 1}, x.toDoubleArray());
    assertTrue(Linalg.cond(a).item() > 1e15);
  }
}

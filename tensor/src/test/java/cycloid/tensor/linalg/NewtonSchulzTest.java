package cycloid.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The iteration acts on each singular value by its polynomial; it does not make a matrix orthogonal. */
class NewtonSchulzTest {
  private static final double A = 3.4445;
  private static final double B = -4.775;
  private static final double C = 2.0315;

  @Test
  void singularValuesFollowThePolynomial() {
    // G = diag(s) between two rotations has singular values s; |G| = |s|.
    double[] s = {0.9, 0.05};
    double norm = Math.hypot(s[0], s[1]);
    double[] expected = s.clone();
    for (int i = 0; i < 2; i++) {
      expected[i] /= norm;
      for (int k = 0; k < 5; k++) {
        double x = expected[i];
        expected[i] = A * x + B * x * x * x + C * x * x * x * x * x;
      }
    }
    double[] g = rotated(s);
    double[] result = orthogonalized(DType.F64, 2, 2, g);
    double[] wanted = rotated(expected);
    for (int i = 0; i < 4; i++) {
      assertEquals(wanted[i], result[i], 1e-14);
    }
  }

  /** R(0.3) diag(s) R(1.1), row-major. */
  private static double[] rotated(double[] s) {
    double c = Math.cos(0.3);
    double d = Math.sin(0.3);
    double e = Math.cos(1.1);
    double f = Math.sin(1.1);
    return new double[] {
      c * s[0] * e - d * s[1] * f,
      -c * s[0] * f - d * s[1] * e,
      d * s[0] * e + c * s[1] * f,
      -d * s[0] * f + c * s[1] * e
    };
  }

  @Test
  void aTallMatrixIsTheTransposeOfAWideOne() {
    double[] wide = new double[15];
    double[] tall = new double[15];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        wide[i * 5 + j] = Math.sin(1 + i * 5 + j);
        tall[j * 3 + i] = wide[i * 5 + j];
      }
    }
    double[] a = orthogonalized(DType.F64, 3, 5, wide);
    double[] b = orthogonalized(DType.F64, 5, 3, tall);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        assertEquals(a[i * 5 + j], b[j * 3 + i], 1e-14);
      }
    }
  }

  @Test
  void zeroStaysZeroAndNanTakesAll() {
    for (double x : orthogonalized(DType.F32, 2, 3, new double[6])) {
      assertEquals(0, x);
    }
    for (double x : orthogonalized(DType.F32, 2, 3, new double[] {1, 2, 3, 4, 5, Double.NaN})) {
      assertTrue(Double.isNaN(x));
    }
  }

  @Test
  void aNormBelowEpsIsNotBroughtUpToOne() {
    double[] result = orthogonalized(DType.F64, 1, 1, new double[] {1e-12});
    assertTrue(result[0] < 0.01, "got " + result[0]);
  }

  @Test
  void convergentPolynomialsLeadToAnOrthogonalMatrix() {
    Tensor g = Random.key(4).normal(DType.F64, 3, 7, 4);
    for (Quintic step : List.of(Quintic.CUBIC, Quintic.CONVERGENT, Quintic.CUBICALLY_CONVERGENT)) {
      Tensor x = NewtonSchulz.of(step, 40).orthogonalize(g);
      Tensor product = x.matrixTranspose().matmul(x);
      assertTrue(product.allClose(Tensor.eye(DType.F64, 4).expand(3, 4, 4), 0, 1e-14));
    }
  }

  @Test
  void schedulesBringSmallSingularValuesNearOne() {
    for (List<Quintic> steps : List.of(Quintic.FIVE_STEPS, Quintic.POLAR_EXPRESS)) {
      Tensor g = Tensor.of(new double[][] {{1, 0}, {0, 0.02}});
      Tensor x = NewtonSchulz.of(steps).withMargin(1.02).adding(1e-6).orthogonalize(g);
      assertEquals(1, x.get(0, 0), 0.35);
      assertEquals(1, x.get(1, 1), 0.35);
    }
  }

  @Test
  void eachMatrixOfABatchIsTreatedAsAlone() {
    Tensor g = Random.key(5).normal(DType.F32, 2, 3, 4, 4);
    NewtonSchulz how = NewtonSchulz.of(Quintic.MUON, 5);
    Tensor x = how.orthogonalize(g);
    assertTrue(
        x.select(0, 1).select(0, 2).arrayEqual(how.orthogonalize(g.select(0, 1).select(0, 2))));
    assertEquals(0, how.orthogonalize(Tensor.zeros(DType.F64, 2, 0, 3)).size());
  }

  @Test
  void malformedRequestsAreRejected() {
    assertEquals(
        "newtonSchulz: a must have at least two axes; got a=(3,) f64",
        assertThrows(
                IllegalArgumentException.class,
                () -> NewtonSchulz.of(Quintic.MUON, 5).orthogonalize(Tensor.of(1, 2, 3)))
            .getMessage());
  }

  private static double[] orthogonalized(DType dtype, int rows, int columns, double[] g) {
    Tensor matrix = Tensor.wrap(g, rows, columns).to(dtype);
    return NewtonSchulz.of(new Quintic(A, B, C), 5).orthogonalize(matrix).toDoubleArray();
  }
}

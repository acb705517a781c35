package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
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

  private static double[] orthogonalized(DType dtype, int rows, int columns, double[] g) {
    NewtonSchulz iteration = new NewtonSchulz(dtype, rows, columns);
    for (int i = 0; i < g.length; i++) {
      dtype.set(iteration.matrix(), i, g[i]);
    }
    iteration.orthogonalize(A, B, C, 5, 1e-7, false);
    double[] result = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      result[i] = dtype.get(iteration.matrix(), i);
    }
    return result;
  }
}

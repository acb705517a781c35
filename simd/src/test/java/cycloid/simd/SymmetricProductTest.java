package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half the work, the same bits as Gemm. */
class SymmetricProductTest {
  private static final int OFFSET = 3;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 33, 95, 96, 97, 131, 200, 1100})
  void theBitsAreThoseOfTheWholeProduct(int n) {
    for (int k : new int[] {0, 1, 7, 300}) {
      for (double beta : new double[] {0, -0.5}) {
        int ld = n + 2;
        double[] x = random(n * k + 1);
        double[] c = symmetric(n, ld);
        double[] whole = c.clone();
        SymmetricProduct.multiply(
            DType.F64, n, k, 1.25, x, 1, k, 1, x, 1, 1, k, beta, c, OFFSET, ld);
        Gemm.gemm(n, n, k, 1.25, x, 1, k, 1, x, 1, 1, k, beta, whole, OFFSET, ld);
        assertArrayEquals(whole, c);

        float[] y = single(x);
        float[] d = single(symmetric(n, ld));
        float[] wholeSingle = d.clone();
        SymmetricProduct.multiply(
            DType.F32, n, k, 1.25, y, 1, k, 1, y, 1, 1, k, beta, d, OFFSET, ld);
        Gemm.gemm(n, n, k, 1.25f, y, 1, k, 1, y, 1, 1, k, (float) beta, wholeSingle, OFFSET, ld);
        assertArrayEquals(wholeSingle, d);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 15, 16, 17, 31, 33, 64, 65, 97, 131, 200, 1100})
  void syrkGivesTheBitsOfTheWholeProductAndLeavesWhatIsAboveTheDiagonal(int n) {
    for (int k : new int[] {0, 1, 7, 300}) {
      for (double beta : new double[] {0, 1, -0.5}) {
        for (double alpha : new double[] {1, 1.25}) {
          boolean transposed = k == 7;
          int row = transposed ? 1 : k + 1;
          int column = transposed ? n : 1;
          int ld = n + 2;
          double[] a = random(2 + n * (k + 1));
          double[] c = random(OFFSET + n * ld);
          double[] whole = c.clone();
          SymmetricProduct.syrk(n, k, alpha, a, 1, row, column, beta, c, OFFSET, ld);
          Gemm.gemm(n, n, k, alpha, a, 1, row, column, a, 1, column, row, beta, whole, OFFSET, ld);
          double[] old = random(OFFSET + n * ld);
          assertArrayEquals(below(n, ld, whole, old), c);

          float[] b = single(a);
          float[] d = single(old);
          float[] single = d.clone();
          SymmetricProduct.syrk(
              n, k, (float) alpha, b, 1, row, column, (float) beta, d, OFFSET, ld);
          Gemm.gemm(
              n,
              n,
              k,
              (float) alpha,
              b,
              1,
              row,
              column,
              b,
              1,
              column,
              row,
              (float) beta,
              single,
              OFFSET,
              ld);
          assertArrayEquals(single(below(n, ld, wide(single), wide(single(old)))), d);
        }
      }
    }
  }

  @Test
  void badOperandsOfSyrkAreRefused() {
    double[] c = {1, 2, 3, 4};
    Exception e = assertThrows(
        IllegalArgumentException.class,
        () -> SymmetricProduct.syrk(2, 3, 1, new double[5], 0, 3, 1, 0, c, 0, 2));
    assertEquals(
        "gemm: a must lie in its array; got a=(2, 3) offset=0 strides=(3, 1) length=5",
        e.getMessage());
    e = assertThrows(
        IllegalArgumentException.class,
        () -> SymmetricProduct.syrk(2, 1, 1, new float[2], 0, 1, 1, 0, new float[4], 0, 1));
    assertEquals("gemm: ldc must be at least n; got ldc=1, n=2", e.getMessage());
    assertArrayEquals(new double[] {1, 2, 3, 4}, c);
  }

  /** The elements of a matrix on and below the diagonal, all else as it was. */
  private static double[] below(int n, int ld, double[] matrix, double[] old) {
    double[] result = old.clone();
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix, OFFSET + i * ld, result, OFFSET + i * ld, i + 1);
    }
    return result;
  }

  private static double[] wide(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  private static double[] random(int length) {
    Random random = new Random(length);
    return random.doubles(length, -1, 1).toArray();
  }

  private static double[] symmetric(int n, int ld) {
    double[] c = random(OFFSET + n * ld);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c[OFFSET + j * ld + i] = c[OFFSET + i * ld + j];
      }
    }
    return c;
  }

  private static float[] single(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }
}

package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
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

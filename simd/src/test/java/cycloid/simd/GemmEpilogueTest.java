package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows a product: on every element once, and after its last term. */
class GemmEpilogueTest {
  @ParameterizedTest
  @CsvSource({
    "1, 5, 7",
    "5, 1, 7",
    "3, 5, 1",
    "16, 16, 16",
    "13, 37, 29",
    "97, 130, 257",
    "200, 1100, 513",
    "4, 6, 0"
  })
  void anEpilogueMeetsEveryFinalElementOnce(int m, int n, int k) {
    Random random = new Random(m + 31L * n + 1009L * k);
    float[] a = floats(random, m * k);
    float[] b = floats(random, k * n);
    int ldc = n + 3;
    float[] plain = new float[m * ldc];
    Gemm.gemm(m, n, k, 1, a, 0, k, 1, b, 0, n, 1, 0, plain, 0, ldc);
    float[] doubled = new float[m * ldc];
    int[] visits = new int[m * ldc];
    Gemm.gemm(
        m, n, k, 1, a, 0, k, 1, b, 0, n, 1, 0, doubled, 0, ldc, (row, rows, column, columns) -> {
          for (int i = row; i < row + rows; i++) {
            for (int j = column; j < column + columns; j++) {
              visits[i * ldc + j]++;
              doubled[i * ldc + j] *= 2;
            }
          }
        });
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < ldc; j++) {
        assertEquals(j < n ? 1 : 0, visits[i * ldc + j], "visits of element " + i + ", " + j);
        assertEquals(2 * plain[i * ldc + j], doubled[i * ldc + j], "element " + i + ", " + j);
      }
    }
  }

  @Test
  void anEpilogueOfThreadsGivesTheSameBits() {
    int n = 300;
    Random random = new Random(1);
    double[] a = random.doubles(n * n).toArray();
    int threads = Workers.threads();
    double[][] results = new double[2][];
    try {
      for (int t = 0; t < 2; t++) {
        Workers.setThreads(1 + 2 * t);
        double[] c = new double[n * n];
        Gemm.gemm(n, n, n, 1, a, 0, n, 1, a, 0, 1, n, 0, c, 0, n, (row, rows, column, columns) -> {
          for (int i = row; i < row + rows; i++) {
            for (int j = column; j < column + columns; j++) {
              c[i * n + j] = Math.sqrt(c[i * n + j]);
            }
          }
        });
        results[t] = c;
      }
    } finally {
      Workers.setThreads(threads);
    }
    assertArrayEquals(results[0], results[1]);
  }

  private static float[] floats(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}

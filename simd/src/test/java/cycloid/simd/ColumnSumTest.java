package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnSumTest {
  private static final int[] ROWS = {1, 2, 8, 9, 10, 17, 100};
  private static final int[] COLUMNS = {0, 1, 3, 8, 15, 16, 17, 33, 5000};

  @ParameterizedTest
  @EnumSource
  void rowsAreAddedInTheDocumentedOrderWithVectorsAndWithout(DType dtype) {
    Random random = new Random(1);
    for (int rows : ROWS) {
      for (int n : COLUMNS) {
        int stride = n + 2;
        Object x = dtype.allocate(1 + rows * stride);
        for (int i = 0; i < dtype.length(x); i++) {
          dtype.set(x, i, random.nextGaussian());
        }
        for (boolean vector : new boolean[] {false, Simd.provider() == Provider.VECTOR}) {
          Object y = dtype.allocate(n + 2);
          ColumnSum.sum(dtype, vector, rows, n, x, 1, stride, y, 1);
          for (int j = 0; j < n; j++) {
            double expected = expected(dtype, rows, x, 1 + j, stride);
            assertEquals(expected, dtype.get(y, 1 + j), rows + " rows, column " + j + " of " + n);
          }
          assertEquals(0, dtype.get(y, 0) + dtype.get(y, n + 1));
        }
      }
    }
  }

  private static double expected(DType dtype, int rows, Object x, int at, int stride) {
    double sum = dtype.get(x, at);
    int row = 1;
    for (; row + 8 <= rows; row += 8) {
      double[] tree = new double[8];
      for (int i = 0; i < 8; i++) {
        tree[i] = dtype.get(x, at + (row + i) * stride);
      }
      for (int count = 8; count > 1; count /= 2) {
        for (int i = 0; i < count / 2; i++) {
          tree[i] = rounded(dtype, tree[2 * i] + tree[2 * i + 1]);
        }
      }
      sum = rounded(dtype, sum + tree[0]);
    }
    for (; row < rows; row++) {
      sum = rounded(dtype, sum + dtype.get(x, at + row * stride));
    }
    return sum;
  }

  private static double rounded(DType dtype, double x) {
    return dtype == DType.F32 ? (float) x : x;
  }
}

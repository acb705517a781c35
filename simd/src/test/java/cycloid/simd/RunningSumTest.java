package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunningSumTest {
  @ParameterizedTest
  @EnumSource
  void everyElementIsTheSumUpToIt(DType dtype) {
    Random random = new Random(2);
    for (int[] shape :
        new int[][] {{1, 1, 1}, {3, 5, 1}, {9, 7, 1}, {4, 6, 3}, {0, 3, 2}, {2, 0, 3}}) {
      int size = shape[0] * shape[1] * shape[2];
      Object x = dtype.allocate(size + 1);
      for (int i = 0; i <= size; i++) {
        dtype.set(x, i, random.nextGaussian());
      }
      for (boolean fromEnd : new boolean[] {false, true}) {
        Object y = dtype.allocate(size + 2);
        RunningSum.run(dtype, shape[0], shape[1], shape[2], fromEnd, x, 1, y, 2);
        for (int o = 0; o < shape[0]; o++) {
          for (int j = 0; j < shape[2]; j++) {
            double sum = 0;
            for (int i = 0; i < shape[1]; i++) {
              int row = fromEnd ? shape[1] - 1 - i : i;
              int at = (o * shape[1] + row) * shape[2] + j;
              sum += dtype.get(x, 1 + at);
              double expected = dtype == DType.F32 ? (float) sum : sum;
              assertEquals(expected, dtype.get(y, 2 + at), "element " + at);
            }
          }
        }
      }
    }
  }
}

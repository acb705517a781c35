package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaxPoolingTest {
  @ParameterizedTest
  @EnumSource
  void theGreatestElementsAreThoseOfTheDefinition(DType dtype) {
    Random random = new Random(3);
    for (Window vertical : new Window[] {
      new Window(7, 3, 2, 2, 1, 0), new Window(7, 4, 3, 2, 1, 1), new Window(7, 9, 2, 1, 1, 1)
    }) {
      for (Window horizontal : new Window[] {
        new Window(40, 20, 2, 2, 1, 0), new Window(9, 7, 2, 1, 2, 0), new Window(5, 3, 2, 2, 1, 1)
      }) {
        int images = 3;
        Object x = dtype.allocate(1 + images * vertical.in() * horizontal.in());
        for (int i = 0; i < dtype.length(x); i++) {
          dtype.set(x, i, random.nextInt(6));
        }
        int[] positions = MaxPooling.greatest(dtype, images, vertical, horizontal, x, 1);
        int at = 0;
        for (int n = 0; n < images; n++) {
          for (int i = 0; i < vertical.out(); i++) {
            for (int j = 0; j < horizontal.out(); j++) {
              int expected = greatest(dtype, n, i, j, vertical, horizontal, x);
              assertEquals(expected, positions[at++], vertical + " " + horizontal);
            }
          }
        }
      }
    }
  }

  private static int greatest(
      DType dtype, int image, int i, int j, Window vertical, Window horizontal, Object x) {
    int best = -1;
    for (int s = 0; s < vertical.kernel(); s++) {
      for (int t = 0; t < horizontal.kernel(); t++) {
        int row = vertical.input(i, s);
        int column = horizontal.input(j, t);
        if (row >= 0 && row < vertical.in() && column >= 0 && column < horizontal.in()) {
          int place = (image * vertical.in() + row) * horizontal.in() + column;
          best = best < 0 || dtype.get(x, 1 + place) > dtype.get(x, 1 + best) ? place : best;
        }
      }
    }
    return best;
  }

  @Test
  void theFirstNanIsTheGreatest() {
    Window one = new Window(1, 1, 1, 1, 1, 0);
    double[] x = {1, Double.NaN, Double.NaN, 5};
    int[] positions = MaxPooling.greatest(DType.F64, 1, one, new Window(4, 1, 4, 1, 1, 0), x, 0);
    assertArrayEquals(new int[] {1}, positions);
  }

  @Test
  void aWindowThatSeesNothingIsFound() {
    assertTrue(new Window(5, 6, 2, 1, 1, 1).alwaysSeesAnInput());
    Window beyond = new Window(5, 8, 2, 1, 1, 2);
    assertFalse(beyond.alwaysSeesAnInput());
    Window one = new Window(1, 1, 1, 1, 1, 0);
    assertEquals(-1, MaxPooling.greatest(DType.F32, 1, one, beyond, new float[5], 0)[0]);
  }
}

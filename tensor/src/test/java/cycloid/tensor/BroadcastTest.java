package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BroadcastTest {
  private static final int[][][] SHAPES = {
    {{3}, {3}, {3}},
    {{}, {4}, {4}},
    {{2, 3}, {3}, {2, 3}},
    {{2, 1}, {3}, {2, 3}},
    {{2, 3, 4}, {3, 1}, {2, 3, 4}},
    {{2, 3, 4}, {2, 1, 4}, {2, 3, 4}},
    {{2, 1, 4}, {3, 1}, {2, 3, 4}},
    {{1, 1}, {1}, {1, 1}},
    {{5, 1, 3, 2}, {4, 1, 2}, {5, 4, 3, 2}},
    {{0, 3}, {3}, {0, 3}},
    {{2, 0}, {1}, {2, 0}},
    {{40, 70}, {70}, {40, 70}},
    {{40, 70}, {40, 1}, {40, 70}},
  };

  @Test
  void shapesBroadcastAsInNumPy() {
    for (int[][] shapes : SHAPES) {
      assertArrayEquals(shapes[2], Shapes.broadcast(shapes[0], shapes[1]));
      assertArrayEquals(shapes[2], Shapes.broadcast(shapes[1], shapes[0]));
    }
    assertNull(Shapes.broadcast(new int[] {3}, new int[] {4}));
    assertNull(Shapes.broadcast(new int[] {3, 2}, new int[] {3}));
  }

  @ParameterizedTest
  @EnumSource
  void everyLayoutGivesWhatTheDefinitionSays(DType dtype) {
    Random random = new Random(1);
    for (int[][] shapes : SHAPES) {
      for (int a = 0; a < Layouts.KINDS; a++) {
        for (int b = 0; b < Layouts.KINDS; b++) {
          Tensor x = Layouts.whole(random, dtype, a, shapes[0]);
          Tensor y = Layouts.whole(random, dtype, b, shapes[1]);
          expect(shapes[2], x, y, x.sub(y));
          expect(shapes[2], y, x, y.sub(x));
        }
      }
    }
  }

  private static void expect(int[] shape, Tensor x, Tensor y, Tensor difference) {
    assertArrayEquals(shape, difference.shape());
    for (int i = 0; i < difference.size(); i++) {
      int[] index = Layouts.index(shape, i);
      assertEquals(
          Layouts.broadcast(x, index) - Layouts.broadcast(y, index), difference.get(index));
    }
  }

  @Test
  void threeOperandsBroadcastTogether() {
    Tensor condition = Tensor.of(1, 0, 1);
    Tensor a = Tensor.of(new double[][] {{1}, {2}});
    Tensor chosen = condition.where(a, Tensor.scalar(DType.F64, 9));
    assertTrue(chosen.arrayEqual(Tensor.of(new double[][] {{1, 9, 1}, {2, 9, 2}})));
  }

  @Test
  void operandsOfOneTransposedLayoutKeepIt() {
    Tensor x = Tensor.arange(DType.F64, 6).reshape(2, 3).transpose();
    Tensor sum = x.add(x);
    assertArrayEquals(x.strides(), sum.strides());
    assertArrayEquals(new double[] {0, 6, 2, 8, 4, 10}, sum.toDoubleArray());
  }

  @Test
  void resultsNeverShareMemoryWithOperands() {
    Tensor x = Tensor.of(1, 2, 3);
    Tensor y = x.add(0);
    y.fill(7);
    assertArrayEquals(new double[] {1, 2, 3}, x.toDoubleArray());
  }
}

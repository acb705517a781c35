package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatmulTest {
  /** a, b and the shape of the product, as NumPy gives it. */
  private static final int[][][] SHAPES = {
    {{2, 3}, {3, 4}, {2, 4}},
    {{1, 1}, {1, 1}, {1, 1}},
    {{3}, {3}, {}},
    {{3}, {3, 4}, {4}},
    {{2, 3}, {3}, {2}},
    {{5, 2, 3}, {3, 4}, {5, 2, 4}},
    {{2, 3}, {5, 3, 4}, {5, 2, 4}},
    {{5, 2, 3}, {5, 3, 4}, {5, 2, 4}},
    {{6, 1, 2, 3}, {5, 3, 4}, {6, 5, 2, 4}},
    {{5, 2, 3}, {3}, {5, 2}},
    {{3}, {5, 3, 4}, {5, 4}},
    {{0, 3}, {3, 4}, {0, 4}},
    {{2, 0}, {0, 4}, {2, 4}},
    {{5, 2, 0}, {0, 4}, {5, 2, 4}},
    {{0, 2, 3}, {3, 4}, {0, 2, 4}},
    {{33, 20}, {20, 17}, {33, 17}},
    {{40, 33}, {33}, {40}},
    {{33}, {33, 40}, {40}},
    {{40, 33}, {33, 1}, {40, 1}},
    {{1, 33}, {33, 40}, {1, 40}},
    {{2, 9, 33}, {2, 33, 1}, {2, 9, 1}},
    {{3, 0}, {0}, {3}},
    {{0, 3}, {3}, {0}},
  };

  @ParameterizedTest
  @EnumSource
  void everyLayoutGivesWhatTheDefinitionSays(DType dtype) {
    Random random = new Random(3);
    for (int[][] shapes : SHAPES) {
      for (int i = 0; i < Layouts.KINDS; i++) {
        for (int j = 0; j < Layouts.KINDS; j++) {
          Tensor a = Layouts.whole(random, dtype, i, shapes[0]);
          Tensor b = Layouts.whole(random, dtype, j, shapes[1]);
          Tensor product = a.matmul(b);
          assertArrayEquals(shapes[2], product.shape());
          assertTrue(
              product.arrayEqual(definition(a, b).reshape(shapes[2])),
              Shapes.text(shapes[0]) + " layout " + i);
        }
      }
    }
  }

  /** out[..., i, j] = sum_k a[..., i, k] * b[..., k, j], exact for whole numbers. */
  private static Tensor definition(Tensor a, Tensor b) {
    Tensor rows = a.rank() == 1 ? a.unsqueeze(0) : a;
    Tensor columns = b.rank() == 1 ? b.unsqueeze(1) : b;
    return rows.unsqueeze(-1).mul(columns.unsqueeze(-3)).sum(-2);
  }

  @Test
  void dotAndOuterAreProductsOfVectors() {
    Tensor a = Tensor.of(1, 2, 3);
    Tensor b = Tensor.of(4, 5, 6);
    assertEquals(32, a.dot(b).item());
    assertArrayEquals(new int[0], a.dot(b).shape());
    assertTrue(a.outer(Tensor.of(1, 10)).arrayEqual(Tensor.of(new double[][] {
      {1, 10}, {2, 20}, {3, 30}
    })));
  }

  @Test
  void nanInAnOperandReachesItsRowOnly() {
    Tensor a = Tensor.of(new double[][] {{Double.NaN, 1}, {1, 1}});
    Tensor product = a.matmul(Tensor.eye(DType.F64, 2));
    assertTrue(Double.isNaN(product.get(0, 0)) && Double.isNaN(product.get(0, 1)));
    assertArrayEquals(new double[] {1, 1}, product.select(0, 1).toDoubleArray());
  }
}

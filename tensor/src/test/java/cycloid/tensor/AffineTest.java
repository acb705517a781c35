package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A linear layer as one operation against its parts, for rows that begin as the bias and rows that end with it. */
class AffineTest {
  @ParameterizedTest
  @CsvSource({
    "4, 3, 5",
    "4, 64, 5",
    "130, 70, 300",
    "3, 1100, 2",
    "2, 3, 0",
    "2, 70, 0",
    "0, 70, 4",
    "5, 0, 4"
  })
  void aLayerIsProductBiasAndActivation(int m, int n, int k) {
    Tensor x = Random.key(1).normal(DType.F64, m, k);
    Tensor weight = Random.key(2).normal(DType.F64, n, k);
    Tensor bias = Random.key(3).normal(DType.F64, n);
    Tensor z = x.matmul(weight.transpose()).add(bias);
    assertClose(z, Affine.PLAIN.value(List.of(x, weight, bias)).get(0));
    assertClose(
        z.relu(),
        Affine.followedBy(Functions.RELU).value(List.of(x, weight, bias)).get(0));
    List<Tensor> gelu = Affine.followedBy(Functions.GELU).value(List.of(x, weight, bias));
    assertClose(z.gelu(), gelu.get(0));
    double h = 1e-6;
    Tensor slope = z.add(h).gelu().sub(z.sub(h).gelu()).div(2 * h);
    assertEquals(0, largestDifference(slope, gelu.get(1)), 1e-8);
    Tensor withoutBias = x.matmul(weight.transpose());
    assertClose(withoutBias, Affine.PLAIN.value(List.of(x, weight)).get(0));
    assertClose(
        withoutBias.tanh(),
        Affine.followedBy(Functions.TANH).value(List.of(x, weight)).get(0));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "7, 64, 9", "30, 96, 70", "100, 70, 300", "2, 0, 3", "0, 5, 3"})
  void whatGoesAroundIsAddedToTheBit(int m, int n, int k) {
    for (DType dtype : DType.values()) {
      Tensor x = Random.key(1).normal(dtype, 2, m, k);
      Tensor weight = Random.key(2).normal(dtype, n, k);
      Tensor bias = Random.key(3).normal(dtype, n);
      Tensor around = Random.key(4).normal(dtype, n, m, 2).permute(2, 1, 0);
      for (List<Tensor> layer : List.of(List.of(x, weight), List.of(x, weight, bias))) {
        Tensor apart = Affine.PLAIN.value(layer).get(0).add(around);
        List<Tensor> operands = new ArrayList<>(layer);
        operands.add(around);
        assertTrue(apart.arrayEqual(Affine.AROUND.value(operands).get(0)));
      }
    }
  }

  @Test
  void whatGoesAroundHasTheShapeOfTheValue() {
    Tensor x = Tensor.zeros(DType.F64, 2, 3);
    Tensor weight = Tensor.zeros(DType.F64, 4, 3);
    Tensor around = Tensor.zeros(DType.F64, 1, 4);
    assertEquals(
        "linear: what goes around must have the shape and dtype of the layer's value, (2, 4) f64; got (1, 4) f64",
        assertThrows(
                IllegalArgumentException.class,
                () -> Affine.AROUND.value(List.of(x, weight, around)))
            .getMessage());
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertEquals(
        0,
        largestDifference(expected, actual),
        1e-12 * (1 + largestDifference(expected, expected.mul(0))));
  }

  private static double largestDifference(Tensor a, Tensor b) {
    return a.size() == 0 ? 0 : a.sub(b).abs().max().item();
  }
}

package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Movement, diagonals, padding, creation, norms and activations above the primitives. */
class VocabularyTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final Tensor M = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
  private static final Tensor V = Tensor.of(1, 2, 3);

  private static void assertTensor(Tensor expected, Tensor got) {
    assertTrue(expected.arrayEqual(got), () -> "expected " + expected + ", got " + got);
  }

  @Test
  void quartersOfACircle() {
    assertTensor(Tensor.of(new double[][] {{3, 6}, {2, 5}, {1, 4}}), M.rot90(1, 0, 1));
    assertTensor(M.rot90(-1, 0, 1), M.rot90(1, 1, 0));
    assertTensor(M, M.rot90(3, 0, 1).rot90(5, 0, 1));
  }

  @Test
  void rollsComeInAtTheOtherEnd() {
    assertTensor(Tensor.of(new double[][] {{6, 1, 2}, {3, 4, 5}}), M.roll(1));
    assertTensor(
        Tensor.of(new double[][] {{5, 6, 4}, {2, 3, 1}}),
        M.roll(new int[] {0, 1}, new int[] {1, -1}));
    assertTensor(V, V.roll(0, Integer.MIN_VALUE).roll(0, Integer.MAX_VALUE).roll(0, 1));
    assertEquals(0, Tensor.of().roll(0, 3).size());
  }

  @Test
  void axesMoveAndJoin() {
    Tensor x = Tensor.arange(DType.F64, 24).reshape(2, 3, 4);
    assertTensor(x.permute(1, 2, 0), x.moveAxes(new int[] {0}, new int[] {-1}));
    assertTensor(x.permute(2, 0, 1), x.moveAxes(new int[] {0, 1}, new int[] {1, 2}));
    assertArrayEquals(new int[] {6, 4}, x.flatten(0, 1).shape());
    assertArrayEquals(new int[] {1}, Tensor.scalar(DType.F64, 1).flatten(0, -1).shape());
  }

  @Test
  void repetition() {
    assertTensor(Tensor.of(1, 1, 2, 2, 3, 3), V.repeat(0, 2));
    assertTensor(Tensor.of(1, 1, 3), V.repeat(0, new int[] {2, 0, 1}));
    assertTensor(Tensor.of(1, 2, 3, 1, 2, 3), V.tile(new int[] {2}));
    assertTensor(Tensor.of(new double[][] {{1, 2, 3}, {1, 2, 3}}), V.tile(new int[] {2, 1}));
    assertArrayEquals(new int[] {2, 0}, M.tile(new int[] {0}).shape());
  }

  @Test
  void partsOfAnAxis() {
    Tensor seven = Tensor.arange(DType.F64, 7);
    assertEquals(List.of(3, 3, 1), seven.chunk(0, 3).stream().map(Tensor::size).toList());
    assertEquals(List.of(1, 1, 1), V.chunk(0, 5).stream().map(Tensor::size).toList());
    assertEquals(1, Tensor.of().chunk(0, 2).size());
    assertTensor(Tensor.of(2, 5), M.unbind(1).get(1));
  }

  @Test
  void paddingModes() {
    int[] widths = {2, 1};
    assertTensor(Tensor.of(9, 9, 1, 2, 3, 9), V.pad(Padding.CONSTANT, 9, widths));
    assertTensor(Tensor.of(3, 2, 1, 2, 3, 2), V.pad(Padding.REFLECT, 0, widths));
    assertTensor(Tensor.of(1, 1, 1, 2, 3, 3), V.pad(Padding.REPLICATE, 0, widths));
    assertTensor(Tensor.of(2, 3, 1, 2, 3, 1), V.pad(Padding.CIRCULAR, 0, widths));
    assertTensor(Tensor.of(2, 3, -INF), V.pad(Padding.CONSTANT, -INF, new int[] {-1, 1}));
    assertTensor(Tensor.of(2), V.pad(Padding.REFLECT, 0, new int[] {-1, -1}));
    assertTensor(Tensor.of(5, 5), Tensor.of().pad(Padding.CONSTANT, 5, new int[] {1, 1}));
  }

  @Test
  void diagonalsAndTriangles() {
    assertTensor(Tensor.of(1, 5), M.diagonal());
    assertTensor(Tensor.of(4), M.diagonal(-1, 0, 1));
    assertEquals(0, M.diagonal(5, 0, 1).size());
    assertEquals(0, M.diagonal(Integer.MIN_VALUE, 0, 1).size());
    assertEquals(6, M.trace().item());
    assertTensor(V, V.diagEmbed(-2, 0, 1).diagonal(-2, 0, 1));
    assertTensor(M, M.diagEmbed(1, 0, 2).diagonal(1, 0, 2));
    assertTensor(Tensor.of(new double[][] {{1, 2, 0}, {4, 5, 6}}), M.tril(1));
    assertTensor(Tensor.of(new double[][] {{0, 2, 3}, {0, 0, 6}}), M.triu(1));
    Tensor infinite = Tensor.full(DType.F64, INF, 2, 2);
    assertTensor(Tensor.of(new double[][] {{INF, 0}, {INF, INF}}), infinite.tril(0));
    assertTensor(M, M.tril(Integer.MAX_VALUE));
  }

  @Test
  void creation() {
    assertTensor(Tensor.of(1, 10, 100), Tensor.logspace(DType.F64, 0, 2, 3, 10));
    assertTensor(Tensor.of(new double[][] {{0, 1, 0}, {0, 0, 1}}), Tensor.eye(DType.F64, 2, 3, 1));
    Tensor cube = Tensor.nested(DType.F32, new int[][][] {{{1, 2}}, {{3, 4}}});
    assertArrayEquals(new int[] {2, 1, 2}, cube.shape());
    assertEquals(3, cube.get(1, 0, 0));
    assertEquals(7, Tensor.nested(DType.F64, 7).item());
    assertArrayEquals(
        new int[] {2, 0}, Tensor.nested(DType.F64, new double[2][0]).shape());
    assertTensor(Tensor.full(DType.F64, 2, 2, 3), Tensor.fullLike(M, 2));
    assertTensor(Tensor.zerosLike(M), Tensor.onesLike(M).sub(1));
  }

  @Test
  void norms() {
    Tensor x = Tensor.of(new double[][] {{3, -4}, {0, 0}});
    int[] rows = {1};
    assertTensor(Tensor.of(7, 0), x.norm(1, rows, false));
    assertTensor(Tensor.of(5, 0), x.norm(2, rows, false));
    assertTensor(Tensor.of(4, 0), x.norm(INF, rows, false));
    assertTensor(Tensor.of(3, 0), x.norm(-INF, rows, false));
    assertTensor(Tensor.of(2, 0), x.norm(0, rows, false));
    assertEquals(Math.cbrt(91), x.norm(3, new int[0], false).item(), 1e-14);
    assertTensor(Tensor.of(new double[][] {{0.6, -0.8}, {0, 0}}), x.normalize(2, 1, 1e-12));
  }

  @Test
  void productsAndLogic() {
    assertTensor(Tensor.of(6, 120), M.prod(1));
    assertEquals(720, M.prod().item());
    assertEquals(1, Tensor.of().prod().item());
    assertTensor(Tensor.ones(DType.F64, 2), Tensor.zeros(DType.F64, 2, 0).prod(1));
    Tensor x = Tensor.of(new double[][] {{1, 0}, {2, 3}, {0, 0}});
    int[] rows = {1};
    assertTensor(Tensor.of(1, 1, 0), x.any(rows, false));
    assertTensor(Tensor.of(0, 1, 0), x.all(rows, false));
    assertTensor(Tensor.of(1, 2, 0), x.countNonZero(rows, false));
    assertEquals(0, Tensor.of().any(new int[0], false).item());
    assertEquals(1, Tensor.of().all(new int[0], false).item());
    assertTensor(Tensor.of(0, 1, 1, 0), Tensor.of(0, 0, 1, 1).logicalXor(Tensor.of(0, 2, 0, -1)));
    Tensor special = Tensor.of(INF, -INF, Double.NaN, 1);
    assertTensor(Tensor.of(1, 1, 0, 0), special.isInfinite());
    assertTensor(Tensor.of(0, 0, 0, 1), special.isFinite());
    assertTensor(Tensor.of(0, 0, 1, 0), special.isNaN());
  }

  @Test
  void activationsAtTheirLimits() {
    Tensor ends = Tensor.of(-INF, INF);
    assertTensor(Tensor.of(-1, 1), ends.softsign());
    assertTensor(Tensor.of(0, INF), ends.hardSwish());
    assertTensor(Tensor.of(0, 6), ends.relu6());
    assertTensor(Tensor.of(0, 1), ends.hardSigmoid());
    assertTensor(Tensor.of(-0.5, INF), ends.celu(0.5));
    assertTensor(Tensor.of(0, INF), ends.softplus(2, 20));
    assertTensor(Tensor.of(-2, 0, 1), Tensor.of(-3, 1, 2).softShrink(1));
    assertTensor(Tensor.of(-3, 0, 2), Tensor.of(-3, 1, 2).hardShrink(1));
    assertTensor(Tensor.of(-7, -7, 2), Tensor.of(-3, 1, 2).threshold(1, -7));
    assertTensor(
        Tensor.of(new double[][] {{0.5}, {2}}),
        M.slice(Slice.all(), Slice.to(2))
            .mul(Tensor.of(new double[][] {{1, 0}, {1, 0}}))
            .glu(1));
  }

  @Test
  void channelsAreNormalized() {
    Tensor x = Tensor.arange(DType.F64, 24).reshape(2, 4, 3);
    Tensor group = x.groupNorm(2, 0).reshape(2, 2, 6);
    assertTrue(group.mean(-1).allClose(Tensor.zeros(DType.F64, 2, 2), 0, 1e-14));
    assertTrue(group.variance(-1).allClose(Tensor.ones(DType.F64, 2, 2), 0, 1e-13));
    Tensor batch = x.batchNorm(x.channelMean(), x.channelVariance(0), 0);
    assertTrue(batch.channelMean().allClose(Tensor.zeros(DType.F64, 4), 0, 1e-14));
    assertTrue(batch.channelVariance(0).allClose(Tensor.ones(DType.F64, 4), 0, 1e-13));
    assertTrue(x.instanceNorm(0).allClose(x.layerNorm(-1, 0), 0, 1e-13));
    assertTrue(x.rmsNorm(1, 0).square().mean(1).allClose(Tensor.ones(DType.F64, 2, 3), 0, 1e-13));
    assertTensor(x.div(x.square().add(1)), x.localResponseNorm(1, 1, 1, 1));
  }

  @Test
  void vectorsOnAGrid() {
    List<Tensor> grid = V.meshgrid(List.of(Tensor.of(7, 8)));
    assertTensor(Tensor.of(new double[][] {{1, 1}, {2, 2}, {3, 3}}), grid.get(0));
    assertTensor(Tensor.of(new double[][] {{7, 8}, {7, 8}, {7, 8}}), grid.get(1));
  }
}

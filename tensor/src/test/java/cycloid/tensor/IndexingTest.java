package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import org.junit.jupiter.api.Test;

class IndexingTest {
  private static final Tensor X = Tensor.arange(DType.F64, 24).reshape(2, 3, 4);
  private static final Tensor M = Tensor.of(new double[][] {{10, 11, 12}, {20, 21, 22}});

  private static void assertTensor(double[][] expected, Tensor got) {
    assertTrue(Tensor.of(expected).arrayEqual(got), got::toString);
  }

  @Test
  void basicIndexingDropsSinglePositionsAndAddsAxes() {
    Tensor got = X.index(Slice.at(-1), Slice.ellipsis(), Slice.newAxis(), Slice.step(-2));
    assertArrayEquals(new int[] {3, 1, 2}, got.shape());
    assertEquals(15, got.get(0, 0, 0));
    assertEquals(13, got.get(0, 0, 1));
    assertSame(X.storage(), got.storage());
    assertArrayEquals(new int[] {2, 3, 4}, X.index().shape());
    assertArrayEquals(
        new int[] {}, X.index(Slice.at(0), Slice.at(0), Slice.at(0)).shape());
    assertArrayEquals(new int[] {2, 0, 4}, X.index(Slice.all(), Slice.of(2, 1)).shape());
    assertEquals(
        7, Tensor.scalar(DType.F64, 7).index(Slice.ellipsis(), Slice.newAxis()).get(0));
  }

  @Test
  void sliceWithOmittedBounds() {
    assertTrue(X.index(Slice.between(null, 1, 1)).arrayEqual(X.narrow(0, 0, 1)));
    assertTrue(X.index(Slice.between(null, null, -1)).arrayEqual(X.flip(0)));
    assertEquals("1::2", Slice.between(1, null, 2).toString());
  }

  @Test
  void indexArraysBroadcastTogether() {
    Tensor got = X.take(Indices.of(new int[] {2, 1}, 0, -1), Indices.of(2, 0));
    assertArrayEquals(new int[] {2, 2, 4}, got.shape());
    assertTrue(got.select(0, 1).select(0, 0).arrayEqual(X.select(0, 1).select(0, 2)));
    assertTrue(X.take().arrayEqual(X));
    assertArrayEquals(new int[] {0, 3, 4}, X.take(Indices.of()).shape());
    assertArrayEquals(new int[] {3, 4}, X.take(Indices.of(new int[0], 1)).shape());
  }

  @Test
  void takeAlongBroadcastsAndGatherTakesTheBeginning() {
    Indices column = Indices.of(new int[] {2, 1}, 2, 0);
    assertTensor(new double[][] {{12}, {20}}, M.takeAlong(1, column));
    assertTensor(
        new double[][] {{20, 21, 22}, {10, 11, 12}},
        M.takeAlong(0, Indices.of(new int[] {2, 1}, 1, 0)));
    assertTensor(new double[][] {{20}, {10}}, M.gather(0, Indices.of(new int[] {2, 1}, 1, 0)));
    assertTensor(
        new double[][] {{12, 10, 10, 11}}, M.gather(1, Indices.of(new int[] {1, 4}, 2, 0, -3, 1)));
  }

  @Test
  void masksSelectAndFill() {
    Tensor mask = M.greater(11).logicalAnd(M.notEqual(21));
    assertArrayEquals(new double[] {12, 20, 22}, M.maskedSelect(mask).toDoubleArray());
    assertTensor(new double[][] {{10, 11, 0}, {0, 21, 0}}, M.maskedFill(mask, 0));
    assertEquals(0, M.maskedSelect(Tensor.scalar(DType.F64, 0)).size());
    assertEquals(Indices.of(new int[] {3, 2}, 0, 2, 1, 0, 1, 2), mask.nonZero());
    assertArrayEquals(new int[] {1, 0}, Tensor.scalar(DType.F64, 5).nonZero().shape());
  }

  @Test
  void ofSeveralValuesForOnePlaceTheLastStays() {
    Tensor v = Tensor.of(0, 0, 0);
    assertArrayEquals(
        new double[] {0, 3, 1}, v.put(Tensor.of(1, 2, 3), Indices.of(2, 1, 1)).toDoubleArray());
    assertTensor(
        new double[][] {{10, 11, 12}, {1, 1, 1}},
        M.put(Tensor.scalar(DType.F64, 1), Indices.of(-1)));
    Indices twice = Indices.of(new int[] {1, 2}, 0, 0);
    assertTensor(
        new double[][] {{6, 11, 12}, {20, 21, 22}}, M.scatter(1, twice, Tensor.of(new double[][] {
          {5, 6}
        })));
  }

  @Test
  void addingAtIndicesCountsRepeats() {
    Indices twice = Indices.of(new int[] {1, 2}, 0, 0);
    assertTensor(
        new double[][] {{21, 11, 12}, {20, 21, 22}},
        M.scatterAdd(1, twice, Tensor.of(new double[][] {{5, 6, 99}})));
    assertTensor(new double[][] {{10, 11, 12}, {50, 53, 56}}, M.indexAdd(0, new int[] {1, -1}, M));
  }

  @Test
  void shortAndLongRunsAreGatheredAndScatteredAlike() {
    for (DType dtype : DType.values()) {
      for (int inner : new int[] {1, 3, 15, 16, 17, 40}) {
        Tensor x = Tensor.arange(dtype, 2 * 5 * inner).reshape(2, 5, inner);
        Tensor got = x.gather(1, 4, 0, 4);
        assertTrue(got.select(1, 0).arrayEqual(x.select(1, 4)));
        assertTrue(got.select(1, 1).arrayEqual(x.select(1, 0)));
        Tensor back = got.scatterAdd(1, 5, 4, 0, 4);
        assertTrue(back.select(1, 4).arrayEqual(x.select(1, 4).mul(2)));
        assertTrue(back.select(1, 1).arrayEqual(Tensor.zeros(dtype, 2, inner)));
      }
    }
  }

  @Test
  void indicesAreWholeNumbersWithAShape() {
    Indices indices = Indices.of(Tensor.of(new double[][] {{3, -1}, {0, 2}}));
    assertArrayEquals(new int[] {2, 2}, indices.shape());
    assertEquals(indices, Indices.of(new int[] {2, 2}, 3, -1, 0, 2));
    assertEquals(Indices.of(3, -1, 0, 2), indices.reshape(-1));
    assertEquals(Indices.of(2, 0, 1), Indices.of(0, 2, 0).counts(3));
    assertEquals(4, Indices.of(4).item());
  }

  @Test
  void oneHotRows() {
    assertTensor(
        new double[][] {{0, 1, 0}, {0, 0, 1}}, Tensor.oneHot(DType.F64, Indices.of(1, -1), 3));
    assertArrayEquals(
        new int[] {0, 3}, Tensor.oneHot(DType.F32, Indices.of(), 3).shape());
  }
}

package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 47, 48, 49, 300, 5000})
  void sortingIsStableInBothDirections(int n) {
    Random random = new Random(n);
    // Many equal numbers among others of every size.
    double[] values = random
        .doubles(n)
        .map(x -> x < 0.5 ? Math.rint(20 * x) - 5 : Math.scalb(x, random.nextInt(200) - 100))
        .toArray();
    Tensor x = Tensor.of(values);
    for (boolean descending : new boolean[] {false, true}) {
      Comparator<Integer> order =
          Comparator.comparingDouble(i -> descending ? -values[i] : values[i]);
      int[] expected = IntStream.range(0, n)
          .boxed()
          .sorted(order)
          .mapToInt(Integer::intValue)
          .toArray();
      assertArrayEquals(expected, x.argSort(0, descending).toArray());
      assertArrayEquals(
          Arrays.stream(expected).mapToDouble(i -> values[i]).toArray(),
          x.sort(0, descending).values().toDoubleArray());
    }
  }

  @Test
  void nanIsGreatestAndZerosAreEqual() {
    Tensor x = Tensor.of(NAN, 0.0, -INF, -0.0, INF, 1, -Double.MIN_VALUE);
    assertArrayEquals(new int[] {2, 6, 1, 3, 5, 4, 0}, x.argSort(0).toArray());
    assertArrayEquals(new int[] {0, 4, 5, 1, 3, 6, 2}, x.argSort(0, true).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void sortsAlongAnyAxisOfAnyLayout(DType dtype) {
    Random random = new Random(3);
    for (int kind = 0; kind < Layouts.KINDS; kind++) {
      Tensor x = Layouts.whole(random, dtype, kind, 3, 4, 5);
      for (int axis = -3; axis < 3; axis++) {
        Tensor sorted = x.sort(axis);
        int n = x.size(axis);
        Tensor rises = sorted.narrow(axis, 1, n).greaterEqual(sorted.narrow(axis, 0, n - 1));
        assertEquals(1, rises.min().item());
        assertTrue(x.sum(axis).allClose(sorted.sum(axis), 1e-5, 1e-5));
        assertTrue(x.topK(axis, 2, true).values().arrayEqual(sorted.flip(axis).narrow(axis, 0, 2)));
      }
    }
  }

  @Test
  void theFirstOfTheOrderAreThoseOfASortForAnyNumberOfThem() {
    Random random = new Random(4);
    for (int n : new int[] {0, 1, 5, 47, 48, 200}) {
      Tensor x = Tensor.zeros(DType.F32, 3, n);
      for (int i = 0; i < x.size; i++) {
        int number = random.nextInt(40);
        DType.F32.set(x.storage, i, number == 39 ? NAN : number);
      }
      for (boolean largest : new boolean[] {false, true}) {
        int[] order = x.argSort(1, largest).toArray();
        for (int k : new int[] {0, 1, 3, 46, 47, 48, 60}) {
          int[] first = k > n ? null : x.topK(1, k, largest).indices().toArray();
          for (int i = 0; first != null && i < first.length; i++) {
            assertEquals(order[i / k * n + i % k], first[i], k + " of " + n + ", number " + i);
          }
        }
      }
    }
  }

  @Test
  void extremesAndTheirPlaces() {
    Tensor x = Tensor.of(new double[][] {{3, 7, 7}, {NAN, 1, NAN}});
    Selected<Tensor> greatest = x.maxWithIndex(1, false);
    assertArrayEquals(new double[] {7, NAN}, greatest.values().toDoubleArray());
    assertEquals(Indices.of(1, 0), greatest.indices());
    Selected<Tensor> least = x.minWithIndex(0, true);
    assertArrayEquals(new int[] {1, 3}, least.values().shape());
    assertEquals(Indices.of(new int[] {1, 3}, 1, 1, 1), least.indices());
  }

  @Test
  void quantilesInterpolate() {
    Tensor x = Tensor.of(new double[][] {{4, 1, 3, 2}, {8, 5, 6, 7}});
    assertArrayEquals(new double[] {2.5, 6.5}, x.median(1).toDoubleArray());
    assertEquals(4.5, x.median().item());
    assertArrayEquals(
        new double[] {1.75, 5.75}, x.quantile(0.25, new int[] {-1}, false).toDoubleArray());
    assertArrayEquals(new int[] {1, 1}, x.quantile(1, new int[0], true).shape());
    assertEquals(8, x.quantile(1, new int[0], false).item());
    assertEquals(3, Tensor.scalar(DType.F64, 3).median().item());
  }

  @Test
  void placesAmongSortedNumbers() {
    Tensor sorted = Tensor.of(1, 2, 2, 4);
    Tensor x = Tensor.of(new double[][] {{0, 2, 5}, {4, NAN, -INF}});
    assertEquals(Indices.of(new int[] {2, 3}, 0, 1, 4, 3, 4, 0), sorted.searchSorted(x, false));
    assertEquals(Indices.of(new int[] {2, 3}, 0, 3, 4, 4, 4, 0), sorted.searchSorted(x, true));
    assertEquals(Indices.of(0), Tensor.of().searchSorted(Tensor.of(3), true));
    Tensor rows = Tensor.of(new double[][] {{1, 2, 3}, {5, 6, 7}});
    Tensor ends = Tensor.of(new double[][] {{2, 9}, {2, 6}});
    assertEquals(Indices.of(new int[] {2, 2}, 1, 3, 0, 1), rows.searchSorted(ends, false));
    Tensor nothing = Tensor.zeros(DType.F64, 0, 3);
    assertEquals(0, nothing.searchSorted(nothing, true).size());
  }

  @Test
  void countsBetweenEdges() {
    Tensor x = Tensor.of(0, 0.5, 1, 1.5, 2, 3, -1, NAN);
    assertEquals(Indices.of(2, 3), x.histogram(Tensor.of(0, 1, 2)));
    assertEquals(Indices.of(2, 3), x.histogram(2, 0, 2));
  }

  @Test
  void differentElements() {
    Tensor x = Tensor.of(new double[][] {{3, 1, NAN}, {3, NAN, -0.0}});
    Unique unique = Unique.of(x);
    assertArrayEquals(new double[] {-0.0, 1, 3, NAN}, unique.values().toDoubleArray());
    assertArrayEquals(new int[] {5, 1, 0, 2}, unique.first());
    assertArrayEquals(new int[] {2, 1, 3, 2, 3, 0}, unique.inverse());
    assertArrayEquals(new int[] {1, 1, 2, 2}, unique.counts());
    assertTrue(x.unique().toString().equals(unique.values().toString()));
    assertEquals(0, Tensor.of().unique().size());
  }

  @Test
  void runningCombinations() {
    Tensor x = Tensor.of(new double[][] {{1, 3, 3}, {2, -1, 4}});
    assertTrue(x.cumsum(1).arrayEqual(Tensor.of(new double[][] {{1, 4, 7}, {2, 1, 5}})));
    assertTrue(x.cumsum(0).arrayEqual(Tensor.of(new double[][] {{1, 3, 3}, {3, 2, 7}})));
    assertTrue(x.cumprod(-1).arrayEqual(Tensor.of(new double[][] {{1, 3, 9}, {2, -2, -8}})));
    assertEquals(Indices.of(new int[] {2, 3}, 0, 1, 2, 0, 0, 2), x.cummax(1).indices());
    assertEquals(Indices.of(new int[] {2, 3}, 0, 0, 0, 0, 1, 1), x.cummin(1).indices());
    assertArrayEquals(
        new double[] {1, NAN, NAN}, Tensor.of(1, NAN, 2).cummax(0).values().toDoubleArray());
    Tensor logs = Tensor.of(-INF, -INF, 0, 0).logCumSumExp(0);
    assertTrue(logs.arrayEqual(Tensor.of(-INF, -INF, 0, Math.log(2))), logs::toString);
    assertTrue(Tensor.of(1, 4, 9, 16).diff(0, 2).arrayEqual(Tensor.of(2, 2)));
    assertEquals(0, Tensor.of(1, 2).diff(0, 5).size());
  }

  @Test
  void longSumsOfFloatsAreAccumulatedInDouble() {
    Tensor x = Tensor.full(DType.F32, 0.1, 100_000);
    assertEquals(100_000 * (double) 0.1f, x.cumsum(0).get(-1), 1e-3);
    assertEquals(100_000 * (double) 0.1f, x.reshape(-1, 1).cumsum(0).get(-1, 0), 1e-3);
  }
}

package cycloid.autodiff.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final Random KEY = Random.key(4);

  /** Example i is the pair (i, -i) with label i. */
  private static Dataset numbered(int n) {
    Tensor i = Tensor.arange(DType.F64, n);
    int[] labels = new int[n];
    Arrays.setAll(labels, k -> k);
    return Dataset.of(i.stack(1, List.of(i.neg())), labels);
  }

  private static List<Integer> seen(Iterable<Dataset> batches, int batchSize) {
    List<Integer> seen = new ArrayList<>();
    for (Dataset batch : batches) {
      assertTrue(batch.size() <= batchSize && batch.size() > 0);
      for (int i = 0; i < batch.size(); i++) {
        assertEquals(batch.labels()[i], batch.inputs().get(i, 0));
        assertEquals(0, batch.labels()[i] + batch.inputs().get(i, 1));
        seen.add(batch.labels()[i]);
      }
    }
    return seen;
  }

  @Test
  void batchesShowEveryExampleOnce() {
    Dataset dataset = numbered(10);
    List<Integer> order = seen(dataset.batches(4, KEY), 4);
    assertFalse(order.equals(seen(dataset.batches(4, KEY.fold(1)), 4)));
    assertEquals(order, seen(dataset.batches(3, KEY), 3));
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), order.stream().sorted().toList());
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), seen(dataset.batches(4), 4));
    assertEquals(List.of(), seen(numbered(0).batches(4, KEY), 4));
    Iterator<Dataset> end = numbered(0).batches(1).iterator();
    assertThrows(java.util.NoSuchElementException.class, end::next);
  }

  @Test
  void splitIsAPartition() {
    Dataset[] parts = numbered(9).split(0.7, KEY);
    assertEquals(6, parts[0].size());
    List<Integer> all = new ArrayList<>();
    for (Dataset part : parts) {
      Arrays.stream(part.labels()).forEach(all::add);
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), all.stream().sorted().toList());
    assertEquals(0, numbered(9).split(0, KEY)[0].size());
  }

  @Test
  void targetsMayBeNumbers() {
    Tensor x = Tensor.arange(DType.F64, 4);
    Dataset dataset = Dataset.of(x, x.mul(2)).shuffled(KEY);
    assertTrue(dataset.inputs().mul(2).arrayEqual(dataset.targets()));
    assertEquals(
        "labels: the dataset must have labels; got one with targets",
        assertThrows(IllegalStateException.class, dataset::labels).getMessage());
    assertEquals(4, dataset.withInputs(Tensor.zeros(DType.F64, 4, 2)).size());
  }

  @Test
  void standardizerTreatsTestLikeTraining() {
    Tensor x = Tensor.of(new double[][] {{1, 5, 2}, {3, 5, 4}, {5, 5, 9}});
    Standardizer standardizer = Standardizer.of(x);
    Tensor z = standardizer.apply(x);
    assertArrayEquals(new double[] {0, 0, 0}, z.mean(0).toDoubleArray(), 1e-15);
    assertArrayEquals(new double[] {1, 0, 1}, z.std(0).toDoubleArray(), 1e-15);
    assertArrayEquals(new double[] {3, 5, 5}, standardizer.mean().toDoubleArray(), 1e-15);
    assertEquals(1, standardizer.deviation().get(1));
    assertTrue(standardizer.inverse(z).allClose(x, 1e-15, 1e-15));
  }

  @Test
  void faultsAreNamed() {
    assertMessage(
        "dataset: axis 0 of inputs must be the examples, as many as labels; got inputs=(3,), 2 labels",
        () -> Dataset.of(Tensor.of(1, 2, 3), 1, 2));
    assertMessage("split: share must be in [0, 1]; got 1.5", () -> numbered(3).split(1.5, KEY));
    assertMessage(
        "batches: batchSize must be at least 1; got 0", () -> numbered(3).batches(0));
    assertMessage(
        "standardizer: there must be an example; got x=(0, 2)",
        () -> Standardizer.of(Tensor.zeros(DType.F64, 0, 2)));
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}

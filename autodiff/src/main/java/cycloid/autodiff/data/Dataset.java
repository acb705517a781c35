package cycloid.autodiff.data;

import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Examples in memory: an input and a target for each.
 *
 * <pre>{@code
 * Dataset[] parts = Dataset.of(x, labels).split(0.8, Random.key(1));
 * for (int epoch = 0; epoch < 20; epoch++) {
 *   for (Dataset batch : parts[0].batches(64, key.fold(epoch))) {
 *     model.backward(p -> Losses.crossEntropy(model.forward(p.constant(batch.inputs()), p), batch.labels()));
 *     optimizer.step();
 *   }
 * }
 * }</pre>
 *
 * <p>Immutable, as far as its tensors are not written to. A batch, too, is a dataset.
 */
public final class Dataset {
  private final Tensor inputs;
  private final Tensor targets;
  private final int[] labels;

  private Dataset(Tensor inputs, Tensor targets, int[] labels) {
    this.inputs = inputs;
    this.targets = targets;
    this.labels = labels;
  }

  /**
   * Examples with a class each.
   *
   * <pre>
   * Memory:    the inputs are kept and not copied, the labels are copied
   * Errors:    IllegalArgumentException when there is not one label for each input
   * </pre>
   *
   * @param inputs axis 0 is the examples
   */
  public static Dataset of(Tensor inputs, int... labels) {
    Checks.examples(inputs, "labels", labels.length);
    return new Dataset(inputs, null, labels.clone());
  }

  /** Examples with numbers as targets; axis 0 of both is the examples; errors as {@link #of(Tensor, int...)}. */
  public static Dataset of(Tensor inputs, Tensor targets) {
    Checks.examples(inputs, "targets", targets.rank() == 0 ? 0 : targets.size(0));
    return new Dataset(inputs, targets, null);
  }

  // ---- what is in it

  /** The inputs; axis 0 is the examples. */
  public Tensor inputs() {
    return inputs;
  }

  /** The targets that are numbers; IllegalStateException when they are classes. */
  public Tensor targets() {
    Checks.has(targets, "targets", "labels");
    return targets;
  }

  /** The classes, a fresh array; IllegalStateException when the targets are numbers. */
  public int[] labels() {
    Checks.has(labels, "labels", "targets");
    return labels.clone();
  }

  /** The number of examples. */
  public int size() {
    return inputs.size(0);
  }

  /** These inputs in another form, with the same targets; errors as {@link #of(Tensor, int...)}. */
  public Dataset withInputs(Tensor changed) {
    Checks.examples(changed, "targets", size());
    return new Dataset(changed, targets, labels);
  }

  // ---- parts

  /** The examples at given positions, copied. */
  public Dataset select(int... positions) {
    return new Dataset(
        inputs.gather(0, positions),
        targets == null ? null : targets.gather(0, positions),
        labels == null ? null : Arrays.stream(positions).map(i -> labels[i]).toArray());
  }

  /** The examples in random order. */
  public Dataset shuffled(Random key) {
    return select(key.permutation(size()));
  }

  /**
   * Two parts, drawn at random: the first has the given share of the examples, rounded to nearest.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the share is not in [0, 1]
   * </pre>
   */
  public Dataset[] split(double share, Random key) {
    Checks.share(share);
    int[] order = key.permutation(size());
    int first = (int) Math.round(share * size());
    return new Dataset[] {
      select(Arrays.copyOf(order, first)), select(Arrays.copyOfRange(order, first, order.length))
    };
  }

  /**
   * All examples in random order, batch by batch; the last batch has what is left.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the batch size is below 1
   * </pre>
   */
  public Iterable<Dataset> batches(int batchSize, Random key) {
    Checks.batchSize(batchSize);
    int[] order = key.permutation(size());
    return () -> new Batches(order, batchSize);
  }

  /** All examples in their order, batch by batch. */
  public Iterable<Dataset> batches(int batchSize) {
    Checks.batchSize(batchSize);
    int[] order = new int[size()];
    Arrays.setAll(order, i -> i);
    return () -> new Batches(order, batchSize);
  }

  private final class Batches implements Iterator<Dataset> {
    private final int[] order;
    private final int batchSize;
    private int next;

    Batches(int[] order, int batchSize) {
      this.order = order;
      this.batchSize = batchSize;
    }

    @Override
    public boolean hasNext() {
      return next < order.length;
    }

    @Override
    public Dataset next() {
      if (!hasNext()) {
        throw new NoSuchElementException("batches: there must be another; got the end");
      }
      int end = (int) Math.min(order.length, (long) next + batchSize);
      Dataset batch = select(Arrays.copyOfRange(order, next, end));
      next = end;
      return batch;
    }
  }
}

package cycloid.train;

import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.Arrays;

/**
 * Examples to learn from and others to test on.
 *
 * @param training what is learned from
 * @param test what was never seen
 * @param scale the unit of the targets, their standard deviation; 1 when there are classes
 */
record Split(DataSet training, DataSet test, double scale) {

  /**
   * Splits by a key. Numbers are standardized by the mean and the standard deviation of the training examples: x becomes
   * (x - mean) / deviation, where a feature that never changes becomes 0. Tokens and classes stay as they are.
   */
  static Split of(DataSet data, Random key) {
    int[] order = key.permutation(data.count());
    int count =
        (int) Math.max(1, Math.min(data.count() - 1, Math.round(data.training() * data.count())));
    DataSet training = data.select(Arrays.copyOf(order, count));
    DataSet test = data.select(Arrays.copyOfRange(order, count, order.length));
    Standard inputs = data.tokens() > 0 ? Standard.NONE : Standard.of(training.inputs());
    Standard targets = data.classes() > 0 ? Standard.NONE : Standard.of(training.targets());
    return new Split(
        standardized(training, inputs, targets),
        standardized(test, inputs, targets),
        targets == Standard.NONE ? 1 : targets.deviation.item());
  }

  private static DataSet standardized(DataSet data, Standard inputs, Standard targets) {
    return new DataSet(
        data.name(),
        inputs.apply(data.inputs()),
        targets.apply(data.targets()),
        data.classes(),
        data.tokens(),
        data.training());
  }

  /** The mean and the standard deviation along the first axis. */
  private record Standard(Tensor mean, Tensor deviation) {
    static final Standard NONE = new Standard(null, null);

    static Standard of(Tensor x) {
      Tensor mean = x.mean(new int[] {0}, true);
      Tensor deviation = x.sub(mean).square().mean(new int[] {0}, true).sqrt();
      return new Standard(mean, deviation.add(deviation.equal(0)));
    }

    Tensor apply(Tensor x) {
      return mean == null ? x : x.sub(mean).div(deviation);
    }
  }
}

package cycloid.tensor.random;

import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Positions drawn with probabilities in proportion to weights. */
final class WeightedChoice {
  private final double[] weights;

  WeightedChoice(Tensor weights) {
    this.weights = weights.toDoubleArray();
    double sum = 0;
    for (int i = 0; i < this.weights.length; i++) {
      double weight = this.weights[i];
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw Random.fault(
            "choice", "weights must not be negative, and finite", weight + " at " + i);
      }
      sum += weight;
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw Random.fault("choice", "the sum of weights must be positive and finite", sum);
    }
  }

  /** Each draw on its own: the first position whose cumulative weight exceeds u times the sum. */
  int[] withReplacement(Bits bits, int count) {
    double[] cumulative = new double[weights.length];
    double sum = 0;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      cumulative[i] = sum;
      last = weights[i] > 0 ? i : last;
    }
    int[] positions = new int[count];
    double total = sum;
    int greatest = last;
    bits.forEachChunk(count, (words, start, length) -> {
      for (int i = 0; i < length; i++) {
        int position = firstAbove(cumulative, Bits.uniform(words[i]) * total);
        // Rounding may carry the product up to the sum.
        positions[start + i] = Math.min(position, greatest);
      }
    });
    return positions;
  }

  /** The first position with a number above x. Equal cumulative weights belong to weights of 0, which are passed over. */
  private static int firstAbove(double[] ascending, double x) {
    int from = 0;
    int to = ascending.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (ascending[middle] > x) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  /**
   * One after the other from those that are left: the order of exponential numbers divided by the weights (Efraimidis and
   * Spirakis 2006, "Weighted random sampling with a reservoir").
   */
  int[] withoutReplacement(Bits bits, int count) {
    long positive = Arrays.stream(weights).filter(weight -> weight > 0).count();
    if (count > positive) {
      throw Random.fault(
          "choice", "count must be at most the " + positive + " positive weights", count);
    }
    double[] times = new double[weights.length];
    bits.forEachChunk(times.length, (words, start, length) -> {
      for (int i = 0; i < length; i++) {
        times[start + i] = -StrictMath.log(1 - Bits.uniform(words[i])) / weights[start + i];
      }
    });
    return IntStream.range(0, times.length)
        .filter(i -> weights[i] > 0)
        .boxed()
        .sorted((i, j) -> Double.compare(times[i], times[j]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}

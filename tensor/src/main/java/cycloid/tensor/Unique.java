package cycloid.tensor;

import java.util.Arrays;

/**
 * The different elements of an array.
 *
 * @param values in ascending order
 * @param first where in the flattened array each first stands
 * @param inverse for each element of the flattened array its place among the values
 * @param counts how often each value stands there
 */
public record Unique(Tensor values, int[] first, int[] inverse, int[] counts) {

  /** The different elements of a tensor; NaNs are equal here, and 0 and -0. */
  public static Unique of(Tensor x) {
    Tensor flat = x.flatten().contiguous();
    int[] order = flat.size == 0 ? new int[0] : Sorting.argSort(flat, flat.size, false);
    int[] first = new int[flat.size];
    int[] inverse = new int[flat.size];
    int[] counts = new int[flat.size];
    int last = -1;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || !same(flat.get(order[i]), flat.get(order[i - 1]))) {
        first[++last] = order[i];
      }
      inverse[order[i]] = last;
      counts[last]++;
    }
    int[] firsts = Arrays.copyOf(first, last + 1);
    return new Unique(flat.gather(0, firsts), firsts, inverse, Arrays.copyOf(counts, last + 1));
  }

  private static boolean same(double a, double b) {
    return a == b || a != a && b != b;
  }
}

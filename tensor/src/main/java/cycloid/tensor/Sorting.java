package cycloid.tensor;

import java.util.Arrays;

/**
 * The order of rows of numbers: a stable radix sort of positions by keys, byte after byte from the least.
 *
 * <p>The bits of a double, with those of negative numbers turned over, are a whole number in the same order; so numbers
 * compare as keys, with NaN above infinity and -0 made equal to 0. Bytes that all keys share are passed over: those that a
 * float does not have, and those that small whole numbers do not use.
 */
final class Sorting {
  /** Fewer elements are found by insertion. */
  private static final int SHORT = 48;

  private static final int BYTES = 8;
  private static final int DIGITS = 256;

  private long[] keys;
  private long[] nextKeys;
  private int[] positions;
  private int[] nextPositions;
  private final int[][] counts = new int[BYTES][DIGITS];

  private Sorting(int n) {
    this.keys = new long[n];
    this.nextKeys = new long[n];
    this.positions = new int[n];
    this.nextPositions = new int[n];
  }

  /** For each row of n contiguous elements, their positions in order; equal ones stay in theirs. */
  static int[] argSort(Tensor x, int n, boolean descending) {
    return first(x, n, n, descending);
  }

  /** For each row of n contiguous elements, the first k positions of that order. */
  static int[] first(Tensor x, int n, int k, boolean descending) {
    Tensor rows = x.contiguous();
    int count = n == 0 ? 0 : rows.size / n;
    int[] order = new int[Shapes.product("sort", x.shape, count, k)];
    Sorting sorting = new Sorting(n);
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < n; i++) {
        long key = key(rows.dtype.get(rows.storage, rows.offset + row * n + i));
        sorting.keys[i] = descending ? ~key : key;
        sorting.positions[i] = i;
      }
      if (k < SHORT) {
        sorting.byInsertion(n, k);
      } else {
        sorting.byBytes(n);
      }
      System.arraycopy(sorting.positions, 0, order, row * k, k);
    }
    return order;
  }

  /** A number whose signed order is that of the numbers. */
  private static long key(double x) {
    long bits = Double.doubleToLongBits(x + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** Brings the first k of the order to the front; what is behind them is not in order. */
  private void byInsertion(int n, int k) {
    for (int i = 1; i < n; i++) {
      long key = keys[i];
      if (i >= k && (k == 0 || keys[k - 1] <= key)) {
        continue;
      }
      int position = positions[i];
      int at = Math.min(i, k - 1);
      for (; at > 0 && keys[at - 1] > key; at--) {
        keys[at] = keys[at - 1];
        positions[at] = positions[at - 1];
      }
      keys[at] = key;
      positions[at] = position;
    }
  }

  private void byBytes(int n) {
    for (int[] count : counts) {
      Arrays.fill(count, 0);
    }
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < BYTES; b++) {
        counts[b][digit(keys[i], b)]++;
      }
    }
    for (int b = 0; b < BYTES; b++) {
      if (counts[b][digit(keys[0], b)] < n) {
        byByte(n, b);
      }
    }
  }

  /** A byte of a key; the sign is turned over, so that negative keys come first. */
  private static int digit(long key, int b) {
    return (int) ((key ^ Long.MIN_VALUE) >>> (8 * b)) & DIGITS - 1;
  }

  private void byByte(int n, int b) {
    int[] next = counts[b];
    int sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = next[digit];
      next[digit] = sum;
      sum += count;
    }
    for (int i = 0; i < n; i++) {
      int to = next[digit(keys[i], b)]++;
      nextKeys[to] = keys[i];
      nextPositions[to] = positions[i];
    }
    long[] usedKeys = keys;
    keys = nextKeys;
    nextKeys = usedKeys;
    int[] used = positions;
    positions = nextPositions;
    nextPositions = used;
  }

  // ---- search

  /** For each number how many of the ascending ones are below it, or not above it when `right`. */
  static int[] search(Tensor sorted, double[] xs, boolean right) {
    long[] keys = Arrays.stream(sorted.toDoubleArray()).mapToLong(Sorting::key).toArray();
    int[] places = new int[xs.length];
    for (int i = 0; i < xs.length; i++) {
      long key = key(xs[i]);
      int low = 0;
      int high = keys.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        boolean below = right ? keys[middle] <= key : keys[middle] < key;
        low = below ? middle + 1 : low;
        high = below ? high : middle;
      }
      places[i] = low;
    }
    return places;
  }
}

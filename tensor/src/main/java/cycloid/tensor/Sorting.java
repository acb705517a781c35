package cycloid.tensor;

/**
 * The order of rows of numbers: a stable merge sort of positions by keys.
 *
 * <p>The bits of a double, with those of negative numbers turned over, are a whole number in the same order; so numbers
 * compare as keys, with NaN above infinity and -0 made equal to 0.
 */
final class Sorting {
  /** Shorter runs are sorted by insertion. */
  private static final int RUN = 16;

  private Sorting() {}

  /** For each row of n contiguous elements, their positions in order; equal ones stay in theirs. */
  static int[] argSort(Tensor x, int n, boolean descending) {
    Tensor rows = x.contiguous();
    int[] order = new int[rows.size];
    long[] keys = new long[n];
    int[] positions = new int[n];
    long[] otherKeys = new long[n];
    int[] otherPositions = new int[n];
    for (int start = 0; start < rows.size; start += n) {
      for (int i = 0; i < n; i++) {
        long key = key(rows.dtype.get(rows.storage, rows.offset + start + i));
        keys[i] = descending ? ~key : key;
        positions[i] = i;
      }
      int[] sorted = sort(keys, positions, otherKeys, otherPositions, n);
      System.arraycopy(sorted, 0, order, start, n);
    }
    return order;
  }

  /** A whole number that compares as the number does. */
  private static long key(double x) {
    long bits = Double.doubleToLongBits(x + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** Sorts keys, and positions with them; returns the array in which the positions are sorted. */
  private static int[] sort(long[] keys, int[] positions, long[] toKeys, int[] to, int n) {
    for (int start = 0; start < n; start += RUN) {
      insert(keys, positions, start, Math.min(n, start + RUN));
    }
    long[] fromKeys = keys;
    int[] from = positions;
    for (long length = RUN; length < n; length *= 2) {
      for (long start = 0; start < n; start += 2 * length) {
        int middle = (int) Math.min(n, start + length);
        int end = (int) Math.min(n, start + 2 * length);
        merge(fromKeys, from, (int) start, middle, end, toKeys, to);
      }
      long[] usedKeys = fromKeys;
      fromKeys = toKeys;
      toKeys = usedKeys;
      int[] used = from;
      from = to;
      to = used;
    }
    return from;
  }

  private static void insert(long[] keys, int[] positions, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      long key = keys[i];
      int position = positions[i];
      int at = i;
      for (; at > start && keys[at - 1] > key; at--) {
        keys[at] = keys[at - 1];
        positions[at] = positions[at - 1];
      }
      keys[at] = key;
      positions[at] = position;
    }
  }

  private static void merge(
      long[] keys, int[] from, int start, int middle, int end, long[] toKeys, int[] to) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right == end || left < middle && keys[left] <= keys[right];
      int next = takeLeft ? left++ : right++;
      toKeys[i] = keys[next];
      to[i] = from[next];
    }
  }

  /** How many of n ascending numbers are below x, or not above it when `right`. */
  static int search(Tensor sorted, double x, boolean right) {
    long key = key(x);
    int low = 0;
    int high = sorted.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long other = key(sorted.dtype.get(sorted.storage, sorted.offset + middle));
      boolean below = right ? other <= key : other < key;
      low = below ? middle + 1 : low;
      high = below ? high : middle;
    }
    return low;
  }
}

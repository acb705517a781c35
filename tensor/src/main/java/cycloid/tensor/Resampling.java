package cycloid.tensor;

import cycloid.simd.SparseRows;
import cycloid.simd.Window;

/** The matrices along one axis that pool and interpolate. */
final class Resampling {
  private Resampling() {}

  /** The average of each window; padding counts as zeros if asked for, what lies beyond the padding never does. */
  static SparseRows averages(Window window, boolean countPadding) {
    SparseRows.Builder rows = new SparseRows.Builder(window.out(), window.in());
    for (int o = 0; o < window.out(); o++) {
      int start = o * window.stride() - window.before();
      int padded = Math.min(start + window.kernel(), window.in() + window.before());
      int from = Math.max(start, 0);
      int to = Math.min(padded, window.in());
      double weight = 1.0 / (countPadding ? padded - start : to - from);
      for (int i = from; i < to; i++) {
        rows.add(i, weight);
      }
      rows.endRow();
    }
    return rows.build();
  }

  /** Averages of `out` parts of an axis, of as equal a length as can be: from floor(o in / out) to ceil((o + 1) in / out). */
  static SparseRows parts(int in, int out) {
    SparseRows.Builder rows = new SparseRows.Builder(out, in);
    for (int o = 0; o < out; o++) {
      int from = (int) ((long) o * in / out);
      int to = (int) (((o + 1L) * in + out - 1) / out);
      for (int i = from; i < to; i++) {
        rows.add(i, 1.0 / (to - from));
      }
      rows.endRow();
    }
    return rows.build();
  }

  /** Element floor(o in / out). */
  static SparseRows nearest(int in, int out) {
    SparseRows.Builder rows = new SparseRows.Builder(out, in);
    for (int o = 0; o < out; o++) {
      rows.add((int) ((long) o * in / out), 1);
      rows.endRow();
    }
    return rows.build();
  }

  /**
   * The line between the two nearest elements. Elements are points of a grid: with aligned corners the first and the last
   * of both grids coincide, without they are the centres of equal parts of one interval.
   */
  static SparseRows linear(int in, int out, boolean alignCorners) {
    SparseRows.Builder rows = new SparseRows.Builder(out, in);
    for (int o = 0; o < out; o++) {
      double at = alignCorners
          ? out == 1 ? 0 : o * ((double) (in - 1) / (out - 1))
          : Math.max(0, (o + 0.5) * in / out - 0.5);
      int low = Math.min((int) at, in - 1);
      double share = low == in - 1 ? 0 : at - low;
      rows.add(low, 1 - share);
      if (share > 0) {
        rows.add(low + 1, share);
      }
      rows.endRow();
    }
    return rows.build();
  }
}

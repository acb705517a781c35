package cycloid.tensor;

import java.util.Arrays;
import java.util.Locale;

/** What must hold of parts, repetitions and padding, and the texts when it does not; see {@link Checks}. */
final class MovementChecks {
  private MovementChecks() {}

  static int halves(String op, int[] shape, int axis) {
    int extent = shape[Checks.axis(op, shape, axis)];
    if (extent % 2 != 0) {
      throw Checks.fault(
          op, "the extent along axis %d must be even", "shape %s", axis, Shapes.text(shape));
    }
    return extent / 2;
  }

  /** The lengths of the parts that an axis is cut into. */
  static int[] chunk(int[] shape, int axis, int count) {
    int extent = shape[Checks.axis("chunk", shape, axis)];
    if (count <= 0) {
      throw Checks.fault("chunk", "count must be positive", "%d", count);
    }
    int length = Math.max(1, (int) (((long) extent + count - 1) / count));
    int[] lengths = new int[Math.max(1, (int) (((long) extent + length - 1) / length))];
    Arrays.fill(lengths, length);
    lengths[lengths.length - 1] = extent - length * (lengths.length - 1);
    return lengths;
  }

  /** The entries of an axis, each as often as its count says. */
  static int[] repeated(int[] shape, int axis, int[] counts) {
    boolean valid = counts.length == shape[axis];
    long sum = 0;
    for (int count : counts) {
      valid &= count >= 0;
      sum += count;
    }
    if (!valid || sum > Integer.MAX_VALUE) {
      throw Checks.fault(
          "repeat",
          "counts must not be negative, one for each of the %d entries, and add up to an extent",
          "counts=%s, axis=%d, shape %s",
          shape[axis],
          Arrays.toString(counts),
          axis,
          Shapes.text(shape));
    }
    int[] entries = new int[(int) sum];
    int at = 0;
    for (int entry = 0; entry < counts.length; entry++) {
      Arrays.fill(entries, at, at + counts[entry], entry);
      at += counts[entry];
    }
    return entries;
  }

  static void paired(String op, String name, int[] axes, int[] values) {
    if (axes.length != values.length) {
      throw Checks.fault(
          op,
          "there must be as many %s as axes",
          "axes=%s, %s=%s",
          name,
          Arrays.toString(axes),
          name,
          Arrays.toString(values));
    }
  }

  /** Widths of padding: enough is there to take away, and to copy up to `most(extent)` elements. */
  static void padding(int[] shape, int[][] widths, Padding mode) {
    boolean valid = widths.length == shape.length;
    for (int axis = 0; valid && axis < shape.length; axis++) {
      valid = widths[axis].length == 2;
      for (int side = 0; valid && side < 2; side++) {
        valid = widths[axis][side] <= mode.most(shape[axis]);
      }
      valid &= valid
          && (long) shape[axis] + Math.min(0, widths[axis][0]) + Math.min(0, widths[axis][1]) >= 0;
    }
    if (!valid) {
      throw Checks.fault(
          "pad",
          "widths must be {before, after} for each axis, with enough elements to copy (%s) or to take away",
          "%s, shape %s",
          mode.name().toLowerCase(Locale.ROOT),
          Arrays.deepToString(widths),
          Shapes.text(shape));
    }
  }
}

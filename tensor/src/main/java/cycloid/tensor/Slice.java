package cycloid.tensor;

/**
 * Positions along one axis, with Python's meaning of {@code start:stop:step}.
 *
 * <p>Negative starts and stops count from the end, those beyond an end are moved to it, and a negative step
 * runs backwards. In {@link Array#slice} a single index ({@link #at}) keeps its axis,
 * with extent 1; {@link Array#index} and {@link Array#select} drop it, as NumPy does.
 */
public final class Slice {
  private static final int OMITTED = Integer.MIN_VALUE;
  private static final Slice ALL = new Slice(OMITTED, OMITTED, 1, false);
  private static final Slice ELLIPSIS = new Slice(OMITTED, OMITTED, 1, false);
  private static final Slice NEW_AXIS = new Slice(OMITTED, OMITTED, 1, false);

  private final int start;
  private final int stop;
  private final int step;
  private final boolean single;

  private Slice(int start, int stop, int step, boolean single) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.single = single;
  }

  /** The whole axis: {@code :}. */
  public static Slice all() {
    return ALL;
  }

  /** From start to before stop: {@code start:stop}. */
  public static Slice of(int start, int stop) {
    return new Slice(start, stop, 1, false);
  }

  /** Every step-th from start to before stop: {@code start:stop:step}. */
  public static Slice of(int start, int stop, int step) {
    return new Slice(start, stop, Checks.step(step), false);
  }

  /** Every step-th from start to before stop, where null stands for an omitted bound: {@code start:stop:step}. */
  public static Slice between(Integer start, Integer stop, int step) {
    return new Slice(
        start == null ? OMITTED : start, stop == null ? OMITTED : stop, Checks.step(step), false);
  }

  /** From start to the end: {@code start:}. */
  public static Slice from(int start) {
    return new Slice(start, OMITTED, 1, false);
  }

  /** From the beginning to before stop: {@code :stop}. */
  public static Slice to(int stop) {
    return new Slice(OMITTED, stop, 1, false);
  }

  /** Every step-th of the whole axis, from the end when negative: {@code ::step}. */
  public static Slice step(int step) {
    return new Slice(OMITTED, OMITTED, Checks.step(step), false);
  }

  /** One position, which must exist; the axis stays, with extent 1. */
  public static Slice at(int index) {
    return new Slice(index, OMITTED, 1, true);
  }

  /** All axes that the other positions leave, {@code ...}: for {@link Array#index} only. */
  public static Slice ellipsis() {
    return ELLIPSIS;
  }

  /** An additional axis of extent 1, NumPy's {@code None}: for {@link Array#index} only. */
  public static Slice newAxis() {
    return NEW_AXIS;
  }

  /** Whether this is one position. */
  boolean isSingle() {
    return single;
  }

  /** The positions start, start + step, ..., of which there are length. */
  record Range(int start, int step, int length) {}

  /** This slice of an axis with a given extent. */
  Range resolve(int axis, int extent) {
    IndexChecks.plainSlice(this == ELLIPSIS || this == NEW_AXIS, this);
    if (single) {
      return new Range(Checks.index("slice", axis, start, extent), 1, 1);
    }
    // Going backwards, "before the beginning" is position -1; long keeps negative bounds from
    // overflowing.
    long first = clamped(start, step > 0 ? 0 : extent - 1L, extent);
    long last = clamped(stop, step > 0 ? extent : -1L, extent);
    long length = step > 0 ? ceilDiv(last - first, step) : ceilDiv(first - last, -(long) step);
    return new Range((int) first, step, (int) Math.max(0, length));
  }

  private long clamped(int bound, long omitted, int extent) {
    if (bound == OMITTED) {
      return omitted;
    }
    long least = step > 0 ? 0 : -1;
    long position = bound < 0 ? (long) bound + extent : bound;
    return Math.max(least, Math.min(position, step > 0 ? extent : extent - 1L));
  }

  private static long ceilDiv(long x, long y) {
    return -Math.floorDiv(-x, y);
  }

  @Override
  public String toString() {
    if (this == ELLIPSIS || this == NEW_AXIS) {
      return this == ELLIPSIS ? "..." : "newAxis";
    }
    if (single) {
      return Integer.toString(start);
    }
    String text = (start == OMITTED ? "" : start) + ":" + (stop == OMITTED ? "" : stop);
    return step == 1 ? text : text + ":" + step;
  }
}

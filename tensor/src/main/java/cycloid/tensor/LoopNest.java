package cycloid.tensor;

import java.util.Arrays;

/**
 * A loop over several arrays at once: lanes innermost, one axis of rows, and further axes around.
 *
 * <p>Axes are joined where every array allows it: a (2, 3, 4) and a (2, 3, 4) are one axis of 24; a (2, 3, 4)
 * and a (4) are 6 rows of 4 lanes.
 */
final class LoopNest {
  private final int[] extents;
  private final int[][] strides;
  private int count;

  /** What is done with one block of rows and lanes; the arrays given are reused. */
  interface Body {
    void run(int[] offsets, int rows, int n, int[] rowStrides, int[] laneStrides);
  }

  private LoopNest(int rank, int arrays) {
    this.extents = new int[rank];
    this.strides = new int[rank][arrays];
  }

  /** The loop over a shape, which is not empty; `strides[a]` are those of array a. Lanes are the last axis. */
  static LoopNest of(int[] shape, int[][] strides) {
    LoopNest nest = new LoopNest(Math.max(shape.length, 1), strides.length);
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] > 1) {
        nest.addOuter(shape[axis], strides, axis);
      }
    }
    if (nest.count == 0) {
      nest.extents[0] = 1;
      Arrays.fill(nest.strides[0], 1);
      nest.count = 1;
    }
    return nest;
  }

  /** Joins an axis to the outermost one so far, or puts it around. */
  private void addOuter(int extent, int[][] arrayStrides, int axis) {
    boolean joins = count > 0;
    for (int array = 0; joins && array < arrayStrides.length; array++) {
      joins = arrayStrides[array][axis] == (long) strides[count - 1][array] * extents[count - 1];
    }
    if (joins) {
      extents[count - 1] *= extent;
      return;
    }
    extents[count] = extent;
    for (int array = 0; array < arrayStrides.length; array++) {
      strides[count][array] = arrayStrides[array][axis];
    }
    count++;
  }

  /** Takes the longest axis besides the lanes as rows: the fewest calls. */
  LoopNest rowsAlongLongest() {
    int longest = 1;
    for (int axis = 2; axis < count; axis++) {
      longest = extents[axis] > extents[longest] ? axis : longest;
    }
    return rowsAlong(longest);
  }

  /** Takes the axis besides the lanes as rows along which an array has its nearest neighbours. */
  LoopNest rowsAlongNearest(int array) {
    int nearest = 1;
    for (int axis = 2; axis < count; axis++) {
      nearest = Math.abs(strides[axis][array]) < Math.abs(strides[nearest][array]) ? axis : nearest;
    }
    return rowsAlong(nearest);
  }

  private LoopNest rowsAlong(int chosen) {
    for (int axis = chosen; axis > 1; axis--) {
      int extent = extents[axis];
      extents[axis] = extents[axis - 1];
      extents[axis - 1] = extent;
      int[] exchanged = strides[axis];
      strides[axis] = strides[axis - 1];
      strides[axis - 1] = exchanged;
    }
    return this;
  }

  /** The number of lanes. */
  int lanes() {
    return extents[0];
  }

  /** Runs the body for every position of the axes around rows and lanes; `offsets` are modified. */
  void forEach(int[] offsets, Body body) {
    int rows = count > 1 ? extents[1] : 1;
    int[] rowStrides = count > 1 ? strides[1] : new int[offsets.length];
    loop(count - 1, offsets, rows, rowStrides, body);
  }

  private void loop(int axis, int[] offsets, int rows, int[] rowStrides, Body body) {
    if (axis < 2) {
      body.run(offsets, rows, extents[0], rowStrides, strides[0]);
      return;
    }
    for (int i = 0; i < extents[axis]; i++) {
      loop(axis - 1, offsets, rows, rowStrides, body);
      move(offsets, strides[axis], 1);
    }
    move(offsets, strides[axis], -extents[axis]);
  }

  private static void move(int[] offsets, int[] steps, int times) {
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] += steps[i] * times;
    }
  }
}

package cycloid.tensor;

import java.util.Arrays;

/**
 * How the arrays of a function of rows lie where each has no gaps and the rows are along the last axis: it is whole, one row
 * that repeats, or one value a row. What needs a general loop nest costs more than a short row.
 *
 * @param count how many rows
 * @param rowStrides for each array, the lanes of a row, 0 or 1
 * @param laneStrides for each array, 1 or 0
 */
record DenseRows(int count, int[] rowStrides, int[] laneStrides) {

  /** The rows of the arrays of a function under a shape; null when one lies otherwise. */
  static DenseRows of(Rowwise f, Tensor[] arrays, int[] shape) {
    int last = shape.length - 1;
    int rows = 1;
    for (int axis = 0; axis < last; axis++) {
      rows *= shape[axis];
    }
    int[] rowStrides = new int[arrays.length];
    int[] laneStrides = new int[arrays.length];
    for (int k = 0; k < arrays.length; k++) {
      int[] own = arrays[k].shape;
      int extent = own.length == 0 ? 1 : own[own.length - 1];
      boolean whole = own.length == shape.length && sameButLast(own, shape);
      boolean repeated = arrays[k].size == extent;
      if (!arrays[k].isContiguous() || !(whole || repeated)) {
        return null;
      }
      rowStrides[k] = whole ? extent : 0;
      laneStrides[k] = f.isPerLane(k) && extent == shape[last] ? 1 : 0;
    }
    return new DenseRows(rows, rowStrides, laneStrides);
  }

  private static boolean sameButLast(int[] a, int[] b) {
    return a.length < 2 || Arrays.equals(a, 0, a.length - 1, b, 0, b.length - 1);
  }
}

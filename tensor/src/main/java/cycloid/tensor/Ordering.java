package cycloid.tensor;

import java.util.Arrays;

/** Steps that sorting, extremes and quantiles share. */
final class Ordering {
  private Ordering() {}

  /** Indices computed with an axis last, in the order of axes of the array. */
  static Indices movedBack(int[] values, int[] shape, int axis) {
    int inner = Shapes.size("argSort", Arrays.copyOfRange(shape, axis, shape.length - 1));
    int n = shape[shape.length - 1];
    int[] moved = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int row = i / n;
      moved[(row / inner * n + i % n) * inner + row % inner] = values[i];
    }
    int[] extents = new int[shape.length];
    System.arraycopy(shape, 0, extents, 0, axis);
    extents[axis] = n;
    System.arraycopy(shape, axis, extents, axis + 1, shape.length - 1 - axis);
    return Indices.wrap(extents, moved);
  }

  /** The places of numbers in one ascending vector, or of rows in rows. */
  static Indices search(Tensor sorted, Tensor values, boolean right) {
    ProductChecks.searched(sorted, values);
    if (sorted.shape.length == 1) {
      return Indices.wrap(values.shape(), Sorting.search(sorted, values.toDoubleArray(), right));
    }
    int[] leading = Arrays.copyOf(sorted.shape, sorted.shape.length - 1);
    int rows = Shapes.size("searchSorted", leading);
    int count = values.size(-1);
    Tensor from = sorted.reshape(rows, sorted.size(-1));
    Tensor wanted = values.reshape(rows, count);
    int[] places = new int[values.size];
    for (int row = 0; row < rows; row++) {
      double[] xs = wanted.select(0, row).toDoubleArray();
      int[] found = Sorting.search(from.select(0, row), xs, right);
      System.arraycopy(found, 0, places, row * count, count);
    }
    return Indices.wrap(values.shape(), places);
  }

  /** One element for each row along an axis. */
  static <A extends Array<A>> Selected<A> selected(
      A x, int axis, int[] positions, boolean keepDims) {
    int[] shape = Shapes.replaced(x.shape(), axis, 1);
    Indices indices = Indices.wrap(shape, positions);
    A values = x.takeAlong(axis, indices);
    int[] result = keepDims ? shape : Shapes.removed(shape, axis);
    return new Selected<>(values.reshape(result), indices.reshape(result));
  }

  /** The given axes as one, which is the last; the others keep their order. */
  static <A extends Array<A>> A together(A x, int[] axes) {
    int[] shape = x.shape();
    int[] order = new int[shape.length];
    int[] kept = new int[shape.length - axes.length + 1];
    int count = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (!Shapes.contains(axes, axis)) {
        kept[count] = shape[axis];
        order[count++] = axis;
      }
    }
    kept[count] = 1;
    for (int axis : axes) {
      kept[kept.length - 1] *= shape[axis];
      order[count++] = axis;
    }
    return x.permute(order).reshape(kept);
  }
}

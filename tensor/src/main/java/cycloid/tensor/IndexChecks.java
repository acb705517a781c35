package cycloid.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What must hold of indices, and the texts when it does not; see {@link Checks}. */
final class IndexChecks {
  private IndexChecks() {}

  static void plainSlice(boolean special, Slice slice) {
    if (special) {
      throw Checks.fault("slice", "ellipsis and newAxis belong to index()", "%s", slice);
    }
  }

  static void basicIndex(int[] shape, Slice[] positions, int axes, int ellipses) {
    if (axes > shape.length || ellipses > 1) {
      throw Checks.fault(
          "index",
          "there must be at most one position for each axis, and one ellipsis",
          "%s, shape %s",
          Arrays.toString(positions),
          Shapes.text(shape));
    }
  }

  static void whole(String op, int i, double given, int index) {
    if (index != given) {
      throw Checks.fault(op, "an index must be a whole number of 32 bits", "x[%d]=%s", i, given);
    }
  }

  /** The shape that index arrays for the leading axes broadcast to. */
  static int[] indexArrays(String op, int[] shape, Indices[] indices) {
    int[] common = {};
    for (int i = 0; i < indices.length && common != null; i++) {
      common = Shapes.broadcast(common, indices[i].shape());
    }
    if (common == null || indices.length > shape.length) {
      String shapes =
          Arrays.stream(indices).map(x -> Shapes.text(x.shape())).collect(Collectors.joining(", "));
      throw Checks.fault(
          op,
          "there must be at most one index array for each axis, and their shapes must broadcast",
          "indices %s, shape %s",
          shapes,
          Shapes.text(shape));
    }
    return common;
  }

  /** The result shape where array and indices broadcast but for the axis. */
  static int[] indexedAlong(String op, int[] shape, int axis, Indices indices) {
    int[] extents = indices.shape();
    int[] result = null;
    if (extents.length == shape.length) {
      result = Shapes.broadcast(Shapes.replaced(shape, axis, 1), Shapes.replaced(extents, axis, 1));
    }
    if (result == null) {
      throw Checks.fault(
          op,
          "indices must have the rank of x, and broadcast with it but for axis %d",
          "indices %s, x %s",
          axis,
          Shapes.text(extents),
          Shapes.text(shape));
    }
    result[axis] = extents[axis];
    return result;
  }

  /** The shape of the indices, which must not be longer than the array but along the axis. */
  static int[] indexedWithin(String op, int[] shape, int axis, Indices indices) {
    int[] extents = indices.shape();
    boolean fits = extents.length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = i == axis || extents[i] <= shape[i];
    }
    if (!fits) {
      throw Checks.fault(
          op,
          "indices must have the rank of x, and not be longer but along axis %d",
          "indices %s, x %s",
          axis,
          Shapes.text(extents),
          Shapes.text(shape));
    }
    return extents;
  }

  /** Slices for the beginning of each axis of the source, which must be long enough. */
  static Slice[] beginning(String op, int[] source, int[] extents) {
    boolean fits = source.length == extents.length;
    Slice[] slices = new Slice[extents.length];
    for (int i = 0; i < extents.length; i++) {
      fits &= fits && extents[i] <= source[i];
      slices[i] = Slice.to(extents[i]);
    }
    if (!fits) {
      throw Checks.fault(
          op,
          "indices must have the rank of the source, and not be longer",
          "indices %s, source %s",
          Shapes.text(extents),
          Shapes.text(source));
    }
    return slices;
  }

  static void scattered(String op, int[] shape, int axis, int count) {
    if (axis >= shape.length || shape[axis] != count) {
      throw Checks.fault(
          op,
          "axis %d must have one entry for each index",
          "shape %s, %d indices",
          axis,
          Shapes.text(shape),
          count);
    }
  }
}

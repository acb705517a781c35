package cycloid.tensor;

import java.util.Arrays;

/**
 * Other shapes for the same elements: only shape, strides and offset change, unless a reshaping needs a copy; and where an
 * element stands.
 */
final class Views {
  private Views() {}

  static Tensor reshape(Tensor x, int... shape) {
    int[] target = Layout.inferred(x.shape, x.size(), shape);
    int[] reshaped = x.isContiguous()
        ? Shapes.rowMajorStrides(target)
        : Layout.reshaped(x.shape, x.strides, target);
    return reshaped == null ? x.copy().reshape(target) : x.view(target, reshaped, x.offset);
  }

  static Tensor permute(Tensor x, int... axes) {
    Checks.permutation(x.shape, axes);
    int[] order = Checks.axes("permute", x.shape, axes);
    int[] extents = new int[order.length];
    int[] permuted = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      extents[i] = x.shape[order[i]];
      permuted[i] = x.strides[order[i]];
    }
    return x.view(extents, permuted, x.offset);
  }

  static Tensor expand(Tensor x, int... shape) {
    if (Arrays.equals(x.shape, shape)) {
      return x;
    }
    int[] target = shape.clone();
    Shapes.size("expand", target);
    if (!Arrays.equals(Shapes.broadcast(x.shape, target), target)) {
      throw Checks.expand(x.shape, target);
    }
    return x.view(target, Shapes.broadcastStrides(x.shape, x.strides, target), x.offset);
  }

  static Tensor slice(Tensor x, Slice... slices) {
    Checks.sliceCount("slice", x.shape, slices.length);
    int[] extents = x.shape.clone();
    int[] sliced = x.strides.clone();
    int first = x.offset;
    for (int axis = 0; axis < slices.length; axis++) {
      Slice.Range range = slices[axis].resolve(axis, x.shape[axis]);
      extents[axis] = range.length();
      // With fewer than two elements the step is never taken, and its product might overflow.
      first += range.length() == 0 ? 0 : range.start() * x.strides[axis];
      sliced[axis] = range.length() < 2 ? x.strides[axis] : range.step() * x.strides[axis];
    }
    return x.view(extents, sliced, first);
  }

  /** The opposite of a slice: x where the slices point in zeros of a shape. */
  static Tensor embed(Tensor x, int[] shape, Slice... slices) {
    Checks.sliceCount("embed", shape, slices.length);
    Tensor result = Tensor.fresh(x.dtype(), shape.clone(), Shapes.size("embed", shape));
    Tensor part = result.slice(slices);
    Checks.embedded(x.shape, part.shape, shape, slices);
    StridedCopy.copy(x, part);
    return result;
  }

  /** Where an element stands in the storage. */
  static int position(Tensor x, String op, int[] index) {
    Checks.indexCount(op, x.shape, index.length);
    int position = x.offset;
    for (int axis = 0; axis < index.length; axis++) {
      position += Checks.index(op, axis, index[axis], x.shape[axis]) * x.strides[axis];
    }
    return position;
  }
}

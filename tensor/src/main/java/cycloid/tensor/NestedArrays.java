package cycloid.tensor;

import cycloid.simd.DType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Tensors from arrays of arrays. */
final class NestedArrays {
  private NestedArrays() {}

  static Tensor read(DType dtype, Object values) {
    int[] shape = shape(values);
    Tensor tensor = Tensor.zeros(dtype, shape);
    fill(tensor, values, 0, 0);
    return tensor;
  }

  /** The lengths along the first arrays of each depth. */
  private static int[] shape(Object values) {
    List<Integer> shape = new ArrayList<>();
    Object inner = values;
    while (inner != null && inner.getClass().isArray()) {
      int length = Array.getLength(inner);
      shape.add(length);
      inner = length == 0 ? null : Array.get(inner, 0);
    }
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Writes the numbers in order; returns the position after the last. */
  private static int fill(Tensor tensor, Object values, int axis, int position) {
    if (axis == tensor.shape.length) {
      if (!(values instanceof Number number)) {
        throw Checks.nested(values);
      }
      tensor.dtype.set(tensor.storage, position, number.doubleValue());
      return position + 1;
    }
    boolean fits = values != null
        && values.getClass().isArray()
        && Array.getLength(values) == tensor.shape[axis];
    if (!fits) {
      throw Checks.nested(values);
    }
    int next = position;
    for (int i = 0; i < tensor.shape[axis]; i++) {
      next = fill(tensor, Array.get(values, i), axis + 1, next);
    }
    return next;
  }
}

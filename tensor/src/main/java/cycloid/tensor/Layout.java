package cycloid.tensor;

/** How elements lie in memory: arithmetic on shape and strides. Strides of extents 0 and 1 do not matter. */
final class Layout {
  private Layout() {}

  /** Whether elements lie in row-major order without gaps. */
  static boolean isRowMajor(int[] shape, int[] strides) {
    long stride = 1;
    boolean rowMajor = true;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      rowMajor &= shape[axis] == 1 || strides[axis] == stride;
      stride *= shape[axis];
    }
    return rowMajor || stride == 0;
  }

  /** Whether elements fill their memory without gaps, the axes in some order. */
  static boolean isDense(int[] shape, int[] strides) {
    long stride = 1;
    for (int found = 0; found >= 0; ) {
      found = -1;
      for (int axis = 0; axis < shape.length; axis++) {
        // Each extent above 1 has its own stride in a dense layout, so an axis is never taken
        // twice.
        if (shape[axis] > 1 && strides[axis] == stride) {
          found = axis;
        }
      }
      stride *= found < 0 ? 1 : shape[found];
    }
    return stride == Shapes.size("layout", shape);
  }

  /** Whether several elements share one place in memory, as in an expanded view. */
  static boolean overlaps(int[] shape, int[] strides) {
    for (int axis = 0; axis < shape.length; axis++) {
      if (strides[axis] == 0 && shape[axis] > 1) {
        return true;
      }
    }
    return false;
  }

  /** The shape with an extent of -1 inferred. */
  static int[] inferred(int[] from, int size, int[] shape) {
    int[] target = shape.clone();
    int unknown = -1;
    for (int axis = 0; axis < target.length; axis++) {
      if (target[axis] == -1 && unknown < 0) {
        unknown = axis;
        target[axis] = 1;
      }
    }
    int known = Shapes.size("reshape", target);
    if (unknown >= 0) {
      if (known == 0 || size % known != 0) {
        throw Checks.reshape(from, shape);
      }
      target[unknown] = size / known;
    } else if (known != size) {
      throw Checks.reshape(from, shape);
    }
    return target;
  }

  /**
   * The strides of the target shape over the same memory, or null when there are none: runs of axes that lie like one
   * long axis may be cut anew, gaps and exchanges between runs stay.
   */
  static int[] reshaped(int[] shape, int[] strides, int[] target) {
    int[] result = new int[target.length];
    int i = shape.length - 1;
    int j = target.length - 1;
    while (i >= 0 || j >= 0) {
      if (i >= 0 && shape[i] == 1) {
        i--;
        continue;
      }
      if (j >= 0 && target[j] == 1) {
        j--;
        continue;
      }
      if (i < 0 || j < 0) {
        return null;
      }
      // Take axes from both sides until they span the same number of elements.
      long from = shape[i];
      long to = target[j];
      long stride = strides[i];
      long step = stride * shape[i];
      result[j] = (int) stride;
      long next = stride * target[j];
      i--;
      j--;
      while (from != to) {
        if (from < to) {
          while (shape[i] == 1) {
            i--;
          }
          if (strides[i] != step) {
            return null;
          }
          from *= shape[i];
          step *= shape[i];
          i--;
        } else {
          result[j] = (int) next;
          next *= target[j];
          to *= target[j];
          j--;
        }
      }
    }
    return result;
  }

  /** The axes from the greatest distance in memory to the least; of equal ones the earlier first. */
  static int[] memoryOrder(int[] strides) {
    int[] order = Shapes.allAxes(strides.length);
    for (int i = 1; i < order.length; i++) {
      int axis = order[i];
      int at = i;
      for (; at > 0 && Math.abs(strides[order[at - 1]]) < Math.abs(strides[axis]); at--) {
        order[at] = order[at - 1];
      }
      order[at] = axis;
    }
    return order;
  }

  /** The order of axes with from..to moved to the front, or to the end. */
  static int[] moved(int rank, int from, int to, boolean front) {
    int[] order = new int[rank];
    int group = front ? 0 : rank - (to - from + 1);
    int other = front ? to - from + 1 : 0;
    for (int axis = 0; axis < rank; axis++) {
      order[axis >= from && axis <= to ? group++ : other++] = axis;
    }
    return order;
  }

  /** The last axis with more than one element, or -1. */
  static int lastLongAxis(int[] shape) {
    int axis = shape.length - 1;
    while (axis >= 0 && shape[axis] == 1) {
      axis--;
    }
    return axis;
  }
}

package cycloid.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arithmetic of shapes: sizes, row-major strides, broadcasting. A shape is never modified. */
public final class Shapes {
  private Shapes() {}

  // ---- sizes

  /**
   * The number of elements of a shape.
   *
   * <pre>
   * Errors:    IllegalArgumentException when an extent is negative or the number exceeds 2^31 - 1; starts with `op`
   * </pre>
   */
  public static int size(String op, int... shape) {
    long size = 1;
    boolean empty = false;
    for (int extent : shape) {
      if (extent < 0) {
        throw Checks.negativeExtent(op, shape);
      }
      empty |= extent == 0;
      // Saturates instead of overflowing: past 2^31 the exact number no longer matters, unless an
      // extent is 0.
      size = Math.min(size * Math.max(extent, 1), 1L << 31);
    }
    if (empty) {
      return 0;
    }
    if (size > Integer.MAX_VALUE) {
      throw Checks.tooLarge(op, shape);
    }
    return (int) size;
  }

  /** The sum of extents, which must be an extent again. */
  static int sum(String op, int[] shape, int... extents) {
    long sum = 0;
    for (int extent : extents) {
      sum += extent;
    }
    if (sum > Integer.MAX_VALUE) {
      throw Checks.tooLarge(op, shape);
    }
    return (int) sum;
  }

  /** The product of two extents, which must be an extent again. */
  static int product(String op, int[] shape, int first, int second) {
    long product = (long) first * second;
    if (product > Integer.MAX_VALUE) {
      throw Checks.tooLarge(op, shape);
    }
    return (int) product;
  }

  /** Strides of row-major order: the last axis has stride 1. */
  static int[] rowMajorStrides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(shape[axis], 1);
    }
    return strides;
  }

  // ---- broadcasting

  /**
   * The shape that two shapes broadcast to, or null when they do not: aligned at the last axis, extents are
   * equal or one of them is 1.
   */
  public static int[] broadcast(int[] a, int[] b) {
    int[] longer = a.length >= b.length ? a : b;
    int[] shorter = longer == a ? b : a;
    int[] result = longer.clone();
    for (int i = shorter.length - 1, j = longer.length - 1; i >= 0; i--, j--) {
      if (longer[j] == 1) {
        result[j] = shorter[i];
      } else if (shorter[i] != longer[j] && shorter[i] != 1) {
        return null;
      }
    }
    return result;
  }

  /** The strides of an array seen under a shape it broadcasts to: 0 along repeated axes. */
  static int[] broadcastStrides(int[] shape, int[] strides, int[] target) {
    int[] result = new int[target.length];
    int added = target.length - shape.length;
    for (int axis = 0; axis < shape.length; axis++) {
      result[added + axis] = shape[axis] == 1 ? 0 : strides[axis];
    }
    return result;
  }

  // ---- axes

  /** The axes 0, 1, ..., rank - 1. */
  static int[] allAxes(int rank) {
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  /** The shape without an axis. */
  static int[] removed(int[] shape, int axis) {
    int[] result = new int[shape.length - 1];
    System.arraycopy(shape, 0, result, 0, axis);
    System.arraycopy(shape, axis + 1, result, axis, result.length - axis);
    return result;
  }

  /** All axes but one, which must exist. */
  static int[] allBut(String op, int[] shape, int axis) {
    int left = Checks.axis(op, shape, axis);
    return IntStream.range(0, shape.length).filter(i -> i != left).toArray();
  }

  /** Whether an axis is among some. */
  static boolean contains(int[] axes, int axis) {
    for (int other : axes) {
      if (other == axis) {
        return true;
      }
    }
    return false;
  }

  /** The shape without the reduced axes, or with extent 1 there. */
  static int[] reduced(int[] shape, int[] axes, boolean keepDims) {
    int[] result = shape.clone();
    for (int axis : axes) {
      result[axis] = 1;
    }
    return keepDims
        ? result
        : IntStream.range(0, shape.length)
            .filter(axis -> !contains(axes, axis))
            .map(axis -> shape[axis])
            .toArray();
  }

  /** The shape from an axis on. */
  static int[] from(int[] shape, int axis) {
    return Arrays.copyOfRange(shape, axis, shape.length);
  }

  /** One shape followed by another. */
  static int[] joined(int[] first, int[] second) {
    int[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  /** The shape with an extent inserted before an axis. */
  static int[] inserted(int[] shape, int axis, int extent) {
    int[] result = new int[shape.length + 1];
    System.arraycopy(shape, 0, result, 0, axis);
    result[axis] = extent;
    System.arraycopy(shape, axis, result, axis + 1, shape.length - axis);
    return result;
  }

  /** The shape with an axis of another extent. */
  static int[] replaced(int[] shape, int axis, int extent) {
    int[] result = shape.clone();
    result[axis] = extent;
    return result;
  }

  /** The shape without the given axes, each of extent 1; without any, dropping all of extent 1. */
  static int[] squeezed(int[] shape, int[] axes) {
    if (axes.length == 0) {
      return Arrays.stream(shape).filter(extent -> extent != 1).toArray();
    }
    int[] result = shape;
    int[] descending = Checks.axes("squeeze", shape, axes);
    Arrays.sort(descending);
    for (int i = descending.length - 1; i >= 0; i--) {
      Checks.extentOne("squeeze", shape, descending[i]);
      result = removed(result, descending[i]);
    }
    return result;
  }

  /** Slices that touch one axis only. */
  static Slice[] sliceOf(int axis, Slice slice) {
    Slice[] slices = new Slice[axis + 1];
    Arrays.fill(slices, Slice.all());
    slices[axis] = slice;
    return slices;
  }

  // ---- text

  /** A shape as Python writes it: {@code (2, 3)}, {@code (3,)}, {@code ()}. */
  public static String text(int... shape) {
    String extents =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return "(" + extents + (shape.length == 1 ? ",)" : ")");
  }
}

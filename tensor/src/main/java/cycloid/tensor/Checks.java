package cycloid.tensor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What must hold, and the texts when it does not: {@code <op>: <what must hold>; got <what was given>}. Texts
 * are built on failure only.
 */
final class Checks {
  static final double[] NO_SCALARS = {};

  private Checks() {}

  // ---- axes and indices

  /** The axis counted from 0; negative ones count from the end. */
  static int axis(String op, int[] shape, int axis) {
    int rank = shape.length;
    if (axis < -rank || axis >= rank) {
      throw fault(
          op,
          "axis must be in [%d, %d)",
          "axis=%d, shape %s",
          -rank,
          rank,
          axis,
          Shapes.text(shape));
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** The axes counted from 0, each named once; a fresh array. */
  static int[] axes(String op, int[] shape, int[] axes) {
    int[] result = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      result[i] = axis(op, shape, axes[i]);
      for (int j = 0; j < i; j++) {
        if (result[i] == result[j]) {
          throw fault(op, "an axis must be named once", "axes=%s", Arrays.toString(axes));
        }
      }
    }
    return result;
  }

  /** The axes counted from 0; all when there are none. */
  static int[] reduced(String op, int[] shape, int[] axes) {
    return axes.length == 0 ? Shapes.allAxes(shape.length) : axes(op, shape, axes);
  }

  /** The position counted from 0 at which an axis is inserted; -1 is after the last. */
  static int insertedAxis(String op, int[] shape, int axis) {
    int rank = shape.length + 1;
    if (axis < -rank || axis >= rank) {
      throw fault(
          op,
          "axis must be in [%d, %d)",
          "axis=%d, shape %s",
          -rank,
          rank,
          axis,
          Shapes.text(shape));
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** The index counted from 0; negative ones count from the end. */
  static int index(String op, int axis, int index, int extent) {
    if (index < -extent || index >= extent) {
      throw fault(
          op, "index along axis %d must be in [%d, %d)", "%d", axis, -extent, extent, index);
    }
    return index < 0 ? index + extent : index;
  }

  static void indexCount(String op, int[] shape, int count) {
    if (count != shape.length) {
      throw fault(
          op,
          "there must be one index for each axis",
          "%d indices, shape %s",
          count,
          Shapes.text(shape));
    }
  }

  static void permutation(int[] shape, int[] axes) {
    if (axes.length != shape.length) {
      throw fault(
          "permute",
          "axes must name every axis once",
          "axes=%s, shape %s",
          Arrays.toString(axes),
          Shapes.text(shape));
    }
  }

  static void extentOne(String op, int[] shape, int axis) {
    if (shape[axis] != 1) {
      throw fault(op, "axis %d must have extent 1", "shape %s", axis, Shapes.text(shape));
    }
  }

  // ---- slices

  static int step(int step) {
    if (step == 0) {
      throw fault("slice", "step must not be 0", "0");
    }
    return step;
  }

  static void sliceCount(String op, int[] shape, int count) {
    if (count > shape.length) {
      throw fault(
          op,
          "there must be at most one slice for each axis",
          "%d slices, shape %s",
          count,
          Shapes.text(shape));
    }
  }

  static void embedded(int[] shape, int[] sliced, int[] target, Slice[] slices) {
    if (!Arrays.equals(shape, sliced)) {
      throw fault(
          "embed",
          "x must have the shape of the sliced positions, %s",
          "x=%s, into %s at %s",
          Shapes.text(sliced),
          Shapes.text(shape),
          Shapes.text(target),
          Arrays.toString(slices));
    }
  }

  static void padding(int[] shape, int[][] widths) {
    boolean valid = widths.length == shape.length;
    for (int[] width : widths) {
      valid &= width.length == 2 && width[0] >= 0 && width[1] >= 0;
    }
    if (!valid) {
      throw fault(
          "pad",
          "widths must be {before, after} for each axis, not negative",
          "%s, shape %s",
          Arrays.deepToString(widths),
          Shapes.text(shape));
    }
  }

  static void split(int[] shape, int axis, int[] lengths) {
    int extent = shape[axis("split", shape, axis)];
    long sum = 0;
    boolean negative = false;
    for (int length : lengths) {
      sum += length;
      negative |= length < 0;
    }
    if (negative || sum != extent) {
      throw fault(
          "split",
          "lengths must not be negative and must add up to %d",
          "lengths=%s, axis=%d, shape %s",
          extent,
          Arrays.toString(lengths),
          axis,
          Shapes.text(shape));
    }
  }

  // ---- shapes

  /** The shape that two arrays broadcast to. */
  static int[] broadcast(String op, Primitives<?> a, Primitives<?> b) {
    int[] shape = Shapes.broadcast(a.shape(), b.shape());
    if (shape == null) {
      throw fault(
          op,
          "shapes must broadcast, extents equal or 1 from the last axis",
          "a=%s, b=%s",
          described(a),
          described(b));
    }
    return shape;
  }

  static IllegalArgumentException negativeExtent(String op, int[] shape) {
    return fault(op, "extents must not be negative", "shape %s", Shapes.text(shape));
  }

  static IllegalArgumentException tooLarge(String op, int[] shape) {
    return fault(
        op, "a tensor must have at most 2147483647 elements", "shape %s", Shapes.text(shape));
  }

  static IllegalArgumentException reshape(int[] from, int[] to) {
    return fault(
        "reshape",
        "the number of elements must stay",
        "%s to %s",
        Shapes.text(from),
        Shapes.text(to));
  }

  static IllegalArgumentException expand(int[] from, int[] to) {
    return fault(
        "expand",
        "x must broadcast to the shape, extents equal or 1",
        "x=%s to %s",
        Shapes.text(from),
        Shapes.text(to));
  }

  /** Writing to a shape: x must fit there without making it larger. */
  static void broadcastsTo(String op, int[] shape, Tensor x) {
    if (!Arrays.equals(Shapes.broadcast(x.shape, shape), shape)) {
      throw fault(op, "x must broadcast to the shape %s", "x=%s", Shapes.text(shape), described(x));
    }
  }

  /** A value from low to high, both included. */
  static void range(String op, String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw fault(op, "%s must be in [%d, %d]", "%d", name, low, high, value);
    }
  }

  static void notNegative(String op, String name, int value) {
    if (value < 0) {
      throw fault(op, "%s must not be negative", "%d", name, value);
    }
  }

  static void length(String op, int[] shape, int size, int length) {
    if (size != length) {
      throw fault(
          op,
          "there must be as many values as the shape has",
          "%d values, shape %s",
          length,
          Shapes.text(shape));
    }
  }

  static void rectangular(int length, int row, int got) {
    if (length != got) {
      throw fault(
          "of", "all rows must have equal length", "row 0 of %d, row %d of %d", length, row, got);
    }
  }

  static IllegalArgumentException nested(Object got) {
    String given = got == null ? "null" : got.getClass().getSimpleName();
    return fault(
        "nested", "values must be numbers or arrays of them, of equal lengths", "%s", given);
  }

  static void single(String op, int[] shape, int size) {
    if (size != 1) {
      throw fault(op, "x must have one element", "shape %s", Shapes.text(shape));
    }
  }

  static void notEmpty(String op, int[] shape, int axis) {
    if (shape[axis] == 0) {
      throw fault(
          op, "a reduced axis must not be empty", "axis %d of shape %s", axis, Shapes.text(shape));
    }
  }

  static void writable(String op, Tensor x) {
    if (Layout.overlaps(x.shape, x.strides)) {
      throw fault(
          op,
          "elements written to must not share memory",
          "an expanded view of shape %s",
          Shapes.text(x.shape));
    }
  }

  // ---- elementwise

  static IllegalArgumentException definition(String text) {
    return fault(
        "define",
        "the text must have the form name(operands; scalars) = expression",
        "\"%s\"",
        text);
  }

  static void declaredNames(String op, List<String> operands, List<String> declared) {
    Set<String> seen = new HashSet<>();
    for (String name : declared) {
      if (name.equals(Elementwise.OUTPUT)) {
        throw fault(op, "y is the result and must not be declared", "%s", declared);
      }
      if (!seen.add(name)) {
        throw fault(op, "names must differ", "%s twice in %s", name, declared);
      }
    }
    if (operands.isEmpty()) {
      throw fault(op, "there must be an operand", "none");
    }
  }

  static void usedNames(String op, Set<String> used, Iterable<String> known) {
    Set<String> declared = new HashSet<>();
    known.forEach(declared::add);
    for (String name : used) {
      if (!declared.contains(name)) {
        throw fault(
            op,
            "names must be declared before the equals sign",
            "%s, declared are %s",
            name,
            known);
      }
    }
  }

  static void operand(Elementwise f, String operand) {
    if (!f.operands().contains(operand)) {
      throw fault(f.name(), "operand must be one of %s", "%s", f.operands(), operand);
    }
  }

  static void operandCount(Elementwise f, int operands, int scalars) {
    if (operands != f.operands().size() || scalars != f.scalars().size()) {
      throw fault(
          f.name(),
          "there must be %d operands and %d scalars",
          "%d and %d",
          f.operands().size(),
          f.scalars().size(),
          operands,
          scalars);
    }
  }

  /** All operands have the dtype of the first. */
  static void sameDType(Elementwise f, Tensor[] operands) {
    for (Tensor operand : operands) {
      if (operand.dtype != operands[0].dtype) {
        throw new IllegalArgumentException(f.name() + ": dtypes must match; got "
            + described(f, operands) + "; convert one with to(DType)");
      }
    }
  }

  static IllegalArgumentException broadcast(Elementwise f, Tensor[] operands) {
    return new IllegalArgumentException(
        f.name() + ": shapes must broadcast, extents equal or 1 from the last axis; got "
            + described(f, operands));
  }

  /** The number of terms of an arithmetic progression from start to before stop. */
  static int progression(double start, double stop, double step) {
    double count = Math.max(0, Math.ceil((stop - start) / step));
    if (!(count <= Integer.MAX_VALUE)) {
      throw fault(
          "arange",
          "(stop - start) / step must be at most 2147483647",
          "start=%s, stop=%s, step=%s",
          start,
          stop,
          step);
    }
    return (int) count;
  }

  private static String described(Elementwise f, Tensor[] operands) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < operands.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(f.operands().get(i))
          .append('=')
          .append(described(operands[i]));
    }
    return text.toString();
  }

  static String described(Primitives<?> x) {
    return Shapes.text(x.shape()) + " " + x.dtype();
  }

  static void sameDType(String op, Primitives<?> a, Primitives<?> b) {
    if (a.dtype() != b.dtype()) {
      throw fault(
          op,
          "dtypes must match",
          "a=%s, b=%s; convert one with to(DType)",
          described(a),
          described(b));
    }
  }

  // ---- movement

  static void concat(int axis, Tensor first, Tensor other, int position) {
    boolean fits = first.shape.length == other.shape.length;
    for (int i = 0; fits && i < first.shape.length; i++) {
      fits = i == axis || first.shape[i] == other.shape[i];
    }
    if (!fits) {
      throw fault(
          "concat",
          "shapes must be equal but for axis %d",
          "array 0 %s, array %d %s",
          axis,
          described(first),
          position,
          described(other));
    }
    if (first.dtype != other.dtype) {
      throw fault(
          "concat",
          "dtypes must match",
          "array 0 %s, array %d %s; convert one with to(DType)",
          described(first),
          position,
          described(other));
    }
  }

  // ---- text

  /** An exception with the text {@code op: must; got given}; both parts are formats for the arguments in order. */
  static IllegalArgumentException fault(String op, String must, String given, Object... arguments) {
    return new IllegalArgumentException(
        op + ": " + String.format(Locale.ROOT, must + "; got " + given, arguments));
  }
}

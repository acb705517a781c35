package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The same elements elsewhere: axes, extents, order. Axes may be negative, counting from the end. Nothing is
 * computed; most results are views.
 *
 * @param <A> the kind of array
 */
public interface MovementOperations<A extends Array<A>> extends Primitives<A> {

  // ---- extents

  /** The number of axes. */
  default int rank() {
    return shape().length;
  }

  /** The number of elements. */
  default int size() {
    return Shapes.size("size", shape());
  }

  /** The extent of an axis. */
  default int size(int axis) {
    int[] shape = shape();
    return shape[Checks.axis("size", shape, axis)];
  }

  // ---- axes

  /** All axes in reverse order; for a matrix its transpose. */
  default A transpose() {
    int rank = rank();
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> rank - 1 - i);
    return permute(axes);
  }

  /** The last two axes exchanged: the transpose of each matrix of a batch. */
  default A matrixTranspose() {
    return swapAxes(-2, -1);
  }

  /** Two axes exchanged. */
  default A swapAxes(int first, int second) {
    int[] shape = shape();
    int[] axes = Shapes.allAxes(shape.length);
    int i = Checks.axis("swapAxes", shape, first);
    int j = Checks.axis("swapAxes", shape, second);
    axes[i] = j;
    axes[j] = i;
    return permute(axes);
  }

  /** One axis moved to another position; the others keep their order. */
  default A moveAxis(int source, int destination) {
    int[] shape = shape();
    int from = Checks.axis("moveAxis", shape, source);
    int to = Checks.axis("moveAxis", shape, destination);
    List<Integer> axes = new ArrayList<>();
    for (int axis : Shapes.allAxes(shape.length)) {
      axes.add(axis);
    }
    axes.add(to, axes.remove(from));
    return permute(axes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Drops the given axes, each of extent 1; without any, all of extent 1. */
  default A squeeze(int... axes) {
    return reshape(Shapes.squeezed(shape(), axes));
  }

  /** Inserts an axis of extent 1, so that it has the given position in the result. */
  default A unsqueeze(int axis) {
    int[] shape = shape();
    int position = Checks.insertedAxis("unsqueeze", shape, axis);
    return reshape(Shapes.inserted(shape, position, 1));
  }

  /** All elements along one axis, in row-major order. */
  default A flatten() {
    return reshape(-1);
  }

  // ---- parts

  /** The entry at an index along an axis, without that axis. */
  default A select(int axis, int index) {
    int[] shape = shape();
    int along = Checks.axis("select", shape, axis);
    int position = Checks.index("select", along, index, shape[along]);
    return slice(Shapes.sliceOf(along, Slice.at(position))).reshape(Shapes.removed(shape, along));
  }

  /** The part from start to before stop along an axis. */
  default A narrow(int axis, int start, int stop) {
    return slice(Shapes.sliceOf(Checks.axis("narrow", shape(), axis), Slice.of(start, stop)));
  }

  /** The elements in reverse order along the given axes, or along all. */
  default A flip(int... axes) {
    int[] shape = shape();
    Slice[] slices = new Slice[shape.length];
    Arrays.fill(slices, axes.length == 0 ? Slice.step(-1) : Slice.all());
    for (int axis : Checks.axes("flip", shape, axes)) {
      slices[axis] = Slice.step(-1);
    }
    return slice(slices);
  }

  /** The elements moved on by a shift along an axis; those beyond the end come in at the beginning. */
  default A roll(int axis, int shift) {
    int extent = size(axis);
    int split = extent == 0 ? 0 : Math.floorMod(-(long) shift, extent);
    return split == 0
        ? self()
        : narrow(axis, split, extent).concat(axis, List.of(narrow(axis, 0, split)));
  }

  /**
   * Zeros added before and after each axis.
   *
   * @param widths for each axis how many before and how many after
   */
  default A pad(int[]... widths) {
    int[] shape = shape();
    Checks.padding(shape, widths);
    Slice[] slices = new Slice[shape.length];
    int[] padded = new int[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      padded[axis] = Shapes.sum("pad", shape, widths[axis][0], shape[axis], widths[axis][1]);
      slices[axis] = Slice.of(widths[axis][0], widths[axis][0] + shape[axis]);
    }
    return embed(padded, slices);
  }

  // ---- several arrays

  /** This array and others of the same shape, along a new axis at the given position. */
  default A stack(int axis, List<A> others) {
    List<A> rest = others.stream().map(other -> other.unsqueeze(axis)).toList();
    int position = Checks.insertedAxis("stack", shape(), axis);
    return self().unsqueeze(axis).concat(position, rest);
  }

  /** Parts of the given lengths along an axis, which they fill. */
  default List<A> split(int axis, int... lengths) {
    Checks.split(shape(), axis, lengths);
    List<A> parts = new ArrayList<>();
    int start = 0;
    for (int length : lengths) {
      parts.add(narrow(axis, start, start + length));
      start += length;
    }
    return parts;
  }

  /** The given number of equal parts along an axis. */
  default List<A> chunk(int axis, int count) {
    int length = Checks.chunk(shape(), axis, count);
    return split(
        axis,
        Collections.nCopies(count, length).stream().mapToInt(Integer::intValue).toArray());
  }

  /** This array count times one after another along an axis. */
  default A tile(int axis, int count) {
    int[] shape = shape();
    int along = Checks.axis("tile", shape, axis);
    Checks.notNegative("tile", "count", count);
    int[] expanded = Shapes.inserted(shape, along, count);
    int[] tiled = shape.clone();
    tiled[along] = Shapes.product("tile", shape, count, shape[along]);
    return unsqueeze(along).expand(expanded).reshape(tiled);
  }
}

package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
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

  /** Several axes moved to other positions; the others keep their order. */
  default A moveAxes(int[] sources, int[] destinations) {
    int[] shape = shape();
    MovementChecks.paired("moveAxes", "destinations", sources, destinations);
    int[] from = Checks.axes("moveAxes", shape, sources);
    int[] to = Checks.axes("moveAxes", shape, destinations);
    int[] order = new int[shape.length];
    int next = 0;
    for (int axis = 0; axis < order.length; axis++) {
      order[axis] = -1;
      for (int i = 0; i < to.length; i++) {
        order[axis] = to[i] == axis ? from[i] : order[axis];
      }
      if (order[axis] < 0) {
        while (Shapes.contains(from, next)) {
          next++;
        }
        order[axis] = next++;
      }
    }
    return permute(order);
  }

  /** The axes from first to last, both included, as one. */
  default A flatten(int first, int last) {
    int[] shape = shape();
    if (shape.length == 0) {
      return reshape(1);
    }
    int from = Checks.axis("flatten", shape, first);
    int to = Checks.axis("flatten", shape, last);
    Checks.range("flatten", "last", to, from, shape.length - 1);
    int extent = Shapes.size("flatten", Arrays.copyOfRange(shape, from, to + 1));
    int[] before = Shapes.joined(Arrays.copyOf(shape, from), new int[] {extent});
    return reshape(Shapes.joined(before, Shapes.from(shape, to + 1)));
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

  /**
   * The matrices along two axes turned by quarters of a circle, from the first axis towards the second.
   *
   * <pre>
   * Formula:   one turn: out[..., i, ..., j, ...] = x[..., j, ..., n - 1 - i, ...], n the extent of the second axis
   * </pre>
   *
   * @param turns how many quarters; negative ones turn back
   */
  default A rot90(int turns, int firstAxis, int secondAxis) {
    int[] axes = Checks.axes("rot90", shape(), new int[] {firstAxis, secondAxis});
    return switch (Math.floorMod(turns, 4)) {
      case 1 -> flip(axes[1]).swapAxes(axes[0], axes[1]);
      case 2 -> flip(axes);
      case 3 -> flip(axes[0]).swapAxes(axes[0], axes[1]);
      default -> self();
    };
  }

  /** All elements moved on by a shift in row-major order; those beyond the end come in at the beginning. */
  default A roll(int shift) {
    return self().flatten().roll(0, shift).reshape(shape());
  }

  /** The elements moved on by a shift along each of several axes. */
  default A roll(int[] axes, int[] shifts) {
    MovementChecks.paired("roll", "shifts", axes, shifts);
    A rolled = self();
    for (int i = 0; i < axes.length; i++) {
      rolled = rolled.roll(axes[i], shifts[i]);
    }
    return rolled;
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

  /**
   * Elements added before and after each axis, and taken away where a width is negative.
   *
   * <pre>
   * Modes:     constant  v v a b c v v        reflect   c b a b c b a
   *            replicate a a a b c c c        circular  b c a b c a b
   * Shapes:    extent + before + after for each axis
   * Errors:    IllegalArgumentException when more is taken away than is there, or there is not enough to copy: reflect
   *            needs widths below the extent, circular up to it, replicate an element
   * </pre>
   *
   * @param value of constant padding
   * @param widths for each axis how many before and how many after
   */
  default A pad(Padding mode, double value, int[]... widths) {
    return Padding.pad(self(), mode, value, widths);
  }

  // ---- several arrays

  /** This array and others of the same shape, along a new axis at the given position. */
  default A stack(int axis, List<A> others) {
    List<A> rest = others.stream().map(other -> other.unsqueeze(axis)).toList();
    int position = Checks.insertedAxis("stack", shape(), axis);
    return self().unsqueeze(axis).concat(position, rest);
  }

  /** This array and others, all of which are vectors, each along an axis of its own and repeated along the others. */
  default List<A> meshgrid(List<A> others) {
    return Meshes.grid(self(), others);
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

  /** Parts of ceil(extent / count) elements along an axis, the last shorter; fewer when the axis has not enough. */
  default List<A> chunk(int axis, int count) {
    return split(axis, MovementChecks.chunk(shape(), axis, count));
  }

  /** The entries along an axis, without that axis. */
  default List<A> unbind(int axis) {
    List<A> entries = new ArrayList<>();
    for (int i = 0; i < size(axis); i++) {
      entries.add(select(axis, i));
    }
    return entries;
  }

  // ---- repetition

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

  /** This array repeated along every axis, as NumPy's {@code tile}: counts and shape are aligned at the last axis. */
  default A tile(int[] counts) {
    int added = Math.max(0, counts.length - rank());
    int[] leading = new int[added];
    Arrays.fill(leading, 1);
    A tiled = reshape(Shapes.joined(leading, shape()));
    int first = tiled.rank() - counts.length;
    for (int i = 0; i < counts.length; i++) {
      tiled = counts[i] == 1 ? tiled : tiled.tile(first + i, counts[i]);
    }
    return tiled;
  }

  /** Each entry along an axis count times in a row. */
  default A repeat(int axis, int count) {
    int[] shape = shape();
    int along = Checks.axis("repeat", shape, axis);
    Checks.notNegative("repeat", "count", count);
    int[] repeated = shape.clone();
    repeated[along] = Shapes.product("repeat", shape, count, shape[along]);
    return unsqueeze(along + 1).expand(Shapes.inserted(shape, along + 1, count)).reshape(repeated);
  }

  /** Each entry along an axis as often in a row as its count says. */
  default A repeat(int axis, int[] counts) {
    int[] shape = shape();
    int along = Checks.axis("repeat", shape, axis);
    return gather(along, MovementChecks.repeated(shape, along, counts));
  }
}

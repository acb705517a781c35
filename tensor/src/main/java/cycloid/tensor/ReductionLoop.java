package cycloid.tensor;

import cycloid.simd.ColumnSum;
import cycloid.simd.Kernel;
import java.util.Arrays;

/**
 * Reduces along axes, in an order that depends on shape and strides alone.
 *
 * <ul>
 *   <li>Along the axis where elements are neighbours, the kernel {@code y = sum(x)} folds each row.
 *   <li>Along any other, whole rows are combined, eight at a time as a tree, {@code y = y + (((x0 + x1) + (x2 + x3)) +
 *       ...)}, in blocks of 512 rows whose results are combined in the same way: so the rounding error grows with 64
 *       times the number of such levels, not with the length of the axis.
 *   <li>Many rows of fewer than 64 neighbours are turned over first, so that the kernels have long rows again.
 * </ul>
 *
 * <p>Axes that lie like one are reduced as one, the innermost first.
 */
final class ReductionLoop {
  private static final int BLOCK = 512;
  private static final int SHORT = 64;
  private static final int MANY = 16;
  private static final int[] NO_AXES = {};

  private ReductionLoop() {}

  static Tensor reduce(Reduction kind, Tensor x, int[] axes, boolean keepDims) {
    boolean[] reduced = flags(kind, x.shape, axes);
    if (axes.length == reduced.length && !keepDims && x.isContiguous() && x.size > 0) {
      return all(kind, x);
    }
    Tensor out = keepingDims(kind, x, reduced);
    return keepDims
        ? out
        : out.view(without(reduced, out.shape), without(reduced, out.strides), out.offset);
  }

  private static boolean[] flags(Reduction kind, int[] shape, int[] axes) {
    boolean[] reduced = new boolean[shape.length];
    for (int axis : Checks.axes(kind.op(), shape, axes)) {
      reduced[axis] = true;
      if (kind != Reduction.SUM) {
        Checks.notEmpty(kind.op(), shape, axis);
      }
    }
    return reduced;
  }

  private static int[] without(boolean[] reduced, int[] values) {
    int[] result = new int[values.length];
    int count = 0;
    for (int axis = 0; axis < values.length; axis++) {
      if (!reduced[axis]) {
        result[count++] = values[axis];
      }
    }
    return Arrays.copyOf(result, count);
  }

  private static Tensor keepingDims(Reduction kind, Tensor x, boolean[] reduced) {
    int[] shape = x.shape.clone();
    boolean anything = false;
    for (int axis = 0; axis < shape.length; axis++) {
      anything |= reduced[axis] && shape[axis] > 1;
      shape[axis] = reduced[axis] ? 1 : shape[axis];
    }
    if (x.size == 0) {
      return Tensor.fresh(x.dtype, shape, Shapes.size(kind.op(), shape));
    }
    return anything ? inMemoryOrder(kind, x, reduced) : x.copy();
  }

  /** Reduces with the axes in the order of memory, so that the last has neighbours at distance 1. */
  private static Tensor inMemoryOrder(Reduction kind, Tensor x, boolean[] reduced) {
    if (x.isContiguous()) {
      return innermostFirst(kind, x, reduced.clone());
    }
    int[] order = Layout.memoryOrder(x.strides);
    Tensor ordered = x.permute(order);
    if (ordered.strides[Layout.lastLongAxis(ordered.shape)] != 1) {
      return innermostFirst(kind, x.copy(), reduced.clone());
    }
    boolean[] flags = new boolean[order.length];
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      flags[i] = reduced[order[i]];
      inverse[order[i]] = i;
    }
    return innermostFirst(kind, ordered, flags).permute(inverse);
  }

  /** Reduces the innermost group of axes that lie like one, then the next; uses up `reduced`. */
  private static Tensor innermostFirst(Reduction kind, Tensor x, boolean[] reduced) {
    int to = reduced.length - 1;
    while (to >= 0 && !(reduced[to] && x.shape[to] > 1)) {
      to--;
    }
    if (to < 0) {
      return x;
    }
    int from = to;
    while (from > 0
        && reduced[from - 1]
        && x.strides[from - 1] == (long) x.strides[from] * x.shape[from]) {
      from--;
    }
    Arrays.fill(reduced, from, to + 1, false);
    return innermostFirst(kind, group(kind, x, from, to), reduced);
  }

  /** Reduces axes from..to, which lie like one; the result is fresh and row-major. */
  private static Tensor group(Reduction kind, Tensor x, int from, int to) {
    int[] shape = x.shape.clone();
    int count = 1;
    for (int axis = from; axis <= to; axis++) {
      count *= shape[axis];
      shape[axis] = 1;
    }
    Tensor out = Placement.unwritten(x.dtype, shape, x.size / count);
    int last = Layout.lastLongAxis(x.shape);
    boolean turn = x.shape[last] < SHORT && x.size / x.shape[last] > MANY;
    if (turn && count < SHORT) {
      Tensor turned = x.permute(Layout.moved(shape.length, from, to, true)).copy();
      combine(kind, new Rows(turned, shape, out.strides, out.size, count), out);
    } else if (turn && to != last) {
      Tensor turned = x.permute(Layout.moved(shape.length, from, to, false)).copy();
      fold(kind, turned, new int[] {out.size, count}, new int[] {count, 1}, out, new int[] {1, 0});
    } else if (to != last) {
      combine(kind, new Rows(x, shape, x.strides, x.strides[to], count), out);
    } else {
      int[] outStrides = out.strides.clone();
      Arrays.fill(outStrides, from, to + 1, 0);
      fold(kind, x, x.shape, x.strides, out, outStrides);
    }
    return out;
  }

  /** All elements of a contiguous tensor: one call. */
  private static Tensor all(Reduction kind, Tensor x) {
    Tensor out = Placement.unwritten(x.dtype, NO_AXES, 1);
    Object[] arrays = {x.storage, out.storage};
    kind.fold(x.dtype)
        .run(1, x.size, arrays, new int[] {x.offset, out.offset}, null, new int[] {1, 0});
    return out;
  }

  private static void fold(
      Reduction kind, Tensor x, int[] shape, int[] strides, Tensor out, int[] outStrides) {
    Kernel kernel = kind.fold(x.dtype);
    Object[] arrays = {x.storage, out.storage};
    LoopNest.of(shape, new int[][] {strides, outStrides})
        .rowsAlongLongest()
        .forEach(
            new int[] {x.offset, out.offset},
            (offsets, rows, n, rowStrides, laneStrides) ->
                kernel.run(rows, n, arrays, offsets, rowStrides, laneStrides));
  }

  // ---- combining rows

  /** Parts of x that lie alike, at a fixed distance from one another. */
  private record Rows(Tensor x, int[] shape, int[] strides, int distance, int count) {
    int offset(int row) {
      return x.offset + row * distance;
    }
  }

  /** Combines all rows into `out`, by blocks. */
  private static void combine(Reduction kind, Rows rows, Tensor out) {
    if (rows.count <= BLOCK) {
      combineBlock(kind, rows, 0, rows.count, out);
      return;
    }
    int blocks = (rows.count + BLOCK - 1) / BLOCK;
    int[] size = {blocks, out.size};
    Tensor partial = Tensor.unwritten(out.dtype, size, Shapes.size(kind.op(), size));
    for (int block = 0; block < blocks; block++) {
      int end = Math.min(rows.count, (block + 1) * BLOCK);
      combineBlock(
          kind, rows, block * BLOCK, end, partial.view(out.shape, out.strides, block * out.size));
    }
    combine(kind, new Rows(partial, out.shape, out.strides, out.size, blocks), out);
  }

  private static void combineBlock(Reduction kind, Rows rows, int begin, int end, Tensor out) {
    if (kind == Reduction.SUM
        && out.isContiguous()
        && Layout.isRowMajor(rows.shape, rows.strides)) {
      ColumnSum.sum(
          out.dtype,
          end - begin,
          out.size,
          rows.x.storage,
          rows.offset(begin),
          rows.distance,
          out.storage,
          out.offset);
      return;
    }
    StridedCopy.copy(rows.x.view(rows.shape, rows.strides, rows.offset(begin)), out);
    int row = begin + 1;
    for (; row + Reduction.TREE <= end; row += Reduction.TREE) {
      combineInto(out, kind.tree(out.dtype), rows, row, Reduction.TREE);
    }
    for (; row < end; row++) {
      combineInto(out, kind.pair(out.dtype), rows, row, 1);
    }
  }

  /** One call of a kernel with arrays y, x0, x1, ...: the result and consecutive rows. */
  private static void combineInto(Tensor out, Kernel kernel, Rows rows, int first, int count) {
    Object[] arrays = new Object[count + 1];
    int[] starts = new int[count + 1];
    int[][] strides = new int[count + 1][];
    for (int i = 0; i <= count; i++) {
      arrays[i] = i == 0 ? out.storage : rows.x.storage;
      starts[i] = i == 0 ? out.offset : rows.offset(first + i - 1);
      strides[i] = i == 0 ? out.strides : rows.strides;
    }
    LoopNest.of(out.shape, strides)
        .rowsAlongLongest()
        .forEach(
            starts,
            (offsets, lines, n, lineStrides, laneStrides) ->
                kernel.run(lines, n, arrays, offsets, lineStrides, laneStrides));
  }
}

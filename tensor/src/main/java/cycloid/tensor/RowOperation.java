package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Kernel;
import cycloid.tensor.RowRule.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A function of rows along an axis, with scalars.
 *
 * @param f the function
 * @param axis counted from the end: -1 is the last one
 * @param lanes the extent of the axis where no operand has it; -1 where one has
 * @param scalars their values
 */
record RowOperation(Rowwise f, int axis, int lanes, double[] scalars) implements Accumulating {

  @Override
  public String name() {
    return f.name();
  }

  // ---- value

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    RowChecks.operands(f, axis, operands, scalars.length);
    int[] shape = shape(operands);
    int at = shape.length + axis;
    Tensor[] results = new Tensor[f.results().size()];
    int elements = 0;
    for (int i = 0; i < results.length; i++) {
      boolean perLane = f.results().get(i).perLane();
      results[i] = unwritten(operands.get(0).dtype, shape, at, perLane);
      elements |= results[i].size;
    }
    if (elements != 0) {
      run(f.arrays(operands, results), shape, at);
    }
    return results.length == 1 ? List.of(results[0]) : List.of(results);
  }

  private int[] shape(List<Tensor> operands) {
    int[] shape = operands.get(0).shape;
    for (Tensor operand : operands) {
      shape = Arrays.equals(shape, operand.shape) ? shape : Shapes.broadcast(shape, operand.shape);
      if (shape == null) {
        throw RowChecks.broadcast(f, operands);
      }
    }
    int at = shape.length + axis;
    return lanes >= 0 && shape[at] == 1 ? Shapes.replaced(shape, at, lanes) : shape;
  }

  /** A result yet to be written; the lanes of a row are neighbours in memory whatever the axis is. */
  private static Tensor unwritten(DType dtype, int[] shape, int at, boolean perLane) {
    int last = shape.length - 1;
    if (at == last) {
      int[] rowShape = perLane ? shape : Shapes.replaced(shape, at, 1);
      return Tensor.unwritten(dtype, rowShape, Shapes.size("rows", rowShape));
    }
    int[] rowShape = Shapes.joined(Shapes.removed(shape, at), new int[] {perLane ? shape[at] : 1});
    Tensor rows = Tensor.unwritten(dtype, rowShape, Shapes.size("rows", rowShape));
    return rows.permute(lastTo(shape.length, at));
  }

  /** The order of axes that puts the last one at a place. */
  private static int[] lastTo(int rank, int at) {
    return IntStream.range(0, rank)
        .map(axis -> axis == at ? rank - 1 : axis < at ? axis : axis - 1)
        .toArray();
  }

  private void run(Tensor[] arrays, int[] shape, int at) {
    Kernel kernel = f.kernel(arrays[0].dtype);
    double[] values = f.kernelScalars(scalars);
    DenseRows rows = at == shape.length - 1 ? DenseRows.of(f, arrays, shape) : null;
    if (rows == null) {
      runStrided(kernel, arrays, shape, at, values);
      return;
    }
    Object[] storages = new Object[arrays.length];
    int[] offsets = new int[arrays.length];
    for (int k = 0; k < arrays.length; k++) {
      storages[k] = arrays[k].storage;
      offsets[k] = arrays[k].offset;
    }
    kernel.run(
        rows.count(), shape[at], storages, offsets, rows.rowStrides(), rows.laneStrides(), values);
  }

  private void runStrided(Kernel kernel, Tensor[] arrays, int[] shape, int at, double[] values) {
    int n = shape[at];
    int count = arrays.length;
    Object[] storages = new Object[count];
    int[] offsets = new int[count];
    int[] laneStrides = new int[count];
    int[][] strides = new int[count][];
    for (int k = 0; k < count; k++) {
      Tensor tensor = neighbours(arrays[k]);
      int[] all = Shapes.broadcastStrides(tensor.shape, tensor.strides, shape);
      storages[k] = tensor.storage;
      offsets[k] = tensor.offset;
      laneStrides[k] = f.isPerLane(k) && (n == 1 || all[at] != 0) ? 1 : 0;
      strides[k] = Shapes.removed(all, at);
    }
    int[] starts = new int[count];
    LoopNest.of(Shapes.removed(shape, at), strides)
        .rowsAlongLongest()
        .forEach(offsets, (from, outer, inner, outerStrides, innerStrides) -> {
          for (int i = 0; i < outer; i++) {
            for (int k = 0; k < count; k++) {
              starts[k] = from[k] + i * outerStrides[k];
            }
            kernel.run(inner, n, storages, starts, innerStrides, laneStrides, values);
          }
        });
  }

  /** The extent of the axis; 1 where there is no such axis. */
  private int extent(Primitives<?> x) {
    int[] shape = x.shape();
    return shape.length + axis < 0 ? 1 : shape[shape.length + axis];
  }

  /** The tensor if the elements along the axis are neighbours, or one; otherwise a copy where they are. */
  private Tensor neighbours(Tensor x) {
    int at = x.rank() + axis;
    if (at < 0 || x.shape[at] <= 1 || x.strides[at] == 1 || x.strides[at] == 0) {
      return x;
    }
    int[] order = IntStream.range(0, x.rank())
        .map(i -> i == x.rank() - 1 ? at : i < at ? i : i + 1)
        .toArray();
    return x.permute(order).copy().permute(lastTo(x.rank(), at));
  }

  // ---- derivatives

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    RowRule rule = f.rule(new Request(false, present(cotangents), bits(wanted), 0));
    return apply(rule, operands, results, cotangents, f.operands().size());
  }

  @Override
  public List<Tensor> accumulatedPullback(
      List<Tensor> operands,
      List<Tensor> results,
      List<Tensor> cotangents,
      boolean[] wanted,
      List<Tensor> known) {
    int[] shape = shape(operands);
    boolean alongLast = axis == -1 && shape.length > 1 && Shapes.size(f.name(), shape) > 0;
    for (Tensor sum : known) {
      alongLast &= sum == null || Arrays.equals(sum.shape, shape);
    }
    long shared = alongLast ? AccumulatedRows.shared(operands, shape, wanted) : 0;
    long added = shared | present(known);
    List<Tensor> found = null;
    if (alongLast && added != 0) {
      RowRule rule = f.rule(new Request(false, present(cotangents), bits(wanted), added));
      found = AccumulatedRows.pullback(
          f, rule, shape, shared, operands, results, cotangents, known, scalars);
    }
    return found == null ? plus(known, pullback(operands, results, cotangents, wanted)) : found;
  }

  private static List<Tensor> plus(List<Tensor> known, List<Tensor> found) {
    Tensor[] sums = found.toArray(Tensor[]::new);
    for (int i = 0; i < sums.length; i++) {
      if (known.get(i) != null) {
        Tensor sum = known.get(i);
        sums[i] = sums[i] == null ? sum : sum.add(summed(sums[i], sum.shape));
      }
    }
    return Arrays.asList(sums);
  }

  /** Sums along the axes that an operand, of as many axes, was repeated along. */
  private static Tensor summed(Tensor x, int[] shape) {
    int[] axes = IntStream.range(0, shape.length)
        .filter(axis -> x.shape[axis] != shape[axis])
        .toArray();
    return axes.length == 0 ? x : x.sum(axes, true);
  }

  private static long bits(boolean[] wanted) {
    long bits = 0;
    for (int i = 0; i < wanted.length; i++) {
      bits |= wanted[i] ? 1L << i : 0;
    }
    return bits;
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    RowRule rule = f.rule(new Request(true, present(tangents), 0, 0));
    return apply(rule, operands, results, tangents, f.results().size());
  }

  /** A bit for each value that is there. */
  private static long present(List<?> values) {
    long present = 0;
    for (int i = 0; i < values.size(); i++) {
      present |= values.get(i) == null ? 0 : 1L << i;
    }
    return present;
  }

  private <A extends Array<A>> List<A> apply(
      RowRule rule, List<A> operands, List<A> results, List<A> flowing, int count) {
    List<A> known = new ArrayList<>(operands);
    known.addAll(results);
    known.addAll(flowing);
    List<A> found = new ArrayList<>(Collections.nCopies(count, null));
    for (int i = 0; i < rule.passed().length; i++) {
      if (rule.passed()[i] >= 0) {
        found.set(i, known.get(rule.passed()[i]));
      }
    }
    if (rule.function() == null) {
      return found;
    }
    List<A> inputs = new ArrayList<>(rule.sources().size());
    for (int source : rule.sources()) {
      inputs.add(known.get(source));
    }
    RowOperation derivative = new RowOperation(rule.function(), axis, extent(known), scalars);
    List<A> values = inputs.get(0).apply(derivative, inputs);
    for (int i = 0; i < values.size(); i++) {
      found.set(rule.targets().get(i), values.get(i));
    }
    return found;
  }

  /** The extent of the axis: the greatest among operands and results, for 1 is repeated; 0 where one is empty. */
  private <A extends Array<A>> int extent(List<A> known) {
    for (int i = 0; i < known.size(); i++) {
      int extent = known.get(i) == null ? 1 : extent(known.get(i));
      if (extent != 1) {
        return extent;
      }
    }
    return Math.max(lanes, 1);
  }
}

package cycloid.tensor;

import cycloid.simd.Kernel;
import cycloid.tensor.RowRule.Request;
import cycloid.tensor.Rowwise.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A function of rows along an axis, with scalars.
 *
 * @param f the function
 * @param axis counted from the end: -1 is the last one
 * @param lanes the extent of the axis where no operand has it; -1 where one has
 * @param scalars their values
 */
record RowOperation(Rowwise f, int axis, int lanes, double[] scalars) implements Differentiable {

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
    List<Tensor> results = new ArrayList<>();
    for (Row result : f.results()) {
      results.add(fresh(operands.get(0), shape, at, result.perLane()));
    }
    boolean hasRows = shape[at] > 0 || !f.results().stream().allMatch(Row::perLane);
    if (hasRows && Shapes.size(f.name(), Shapes.removed(shape, at)) > 0) {
      run(arrays(operands, results), shape, at);
    }
    return results;
  }

  private int[] shape(List<Tensor> operands) {
    int[] shape = operands.get(0).shape;
    for (Tensor operand : operands) {
      shape = Shapes.broadcast(shape, operand.shape);
      if (shape == null) {
        throw RowChecks.broadcast(f, operands);
      }
    }
    shape = shape.clone();
    int at = shape.length + axis;
    if (lanes >= 0 && shape[at] == 1) {
      shape[at] = lanes;
    }
    return shape;
  }

  /** A fresh result; the lanes of a row are neighbours in memory whatever the axis is. */
  private static Tensor fresh(Tensor like, int[] shape, int at, boolean perLane) {
    int[] rowShape = Shapes.joined(Shapes.removed(shape, at), new int[] {perLane ? shape[at] : 1});
    Tensor rows = Tensor.fresh(like.dtype, rowShape, Shapes.size("rows", rowShape));
    return at == shape.length - 1 ? rows : rows.permute(lastTo(shape.length, at));
  }

  /** The order of axes that puts the last one at a place. */
  private static int[] lastTo(int rank, int at) {
    return IntStream.range(0, rank)
        .map(axis -> axis == at ? rank - 1 : axis < at ? axis : axis - 1)
        .toArray();
  }

  private List<Tensor> arrays(List<Tensor> operands, List<Tensor> results) {
    List<Tensor> arrays = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (f.arrays().contains(f.operands().get(i).name())) {
        arrays.add(operands.get(i));
      }
    }
    arrays.addAll(results);
    return arrays;
  }

  private void run(List<Tensor> tensors, int[] shape, int at) {
    int n = shape[at];
    int count = tensors.size();
    Object[] storages = new Object[count];
    int[] offsets = new int[count];
    int[] laneStrides = new int[count];
    int[][] strides = new int[count][];
    for (int k = 0; k < count; k++) {
      Tensor tensor = neighbours(tensors.get(k));
      int[] all = Shapes.broadcastStrides(tensor.shape, tensor.strides, shape);
      storages[k] = tensor.storage;
      offsets[k] = tensor.offset;
      laneStrides[k] = isPerLane(k) && (n == 1 || all[at] != 0) ? 1 : 0;
      strides[k] = Shapes.removed(all, at);
    }
    Kernel kernel = f.kernel(tensors.get(0).dtype);
    double[] values = f.kernelScalars(scalars, tensors.get(0).dtype);
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

  private boolean isPerLane(int array) {
    String name = f.arrays().get(array);
    return IntStream.range(0, f.operands().size() + f.results().size())
        .mapToObj(i -> i < f.operands().size()
            ? f.operands().get(i)
            : f.results().get(i - f.operands().size()))
        .anyMatch(row -> row.name().equals(name) && row.perLane());
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
    List<Boolean> asked =
        IntStream.range(0, wanted.length).mapToObj(i -> wanted[i]).toList();
    RowRule rule = f.rule(new Request(false, present(cotangents), asked));
    return apply(rule, operands, results, cotangents, f.operands().size());
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    RowRule rule = f.rule(new Request(true, present(tangents), List.of()));
    return apply(rule, operands, results, tangents, f.results().size());
  }

  private static List<Boolean> present(List<?> values) {
    return values.stream().map(value -> value != null).toList();
  }

  private <A extends Array<A>> List<A> apply(
      RowRule rule, List<A> operands, List<A> results, List<A> flowing, int count) {
    List<A> found = new ArrayList<>(Collections.nCopies(count, null));
    if (rule.function() == null) {
      return found;
    }
    List<A> known = new ArrayList<>(operands);
    known.addAll(results);
    known.addAll(flowing);
    List<A> inputs = rule.sources().stream().map(known::get).toList();
    RowOperation derivative = new RowOperation(rule.function(), axis, extent(known), scalars);
    List<A> values = inputs.get(0).apply(derivative, inputs);
    for (int i = 0; i < values.size(); i++) {
      found.set(rule.targets().get(i), values.get(i));
    }
    return found;
  }

  /** The extent of the axis: the greatest among operands and results, for 1 is repeated; 0 where one is empty. */
  private <A extends Array<A>> int extent(List<A> known) {
    return known.stream()
        .filter(Objects::nonNull)
        .mapToInt(this::extent)
        .filter(extent -> extent != 1)
        .findFirst()
        .orElse(Math.max(lanes, 1));
  }
}

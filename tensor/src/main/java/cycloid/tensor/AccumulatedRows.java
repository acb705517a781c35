package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Kernel;
import cycloid.simd.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pullback of a function of rows that adds cotangents to others as it goes: to those that are known, and those of an operand
 * that all rows share, such as the weights of a norm, to the sum over the rows before.
 *
 * <p>Rows that share an operand are summed one after the other in blocks of {@value #BLOCK}, and the sums of the blocks as {@link
 * Reduction#SUM} does.
 */
final class AccumulatedRows {
  private static final int BLOCK = 64;

  private final Rowwise f;
  private final RowRule rule;
  private final int[] shape;
  private final int n;
  private final int rows;

  /** What the derivative is a function of: operands, results, cotangents, then what each operand's is added to. */
  private final List<Tensor> sources = new ArrayList<>();

  /** The sums of the blocks, for each operand that is shared. */
  private final Tensor[] sums;

  private final Tensor[] found;

  private AccumulatedRows(Rowwise f, RowRule rule, int[] shape, int operands) {
    this.f = f;
    this.rule = rule;
    this.shape = shape;
    this.n = shape[shape.length - 1];
    this.rows = Shapes.size("rows", shape) / n;
    this.sums = new Tensor[operands];
    this.found = new Tensor[operands];
  }

  /** A bit for each operand that is asked for and is one row, repeated, under a shape of more rows. */
  static long shared(List<Tensor> operands, int[] shape, boolean[] wanted) {
    int n = shape[shape.length - 1];
    long shared = 0;
    for (int i = 0; i < wanted.length; i++) {
      Tensor operand = operands.get(i);
      boolean isRow = operand.rank() > 0 && operand.size == n && operand.size(-1) == n;
      shared |= wanted[i] && isRow && !Arrays.equals(operand.shape, shape) ? 1L << i : 0;
    }
    return shared;
  }

  /**
   * The cotangents of a function's operands; null where arrays lie so that it would take a loop nest.
   *
   * @param rule the pullback in which the cotangents of shared and known operands are added to others
   * @param shape what the operands broadcast to, not empty; rows lie along its last axis
   * @param shared a bit for each operand that all rows share
   * @param known what to add to, for other operands
   */
  static List<Tensor> pullback(
      Rowwise f,
      RowRule rule,
      int[] shape,
      long shared,
      List<Tensor> operands,
      List<Tensor> results,
      List<Tensor> cotangents,
      List<Tensor> known,
      double[] scalars) {
    if (rule.function() == null) {
      return null;
    }
    AccumulatedRows pullback = new AccumulatedRows(f, rule, shape, operands.size());
    pullback.sources.addAll(operands);
    pullback.sources.addAll(results);
    pullback.sources.addAll(cotangents);
    for (int i = 0; i < operands.size(); i++) {
      if ((shared >>> i & 1) != 0) {
        pullback.beginSum(i, operands.get(i).dtype);
      } else if (known.get(i) != null) {
        pullback.sources.add(known.get(i));
      }
    }
    return pullback.run(scalars) ? pullback.cotangents(operands, known) : null;
  }

  private void beginSum(int i, DType dtype) {
    if (rule.targets().contains(i)) {
      int blocks = (rows + BLOCK - 1) / BLOCK;
      sums[i] = Tensor.zeros(dtype, blocks, n);
      found[i] = sums[i].select(0, 0);
    }
    sources.add(found[i]);
  }

  /** Fills what is found; false where arrays lie so that it would take a loop nest. */
  private boolean run(double[] scalars) {
    List<Tensor> inputs = new ArrayList<>();
    rule.sources().forEach(source -> inputs.add(sources.get(source)));
    Tensor[] outputs = new Tensor[rule.targets().size()];
    for (int j = 0; j < outputs.length; j++) {
      int target = rule.targets().get(j);
      if (found[target] == null) {
        boolean perLane = f.operands().get(target).perLane();
        int[] whole = perLane ? shape : Shapes.replaced(shape, shape.length - 1, 1);
        found[target] = Tensor.unwritten(inputs.get(0).dtype, whole, Shapes.size("rows", whole));
      }
      outputs[j] = found[target];
    }
    Tensor[] arrays = rule.function().arrays(inputs, outputs);
    DenseRows dense = DenseRows.of(rule.function(), arrays, shape);
    if (dense == null) {
      return false;
    }
    run(arrays, dense, scalars);
    return true;
  }

  /** Block by block; an array of sums has one row for each. */
  private void run(Tensor[] arrays, DenseRows dense, double[] scalars) {
    Kernel kernel = rule.function().kernel(arrays[0].dtype);
    double[] values = rule.function().kernelScalars(scalars);
    Object[] storages = new Object[arrays.length];
    boolean[] isSum = new boolean[arrays.length];
    for (int k = 0; k < arrays.length; k++) {
      storages[k] = arrays[k].storage;
      for (Tensor sum : sums) {
        isSum[k] |= sum != null && sum.storage == storages[k];
      }
    }
    Workers.run(rows, BLOCK, (from, to) -> {
      int[] offsets = new int[arrays.length];
      for (int k = 0; k < arrays.length; k++) {
        int step = isSum[k] ? from / BLOCK * n : from * dense.rowStrides()[k];
        offsets[k] = arrays[k].offset + step;
      }
      kernel.run(to - from, n, storages, offsets, dense.rowStrides(), dense.laneStrides(), values);
    });
  }

  private List<Tensor> cotangents(List<Tensor> operands, List<Tensor> known) {
    for (int i = 0; i < found.length; i++) {
      if (sums[i] != null) {
        found[i] = sums[i].sum(0).reshape(operands.get(i).shape);
      } else if (rule.passed()[i] >= 0) {
        found[i] = sources.get(rule.passed()[i]);
      } else if (found[i] == null) {
        found[i] = known.get(i);
      }
    }
    return Arrays.asList(found);
  }
}

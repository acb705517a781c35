package cycloid.tensor;

import cycloid.simd.Kernel;
import java.util.Arrays;

/**
 * Runs an elementwise function over tensors: from shapes and strides to calls of its kernel.
 *
 * <p>Operands of one layout without gaps are one call over all elements. Otherwise the axes are joined where
 * all operands allow it; the last joined axis is the kernel's lanes, where every operand has stride 1 or 0 (one
 * that has not is copied), the longest other axis is the kernel's rows, and the rest is looped over. Where there
 * would be many rows of few lanes, the operands are repeated in memory instead.
 */
final class ElementwiseLoop {
  /** Rows of fewer lanes are short; more of them are many. */
  private static final int SHORT = 16;

  private static final int MANY = 16;

  private ElementwiseLoop() {}

  /** A fresh tensor f(operands; scalars). */
  static Tensor apply(Elementwise f, double[] scalars, Tensor[] operands) {
    Checks.operandCount(f, operands.length, scalars.length);
    Checks.sameDType(f, operands);
    if (sameDenseLayout(operands)) {
      Tensor out = Tensor.unwrittenLike(operands[0]);
      runFlat(f.kernel(out.dtype), f.kernelScalars(scalars), f.arrays(operands, out), out);
      return out;
    }
    int[] shape = broadcastShape(f, operands);
    Tensor out = Placement.unwritten(operands[0].dtype, shape, Shapes.size(f.name(), shape));
    runBroadcast(f.kernel(out.dtype), f.kernelScalars(scalars), f.arrays(operands, out), out);
    return out;
  }

  /** Writes f(operands; scalars) into a tensor of their shape, which may be one of the operands. */
  static void into(Elementwise f, double[] scalars, Tensor[] operands, Tensor out) {
    Checks.sameDType(f, operands);
    if (out.isContiguous()
        && Arrays.equals(out.shape, operands[0].shape)
        && sameDenseLayout(operands)
        && operands[0].isContiguous()) {
      runFlat(f.kernel(out.dtype), f.kernelScalars(scalars), f.arrays(operands, out), out);
    } else if (out.isContiguous()) {
      runBroadcast(f.kernel(out.dtype), f.kernelScalars(scalars), f.arrays(operands, out), out);
    } else {
      StridedCopy.copy(apply(f, scalars, operands), out);
    }
  }

  /** The operand itself, or a copy when writing to `out` would change it on the way. */
  static Tensor apart(Tensor operand, Tensor out) {
    boolean shared = operand.storage == out.storage;
    boolean same = operand.offset == out.offset
        && Arrays.equals(operand.shape, out.shape)
        && Arrays.equals(operand.strides, out.strides);
    return shared && !same ? operand.copy() : operand;
  }

  private static boolean sameDenseLayout(Tensor[] operands) {
    Tensor first = operands[0];
    for (int i = 1; i < operands.length; i++) {
      if (!Arrays.equals(first.shape, operands[i].shape)
          || !Arrays.equals(first.strides, operands[i].strides)) {
        return false;
      }
    }
    return first.isContiguous() || Layout.isDense(first.shape, first.strides);
  }

  private static int[] broadcastShape(Elementwise f, Tensor[] operands) {
    int[] shape = operands[0].shape;
    for (int i = 1; i < operands.length; i++) {
      shape = Shapes.broadcast(shape, operands[i].shape);
      if (shape == null) {
        throw Checks.broadcast(f, operands);
      }
    }
    return shape;
  }

  /** Arrays of one layout without gaps; `out` is one of them. */
  static void runFlat(Kernel kernel, double[] scalars, Tensor[] all, Tensor out) {
    if (out.size > 0) {
      kernel.run(out.size, storages(all), offsets(all), scalars);
    }
  }

  /** Arrays of any layouts; `out`, one of them, is contiguous, and so is every other that is written. */
  static void runBroadcast(Kernel kernel, double[] scalars, Tensor[] all, Tensor out) {
    if (out.size == 0) {
      return;
    }
    RepeatedRows equal = RepeatedRows.of(all, out.shape, out.size);
    if (equal != null && (equal.lanes() >= SHORT || equal.rows() <= MANY)) {
      kernel.run(
          equal.rows(),
          equal.lanes(),
          storages(all),
          offsets(all),
          equal.rowStrides(),
          equal.laneStrides(),
          scalars);
      return;
    }
    int[][] strides = laneStridesOneOrZero(all, out.shape);
    LoopNest nest = LoopNest.of(out.shape, strides).rowsAlongLongest();
    if (nest.lanes() < SHORT && out.size / nest.lanes() > MANY) {
      runFlat(kernel, scalars, repeated(all, out.shape), out);
      return;
    }
    Object[] storages = storages(all);
    nest.forEach(offsets(all), (offsets, rows, n, rowStrides, laneStrides) -> {
      if (rows == 1 && allOne(laneStrides)) {
        kernel.run(n, storages, offsets, scalars);
      } else {
        kernel.run(rows, n, storages, offsets, rowStrides, laneStrides, scalars);
      }
    });
  }

  /** The strides under a shape; a tensor whose last ones are neither 1 nor 0 is replaced by a copy in the array. */
  private static int[][] laneStridesOneOrZero(Tensor[] all, int[] shape) {
    int lanes = Layout.lastLongAxis(shape);
    int[][] strides = new int[all.length][];
    for (int i = 0; i < all.length; i++) {
      strides[i] = Shapes.broadcastStrides(all[i].shape, all[i].strides, shape);
      if (lanes >= 0 && strides[i][lanes] != 0 && strides[i][lanes] != 1) {
        all[i] = all[i].copy();
        strides[i] = Shapes.broadcastStrides(all[i].shape, all[i].strides, shape);
      }
    }
    return strides;
  }

  /** For many short rows: repeating the smaller operands costs less than starting the kernel on each row. */
  private static Tensor[] repeated(Tensor[] all, int[] shape) {
    Tensor[] repeated = new Tensor[all.length];
    for (int i = 0; i < all.length; i++) {
      repeated[i] = all[i].expand(shape).contiguous();
    }
    return repeated;
  }

  private static boolean allOne(int[] strides) {
    for (int stride : strides) {
      if (stride != 1) {
        return false;
      }
    }
    return true;
  }

  private static Object[] storages(Tensor[] tensors) {
    Object[] storages = new Object[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      storages[i] = tensors[i].storage;
    }
    return storages;
  }

  private static int[] offsets(Tensor[] tensors) {
    int[] offsets = new int[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      offsets[i] = tensors[i].offset;
    }
    return offsets;
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Transpose;
import java.util.Arrays;

/**
 * Copies between layouts.
 *
 * <p>Axes are joined where both sides allow it. Where both sides have neighbours along the same axis, runs are
 * copied; where they have them along different axes, as in a transpose, square tiles are, which use every cache
 * line fetched.
 */
final class StridedCopy {
  private static final int TILE = 16;

  private StridedCopy() {}

  /** Copies all elements; shapes and dtypes are equal, and the two do not overlap. */
  static void copy(Tensor from, Tensor to) {
    if (from.size == 0) {
      return;
    }
    if (from.isContiguous() && to.isContiguous()) {
      System.arraycopy(from.storage, from.offset, to.storage, to.offset, from.size);
      return;
    }
    // Lanes are where `to` has its neighbours, rows where `from` has them.
    int[] order = Layout.memoryOrder(to.strides);
    int[][] strides = {inOrder(from.strides, order), inOrder(to.strides, order)};
    LoopNest nest = LoopNest.of(inOrder(to.shape, order), strides).rowsAlongNearest(0);
    int[] starts = {from.offset, to.offset};
    nest.forEach(
        starts, (at, rows, n, rowSteps, steps) -> block(from, to, at, rows, n, rowSteps, steps));
  }

  private static int[] inOrder(int[] values, int[] order) {
    int[] result = new int[values.length];
    Arrays.setAll(result, i -> values[order[i]]);
    return result;
  }

  private static void block(
      Tensor from, Tensor to, int[] at, int rows, int n, int[] rowSteps, int[] steps) {
    if (steps[0] == 1 && steps[1] == 1) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(
            from.storage, at[0] + i * rowSteps[0], to.storage, at[1] + i * rowSteps[1], n);
      }
      return;
    }
    if (rowSteps[0] == 1 && steps[1] == 1) {
      // Row i of the copy is column i of what is copied, whose rows are the lanes.
      Transpose.copy(
          from.dtype, n, rows, from.storage, at[0], steps[0], to.storage, at[1], rowSteps[1]);
      return;
    }
    for (int i = 0; i < rows; i += TILE) {
      for (int j = 0; j < n; j += TILE) {
        int x = at[0] + i * rowSteps[0] + j * steps[0];
        int y = at[1] + i * rowSteps[1] + j * steps[1];
        int height = Math.min(TILE, rows - i);
        int width = Math.min(TILE, n - j);
        if (from.dtype == DType.F32) {
          tile((float[]) from.storage, x, (float[]) to.storage, y, height, width, rowSteps, steps);
        } else {
          tile(
              (double[]) from.storage, x, (double[]) to.storage, y, height, width, rowSteps, steps);
        }
      }
    }
  }

  private static void tile(
      float[] x, int xo, float[] y, int yo, int rows, int n, int[] rowSteps, int[] steps) {
    for (int i = 0; i < rows; i++) {
      int xi = xo + i * rowSteps[0];
      int yi = yo + i * rowSteps[1];
      for (int j = 0; j < n; j++) {
        y[yi + j * steps[1]] = x[xi + j * steps[0]];
      }
    }
  }

  private static void tile(
      double[] x, int xo, double[] y, int yo, int rows, int n, int[] rowSteps, int[] steps) {
    for (int i = 0; i < rows; i++) {
      int xi = xo + i * rowSteps[0];
      int yi = yo + i * rowSteps[1];
      for (int j = 0; j < n; j++) {
        y[yi + j * steps[1]] = x[xi + j * steps[0]];
      }
    }
  }

  // ---- contiguous elements only

  /** Sets all elements of a contiguous tensor. */
  static void fill(Tensor to, double value) {
    int end = to.offset + to.size;
    if (to.dtype == DType.F32) {
      Arrays.fill((float[]) to.storage, to.offset, end, (float) value);
    } else {
      Arrays.fill((double[]) to.storage, to.offset, end, value);
    }
  }

  /** Converts between the two dtypes; both are contiguous. */
  static void convert(Tensor from, Tensor to) {
    if (from.dtype == DType.F32) {
      float[] x = (float[]) from.storage;
      double[] y = (double[]) to.storage;
      for (int i = 0; i < from.size; i++) {
        y[to.offset + i] = x[from.offset + i];
      }
    } else {
      double[] x = (double[]) from.storage;
      float[] y = (float[]) to.storage;
      for (int i = 0; i < from.size; i++) {
        y[to.offset + i] = (float) x[from.offset + i];
      }
    }
  }
}

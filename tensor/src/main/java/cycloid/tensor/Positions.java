package cycloid.tensor;

import java.util.Arrays;

/** Positions in the flattened, row-major array of a shape, from indices along its axes. */
final class Positions {
  private Positions() {}

  /**
   * For each element of the result the position with the same coordinates but for one axis, where the index stands.
   *
   * @param shape of the array; axes of extent 1 repeat, when the result is longer there
   * @param indices of the rank of the shape; axes of extent 1 repeat
   */
  static int[] along(String op, int[] shape, int axis, Indices indices, int[] result) {
    int[] strides = Shapes.rowMajorStrides(shape);
    int[] steps = strides.clone();
    int[] extents = indices.shape();
    int[] indexSteps = Shapes.rowMajorStrides(extents);
    for (int i = 0; i < shape.length; i++) {
      steps[i] = i == axis || shape[i] == 1 ? 0 : steps[i];
      indexSteps[i] = extents[i] == 1 ? 0 : indexSteps[i];
    }
    int[] positions = new int[Shapes.size(op, result)];
    int[] at = new int[shape.length];
    int lanes = result[result.length - 1];
    int step = steps[steps.length - 1];
    int indexStep = indexSteps[steps.length - 1];
    for (int row = 0; row < positions.length; row += lanes) {
      int base = inner(at, steps);
      int index = inner(at, indexSteps);
      for (int i = 0; i < lanes; i++) {
        int chosen = Checks.index(op, axis, indices.values[index + i * indexStep], shape[axis]);
        positions[row + i] = base + i * step + chosen * strides[axis];
      }
      next(at, result, result.length - 2);
    }
    return positions;
  }

  /** Positions among the leading axes, one index array for each; they have been broadcast together. */
  static int[] leading(String op, int[] shape, Indices[] indices, int[] common) {
    int[] positions = new int[Shapes.size(op, common)];
    for (int axis = 0; axis < indices.length; axis++) {
      int[] extents = indices[axis].shape();
      int[] steps = Shapes.broadcastStrides(extents, Shapes.rowMajorStrides(extents), common);
      int[] at = new int[common.length];
      for (int i = 0; i < positions.length; i++) {
        int index = indices[axis].values[inner(at, steps)];
        positions[i] = positions[i] * shape[axis] + Checks.index(op, axis, index, shape[axis]);
        next(at, common, common.length - 1);
      }
    }
    return positions;
  }

  /** The positions 0, 1, ..., but where something is put, that of the source behind them; of several the last. */
  static int[] replaced(int size, int[] positions) {
    int[] sources = new int[size];
    Arrays.setAll(sources, i -> i);
    for (int i = 0; i < positions.length; i++) {
      sources[positions[i]] = size + i;
    }
    return sources;
  }

  /** The positions 0, 1, ..., size - 1, and further ones: what is there, and then what is added, in order. */
  static int[] added(int size, int[] positions) {
    int[] all = new int[size + positions.length];
    Arrays.setAll(all, i -> i < size ? i : positions[i - size]);
    return all;
  }

  /** The positions of the elements of a vector that are not 0. */
  static int[] nonZero(Tensor mask) {
    Tensor flat = mask.contiguous();
    int[] positions = new int[flat.size];
    int count = 0;
    for (int i = 0; i < flat.size; i++) {
      positions[count] = i;
      count += flat.dtype.get(flat.storage, flat.offset + i) != 0 ? 1 : 0;
    }
    return Arrays.copyOf(positions, count);
  }

  private static int inner(int[] at, int[] steps) {
    int sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += at[i] * steps[i];
    }
    return sum;
  }

  /** The next coordinates in row-major order of the axes up to the last one given. */
  private static void next(int[] at, int[] shape, int last) {
    for (int axis = last; axis >= 0; axis--) {
      if (++at[axis] < shape[axis]) {
        return;
      }
      at[axis] = 0;
    }
  }
}

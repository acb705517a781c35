package cycloid.tensor;

import cycloid.simd.DType;

/** Where diagonals and triangles lie. */
final class Diagonals {
  private Diagonals() {}

  /** The positions of a diagonal in the flattened matrix. */
  static int[] positions(int offset, int rows, int columns) {
    long row = Math.max(0, -(long) offset);
    long column = Math.max(0, (long) offset);
    int length = (int) Math.max(0, Math.min(rows - row, columns - column));
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = (int) ((row + i) * columns + column + i);
    }
    return positions;
  }

  /** The permutation that puts the last two axes at given positions, the others keeping their order. */
  static int[] insertion(int rank, int[] axes) {
    int[] order = new int[rank];
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      order[axis] = axis == axes[0] ? rank - 2 : axis == axes[1] ? rank - 1 : next++;
    }
    return order;
  }

  /** 1 in a triangle of a matrix, 0 outside. */
  static Tensor triangle(DType dtype, int rows, int columns, int diagonal, boolean lower) {
    Tensor inside = Tensor.zeros(dtype, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        long right = (long) j - i;
        if (lower ? right <= diagonal : right >= diagonal) {
          dtype.set(inside.storage, i * columns + j, 1);
        }
      }
    }
    return inside;
  }
}

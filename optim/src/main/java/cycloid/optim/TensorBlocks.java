package cycloid.optim;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor cut into blocks whose axes are short enough to have a matrix each.
 *
 * <p>Axes of one element are left out; neighbouring axes are merged, from the last to the first, while their product is at
 * most {@code largest} and more than {@code axes} remain; then every axis is cut into parts of at most {@code largest}
 * elements, the last of which may be shorter.
 */
final class TensorBlocks {
  private final int[] shape;
  private final List<int[]> starts = new ArrayList<>();
  private final int largest;

  TensorBlocks(int[] shape, int largest, int axes) {
    this.shape = merge(shape, largest, axes);
    this.largest = largest;
    place(new int[this.shape.length], 0);
  }

  private static int[] merge(int[] shape, int largest, int axes) {
    List<Integer> left =
        new ArrayList<>(Arrays.stream(shape).filter(n -> n != 1).boxed().toList());
    if (left.isEmpty()) {
      return new int[] {1};
    }
    int at = left.size() - 1;
    while (at > 0 && left.size() > axes) {
      long product = (long) left.get(at - 1) * left.get(at);
      if (product <= largest) {
        left.set(at - 1, (int) product);
        left.remove(at);
      }
      at--;
    }
    return left.stream().mapToInt(n -> n).toArray();
  }

  private void place(int[] start, int axis) {
    if (axis == shape.length) {
      starts.add(start.clone());
      return;
    }
    for (int from = 0; from < shape[axis]; from += largest) {
      start[axis] = from;
      place(start, axis + 1);
    }
  }

  /** How many blocks there are; none in a tensor without elements. */
  int count() {
    return starts.size();
  }

  int[] mergedShape() {
    return shape.clone();
  }

  Tensor merged(Tensor tensor) {
    return tensor.reshape(shape);
  }

  /** The extents of a block. */
  int[] shape(int block) {
    int[] start = starts.get(block);
    int[] extents = new int[shape.length];
    for (int k = 0; k < shape.length; k++) {
      extents[k] = Math.min(largest, shape[k] - start[k]);
    }
    return extents;
  }

  /** A block of a merged tensor: a view. */
  Tensor part(Tensor merged, int block) {
    int[] start = starts.get(block);
    int[] extents = shape(block);
    Tensor part = merged;
    for (int k = 0; k < shape.length; k++) {
      part = part.narrow(k, start[k], start[k] + extents[k]);
    }
    return part;
  }

  /** A tensor as a matrix whose rows run along an axis, and columns over all others. */
  static Tensor rows(Tensor tensor, int axis) {
    int n = tensor.size(axis);
    return tensor.moveAxis(axis, 0).reshape(n, n == 0 ? 0 : tensor.size() / n);
  }

  /** A tensor multiplied by a symmetric matrix along an axis. */
  static Tensor times(Tensor tensor, Tensor matrix, int axis) {
    Tensor moved = tensor.moveAxis(axis, 0);
    return matrix.matmul(rows(tensor, axis)).reshape(moved.shape()).moveAxis(0, axis);
  }
}

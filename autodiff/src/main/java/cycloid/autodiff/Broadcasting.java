package cycloid.autodiff;

import cycloid.tensor.Reduction;
import java.util.Arrays;

/** Broadcasting and its adjoint, so that no rule has to mention it. */
final class Broadcasting {
  private Broadcasting() {}

  /** Sums over the axes along which `shape` would be repeated to give the shape of `g`. */
  static Variable sumTo(int[] shape, Variable g) {
    int[] from = g.shape();
    if (Arrays.equals(from, shape)) {
      return g;
    }
    int added = from.length - shape.length;
    int[] axes = new int[from.length];
    int count = 0;
    for (int axis = 0; axis < from.length; axis++) {
      if (axis < added || shape[axis - added] != from[axis]) {
        axes[count++] = axis;
      }
    }
    Variable sum = g.reduce(Reduction.SUM, Arrays.copyOf(axes, count), false);
    return sum.rank() == shape.length ? sum : sum.reshape(shape);
  }

  /** Repeats along axes, where the shape is not yet the one wanted. */
  static Variable expandTo(int[] shape, Variable tangent) {
    return Arrays.equals(tangent.shape(), shape) ? tangent : tangent.expand(shape);
  }
}

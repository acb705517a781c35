package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import java.util.Arrays;

/** What layers that normalize have in common. */
final class Normalization {
  private Normalization() {}

  /** The last axes as one. */
  static <A extends Array<A>> A lastAxesAsOne(A x, int count) {
    int[] shape = x.shape();
    int[] joined = Arrays.copyOf(shape, shape.length - count + 1);
    int extent = 1;
    for (int axis = shape.length - count; axis < shape.length; axis++) {
      extent *= shape[axis];
    }
    joined[joined.length - 1] = extent;
    return x.reshape(joined);
  }

  /** A number for each channel, so that it broadcasts along axis 1 of an array of a rank. */
  static <A extends Array<A>> A perChannel(A values, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[1] = values.size();
    return values.reshape(shape);
  }
}

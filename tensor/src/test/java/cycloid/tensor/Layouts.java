package cycloid.tensor;

import cycloid.simd.DType;
import java.util.Arrays;
import java.util.Random;

/** Tensors of one shape that lie differently in memory, and the definition of element access to compare with. */
final class Layouts {
  static final int KINDS = 6;

  private Layouts() {}

  /** Whole numbers in [-9, 9], so that sums and products are exact, in one of {@link #KINDS} layouts. */
  static Tensor whole(Random random, DType dtype, int kind, int... shape) {
    return switch (kind) {
      case 0 -> fresh(random, dtype, shape);
      case 1 -> transposed(random, dtype, shape);
      case 2 -> everySecond(random, dtype, shape);
      case 3 -> fresh(random, dtype, shape).flip();
      case 4 -> expanded(random, dtype, shape);
      default -> inside(random, dtype, shape);
    };
  }

  private static Tensor fresh(Random random, DType dtype, int... shape) {
    Tensor x = Tensor.zeros(dtype, shape);
    for (int i = 0; i < x.size(); i++) {
      dtype.set(x.storage(), i, random.nextInt(19) - 9);
    }
    return x;
  }

  private static Tensor transposed(Random random, DType dtype, int[] shape) {
    int[] reversed = shape.clone();
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return fresh(random, dtype, reversed).transpose();
  }

  private static Tensor everySecond(Random random, DType dtype, int[] shape) {
    Slice[] slices = new Slice[shape.length];
    int[] doubled = shape.clone();
    for (int i = 0; i < shape.length; i++) {
      doubled[i] = 2 * shape[i];
      slices[i] = Slice.of(1, 2 * shape[i], 2);
    }
    return fresh(random, dtype, doubled).slice(slices);
  }

  /** Every second axis repeated. */
  private static Tensor expanded(Random random, DType dtype, int[] shape) {
    int[] ones = shape.clone();
    for (int i = 0; i < shape.length; i += 2) {
      ones[i] = Math.min(1, shape[i]);
    }
    return fresh(random, dtype, ones).expand(shape);
  }

  private static Tensor inside(Random random, DType dtype, int[] shape) {
    int[] larger = Arrays.stream(shape).map(extent -> extent + 2).toArray();
    Slice[] slices =
        Arrays.stream(shape).mapToObj(extent -> Slice.of(1, extent + 1)).toArray(Slice[]::new);
    return fresh(random, dtype, larger).slice(slices);
  }

  /** The index of the i-th element in row-major order. */
  static int[] index(int[] shape, int i) {
    int[] index = new int[shape.length];
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = i % shape[axis];
      i /= shape[axis];
    }
    return index;
  }

  /** The element that an index of a broadcast shape selects. */
  static double broadcast(Tensor x, int[] index) {
    int[] shape = x.shape();
    int[] own = Arrays.copyOfRange(index, index.length - shape.length, index.length);
    for (int axis = 0; axis < shape.length; axis++) {
      own[axis] = shape[axis] == 1 ? 0 : own[axis];
    }
    return x.get(own);
  }
}

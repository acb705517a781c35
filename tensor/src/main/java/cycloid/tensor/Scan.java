package cycloid.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/** Running combinations along an axis. */
final class Scan {
  private Scan() {}

  /**
   * An associative operation by doubling: after step k every element combines the 2^k up to it.
   *
   * <p>Costs log2(n) whole-array operations and differentiates through them, without a division that 0 would spoil.
   */
  static <A extends Array<A>> A doubling(String op, A x, int axis, BinaryOperator<A> combine) {
    int along = Checks.axis(op, x.shape(), axis);
    int n = x.size(along);
    A y = x;
    for (long reach = 1; reach < n; reach *= 2) {
      int k = (int) reach;
      A combined = combine.apply(y.narrow(along, 0, n - k), y.narrow(along, k, n));
      y = y.narrow(along, 0, k).concat(along, List.of(combined));
    }
    return y;
  }

  /** The running greatest of sign * x along an axis. */
  static <A extends Array<A>> Selected<A> extremes(String op, A x, int axis, int sign) {
    int along = Checks.axis(op, x.shape(), axis);
    Tensor rows = x.value().moveAxis(along, -1).contiguous();
    int n = x.size(along);
    int[] positions = new int[rows.size];
    for (int start = 0; start < rows.size; start += n) {
      running(rows, rows.offset + start, n, sign, positions, start);
    }
    Indices indices = Ordering.movedBack(positions, rows.shape, along);
    return new Selected<>(x.takeAlong(along, indices), indices);
  }

  private static void running(Tensor x, int from, int n, int sign, int[] positions, int to) {
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double value = sign * x.dtype.get(x.storage, from + i);
      // Once NaN, the comparison fails for all but another NaN.
      if (value >= greatest || value != value) {
        best = i;
        greatest = value;
      }
      positions[to + i] = best;
    }
  }

  /** Combines the halves of an axis until one element is left: the product of a row, as a tree. */
  static <A extends Array<A>> A tree(A x, int axis, double empty, BinaryOperator<A> combine) {
    int n = x.size(axis);
    if (n == 0) {
      int[] shape = x.shape();
      shape[axis] = 1;
      return x.constant(Tensor.full(x.dtype(), empty, shape));
    }
    A y = x;
    while (n > 1) {
      int half = n / 2;
      A combined = combine.apply(y.narrow(axis, 0, half), y.narrow(axis, half, 2 * half));
      y = n % 2 == 0 ? combined : combined.concat(axis, Arrays.asList(y.narrow(axis, 2 * half, n)));
      n -= half;
    }
    return y;
  }
}

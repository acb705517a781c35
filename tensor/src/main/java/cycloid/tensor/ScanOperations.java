package cycloid.tensor;

import java.util.List;

/**
 * Running sums, products and extremes along an axis: element i of the result combines elements 0 to i.
 *
 * @param <A> the kind of array
 */
public interface ScanOperations<A extends Array<A>> extends Primitives<A> {

  /**
   * The running sum along an axis.
   *
   * <pre>
   * Formula:   out[i] = x[0] + ... + x[i]
   * DType:     sums are accumulated in double, from the first element on
   * </pre>
   */
  default A cumsum(int axis) {
    int along = Checks.axis("cumsum", shape(), axis);
    return apply(new RunningSum(along, false), List.of(self())).get(0);
  }

  /**
   * The running product along an axis.
   *
   * <pre>
   * Formula:   out[i] = x[0] * ... * x[i]
   * Accuracy:  log2(n) products one upon the other; also the derivative is right where elements are 0
   * </pre>
   */
  default A cumprod(int axis) {
    return Scan.doubling("cumprod", self(), axis, Array::mul);
  }

  /** The running {@link ReductionOperations#logSumExp} along an axis: log(e^x[0] + ... + e^x[i]), without overflow. */
  default A logCumSumExp(int axis) {
    return Scan.doubling("logCumSumExp", self(), axis, Array::logAddExp);
  }

  /** The running greatest element along an axis and where it stands; of equal ones the last, NaN is greatest. */
  default Selected<A> cummax(int axis) {
    return Scan.extremes("cummax", self(), axis, 1);
  }

  /** The running least element along an axis and where it stands; of equal ones the last, NaN is least. */
  default Selected<A> cummin(int axis) {
    return Scan.extremes("cummin", self(), axis, -1);
  }

  /**
   * The differences of neighbours along an axis, repeated n times.
   *
   * <pre>
   * Formula:   out[i] = x[i + 1] - x[i]
   * Shapes:    the extent along the axis becomes max(0, extent - n)
   * </pre>
   */
  default A diff(int axis, int n) {
    Checks.notNegative("diff", "n", n);
    int along = Checks.axis("diff", shape(), axis);
    A result = self();
    for (int i = 0; i < n && result.size(along) > 0; i++) {
      int extent = result.size(along);
      result = result.narrow(along, 1, extent).sub(result.narrow(along, 0, extent - 1));
    }
    return result;
  }
}

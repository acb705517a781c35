package cycloid.tensor;

/**
 * Sums, extremes and what follows from them. Axes may be negative, counting from the end; where none are given, all
 * are reduced. Reduced axes are dropped unless {@code keepDims}. Errors are those of {@link Primitives#reduce}.
 *
 * @param <A> the kind of array
 */
public interface ReductionOperations<A extends Array<A>> extends Primitives<A> {

  /** The sum over the given axes, or over all. */
  default A sum(int... axes) {
    return sum(axes, false);
  }

  /** The sum over the given axes, or over all when there are none. */
  default A sum(int[] axes, boolean keepDims) {
    return reduce(Reduction.SUM, allIfNone(axes), keepDims);
  }

  /** The greatest element over the given axes, or over all. */
  default A max(int... axes) {
    return max(axes, false);
  }

  /** The greatest element over the given axes, or over all when there are none. */
  default A max(int[] axes, boolean keepDims) {
    return reduce(Reduction.MAX, allIfNone(axes), keepDims);
  }

  /** The least element over the given axes, or over all. */
  default A min(int... axes) {
    return min(axes, false);
  }

  /** The least element over the given axes, or over all when there are none. */
  default A min(int[] axes, boolean keepDims) {
    return reduce(Reduction.MIN, allIfNone(axes), keepDims);
  }

  /** The arithmetic mean over the given axes, or over all; NaN for nothing. */
  default A mean(int... axes) {
    return mean(axes, false);
  }

  /** The arithmetic mean over the given axes, or over all when there are none; NaN for nothing. */
  default A mean(int[] axes, boolean keepDims) {
    return sum(axes, keepDims).div(count(axes));
  }

  /** The variance over the given axes, or over all, with division by n as in NumPy. */
  default A variance(int... axes) {
    return variance(axes, 0, false);
  }

  /**
   * The variance over axes, computed in two passes.
   *
   * <pre>
   * Formula:   out = sum (x - mean(x))^2 / (n - correction)
   * </pre>
   *
   * @param axes the axes; all when there are none
   * @param correction 0 for the population, 1 for the unbiased estimate from a sample
   * @param keepDims whether reduced axes stay, with extent 1
   */
  default A variance(int[] axes, int correction, boolean keepDims) {
    A centered = self().sub(mean(axes, true));
    return centered.square().sum(axes, keepDims).div(count(axes) - correction);
  }

  /** The standard deviation over the given axes, or over all, with division by n as in NumPy. */
  default A std(int... axes) {
    return std(axes, 0, false);
  }

  /** The root of {@link #variance(int[], int, boolean)}; its derivative is taken as 0 where it is 0. */
  default A std(int[] axes, int correction, boolean keepDims) {
    return variance(axes, correction, keepDims).apply(Functions.NORM_ROOT);
  }

  /** The Euclidean norm over the given axes, or over all. */
  default A norm(int... axes) {
    return norm(axes, false);
  }

  /** The Euclidean norm sqrt(sum x^2) over axes; its derivative at 0 is 0. */
  default A norm(int[] axes, boolean keepDims) {
    return self().square().sum(axes, keepDims).apply(Functions.NORM_ROOT);
  }

  /**
   * The logarithm of a sum of exponentials over the given axes, or over all, without overflow between.
   *
   * <pre>
   * Formula:   out = m + log(sum exp(x - m)), m = max(x)
   * Edge:      -inf when all are -inf, inf when one is
   * </pre>
   */
  default A logSumExp(int... axes) {
    return logSumExp(axes, false);
  }

  /** As {@link #logSumExp(int...)}, keeping the reduced axes when {@code keepDims}. */
  default A logSumExp(int[] axes, boolean keepDims) {
    // The shift cancels in exact arithmetic, so it is a constant; an infinite one would give inf -
    // inf.
    A shift = max(axes, true).detach().apply(Functions.FINITE_OR_ZERO);
    A sum = self().sub(shift).exp().sum(axes, true).log().add(shift);
    return keepDims ? sum : sum.squeeze(allIfNone(axes));
  }

  /**
   * The exponentials divided by their sum along an axis.
   *
   * <pre>
   * Formula:   out = exp(x - m) / sum exp(x - m), m = max(x) along the axis
   * </pre>
   */
  default A softmax(int axis) {
    int[] along = {axis};
    A exponentials = self().sub(max(along, true).detach()).exp();
    return exponentials.div(exponentials.sum(along, true));
  }

  /** The logarithm of {@link #softmax}, x - logSumExp(x), computed without underflow. */
  default A logSoftmax(int axis) {
    int[] along = {axis};
    A shifted = self().sub(max(along, true).detach());
    return shifted.sub(shifted.exp().sum(along, true).log());
  }

  /**
   * Centers and scales along an axis.
   *
   * <pre>
   * Formula:   out = (x - mean(x)) / sqrt(variance(x) + eps)
   * Source:    Ba, Kiros and Hinton 2016 (arXiv:1607.06450); weight and bias are applied by the caller
   * </pre>
   */
  default A layerNorm(int axis, double eps) {
    int[] along = {axis};
    A centered = self().sub(mean(along, true));
    A variance = centered.square().mean(along, true);
    return centered.mul(variance.add(eps).rsqrt());
  }

  /** The number of elements that the axes span. */
  private double count(int[] axes) {
    int[] shape = shape();
    double count = 1;
    for (int axis : allIfNone(axes)) {
      count *= shape[Math.floorMod(axis, shape.length)];
    }
    return count;
  }

  private int[] allIfNone(int[] axes) {
    return axes.length == 0 ? Shapes.allAxes(shape().length) : axes;
  }
}

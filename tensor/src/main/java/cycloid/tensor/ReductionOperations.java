package cycloid.tensor;

import java.util.List;

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
    return reduce(Reduction.SUM, along("sum", axes), keepDims);
  }

  /** The greatest element over the given axes, or over all. */
  default A max(int... axes) {
    return max(axes, false);
  }

  /** The greatest element over the given axes, or over all when there are none. */
  default A max(int[] axes, boolean keepDims) {
    return reduce(Reduction.MAX, along("max", axes), keepDims);
  }

  /** The least element over the given axes, or over all. */
  default A min(int... axes) {
    return min(axes, false);
  }

  /** The least element over the given axes, or over all when there are none. */
  default A min(int[] axes, boolean keepDims) {
    return reduce(Reduction.MIN, along("min", axes), keepDims);
  }

  /** The arithmetic mean over the given axes, or over all; NaN for nothing. */
  default A mean(int... axes) {
    return mean(axes, false);
  }

  /** The arithmetic mean over the given axes, or over all when there are none; NaN for nothing. */
  default A mean(int[] axes, boolean keepDims) {
    int[] along = along("mean", axes);
    return sum(along, keepDims).div(count(along));
  }

  /** The variance over the given axes, or over all, with division by n as in NumPy. */
  default A variance(int... axes) {
    return variance(axes, 0, false);
  }

  /**
   * The variance over axes, computed in two passes.
   *
   * <pre>
   * Formula:   out = sum (x - mean(x))^2 / max(0, n - correction)
   * Edge:      NaN when that is 0 / 0, as for one element with correction 1
   * </pre>
   *
   * @param axes the axes; all when there are none
   * @param correction 0 for the population, 1 for the unbiased estimate from a sample
   * @param keepDims whether reduced axes stay, with extent 1
   */
  default A variance(int[] axes, int correction, boolean keepDims) {
    int[] along = along("variance", axes);
    A centered = self().sub(mean(along, true));
    return centered.square().sum(along, keepDims).div(Math.max(0, count(along) - correction));
  }

  /** The standard deviation over the given axes, or over all, with division by n as in NumPy. */
  default A std(int... axes) {
    return std(axes, 0, false);
  }

  /** The root of {@link #variance(int[], int, boolean)}; its derivative is taken as 0 where it is 0. */
  default A std(int[] axes, int correction, boolean keepDims) {
    return variance(along("std", axes), correction, keepDims).apply(Functions.NORM_ROOT);
  }

  /** The Euclidean norm over the given axes, or over all. */
  default A norm(int... axes) {
    return norm(axes, false);
  }

  /** The Euclidean norm sqrt(sum x^2) over axes; its derivative at 0 is 0. */
  default A norm(int[] axes, boolean keepDims) {
    return alongAll(RowFunctions.NORM, axes, keepDims);
  }

  /**
   * The p-norm over axes, or over all when there are none.
   *
   * <pre>
   * Formula:   out = (sum |x|^p)^(1/p); p = inf the greatest |x|, -inf the least, 0 the number of elements not 0
   * Edge:      the derivative is 0 where the norm is 0; that of p = 0 is 0
   * </pre>
   */
  default A norm(double p, int[] axes, boolean keepDims) {
    int[] along = along("norm", axes);
    A x = self();
    if (Double.isInfinite(p)) {
      return p > 0 ? x.abs().max(along, keepDims) : x.abs().min(along, keepDims);
    }
    if (p == 0 || p == 1) {
      return (p == 0 ? x.notEqual(0) : x.abs()).sum(along, keepDims);
    }
    return p == 2
        ? norm(along, keepDims)
        : x.apply(Functions.ABS_POW, p).sum(along, keepDims).apply(Functions.POWER_ROOT, p);
  }

  /** The product over the given axes, or over all. */
  default A prod(int... axes) {
    return prod(axes, false);
  }

  /**
   * The product over axes, or over all when there are none; 1 for nothing.
   *
   * <pre>
   * Accuracy:  a balanced tree of products; also the derivative is right where elements are 0
   * </pre>
   */
  default A prod(int[] axes, boolean keepDims) {
    int[] shape = shape();
    int[] along = along("prod", axes);
    A rows = Ordering.together(self(), along);
    return Scan.tree(rows, rows.rank() - 1, 1, Array::mul)
        .reshape(Shapes.reduced(shape, along, keepDims));
  }

  /** 1 where any element over the axes, or over all when there are none, is not 0; 0 for nothing. */
  default A any(int[] axes, boolean keepDims) {
    return countNonZero(axes, keepDims).notEqual(0);
  }

  /** 1 where all elements over the axes, or over all when there are none, are not 0; 1 for nothing. */
  default A all(int[] axes, boolean keepDims) {
    return self().equal(0).sum(axes, keepDims).equal(0);
  }

  /** How many elements over the axes, or over all when there are none, are not 0. */
  default A countNonZero(int[] axes, boolean keepDims) {
    return self().notEqual(0).sum(axes, keepDims);
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
    for (int axis : along("logSumExp", axes)) {
      Checks.notEmpty("logSumExp", shape(), axis);
    }
    return alongAll(RowFunctions.LOG_SUM_EXP, axes, keepDims);
  }

  /**
   * The exponentials divided by their sum along an axis.
   *
   * <pre>
   * Formula:   out = exp(x - m) / sum exp(x - m), m = max(x) along the axis
   * </pre>
   */
  default A softmax(int axis) {
    return RowFunctions.SOFTMAX.apply(List.of(self()), axis);
  }

  /** The logarithm of {@link #softmax}, x - logSumExp(x), computed without underflow. */
  default A logSoftmax(int axis) {
    return RowFunctions.LOG_SOFTMAX.apply(List.of(self()), axis);
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
    return RowFunctions.LAYER_NORM.apply(List.of(self()), axis, eps);
  }

  /**
   * Centers and scales along the last axis, then applies a weight and a bias: one pass while a row is in the cache.
   *
   * <pre>
   * Formula:   out = (x - mean(x)) / sqrt(variance(x) + eps) * weight + bias
   * Shapes:    x (..., n), weight (n), bias (n) -&gt; (..., n)
   * </pre>
   */
  default A layerNorm(A weight, A bias, double eps) {
    return RowFunctions.LAYER_NORM_AFFINE.apply(List.of(self(), weight, bias), -1, eps);
  }

  /** {@link #rmsNorm(int, double)} along the last axis, times a weight of that extent. */
  default A rmsNorm(A weight, double eps) {
    return RowFunctions.RMS_NORM_SCALED.apply(List.of(self(), weight), -1, eps);
  }

  /**
   * Scales along an axis to a mean square of 1.
   *
   * <pre>
   * Formula:   out = x / sqrt(mean(x^2) + eps)
   * Source:    Zhang and Sennrich 2019 (arXiv:1910.07467); the weight is applied by the caller
   * </pre>
   */
  default A rmsNorm(int axis, double eps) {
    return RowFunctions.RMS_NORM.apply(List.of(self()), axis, eps);
  }

  /** A function with one value a row, of rows along some axes taken together, or along all when there are none. */
  private A alongAll(Rowwise f, int[] axes, boolean keepDims) {
    int[] along = along(f.name(), axes);
    boolean alone = along.length == 1;
    A rows = alone ? self() : Ordering.together(self(), along);
    A result = f.apply(List.of(rows), alone ? along[0] : -1);
    if (alone) {
      return keepDims ? result : result.squeeze(along);
    }
    return result.reshape(Shapes.reduced(shape(), along, keepDims));
  }

  /** The axes counted from 0; all when there are none. */
  private int[] along(String op, int... axes) {
    int[] shape = shape();
    return axes.length == 0 ? Shapes.allAxes(shape.length) : Checks.axes(op, shape, axes);
  }

  /** The number of elements that the axes span. */
  private double count(int[] along) {
    int[] shape = shape();
    double count = 1;
    for (int axis : along) {
      count *= shape[axis];
    }
    return count;
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import java.util.List;

/**
 * The few operations that every kind of array carries out itself; all others are written in terms of these, or bring
 * their own derivative as a {@link Differentiable}.
 *
 * <p>{@link Tensor} computes them at once. The autodiff variable records them, with one rule for each. None of them
 * modifies its operands.
 *
 * @param <A> the kind of array
 */
public interface Primitives<A extends Array<A>> {

  /** The extents along each axis; a fresh array. Empty for a scalar. */
  int[] shape();

  /** The type of the elements. */
  DType dtype();

  /** The numbers, without any record of where they came from. A tensor returns itself. */
  Tensor value();

  /** Lifts a tensor into this kind of array; no gradient flows into it. */
  A constant(Tensor value);

  /** This array as its own kind. */
  @SuppressWarnings("unchecked")
  default A self() {
    return (A) this;
  }

  // ---- elementwise

  /**
   * Applies a function to corresponding elements.
   *
   * <pre>
   * Formula:   out[i] = f(operands[0][i], operands[1][i], ...; scalars)
   * Shapes:    broadcast together, aligned at the last axis: equal or 1
   * DType:     all equal; result has the same
   * Errors:    IllegalArgumentException when shapes do not broadcast or dtypes differ
   * </pre>
   *
   * @param f the function
   * @param scalars its scalars, in the order of {@link Elementwise#scalars()}
   * @param operands its operands; this array is the first
   */
  A elementwise(Elementwise f, double[] scalars, List<A> operands);

  // ---- reduction

  /**
   * Reduces along axes.
   *
   * <pre>
   * Formula:   out[kept] = sum | max | min over the reduced axes of x[...]
   * Shapes:    the reduced axes are dropped, or kept with extent 1 when keepDims
   * Edge:      the sum of nothing is 0; max and min of nothing are errors; max and min propagate NaN
   * Accuracy:  the order of additions depends on shape and strides alone, never on the machine
   * Errors:    IllegalArgumentException when an axis is out of range or named twice
   * </pre>
   *
   * @param kind what is computed; elements that tie for a maximum or minimum share its gradient equally
   * @param axes the axes to reduce, negative ones counting from the end; none at all leaves the array as it is
   * @param keepDims whether reduced axes stay, with extent 1
   */
  A reduce(Reduction kind, int[] axes, boolean keepDims);

  // ---- movement

  /**
   * The same elements in row-major order, under another shape.
   *
   * <pre>
   * Shapes:    the product of extents stays; one extent may be -1 and is inferred
   * Memory:    a view where the strides allow it, otherwise a copy
   * Errors:    IllegalArgumentException when the sizes differ
   * </pre>
   */
  A reshape(int... shape);

  /**
   * The axes in another order: axis i of the result is axis {@code axes[i]} of this array.
   *
   * <pre>
   * Memory:    a view
   * Errors:    IllegalArgumentException when {@code axes} is no permutation of all axes
   * </pre>
   */
  A permute(int... axes);

  /**
   * Repeats this array to a larger shape, by the broadcasting rules.
   *
   * <pre>
   * Shapes:    aligned at the last axis; every extent equal, or 1 and repeated; new axes come first
   * Memory:    a view with stride 0
   * Errors:    IllegalArgumentException when an extent other than 1 would have to change
   * </pre>
   */
  A expand(int... shape);

  /**
   * The elements selected along each axis; axes without a slice are taken whole. The rank stays.
   *
   * <pre>
   * Memory:    a view
   * Errors:    IllegalArgumentException when there are more slices than axes, or a single index is out of range
   * Example:   x.slice(Slice.all(), Slice.of(1, -1), Slice.step(-1))     numpy: x[:, 1:-1, ::-1]
   * </pre>
   */
  A slice(Slice... slices);

  /**
   * Zeros of a shape with this array at the sliced positions: the adjoint of {@link #slice}.
   *
   * <pre>
   * Formula:   out = 0; out[slices] = x
   * Shapes:    this array has the shape that slicing {@code shape} gives
   * Errors:    IllegalArgumentException when it has not
   * </pre>
   */
  A embed(int[] shape, Slice... slices);

  /**
   * The entries with given indices along an axis; negative indices count from the end.
   *
   * <pre>
   * Formula:   axis 0: out[i, ...] = x[indices[i], ...]
   * Errors:    IllegalArgumentException when the axis or an index is out of range
   * </pre>
   */
  A gather(int axis, int... indices);

  /**
   * Adds the entries of this array into zeros at given indices along an axis: the adjoint of {@link #gather}.
   *
   * <pre>
   * Formula:   axis 0: out = 0; out[indices[i], ...] += x[i, ...] for i = 0, 1, ...
   * Shapes:    extent along the axis: indices.length -> size
   * Errors:    IllegalArgumentException when the axis or an index is out of range, or lengths differ
   * </pre>
   */
  A scatterAdd(int axis, int size, int... indices);

  /**
   * This array followed by others along an axis.
   *
   * <pre>
   * Shapes:    equal but for the axis, where extents add up
   * DType:     all equal
   * Errors:    IllegalArgumentException when shapes or dtypes do not fit
   * </pre>
   */
  A concat(int axis, List<A> others);

  // ---- linear algebra

  /**
   * The matrix product, as NumPy's {@code @}.
   *
   * <pre>
   * Formula:   out[..., i, j] = sum_k a[..., i, k] * b[..., k, j]
   * Shapes:    a (..., m, k), b (..., k, n) -> (..., m, n); leading axes broadcast.
   *            a (k) counts as (1, k), b (k) as (k, 1), and that axis is dropped from the result
   * DType:     both equal
   * Accuracy:  every element sums over k in order, with fma, in blocks of 256. Where m or n is 1 and the other operand has
   *            at least 256 elements a matrix, as {@link cycloid.simd.MatrixVector}: in lanes if the elements of a
   *            sum lie side by side in it, in order if those of neighbouring sums do
   * Errors:    IllegalArgumentException when the inner extents differ or an operand is a scalar
   * </pre>
   */
  A matmul(A b);

  // ---- operations with their own derivative

  /**
   * Applies an operation that brings its own derivative.
   *
   * <pre>
   * Formula:   y = operation.value(operands)
   * Errors:    those of the operation
   * </pre>
   *
   * @param operands its operands; this array may be any of them, or none
   * @return its results
   */
  List<A> apply(Differentiable operation, List<A> operands);
}

package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Products of vectors and matrices, in terms of {@link Primitives#matmul}.
 *
 * @param <A> the kind of array
 */
public interface LinearAlgebraOperations<A extends Array<A>> extends Primitives<A> {

  /**
   * The inner product of two vectors.
   *
   * <pre>
   * Formula:   out = sum_i a[i] * b[i]
   * Shapes:    a (n), b (n) -> ()
   * Accuracy:  summed as rows are, see {@link Rowwise}
   * Errors:    IllegalArgumentException when an operand is no vector or the lengths differ
   * </pre>
   */
  default A dot(A b) {
    ProductChecks.vectors("dot", self(), b);
    return RowFunctions.DOT.apply(List.of(self(), b), -1).reshape();
  }

  /**
   * The outer product of two vectors.
   *
   * <pre>
   * Formula:   out[i,j] = a[i] * b[j]
   * Shapes:    a (m), b (n) -> (m, n)
   * Errors:    IllegalArgumentException when an operand is no vector or the product would be too large
   * </pre>
   */
  default A outer(A b) {
    ProductChecks.vector("outer", self(), b);
    Shapes.size("outer", self().size(), b.size());
    return self().unsqueeze(1).mul(b.unsqueeze(0));
  }

  /**
   * A sum of products over named axes, for this array and others.
   *
   * <pre>
   * Formula:   "bij,bjk-&gt;bik": out[b,i,k] = sum_j x0[b,i,j] * x1[b,j,k]
   * Names:     a letter for each axis; names missing in the output are summed, a name repeated in an operand is its
   *            diagonal, an ellipsis stands for any axes and broadcasts; without "-&gt;" the output has the ellipsis and the
   *            names that occur once, in the order of the alphabet
   * Shapes:    equal names have equal extents, or 1, which broadcasts
   * Accuracy:  pairs of operands as matrix products, the pair with the fewest multiplications first
   * Errors:    IllegalArgumentException when equation and shapes do not fit
   * </pre>
   */
  default A einsum(String equation, List<A> others) {
    List<A> operands = new ArrayList<>(List.of(self()));
    operands.addAll(others);
    return Einsum.of(equation, operands);
  }

  /**
   * The sum of products over pairs of axes, the first of a with the first of b, and so on.
   *
   * <pre>
   * Shapes:    the axes left of a, followed by those left of b
   * Errors:    IllegalArgumentException when the extents of a pair differ
   * </pre>
   */
  default A tensordot(A b, int[] axes, int[] bAxes) {
    int[] aAlong = Checks.axes("tensordot", shape(), axes);
    int[] bAlong = Checks.axes("tensordot", b.shape(), bAxes);
    ProductChecks.contracted(self(), b, aAlong, bAlong);
    A left = Ordering.together(self(), aAlong);
    A right = Ordering.together(b, bAlong).moveAxis(-1, 0);
    int inner = left.size(-1);
    int[] rows = Arrays.copyOf(left.shape(), left.rank() - 1);
    int[] columns = Shapes.from(right.shape(), 1);
    A product = left.reshape(Shapes.size("tensordot", rows), inner)
        .matmul(right.reshape(inner, Shapes.size("tensordot", columns)));
    return product.reshape(Shapes.joined(rows, columns));
  }

  /**
   * The Kronecker product: every element of a times the whole of b.
   *
   * <pre>
   * Formula:   out[i*p + k, j*q + l] = a[i,j] * b[k,l], b (p, q)
   * Shapes:    extents multiply, axes aligned at the last
   * </pre>
   */
  default A kron(A b) {
    return Products.kron(self(), b);
  }

  /** The cross product of vectors of three along an axis; other axes broadcast. */
  default A cross(A b, int axis) {
    int along = Checks.axis("cross", shape(), axis);
    ProductChecks.cross(self(), along);
    ProductChecks.cross(b, Checks.axis("cross", b.shape(), axis));
    A a = self();
    return a.roll(axis, -1).mul(b.roll(axis, -2)).sub(a.roll(axis, -2).mul(b.roll(axis, -1)));
  }

  /**
   * The product of this matrix with others, in the order of fewest multiplications; the first and the last may be vectors.
   *
   * <pre>
   * Errors:    IllegalArgumentException when inner extents differ, or one between is no matrix
   * </pre>
   */
  default A multiDot(List<A> others) {
    List<A> factors = new ArrayList<>(List.of(self()));
    factors.addAll(others);
    return Products.chain(factors);
  }

  // ---- lengths and distances

  /** Scaled to p-norm 1 along an axis, or divided by eps where the norm is less. */
  default A normalize(double p, int axis, double eps) {
    return self().div(self().norm(p, new int[] {axis}, true).clipMin(eps));
  }

  /**
   * The cosine of the angle between vectors along an axis.
   *
   * <pre>
   * Formula:   out = sum a * b / (max(|a|, eps) * max(|b|, eps))
   * Shapes:    a and b broadcast, the axis is dropped
   * </pre>
   */
  default A cosineSimilarity(A b, int axis, double eps) {
    int[] shape = Checks.broadcast("cosineSimilarity", self(), b);
    int along = Checks.axis("cosineSimilarity", shape, axis);
    List<A> operands = List.of(self().expand(shape), b.expand(shape));
    return RowFunctions.COSINE_SIMILARITY.apply(operands, along, eps).squeeze(along);
  }

  /**
   * The distances in p-norm of all rows of a from all rows of b.
   *
   * <pre>
   * Formula:   out[..., i, j] = |a[..., i, :] - b[..., j, :]|
   * Shapes:    a (..., m, d), b (..., n, d) -&gt; (..., m, n); leading axes broadcast
   * Memory:    differences of shape (..., m, n, d) in between
   * </pre>
   */
  default A cdist(A b, double p) {
    ProductChecks.distances(self(), b);
    return self().unsqueeze(-2).sub(b.unsqueeze(-3)).norm(p, new int[] {-1}, false);
  }
}

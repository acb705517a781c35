package cycloid.tensor;

/**
 * Diagonals and triangles of matrices. The matrices lie along two axes, the last two unless named; offset 0 is the main
 * diagonal, 1 the one to its right, -1 the one below.
 *
 * @param <A> the kind of array
 */
public interface DiagonalOperations<A extends Array<A>> extends Primitives<A> {

  /** The main diagonal of the matrices along the last two axes. */
  default A diagonal() {
    return diagonal(0, -2, -1);
  }

  /**
   * A diagonal of the matrices along two axes.
   *
   * <pre>
   * Formula:   out[..., i] = x[..., i, i + offset], or x[..., i - offset, i] when it is negative
   * Shapes:    the two axes are dropped, the diagonal is the last; empty when the offset leads out of the matrix
   * Errors:    IllegalArgumentException when the axes are equal or out of range
   * </pre>
   */
  default A diagonal(int offset, int rowAxis, int columnAxis) {
    int[] shape = shape();
    int[] axes = Checks.axes("diagonal", shape, new int[] {rowAxis, columnAxis});
    int[] positions = Diagonals.positions(offset, shape[axes[0]], shape[axes[1]]);
    return Ordering.together(self(), axes).gather(-1, positions);
  }

  /** Matrices with this array's last axis as their main diagonal, and 0 elsewhere. */
  default A diagEmbed() {
    return diagEmbed(0, -2, -1);
  }

  /**
   * Matrices with this array's last axis as a diagonal, and 0 elsewhere: the adjoint of {@link #diagonal}.
   *
   * <pre>
   * Shapes:    (..., n) -&gt; two axes of extent n + |offset| at the positions given, counted in the result
   * Errors:    IllegalArgumentException when the axes are equal or out of range, or there is no axis
   * </pre>
   */
  default A diagEmbed(int offset, int rowAxis, int columnAxis) {
    int[] shape = shape();
    int last = Checks.axis("diagEmbed", shape, -1);
    int n = Shapes.sum("diagEmbed", shape, shape[last], Math.abs(offset));
    int[] target = Shapes.joined(Shapes.removed(shape, last), new int[] {n, n});
    int[] axes = Checks.axes("diagEmbed", target, new int[] {rowAxis, columnAxis});
    int size = Shapes.size("diagEmbed", n, n);
    Shapes.size("diagEmbed", target);
    int[] positions = Diagonals.positions(offset, n, n);
    return self()
        .scatterAdd(last, size, positions)
        .reshape(target)
        .permute(Diagonals.insertion(target.length, axes));
  }

  /** The sum of the main diagonal of the matrices along the last two axes. */
  default A trace() {
    return diagonal().sum(-1);
  }

  /** The lower triangles of the matrices along the last two axes, up to a diagonal; 0 above. */
  default A tril(int diagonal) {
    return triangle("tril", diagonal, true);
  }

  /** The upper triangles of the matrices along the last two axes, from a diagonal on; 0 below. */
  default A triu(int diagonal) {
    return triangle("triu", diagonal, false);
  }

  private A triangle(String op, int diagonal, boolean lower) {
    int[] shape = shape();
    ProductChecks.matrices(op, self());
    int rows = shape[shape.length - 2];
    int columns = shape[shape.length - 1];
    A inside = constant(Diagonals.triangle(dtype(), rows, columns, diagonal, lower));
    return inside.where(self(), constant(Tensor.scalar(dtype(), 0)));
  }
}

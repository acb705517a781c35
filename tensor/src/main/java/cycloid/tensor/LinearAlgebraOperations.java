package cycloid.tensor;

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
   * Errors:    IllegalArgumentException when an operand is no vector or the lengths differ
   * </pre>
   */
  default A dot(A b) {
    Checks.vectors("dot", self(), b);
    return matmul(b);
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
    Checks.vector("outer", self(), b);
    Shapes.size("outer", self().size(), b.size());
    return self().unsqueeze(1).mul(b.unsqueeze(0));
  }
}

package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A linear map known by its products with vectors, as the Hessian of a network is.
 *
 * <pre>
 * Formula:   y = A x,  x = A' y
 * Shapes:    A (rows, columns); x (columns) or (columns, k), then every column of x is multiplied
 * </pre>
 *
 * <p>Iterative methods ask for nothing else; those for symmetric A never ask for A'.
 */
public interface LinearOperator {

  /** The extent of a result. */
  int rows();

  /** The extent of an operand. */
  int columns();

  /** The type of operands and results. */
  DType dtype();

  /** A x, fresh or not; x is not modified. */
  Tensor apply(Tensor x);

  /** A' y, fresh or not; y is not modified. */
  Tensor applyTranspose(Tensor y);

  /** Rows and columns; a fresh array. */
  default int[] shape() {
    return new int[] {rows(), columns()};
  }

  /** A' as an operator. */
  default LinearOperator transpose() {
    return new TransposedOperator(this);
  }

  /**
   * The operator of a matrix.
   *
   * <pre>
   * Errors:    IllegalArgumentException when it has not two axes
   * </pre>
   */
  static LinearOperator of(Tensor matrix) {
    Checks.matrix("linearOperator", matrix);
    return new MatrixOperator(matrix);
  }

  /**
   * The operator of two functions on vectors, the product with A and that with A'. Several columns are multiplied one
   * after the other.
   */
  static LinearOperator of(
      DType dtype,
      int rows,
      int columns,
      UnaryOperator<Tensor> product,
      UnaryOperator<Tensor> transposedProduct) {
    return new FunctionOperator(dtype, rows, columns, product, transposedProduct);
  }

  /** The symmetric operator of a function on vectors of n numbers, such as a Hessian-vector product. */
  static LinearOperator symmetric(DType dtype, int n, UnaryOperator<Tensor> product) {
    return new FunctionOperator(dtype, n, n, product, product);
  }

  /** Multiplication of element i by {@code diagonal[i]}. */
  static LinearOperator diagonal(Tensor diagonal) {
    Checks.vector("linearOperator", diagonal);
    int n = diagonal.size();
    return symmetric(diagonal.dtype(), n, diagonal::mul);
  }
}

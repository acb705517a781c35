package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;

/** A matrix as an operator: every product is one of matrices. */
record MatrixOperator(Tensor matrix) implements LinearOperator {
  @Override
  public int rows() {
    return matrix.size(0);
  }

  @Override
  public int columns() {
    return matrix.size(1);
  }

  @Override
  public DType dtype() {
    return matrix.dtype();
  }

  @Override
  public Tensor apply(Tensor x) {
    return matrix.matmul(x);
  }

  @Override
  public Tensor applyTranspose(Tensor y) {
    return matrix.transpose().matmul(y);
  }
}

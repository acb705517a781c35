package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;

/** The transpose of an operator. */
record TransposedOperator(LinearOperator of) implements LinearOperator {
  @Override
  public int rows() {
    return of.columns();
  }

  @Override
  public int columns() {
    return of.rows();
  }

  @Override
  public DType dtype() {
    return of.dtype();
  }

  @Override
  public Tensor apply(Tensor x) {
    return of.applyTranspose(x);
  }

  @Override
  public Tensor applyTranspose(Tensor y) {
    return of.apply(y);
  }

  @Override
  public LinearOperator transpose() {
    return of;
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Gemm;

/**
 * A matrix somewhere in a tensor's storage, for products that read and write where the numbers lie.
 *
 * @param tensor whose storage
 * @param offset the position of the first element in it
 * @param rowStride from a row to the next
 * @param columnStride from a column to the next
 */
record MatrixPart(
    Tensor tensor, int offset, int rows, int columns, int rowStride, int columnStride) {

  MatrixPart transpose() {
    return new MatrixPart(tensor, offset, columns, rows, columnStride, rowStride);
  }

  /** Sets this part, whose columns lie side by side, to alpha A B. */
  void product(double alpha, MatrixPart a, MatrixPart b) {
    if (tensor.dtype == DType.F32) {
      Gemm.gemm(
          rows,
          columns,
          a.columns,
          (float) alpha,
          (float[]) a.tensor.storage,
          a.offset,
          a.rowStride,
          a.columnStride,
          (float[]) b.tensor.storage,
          b.offset,
          b.rowStride,
          b.columnStride,
          0f,
          (float[]) tensor.storage,
          offset,
          rowStride);
    } else {
      Gemm.gemm(
          rows,
          columns,
          a.columns,
          alpha,
          (double[]) a.tensor.storage,
          a.offset,
          a.rowStride,
          a.columnStride,
          (double[]) b.tensor.storage,
          b.offset,
          b.rowStride,
          b.columnStride,
          0d,
          (double[]) tensor.storage,
          offset,
          rowStride);
    }
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Gemm;
import cycloid.simd.Kernel;
import cycloid.simd.Transpose;

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

  /** The transpose of this part, whose columns lie side by side, copied to the whole of a contiguous matrix. */
  MatrixPart transposedInto(Tensor matrix) {
    Transpose.copy(
        tensor.dtype,
        rows,
        columns,
        tensor.storage,
        offset,
        rowStride,
        matrix.storage,
        matrix.offset,
        rows);
    return new MatrixPart(matrix, matrix.offset, columns, rows, rows, 1);
  }

  /** Rows from..to. */
  MatrixPart rows(int from, int to) {
    return new MatrixPart(
        tensor, offset + from * rowStride, to - from, columns, rowStride, columnStride);
  }

  /** Columns from..to. */
  MatrixPart columns(int from, int to) {
    return new MatrixPart(
        tensor, offset + from * columnStride, rows, to - from, rowStride, columnStride);
  }

  /** Runs a kernel over the first n columns of this part's rows and of those of others, which it is given in this order. */
  void rowwise(Kernel kernel, int n, MatrixPart... others) {
    Object[] storages = new Object[1 + others.length];
    int[] offsets = new int[storages.length];
    int[] strides = new int[storages.length];
    for (int k = 0; k < storages.length; k++) {
      MatrixPart part = k == 0 ? this : others[k - 1];
      storages[k] = part.tensor.storage;
      offsets[k] = part.offset;
      strides[k] = part.rowStride;
    }
    kernel.run(rows, n, storages, offsets, strides, null);
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

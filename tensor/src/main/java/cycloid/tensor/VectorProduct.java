package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.MatrixVector;
import java.util.Arrays;

/** Matrix products of which one operand is a single row or column, by {@link MatrixVector}. */
final class VectorProduct {
  private VectorProduct() {}

  // spotless:off
  /**
   * Sets y to M x + beta y for M (rows, k), if the rows of M or its columns lie side by side.
   *
   * @param matrix M, any strides
   * @param x any stride
   * @param y contiguous
   * @return whether it did; otherwise y is untouched
   */
  static boolean multiply(
      DType dtype, int rows, int k, Object matrix, int at, int rowStride, int columnStride,
      Object x, int xAt, int xStride, int beta, Object y, int yAt) {
    boolean byRows = (columnStride == 1 || k == 1) && (rowStride >= 0 || rows == 1);
    boolean byColumns = (rowStride == 1 || rows == 1) && (columnStride >= 0 || k == 1);
    if (!byRows && !byColumns) {
      return false;
    }
    if (byRows ? xStride != 1 : xStride < 0) {
      x = copied(dtype, k, x, xAt, xStride);
      xAt = 0;
      xStride = 1;
    }
    if (byRows) {
      gemv(dtype, rows, k, matrix, at, rows == 1 ? k : rowStride, x, xAt, beta, y, yAt);
      return true;
    }
    if (beta == 0) {
      fill(dtype, y, yAt, rows);
    }
    gemvTransposed(dtype, k, rows, matrix, at, k == 1 ? rows : columnStride, x, xAt, xStride, y, yAt);
    return true;
  }

  private static Object copied(DType dtype, int k, Object x, int at, int stride) {
    Object copy = dtype.allocate(k);
    for (int i = 0; i < k; i++) {
      if (dtype == DType.F32) {
        ((float[]) copy)[i] = ((float[]) x)[at + i * stride];
      } else {
        ((double[]) copy)[i] = ((double[]) x)[at + i * stride];
      }
    }
    return copy;
  }

  private static void fill(DType dtype, Object y, int at, int n) {
    if (dtype == DType.F32) {
      Arrays.fill((float[]) y, at, at + n, 0);
    } else {
      Arrays.fill((double[]) y, at, at + n, 0);
    }
  }

  private static void gemv(
      DType dtype, int m, int n, Object a, int at, int lda, Object x, int xAt, int beta, Object y, int yAt) {
    if (dtype == DType.F32) {
      MatrixVector.gemv(m, n, 1, (float[]) a, at, lda, (float[]) x, xAt, beta, (float[]) y, yAt, 1);
    } else {
      MatrixVector.gemv(m, n, 1, (double[]) a, at, lda, (double[]) x, xAt, beta, (double[]) y, yAt, 1);
    }
  }

  private static void gemvTransposed(
      DType dtype, int m, int n, Object a, int at, int lda, Object x, int xAt, int xStride, Object y, int yAt) {
    if (dtype == DType.F32) {
      MatrixVector.gemvTransposed(m, n, 1, (float[]) a, at, lda, (float[]) x, xAt, xStride, (float[]) y, yAt);
    } else {
      MatrixVector.gemvTransposed(m, n, 1, (double[]) a, at, lda, (double[]) x, xAt, xStride, (double[]) y, yAt);
    }
  }
  // spotless:on
}

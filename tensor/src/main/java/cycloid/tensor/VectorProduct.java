package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.MatrixVector;
import java.util.Arrays;

/** Matrix products of which one operand is a single row or column, by {@link MatrixVector}. */
final class VectorProduct {
  /** Elements of a matrix from which on its product with a vector is faster this way. */
  private static final int LEAST = 256;

  private VectorProduct() {}

  /** Whether the last two axes make a product of a vector and a matrix that is large enough. */
  static boolean suits(Tensor a, Tensor b) {
    int m = a.shape[a.shape.length - 2];
    int k = a.shape[a.shape.length - 1];
    int n = b.shape[b.shape.length - 1];
    return (m == 1 || n == 1) && (long) Math.max(m, n) * k >= LEAST;
  }

  // spotless:off
  /**
   * Sets a contiguous row or column to a b + beta times what it is, if the rows of the matrix or its columns lie side by side.
   *
   * @return whether it did; otherwise nothing is written
   */
  static boolean multiply(Tensor a, int aOffset, Tensor b, int bOffset, int beta, Tensor out, int outOffset) {
    int aRank = a.shape.length;
    int bRank = b.shape.length;
    int aRow = a.strides[aRank - 2];
    int aColumn = a.strides[aRank - 1];
    int bRow = b.strides[bRank - 2];
    int bColumn = b.strides[bRank - 1];
    int m = a.shape[aRank - 2];
    int k = a.shape[aRank - 1];
    int n = b.shape[bRank - 1];
    return n == 1
        ? multiply(
            a.dtype, m, k, a.storage, aOffset, aRow, aColumn, b.storage, bOffset, bRow, beta, out.storage, outOffset)
        : multiply(
            a.dtype, n, k, b.storage, bOffset, bColumn, bRow, a.storage, aOffset, aColumn, beta, out.storage, outOffset);
  }

  /** y = M x + beta y for M (rows, k) and x of any strides. */
  private static boolean multiply(
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

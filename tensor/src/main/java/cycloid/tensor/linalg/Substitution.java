package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;

/**
 * Solves T X = B in place for a triangular T, by blocks of rows of X.
 *
 * <pre>
 * lower:     x[i,:] = (b[i,:] - sum_{q&lt;i} t[i,q] x[q,:]) / t[i,i],   i = 0, 1, ...
 * upper:     x[i,:] = (b[i,:] - sum_{q&gt;i} t[i,q] x[q,:]) / t[i,i],   i = n - 1, n - 2, ...
 * Accuracy:  (T + E) x = b with |E| &lt;= n u |T| to first order, for each column (Higham 2002, theorem 8.5)
 * </pre>
 *
 * @param n the order of T
 * @param t where T is; element (i, j) at {@code at + i * rowStride + j * columnStride}, so a transpose is free
 * @param unit whether the diagonal counts as ones and is not read
 */
record Substitution(
    int n, double[] t, int at, int rowStride, int columnStride, boolean lower, boolean unit) {
  private static final int BLOCK = 32;

  /** T given row by row. */
  static Substitution of(int n, double[] t, int at, int lda, boolean lower, boolean unit) {
    return new Substitution(n, t, at, lda, 1, lower, unit);
  }

  /** With T'. */
  Substitution transposed() {
    return new Substitution(n, t, at, columnStride, rowStride, !lower, unit);
  }

  /** Replaces B (n, width) by X. */
  void solve(int width, double[] b, int bAt, int ldb) {
    int blocks = (n + BLOCK - 1) / BLOCK;
    for (int block = 0; block < blocks; block++) {
      int first = (lower ? block : blocks - 1 - block) * BLOCK;
      int end = Math.min(n, first + BLOCK);
      int known = lower ? 0 : end;
      int count = lower ? first : n - end;
      Gemm.gemm(
          end - first,
          width,
          count,
          -1.0,
          t,
          element(first, known),
          rowStride,
          columnStride,
          b,
          bAt + known * ldb,
          ldb,
          1,
          1.0,
          b,
          bAt + first * ldb,
          ldb);
      for (int step = 0; step < end - first; step++) {
        int i = lower ? first + step : end - 1 - step;
        int from = lower ? first : i + 1;
        int row = bAt + i * ldb;
        MatrixVector.gemvTransposed(
            step,
            width,
            -1,
            b,
            bAt + from * ldb,
            ldb,
            t,
            step == 0 ? 0 : element(i, from),
            columnStride,
            b,
            row);
        if (!unit) {
          double diagonal = t[element(i, i)];
          for (int j = row; j < row + width; j++) {
            b[j] /= diagonal;
          }
        }
      }
    }
  }

  private int element(int i, int j) {
    return at + i * rowStride + j * columnStride;
  }
}

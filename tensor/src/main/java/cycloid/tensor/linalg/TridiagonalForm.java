package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;
import java.util.Arrays;

/**
 * A = Q T Q' with T tridiagonal, for a symmetric matrix, by Householder reflections.
 *
 * <p>The reflections of a block of columns are found from the matrix as it was before the block, and from what the block
 * did to it so far, A - V W' - W V'; the rest of the matrix takes in the block at once, as one product. The whole
 * matrix is kept, not one triangle: its rows are both rows and columns.
 *
 * <pre>
 * Source:    Dongarra, Hammarling &amp; Sorensen 1989, Block reduction of matrices to condensed form (LAPACK, dlatrd)
 * </pre>
 */
final class TridiagonalForm {
  private static final int BLOCK = 32;

  private final int n;

  /** Row j holds the reflection of step j, from element j + 1 on, once that is found. */
  private final double[] a;

  private final double[] tau;
  private final double[] t = new double[2 * BLOCK];

  /** V, W, V: rows of length n; the last copy makes V W' + W V' one product. */
  private final double[] vwv;

  final double[] diagonal;

  /** Element i is next to diagonal elements i and i + 1. */
  final double[] offDiagonal;

  /** Reduces a symmetric matrix, which is used up. */
  TridiagonalForm(int n, double[] a) {
    this.n = n;
    this.a = a;
    this.tau = new double[n];
    this.diagonal = new double[n];
    this.offDiagonal = new double[n];
    this.vwv = new double[3 * BLOCK * n];
    for (int k = 0; k < n; k += BLOCK) {
      int end = Math.min(n, k + BLOCK);
      for (int j = k; j < end; j++) {
        step(k, j);
      }
      takeIn(end);
    }
  }

  private void step(int k, int j) {
    int p = j - k;
    int row = j * n;
    int length = n - j;
    // row j as it is now: a[j, j:] - sum_q w[q,j] v[q, j:] + v[q,j] w[q, j:]
    subtract(p, length, w(0) + j, v(0) + j, a, row + j);
    subtract(p, length, v(0) + j, w(0) + j, a, row + j);
    diagonal[j] = a[row + j];
    if (length == 1) {
      return;
    }
    int at = row + j + 1;
    int rest = length - 1;
    tau[j] = Householder.reflect(rest, a, at);
    offDiagonal[j] = a[at];
    a[at] = 1;
    Arrays.fill(vwv, v(p), v(p) + j + 1, 0);
    System.arraycopy(a, at, vwv, v(p) + j + 1, rest);
    findW(p, j, rest, at);
  }

  /** w = tau (A v - V W'v - W V'v);  w = w - tau/2 (w'v) v. */
  private void findW(int p, int j, int rest, int v) {
    int w = w(p) + j + 1;
    Arrays.fill(vwv, w, w + rest, 0);
    MatrixVector.gemvTransposed(rest, rest, tau[j], a, (j + 1) * n + j + 1, n, a, v, 1, vwv, w);
    MatrixVector.gemv(p, rest, tau[j], vwv, w(0) + j + 1, n, a, v, 0, t, 0, 1);
    MatrixVector.gemv(p, rest, tau[j], vwv, v(0) + j + 1, n, a, v, 0, t, BLOCK, 1);
    MatrixVector.gemvTransposed(p, rest, -1, vwv, v(0) + j + 1, n, t, 0, 1, vwv, w);
    MatrixVector.gemvTransposed(p, rest, -1, vwv, w(0) + j + 1, n, t, BLOCK, 1, vwv, w);
    t[0] = MatrixVector.dot(rest, vwv, w, a, v);
    MatrixVector.ger(1, rest, -0.5 * tau[j], t, 0, 1, a, v, vwv, w, n);
  }

  /** y -= sum_q x[q] rows[q], with x a column of a block and rows from another. */
  private void subtract(int count, int length, int x, int rows, double[] y, int yAt) {
    MatrixVector.gemvTransposed(count, length, -1, vwv, rows, n, vwv, x, n, y, yAt);
  }

  private void takeIn(int end) {
    int rest = n - end;
    if (rest == 0) {
      return;
    }
    System.arraycopy(vwv, v(0), vwv, 2 * BLOCK * n, BLOCK * n);
    Gemm.gemm(
        rest,
        rest,
        2 * BLOCK,
        -1.0,
        vwv,
        v(0) + end,
        1,
        n,
        vwv,
        w(0) + end,
        n,
        1,
        1.0,
        a,
        end * n + end,
        n);
  }

  private int v(int p) {
    return p * n;
  }

  private int w(int p) {
    return (BLOCK + p) * n;
  }

  /** Q, row-major. */
  double[] q() {
    return BlockReflector.accumulate(n, n, Math.max(0, n - 2), 1, a, 0, n, tau);
  }
}

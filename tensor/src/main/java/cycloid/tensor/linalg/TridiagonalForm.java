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

  /** Rows v, w, v, w, ...: what the block did is - left' right, a sum over rows of both. */
  private final double[] left;

  /** Rows w, v, w, v, ... */
  private final double[] right;

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
    this.left = new double[2 * BLOCK * n];
    this.right = new double[2 * BLOCK * n];
    for (int k = 0; k < n; k += BLOCK) {
      int end = Math.min(n, k + BLOCK);
      for (int j = k; j < end; j++) {
        step(2 * (j - k), j);
      }
      int rest = n - end;
      int corner = end * n + end;
      Gemm.gemm(
          rest, rest, 2 * (end - k), -1.0, left, end, 1, n, right, end, n, 1, 1.0, a, corner, n);
    }
  }

  /** Row j: brings it up to date, finds its reflection, and what that does to the rest. */
  private void step(int rows, int j) {
    int at = j * n + j;
    MatrixVector.gemvTransposed(rows, n - j, -1, right, j, n, left, j, n, a, at);
    diagonal[j] = a[at];
    if (j == n - 1) {
      return;
    }
    int v = at + 1;
    int rest = n - j - 1;
    tau[j] = Householder.reflect(rest, a, v);
    offDiagonal[j] = a[v];
    a[v] = 1;
    int first = rows * n + j + 1;
    int second = first + n;
    System.arraycopy(a, v, left, first, rest);
    System.arraycopy(a, v, right, second, rest);
    findW(rows, j + 1, rest, v, right, first);
    System.arraycopy(right, first, left, second, rest);
  }

  /** w = tau (A v - left' right v);  w = w - tau/2 (w'v) v, with elements from {@code start} on. */
  private void findW(int rows, int start, int rest, int v, double[] w, int at) {
    double factor = tau[start - 1];
    Arrays.fill(w, at, at + rest, 0);
    MatrixVector.gemvTransposed(rest, rest, factor, a, start * n + start, n, a, v, 1, w, at);
    MatrixVector.gemv(rows, rest, factor, right, start, n, a, v, 0, t, 0, 1);
    MatrixVector.gemvTransposed(rows, rest, -1, left, start, n, t, 0, 1, w, at);
    t[0] = MatrixVector.dot(rest, w, at, a, v);
    MatrixVector.ger(1, rest, -0.5 * factor, t, 0, 1, a, v, w, at, n);
  }

  /** Q, row-major. */
  double[] q() {
    return BlockReflector.accumulate(n, n, Math.max(0, n - 2), 1, a, 0, n, tau);
  }
}

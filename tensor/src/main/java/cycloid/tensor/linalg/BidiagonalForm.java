package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;
import java.util.Arrays;

/**
 * A = Q B P' with B upper bidiagonal, for a square matrix, by Householder reflections from both sides.
 *
 * <p>Works as {@link TridiagonalForm}: within a block the matrix is A - V Y' - X U', with reflections V from the left and U
 * from the right, and the rest of it takes in the block at once, as products.
 *
 * <pre>
 * Source:    Dongarra, Hammarling &amp; Sorensen 1989, Block reduction of matrices to condensed form (LAPACK, dlabrd)
 * </pre>
 */
final class BidiagonalForm {
  private static final int BLOCK = 32;

  private final int n;
  private final double[] a;

  /** Row j holds the reflection from the left of step j, from element j on; 0 before. */
  private final double[] v;

  /** Row j holds the reflection from the right of step j, from element j + 1 on; 0 before. */
  private final double[] u;

  /** Y and X of this block: rows of length n. */
  private final double[] y;

  private final double[] x;
  private final double[] tauLeft;
  private final double[] tauRight;
  private final double[] t = new double[BLOCK];

  final double[] diagonal;

  /** Element i stands to the right of diagonal element i. */
  final double[] offDiagonal;

  /** Reduces a square matrix, which is used up. */
  BidiagonalForm(int n, double[] a) {
    this.n = n;
    this.a = a;
    this.v = new double[n * n];
    this.u = new double[n * n];
    this.y = new double[BLOCK * n];
    this.x = new double[BLOCK * n];
    this.tauLeft = new double[n];
    this.tauRight = new double[n];
    this.diagonal = new double[n];
    this.offDiagonal = new double[n];
    for (int k = 0; k < n; k += BLOCK) {
      int end = Math.min(n, k + BLOCK);
      Arrays.fill(y, 0);
      Arrays.fill(x, 0);
      for (int j = k; j < end; j++) {
        left(k, j);
        if (j < n - 1) {
          right(k, j);
        }
      }
      takeIn(k, end);
    }
  }

  /** Column j: brings it up to date, finds its reflection v and y = tau (A'v - Y V'v - U X'v). */
  private void left(int k, int j) {
    int p = j - k;
    int length = n - j;
    int at = j * n + j;
    for (int i = 0; i < length; i++) {
      v[at + i] = a[at + i * n];
    }
    subtract(p, length, v, k * n + j, y, j, v, at);
    subtract(p, length, x, j, u, k * n + j, v, at);
    double tau = Householder.reflect(length, v, at);
    diagonal[j] = v[at];
    v[at] = 1;
    tauLeft[j] = tau;
    int rest = length - 1;
    int target = p * n + j + 1;
    MatrixVector.gemvTransposed(length, rest, tau, a, at + 1, n, v, at, 1, y, target);
    MatrixVector.gemv(p, length, tau, v, k * n + j, n, v, at, 0, t, 0, 1);
    MatrixVector.gemvTransposed(p, rest, -1, y, j + 1, n, t, 0, 1, y, target);
    MatrixVector.gemv(p, length, tau, x, j, n, v, at, 0, t, 0, 1);
    MatrixVector.gemvTransposed(p, rest, -1, u, k * n + j + 1, n, t, 0, 1, y, target);
  }

  /** Row j: brings it up to date, finds its reflection u and x = tau (A u - V Y'u - X U'u). */
  private void right(int k, int j) {
    int p = j - k;
    int rest = n - j - 1;
    int at = j * n + j + 1;
    System.arraycopy(a, at, u, at, rest);
    subtract(p + 1, rest, y, j + 1, v, k * n + j, u, at);
    subtract(p, rest, u, k * n + j + 1, x, j, u, at);
    double tau = Householder.reflect(rest, u, at);
    offDiagonal[j] = u[at];
    u[at] = 1;
    tauRight[j] = tau;
    int target = p * n + j + 1;
    MatrixVector.gemv(rest, rest, tau, a, at + n, n, u, at, 0, x, target, 1);
    MatrixVector.gemv(p + 1, rest, tau, y, j + 1, n, u, at, 0, t, 0, 1);
    MatrixVector.gemvTransposed(p + 1, rest, -1, v, k * n + j + 1, n, t, 0, 1, x, target);
    MatrixVector.gemv(p, rest, tau, u, k * n + j + 1, n, u, at, 0, t, 0, 1);
    MatrixVector.gemvTransposed(p, rest, -1, x, j + 1, n, t, 0, 1, x, target);
  }

  /** z -= sum_q factors[q] rows[q], with factors a column of a block. */
  private void subtract(
      int count,
      int length,
      double[] rows,
      int at,
      double[] factors,
      int first,
      double[] z,
      int zAt) {
    MatrixVector.gemvTransposed(count, length, -1, rows, at, n, factors, first, n, z, zAt);
  }

  private void takeIn(int k, int end) {
    int rest = n - end;
    int count = end - k;
    int corner = end * n + end;
    int from = k * n + end;
    Gemm.gemm(rest, rest, count, -1.0, v, from, 1, n, y, end, n, 1, 1.0, a, corner, n);
    Gemm.gemm(rest, rest, count, -1.0, x, end, 1, n, u, from, n, 1, 1.0, a, corner, n);
  }

  /** Q, row-major. */
  double[] q() {
    return BlockReflector.accumulate(n, n, n, 0, v, 0, n, tauLeft);
  }

  /** P, row-major. */
  double[] p() {
    return BlockReflector.accumulate(n, n, Math.max(0, n - 1), 1, u, 0, n, tauRight);
  }
}

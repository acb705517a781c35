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

  /** Row j holds the reflection from the left of step j, from element j on. */
  private final double[] v;

  /** Row j holds the reflection from the right of step j, from element j + 1 on. */
  private final double[] u;

  /** Rows v, x, v, x, ...: what the block did is - left' right, a sum over rows of both. */
  private final double[] left;

  /** Rows y, u, y, u, ... */
  private final double[] right;

  private final double[] tauLeft;
  private final double[] tauRight;
  private final double[] t = new double[2 * BLOCK];

  final double[] diagonal;

  /** Element i stands to the right of diagonal element i. */
  final double[] offDiagonal;

  /** Reduces a square matrix, which is used up. */
  BidiagonalForm(int n, double[] a) {
    this.n = n;
    this.a = a;
    this.v = new double[n * n];
    this.u = new double[n * n];
    this.left = new double[2 * BLOCK * n];
    this.right = new double[2 * BLOCK * n];
    this.tauLeft = new double[n];
    this.tauRight = new double[n];
    this.diagonal = new double[n];
    this.offDiagonal = new double[n];
    for (int k = 0; k < n; k += BLOCK) {
      int end = Math.min(n, k + BLOCK);
      for (int j = k; j < end; j++) {
        fromLeft(2 * (j - k), j);
        if (j < n - 1) {
          fromRight(2 * (j - k), j);
        }
      }
      int rest = n - end;
      int corner = end * n + end;
      Gemm.gemm(
          rest, rest, 2 * (end - k), -1.0, left, end, 1, n, right, end, n, 1, 1.0, a, corner, n);
    }
  }

  /** Column j: brings it up to date, finds its reflection v and y = tau (A'v - right' left v). */
  private void fromLeft(int rows, int j) {
    int length = n - j;
    int at = j * n + j;
    for (int i = 0; i < length; i++) {
      v[at + i] = a[at + i * n];
    }
    MatrixVector.gemvTransposed(rows, length, -1, left, j, n, right, j, n, v, at);
    double tau = Householder.reflect(length, v, at);
    diagonal[j] = v[at];
    v[at] = 1;
    tauLeft[j] = tau;
    System.arraycopy(v, at, left, rows * n + j, length);
    int rest = length - 1;
    int y = rows * n + j + 1;
    Arrays.fill(right, y, y + rest, 0);
    MatrixVector.gemvTransposed(length, rest, tau, a, at + 1, n, v, at, 1, right, y);
    MatrixVector.gemv(rows, length, tau, left, j, n, v, at, 0, t, 0, 1);
    MatrixVector.gemvTransposed(rows, rest, -1, right, j + 1, n, t, 0, 1, right, y);
  }

  /** Row j: brings it up to date, finds its reflection u and x = tau (A u - left' right u), with the new v and y. */
  private void fromRight(int rows, int j) {
    int rest = n - j - 1;
    int at = j * n + j + 1;
    System.arraycopy(a, at, u, at, rest);
    MatrixVector.gemvTransposed(rows + 1, rest, -1, right, j + 1, n, left, j, n, u, at);
    double tau = Householder.reflect(rest, u, at);
    offDiagonal[j] = u[at];
    u[at] = 1;
    tauRight[j] = tau;
    int x = (rows + 1) * n + j + 1;
    System.arraycopy(u, at, right, x, rest);
    MatrixVector.gemv(rest, rest, tau, a, at + n, n, u, at, 0, left, x, 1);
    MatrixVector.gemv(rows + 1, rest, tau, right, j + 1, n, u, at, 0, t, 0, 1);
    MatrixVector.gemvTransposed(rows + 1, rest, -1, left, j + 1, n, t, 0, 1, left, x);
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

package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.simd.MatrixVector;
import java.util.Arrays;

/**
 * Several reflections as one: H_0 H_1 ... H_{k-1} = I - V T V', so that a matrix takes them in by products.
 *
 * <pre>
 * T upper triangular:  t[i,i] = tau_i,   T[:i, i] = -tau_i T[:i, :i] (V[:, :i]' v_i)
 * Source:    Schreiber &amp; Van Loan 1989, A storage-efficient WY representation for products of Householder
 *            transformations
 * </pre>
 */
final class BlockReflector {
  /** Reflections taken together. */
  static final int BLOCK = 32;

  private final double[] v;

  /** T', whose rows are built from those above. */
  private final double[] t = new double[BLOCK * BLOCK];

  private final double[] work;
  private final double[] product;
  private int m;
  private int k;

  /** For reflections of vectors up to a length, applied to up to {@code width} rows or columns. */
  BlockReflector(int length, int width) {
    this.v = new double[BLOCK * length];
    this.work = new double[BLOCK * Math.max(BLOCK, width)];
    this.product = new double[BLOCK * Math.max(BLOCK, width)];
  }

  /**
   * Takes k reflections of vectors of length m: v_i is 0 before i, 1 at i, and stands in row i of a matrix from i on.
   * The 1 and the zeros are not read.
   */
  BlockReflector set(int m, int k, double[] vectors, int at, int ld, double[] tau, int tauAt) {
    this.m = m;
    this.k = k;
    for (int i = 0; i < k; i++) {
      Arrays.fill(v, i * m, i * m + i, 0);
      v[i * m + i] = 1;
      System.arraycopy(vectors, at + i * ld + i + 1, v, i * m + i + 1, m - i - 1);
    }
    Gemm.gemm(k, k, m, 1.0, v, 0, m, 1, v, 0, 1, m, 0.0, work, 0, k);
    for (int i = 0; i < k; i++) {
      // column i of T is row i of T'; V'V is symmetric, so its column i is its row i
      Arrays.fill(t, i * k, (i + 1) * k, 0);
      MatrixVector.gemvTransposed(i, i, -tau[tauAt + i], t, 0, k, work, i * k, 1, t, i * k);
      t[i * k + i] = tau[tauAt + i];
    }
    return this;
  }

  /** C = (I - V T V') C, for C (m, n); with T' where transposed, which is the product of the reflections reversed. */
  void fromLeft(int n, double[] c, int at, int ldc, boolean transposed) {
    Gemm.gemm(k, n, m, 1.0, v, 0, m, 1, c, at, ldc, 1, 0.0, work, 0, n);
    int row = transposed ? k : 1;
    Gemm.gemm(k, n, k, 1.0, t, 0, row, k + 1 - row, work, 0, n, 1, 0.0, product, 0, n);
    Gemm.gemm(m, n, k, -1.0, v, 0, 1, m, product, 0, n, 1, 1.0, c, at, ldc);
  }

  /** C = C (I - V T V'), for C (n, m); with T' where transposed. */
  void fromRight(int n, double[] c, int at, int ldc, boolean transposed) {
    Gemm.gemm(n, k, m, 1.0, c, at, ldc, 1, v, 0, 1, m, 0.0, work, 0, k);
    int row = transposed ? k : 1;
    Gemm.gemm(n, k, k, 1.0, work, 0, k, 1, t, 0, row, k + 1 - row, 0.0, product, 0, k);
    Gemm.gemm(n, m, k, -1.0, product, 0, k, 1, v, 0, m, 1, 1.0, c, at, ldc);
  }

  /**
   * The first n columns of H_0 H_1 ... H_{count-1}, row-major: reflection i acts on elements i + shift and later.
   *
   * @param vectors row i holds v_i from element i + shift on
   */
  static double[] accumulate(
      int m, int n, int count, int shift, double[] vectors, int at, int ld, double[] tau) {
    double[] q = Matrices.identity(m, n);
    BlockReflector block = new BlockReflector(m, n);
    for (int first = (count - 1) / BLOCK * BLOCK; first >= 0 && count > 0; first -= BLOCK) {
      int k = Math.min(BLOCK, count - first);
      int start = first + shift;
      block
          .set(m - start, k, vectors, at + first * ld + start, ld, tau, first)
          .fromLeft(n - start, q, start * n + start, n, false);
    }
    return q;
  }
}

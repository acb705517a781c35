package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * The LU factorization with partial pivoting of a matrix (m, n): the rows of a in another order are a product, a[order] =
 * l u.
 *
 * @param packed l below the diagonal, without its ones, and u on and above it: (m, n)
 * @param pivots for each step the row that was exchanged with the step's row: min(m, n) numbers
 */
public record Lu(Tensor packed, int[] pivots) {

  /** The unit lower triangle, or trapezoid: (m, min(m, n)). */
  public Tensor l() {
    int k = Math.min(packed.size(0), packed.size(1));
    double[] l = Matrices.identity(packed.size(0), k);
    for (int i = 0; i < packed.size(0); i++) {
      for (int j = 0; j < Math.min(i, k); j++) {
        l[i * k + j] = packed.get(i, j);
      }
    }
    return Matrices.tensor(packed.dtype(), l, packed.size(0), k);
  }

  /** The upper triangle, or trapezoid: (min(m, n), n). */
  public Tensor u() {
    int n = packed.size(1);
    int k = Math.min(packed.size(0), n);
    double[] u = new double[k * n];
    for (int i = 0; i < k; i++) {
      for (int j = i; j < n; j++) {
        u[i * n + j] = packed.get(i, j);
      }
    }
    return Matrices.tensor(packed.dtype(), u, k, n);
  }

  /** The order of the rows: row i of l u is row order[i] of a. */
  public int[] order() {
    int[] order = new int[packed.size(0)];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int k = 0; k < pivots.length; k++) {
      int row = order[k];
      order[k] = order[pivots[k]];
      order[pivots[k]] = row;
    }
    return order;
  }

  /** Whether a pivot is 0, so that there is no inverse. */
  public boolean isSingular() {
    for (int i = 0; i < pivots.length; i++) {
      if (packed.get(i, i) == 0) {
        return true;
      }
    }
    return false;
  }
}

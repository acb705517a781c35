package cycloid.optim;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Gemm;
import cycloid.simd.Kernel;

/**
 * Brings the singular values of a matrix near 1 and leaves its singular vectors as they are, by matrix products alone.
 *
 * <pre>
 * Formula:   X = G / max(|G|, eps), then each time  X = a X + b (X X') X + c (X X')^2 X,
 *            which acts on every singular value as s = a s + b s^3 + c s^5
 * Shapes:    (rows, columns); the products are formed on the shorter side
 * DType:     that of the matrix
 * Accuracy:  with Muon's a, b, c and five iterations, s in [0.005, 1] goes into [0.68, 1.16]: near 1, not 1
 * Edge:      0 stays 0; one NaN or infinity makes all NaN; a norm below eps is not brought up to 1
 * Source:    Jordan et al. 2024 (Muon); Bernstein &amp; Newhouse 2024 (arXiv:2409.20325)
 * </pre>
 *
 * <p>An object is the memory for matrices of one shape.
 */
final class NewtonSchulz {
  private static final Equation NORM = Equation.parse("length = norm(x)");
  private static final Equation SCALE = Equation.parse("x = factor * x");
  private static final int[] ONE_LENGTH = {1, 0};

  private final DType dtype;
  private final int rows;
  private final int columns;
  private final int side;
  private final Object gram;
  private final Object polynomial;
  private final Object length;
  private Object x;
  private Object next;

  NewtonSchulz(DType dtype, int rows, int columns) {
    this.dtype = dtype;
    this.rows = rows;
    this.columns = columns;
    this.side = Math.min(rows, columns);
    this.x = dtype.allocate(rows * columns);
    this.next = dtype.allocate(rows * columns);
    this.gram = dtype.allocate(side * side);
    this.polynomial = dtype.allocate(side * side);
    this.length = dtype.allocate(1);
  }

  /** The matrix, row-major: to be filled before {@link #orthogonalize}, and the result after it. */
  Object matrix() {
    return x;
  }

  /**
   * Orthogonalizes the matrix in place.
   *
   * @param epsAdded whether eps is added to the norm instead of being its lower bound
   */
  void orthogonalize(double a, double b, double c, int iterations, double eps, boolean epsAdded) {
    if (rows * columns == 0) {
      return;
    }
    normalize(eps, epsAdded);
    for (int k = 0; k < iterations; k++) {
      iterate(a, b, c);
    }
  }

  private void normalize(double eps, boolean epsAdded) {
    int size = rows * columns;
    Kernel.of(NORM, dtype, "x", "length")
        .run(1, size, new Object[] {x, length}, new int[2], null, ONE_LENGTH);
    double norm = dtype.get(length, 0);
    double factor = 1 / (epsAdded ? norm + eps : Math.max(norm, eps));
    Kernel.of(SCALE, dtype, "x").run(size, new Object[] {x}, new int[1], factor);
  }

  /** X = a X + (b A + c A A) X with A = X X', or on the right with A = X' X where that is smaller. */
  private void iterate(double a, double b, double c) {
    boolean wide = rows <= columns;
    if (wide) {
      multiply(side, side, columns, 1, x, columns, 1, x, 1, columns, 0, gram, side);
    } else {
      multiply(side, side, rows, 1, x, 1, columns, x, columns, 1, 0, gram, side);
    }
    System.arraycopy(gram, 0, polynomial, 0, side * side);
    multiply(side, side, side, c, gram, side, 1, gram, side, 1, b, polynomial, side);
    System.arraycopy(x, 0, next, 0, rows * columns);
    if (wide) {
      multiply(rows, columns, side, 1, polynomial, side, 1, x, columns, 1, a, next, columns);
    } else {
      multiply(rows, columns, side, 1, x, columns, 1, polynomial, side, 1, a, next, columns);
    }
    Object swapped = x;
    x = next;
    next = swapped;
  }

  // spotless:off
  /** r = alpha u v + beta r; u and v with the strides of their rows and columns. */
  private void multiply(
      int m, int n, int k,
      double alpha, Object u, int uRow, int uColumn, Object v, int vRow, int vColumn,
      double beta, Object r, int rRow) {
    if (dtype == DType.F32) {
      Gemm.gemm(
          m, n, k,
          (float) alpha, (float[]) u, 0, uRow, uColumn, (float[]) v, 0, vRow, vColumn,
          (float) beta, (float[]) r, 0, rRow);
    } else {
      Gemm.gemm(
          m, n, k,
          alpha, (double[]) u, 0, uRow, uColumn, (double[]) v, 0, vRow, vColumn,
          beta, (double[]) r, 0, rRow);
    }
  }
  // spotless:on
}

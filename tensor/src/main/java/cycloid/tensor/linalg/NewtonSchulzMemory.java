package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Gemm;
import cycloid.simd.Kernel;
import cycloid.simd.SymmetricProduct;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;

/**
 * Memory for {@link NewtonSchulz} on matrices of one shape, and the iteration in it: for callers that do it again and
 * again, and allocate nothing.
 */
public final class NewtonSchulzMemory {
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
  private Tensor x;
  private Tensor next;

  /** Memory for matrices of the given shape. */
  public NewtonSchulzMemory(DType dtype, int rows, int columns) {
    this.dtype = dtype;
    this.rows = rows;
    this.columns = columns;
    this.side = Math.min(rows, columns);
    this.x = Tensor.zeros(dtype, rows, columns);
    this.next = Tensor.zeros(dtype, rows, columns);
    int square = Shapes.size("newtonSchulz", side, side);
    this.gram = dtype.allocate(square);
    this.polynomial = dtype.allocate(square);
    this.length = dtype.allocate(1);
  }

  /** The matrix, row-major: to be filled before {@link #orthogonalize}, and the result after it, in another place. */
  public Object matrix() {
    return x.storage();
  }

  /** {@link #matrix} as a tensor. */
  public Tensor tensor() {
    return x;
  }

  /** Orthogonalizes the matrix in place. */
  public void orthogonalize(NewtonSchulz how) {
    if (x.size() == 0) {
      return;
    }
    normalize(how.margin(), how.eps(), how.epsAdded());
    for (Quintic step : how.steps()) {
      iterate(step.a(), step.b(), step.c());
    }
  }

  /**
   * Orthogonalizes the matrix in place, with one polynomial.
   *
   * @param epsAdded whether eps is added to the norm instead of being its lower bound
   */
  public void orthogonalize(
      double a, double b, double c, int iterations, double eps, boolean epsAdded) {
    if (x.size() == 0) {
      return;
    }
    normalize(1, eps, epsAdded);
    for (int k = 0; k < iterations; k++) {
      iterate(a, b, c);
    }
  }

  private void normalize(double margin, double eps, boolean epsAdded) {
    int size = x.size();
    Kernel.of(NORM, dtype, "x", "length")
        .run(1, size, new Object[] {matrix(), length}, new int[2], null, ONE_LENGTH);
    double norm = margin * dtype.get(length, 0);
    double factor = 1 / (epsAdded ? norm + eps : Math.max(norm, eps));
    Kernel.of(SCALE, dtype, "x").run(size, new Object[] {matrix()}, new int[1], factor);
  }

  // spotless:off
  /** X = a X + (b A + c A A) X with A = X X', or on the right with A = X' X where that is smaller. */
  private void iterate(double a, double b, double c) {
    boolean wide = rows <= columns;
    if (wide) {
      symmetric(columns, 1, matrix(), columns, 1, matrix(), 1, columns, 0, gram);
    } else {
      symmetric(rows, 1, matrix(), 1, columns, matrix(), columns, 1, 0, gram);
    }
    System.arraycopy(gram, 0, polynomial, 0, side * side);
    symmetric(side, c, gram, side, 1, gram, side, 1, b, polynomial);
    System.arraycopy(matrix(), 0, next.storage(), 0, x.size());
    if (wide) {
      multiply(rows, columns, side, 1, polynomial, side, 1, matrix(), columns, 1, a, next.storage(), columns);
    } else {
      multiply(rows, columns, side, 1, matrix(), columns, 1, polynomial, side, 1, a, next.storage(), columns);
    }
    Tensor swapped = x;
    x = next;
    next = swapped;
  }

  /** r = alpha u v + beta r, of which u v and r are symmetric. */
  private void symmetric(
      int k, double alpha, Object u, int uRow, int uColumn, Object v, int vRow, int vColumn, double beta, Object r) {
    if (side < SymmetricProduct.PAYS_FROM) {
      multiply(side, side, k, alpha, u, uRow, uColumn, v, vRow, vColumn, beta, r, side);
    } else {
      SymmetricProduct.multiply(
          dtype, side, k, alpha, u, 0, uRow, uColumn, v, 0, vRow, vColumn, beta, r, 0, side);
    }
  }

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

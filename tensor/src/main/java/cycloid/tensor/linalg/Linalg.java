package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * Factorizations of matrices, systems of equations, and numbers that describe a matrix.
 *
 * <p>What takes any kind of array works on the last two axes, for each matrix of the leading axes, and differentiates to
 * any order. What takes a {@link Tensor} is for one matrix and has no derivative. Nothing modifies its operands.
 *
 * <pre>
 * DType:     all operands alike, and the results; single precision is computed in double and rounded once
 * Accuracy:  factors are those of a matrix within a small multiple of n u |a| of the given one
 * Edge:      matrices may be empty. Cholesky, LU, QR, solve, inv and det of a matrix with NaN or infinities are NaN;
 *            what iterates refuses it
 * Errors:    IllegalArgumentException when shapes or dtypes do not fit; {@link LinalgException} when the numbers make
 *            it impossible: a singular matrix, one that is not positive definite, an iteration that does not converge
 * </pre>
 */
public final class Linalg {
  private Linalg() {}

  // ---- factorizations

  /**
   * The lower Cholesky factor of symmetric positive definite matrices.
   *
   * <pre>
   * Formula:   a = l l', l lower triangular with a positive diagonal
   * Shapes:    a (..., n, n) -> (..., n, n)
   * Edge:      only the lower triangle of a is read; the gradient is that of a symmetric matrix
   * Errors:    LinalgException when a matrix is not positive definite
   * </pre>
   */
  public static <A extends Array<A>> A cholesky(A a) {
    return first(new CholeskyOperation(), a);
  }

  /**
   * The lower Cholesky factor of l l' + sign x x', in n^2 operations.
   *
   * <pre>
   * Shapes:    l (n, n), x (n) -> (n, n)
   * Errors:    LinalgException when the result would not be positive definite
   * </pre>
   *
   * @param sign 1 to update, -1 to downdate
   */
  public static Tensor choleskyUpdate(Tensor l, Tensor x, int sign) {
    Checks.squares("choleskyUpdate", l);
    Checks.system("choleskyUpdate", l, x);
    double[] values = l.toDoubleArray();
    int n = x.size();
    int failed = CholeskyFactorization.update(n, values, 0, x.toDoubleArray(), 0, sign);
    if (failed > 0) {
      throw Checks.notPositiveDefinite("choleskyUpdate", l, 0, failed);
    }
    return Matrices.tensor(l.dtype(), values, n, n);
  }

  /**
   * The LU factorization of a matrix with partial pivoting; of a singular one, too.
   *
   * <pre>
   * Formula:   a[order] = l u
   * Shapes:    a (m, n) -> l (m, k), u (k, n), k = min(m, n)
   * </pre>
   */
  public static Lu lu(Tensor a) {
    Checks.matrix("lu", a);
    double[] packed = a.toDoubleArray();
    int[] pivots = new int[Math.min(a.size(0), a.size(1))];
    LuFactorization.factor(a.size(0), a.size(1), packed, 0, pivots);
    return new Lu(Matrices.tensor(a.dtype(), packed, a.shape()), pivots);
  }

  /**
   * The thin QR factorization.
   *
   * <pre>
   * Formula:   a = q r, q' q = 1, r upper triangular with a diagonal that is not negative
   * Shapes:    a (..., m, n) -> q (..., m, k), r (..., k, n), k = min(m, n)
   * Edge:      the derivative needs m >= n and full rank
   * </pre>
   */
  public static <A extends Array<A>> Qr<A> qr(A a) {
    List<A> factors = a.apply(new QrOperation(false), List.of(a));
    return new Qr<>(factors.get(0), factors.get(1));
  }

  /** The full QR factorization: q is (..., m, m), r is (..., m, n). See {@link #qr}. */
  public static <A extends Array<A>> Qr<A> qrFull(A a) {
    List<A> factors = a.apply(new QrOperation(true), List.of(a));
    return new Qr<>(factors.get(0), factors.get(1));
  }

  /**
   * The thin QR factorization with column pivoting.
   *
   * <pre>
   * Formula:   a[:, order] = q r
   * Shapes:    a (m, n) -> q (m, k), r (k, n), k = min(m, n)
   * Errors:    LinalgException when a is not finite
   * </pre>
   */
  public static PivotedQr qrPivoted(Tensor a) {
    Checks.matrix("qrPivoted", a);
    double[] values = a.toDoubleArray();
    Checks.finite("qrPivoted", a, values);
    int m = a.size(0);
    int n = a.size(1);
    int k = Math.min(m, n);
    HouseholderQr qr = new HouseholderQr(m, n, values, 0, true);
    return new PivotedQr(
        Matrices.tensor(a.dtype(), qr.q(k), m, k),
        Matrices.tensor(a.dtype(), qr.r(k), k, n),
        qr.order);
  }

  /**
   * Eigenvalues and orthonormal eigenvectors of symmetric matrices.
   *
   * <pre>
   * Formula:   a = vectors diag(values) vectors', values ascending
   * Shapes:    a (..., n, n) -> values (..., n), vectors (..., n, n), eigenvectors as columns
   * Edge:      only the lower triangle of a is read. A vector is unique up to its sign, those of equal values up to
   *            a rotation: what is differentiated must not depend on it
   * Errors:    LinalgException when a is not finite; in derivatives of the vectors, when two values are equal
   * </pre>
   */
  public static <A extends Array<A>> Eigh<A> eigh(A a) {
    List<A> factors = a.apply(new EighOperation(), List.of(a));
    return new Eigh<>(factors.get(0), factors.get(1));
  }

  /** The eigenvalues of symmetric matrices, ascending: (..., n, n) to (..., n). See {@link #eigh}. */
  public static <A extends Array<A>> A eigvalsh(A a) {
    return first(new EigvalshOperation(), a);
  }

  /**
   * The thin singular value decomposition.
   *
   * <pre>
   * Formula:   a = u diag(s) vh, u' u = vh vh' = 1, s descending and not negative
   * Shapes:    a (..., m, n) -> u (..., m, k), s (..., k), vh (..., k, n), k = min(m, n)
   * Edge:      a pair of vectors is unique up to its sign, those of equal values up to a rotation
   * Errors:    LinalgException when a is not finite; in derivatives of the vectors, when two values are equal
   * </pre>
   */
  public static <A extends Array<A>> Svd<A> svd(A a) {
    List<A> factors = a.apply(new SvdOperation(false), List.of(a));
    return new Svd<>(factors.get(0), factors.get(1), factors.get(2));
  }

  /** The full singular value decomposition: u is (..., m, m), vh is (..., n, n). See {@link #svd}. */
  public static <A extends Array<A>> Svd<A> svdFull(A a) {
    List<A> factors = a.apply(new SvdOperation(true), List.of(a));
    return new Svd<>(factors.get(0), factors.get(1), factors.get(2));
  }

  /** The singular values, descending: (..., m, n) to (..., min(m, n)). See {@link #svd}. */
  public static <A extends Array<A>> A svdvals(A a) {
    return first(new SvdvalsOperation(), a);
  }

  // ---- systems of equations

  /**
   * The solution of a x = b.
   *
   * <pre>
   * Shapes:    a (..., n, n), b (..., n, p) or (n) -> as b; leading axes broadcast
   * Accuracy:  the exact solution of a system with a matrix within a small multiple of n u |a| of a
   * Errors:    LinalgException when a pivot is exactly 0. A nearly singular matrix is solved: see {@link #cond}
   * </pre>
   */
  public static <A extends Array<A>> A solve(A a, A b) {
    Checks.squares("solve", a);
    return solveBy(new SolveOperation("solve"), a, b);
  }

  /**
   * The solution of t x = b for triangular t; its other triangle is not read.
   *
   * <pre>
   * Shapes:    t (..., n, n), b (..., n, p) or (n) -> as b; leading axes broadcast
   * Errors:    LinalgException when the diagonal has a 0
   * Example:   solveTriangular(l.matrixTranspose(), b, false)     the system with the transpose of l
   * </pre>
   *
   * @param lower whether t is the lower triangle, otherwise the upper
   */
  public static <A extends Array<A>> A solveTriangular(A t, A b, boolean lower) {
    return solveTriangular(t, b, lower, false);
  }

  /** As {@link #solveTriangular(Array, Array, boolean)}; with {@code unit}, the diagonal counts as ones. */
  public static <A extends Array<A>> A solveTriangular(A t, A b, boolean lower, boolean unit) {
    Checks.squares("solveTriangular", t);
    return solveBy(new TriangularSolveOperation(lower, unit), t, b);
  }

  /**
   * The solution of a x = b, given the lower Cholesky factor l of a.
   *
   * <pre>
   * Formula:   x = l^-T (l^-1 b)
   * Shapes:    l (..., n, n), b (..., n, p) or (n) -> as b; leading axes broadcast
   * Example:   choleskySolve(cholesky(a), b)
   * </pre>
   */
  public static <A extends Array<A>> A choleskySolve(A l, A b) {
    return solveTriangular(l.matrixTranspose(), solveTriangular(l, b, true), false);
  }

  /**
   * The vector of least norm among those that make |a x - b| least; the cut-off is max(m, n) times epsilon.
   *
   * <p>See {@link #lstsq(Array, Array, double)}.
   */
  public static <A extends Array<A>> A lstsq(A a, A b) {
    return lstsq(a, b, cutOff("lstsq", a));
  }

  /**
   * The vector of least norm among those that make |a x - b| least.
   *
   * <pre>
   * Shapes:    a (..., m, n), b (..., m, p) or (m) -> (..., n, p) or (n); leading axes broadcast
   * Edge:      the derivative holds where the rank stays
   * Errors:    LinalgException when a is not finite
   * </pre>
   *
   * @param cutOff singular values up to this times the greatest count as 0
   */
  public static <A extends Array<A>> A lstsq(A a, A b, double cutOff) {
    return solveBy(new LstsqOperation(cutOff), a, b);
  }

  /**
   * The inverse.
   *
   * <pre>
   * Shapes:    a (..., n, n) -> (..., n, n)
   * Errors:    LinalgException when a pivot is exactly 0. {@link #solve} is better than a product with an inverse
   * </pre>
   */
  public static <A extends Array<A>> A inv(A a) {
    Checks.squares("inv", a);
    A eye = a.constant(Tensor.eye(a.dtype(), Matrices.rows(a)));
    return solveBy(new SolveOperation("inv"), a, eye);
  }

  /** The Moore-Penrose inverse with the cut-off max(m, n) times epsilon. See {@link #pinv(Array, double)}. */
  public static <A extends Array<A>> A pinv(A a) {
    return pinv(a, cutOff("pinv", a));
  }

  /**
   * The Moore-Penrose inverse.
   *
   * <pre>
   * Formula:   vh' diag(1/s) u', without the singular values that count as 0
   * Shapes:    a (..., m, n) -> (..., n, m)
   * Edge:      the derivative holds where the rank stays
   * Errors:    LinalgException when a is not finite
   * </pre>
   *
   * @param cutOff singular values up to this times the greatest count as 0
   */
  public static <A extends Array<A>> A pinv(A a, double cutOff) {
    return first(new PinvOperation(cutOff), a);
  }

  // ---- numbers that describe a matrix

  /**
   * The determinant: (..., n, n) to (...).
   *
   * <pre>
   * Edge:      may overflow or underflow, see {@link #slogdet}; the derivative needs an inverse
   * </pre>
   */
  public static <A extends Array<A>> A det(A a) {
    return first(new DeterminantOperation(), a);
  }

  /** The determinant as sign and logarithm: (..., n, n) to (...) and (...). */
  public static <A extends Array<A>> Slogdet<A> slogdet(A a) {
    List<A> parts = a.apply(new SlogdetOperation(), List.of(a));
    return new Slogdet<>(parts.get(0), parts.get(1));
  }

  /** How many singular values exceed max(m, n) epsilon times the greatest. See {@link #rank(Tensor, double)}. */
  public static int rank(Tensor a) {
    return rank(a, cutOff("rank", a));
  }

  /**
   * The numerical rank of a matrix.
   *
   * @param cutOff singular values up to this times the greatest count as 0
   */
  public static int rank(Tensor a, double cutOff) {
    Checks.matrix("rank", a);
    double[] s = svdvals(a).toDoubleArray();
    int rank = 0;
    for (double value : s) {
      rank += value > cutOff * s[0] ? 1 : 0;
    }
    return rank;
  }

  /**
   * The condition number: the greatest singular value by the least, (..., m, n) to (...); infinite for a singular matrix.
   */
  public static <A extends Array<A>> A cond(A a) {
    A s = svdvals(a);
    return s.max(-1).div(s.min(-1));
  }

  /**
   * A norm of each matrix: (..., m, n) to (...).
   *
   * <pre>
   * Edge:      neither overflows nor underflows where the norm does not; 0 for an empty matrix
   * </pre>
   */
  public static <A extends Array<A>> A norm(A a, MatrixNorm norm) {
    Checks.matrices("norm", a);
    if (a.size() == 0) {
      return a.sum(-2, -1);
    }
    return switch (norm) {
      case FROBENIUS -> frobenius(a);
      case NUCLEAR -> svdvals(a).sum(-1);
      case SPECTRAL -> svdvals(a).max(-1);
      case ONE -> a.abs().sum(-2).max(-1);
      case INFINITY -> a.abs().sum(-1).max(-1);
    };
  }

  /** Scaled by a power of two, a constant for derivatives, so that squares stay in range. */
  private static <A extends Array<A>> A frobenius(A a) {
    double scale = Matrices.scale(a.value().abs().max().item());
    return a.mul(scale).square().sum(-2, -1).sqrt().div(scale);
  }

  // ---- common to all

  private static <A extends Array<A>> A first(Differentiable operation, A a) {
    return a.apply(operation, List.of(a)).get(0);
  }

  private static double cutOff(String op, Array<?> a) {
    Checks.matrices(op, a);
    return Math.max(Matrices.rows(a), Matrices.columns(a)) * Matrices.epsilon(a.dtype());
  }

  /** Applies an operation to a and b with equal leading axes; a vector b is a matrix with one column meanwhile. */
  private static <A extends Array<A>> A solveBy(Differentiable operation, A a, A b) {
    Checks.system(operation.name(), a, b);
    boolean vector = b.rank() == 1;
    A columns = vector ? b.unsqueeze(1) : b;
    int[] batch =
        Shapes.broadcast(Matrices.shape(a.shape(), 2), Matrices.shape(columns.shape(), 2));
    if (batch == null) {
      throw Checks.leadingAxes(operation.name(), a, b);
    }
    A matrices = a.expand(Matrices.shape(batch, 0, Matrices.rows(a), Matrices.columns(a)));
    A rhs =
        columns.expand(Matrices.shape(batch, 0, Matrices.rows(columns), Matrices.columns(columns)));
    A x = a.apply(operation, List.of(matrices, rhs)).get(0);
    return vector ? x.squeeze(-1) : x;
  }
}

package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;

/**
 * The equations A x = b with A known by its products, and how exactly they are to be solved; then one of the iterative
 * methods.
 *
 * <pre>{@code
 * IterativeSolution solution = LinearSystem.of(LinearOperator.of(a), b)
 *     .preconditionedBy(LinearOperator.diagonal(inverseDiagonal))
 *     .until(1e-8)
 *     .conjugateGradient();
 * }</pre>
 *
 * <pre>
 * method               A                          products an iteration    kept vectors   minimizes over the Krylov space
 * conjugateGradient    symmetric positive def.    A                        4              the A-norm of the error
 * minres               symmetric                  A                        7              |b - A x|
 * gmres                square                     A                        restart + 2    |b - A x|
 * lsqr                 any                        A, A'                    3              |b - A x|
 * lsmr                 any                        A, A'                    4              |A'(b - A x)|
 *
 * DType:       vectors have that of A, which is that of b; recurrences of scalars are in double
 * Errors:      IllegalArgumentException when shapes, dtypes or tolerances do not fit
 * </pre>
 *
 * <p>An iteration ends when |b - A x| &lt;= relative * |b| + absolute. A result that is not what was asked for says so in
 * {@link IterativeSolution#reason}. Immutable.
 */
public final class LinearSystem {
  final LinearOperator a;
  final Tensor b;
  final Tensor start;
  final LinearOperator preconditioner;
  final double relative;
  final double absolute;
  final int iterations;

  private LinearSystem(
      LinearOperator a,
      Tensor b,
      Tensor start,
      LinearOperator preconditioner,
      double relative,
      double absolute,
      int iterations) {
    this.a = a;
    this.b = b;
    this.start = start;
    this.preconditioner = preconditioner;
    this.relative = relative;
    this.absolute = absolute;
    this.iterations = iterations;
  }

  /** A x = b from x = 0, until |b - A x| &lt;= 1e-10 |b| (1e-5 in F32), in at most 10 iterations for each unknown. */
  public static LinearSystem of(LinearOperator a, Tensor b) {
    Checks.vector("linearSystem", b);
    Checks.system(a, b);
    int unknowns = a.columns();
    double relative = a.dtype() == DType.F32 ? 1e-5 : 1e-10;
    int iterations = (int) Math.min(10L * unknowns, Integer.MAX_VALUE);
    return new LinearSystem(a, b.contiguous(), null, null, relative, 0, iterations);
  }

  /** A x = b for a matrix. */
  public static LinearSystem of(Tensor a, Tensor b) {
    return of(LinearOperator.of(a), b);
  }

  /** From another x than 0. */
  public LinearSystem startingAt(Tensor x) {
    Checks.operand("startingAt", "x", x, a.columns(), a.dtype());
    return new LinearSystem(a, b, x, preconditioner, relative, absolute, iterations);
  }

  /**
   * With an operator that is cheap to apply and resembles the inverse of A; symmetric positive definite for
   * {@link #conjugateGradient} and {@link #minres}. Methods of least squares have none.
   */
  public LinearSystem preconditionedBy(LinearOperator inverse) {
    Checks.square("preconditionedBy", inverse);
    Checks.sameShape("preconditionedBy", a, inverse);
    return new LinearSystem(a, b, start, inverse, relative, absolute, iterations);
  }

  /** Until |b - A x| &lt;= relative * |b|. */
  public LinearSystem until(double relative) {
    return until(relative, 0);
  }

  /** Until |b - A x| &lt;= relative * |b| + absolute; with both 0 only the exact solution ends the iteration early. */
  public LinearSystem until(double relative, double absolute) {
    Checks.tolerance("until", "relative", relative);
    Checks.tolerance("until", "absolute", absolute);
    return new LinearSystem(a, b, start, preconditioner, relative, absolute, iterations);
  }

  /** In at most so many iterations. */
  public LinearSystem atMost(int iterations) {
    Checks.notNegative("atMost", "iterations", iterations);
    return new LinearSystem(a, b, start, preconditioner, relative, absolute, iterations);
  }

  /** The number of unknowns, columns of A. */
  public int unknowns() {
    return a.columns();
  }

  // ---- methods

  /**
   * Conjugate gradients, for symmetric positive definite A.
   *
   * <pre>
   * Accuracy:  after k steps the error in the A-norm is at most 2 ((sqrt(c) - 1) / (sqrt(c) + 1))^k of the first, c the
   *            condition number; exact after n steps but for rounding
   * Edge:      ends with NOT_POSITIVE_DEFINITE, and the x before, at a direction p with p'Ap &lt;= 0
   * Source:    Hestenes &amp; Stiefel 1952; Nocedal &amp; Wright 2006, Algorithm 5.3
   * </pre>
   */
  public IterativeSolution conjugateGradient() {
    Checks.square("conjugateGradient", a);
    return ConjugateGradient.solve(this);
  }

  /**
   * Minimal residuals, for symmetric A, also indefinite; a least squares solution where A is singular.
   *
   * <pre>
   * Accuracy:  with a preconditioner M the norm of the residual r is sqrt(r'Mr), in the estimates and the test too
   * Edge:      LEAST_SQUARES when |A r| &lt;= relative * |A| |r|, with the Frobenius norm as far as it is known
   * Source:    Paige &amp; Saunders 1975; Choi, Paige &amp; Saunders 2011
   * </pre>
   */
  public IterativeSolution minres() {
    Checks.square("minres", a);
    return Minres.solve(this);
  }

  /**
   * Generalized minimal residuals, for any square A, started again from the last iterate after `restart` iterations;
   * preconditioned from the right, so that the residual is that of A x = b.
   *
   * <pre>
   * Memory:    restart + 2 vectors
   * Source:    Saad &amp; Schultz 1986, Algorithm 4; Saad 2003, Algorithms 6.9 and 9.5
   * </pre>
   */
  public IterativeSolution gmres(int restart) {
    Checks.square("gmres", a);
    Checks.positive("gmres", "restart", restart);
    return new Gmres(this, restart).solve();
  }

  /** {@link #lsqr(double)} without damping. */
  public IterativeSolution lsqr() {
    return lsqr(0);
  }

  /**
   * Least squares min |b - A x|^2 + damping^2 |x|^2, as conjugate gradients on the normal equations would give it in exact
   * arithmetic, but from the bidiagonalization of A; of several solutions the shortest if started at 0.
   *
   * <pre>
   * Edge:      LEAST_SQUARES when |A'r| &lt;= relative * |A| |r|, with the Frobenius norm as far as it is known
   * Source:    Paige &amp; Saunders 1982
   * </pre>
   */
  public IterativeSolution lsqr(double damping) {
    Checks.tolerance("lsqr", "damping", damping);
    Checks.noPreconditioner("lsqr", preconditioner);
    return new Lsqr(this, damping).solve();
  }

  /** {@link #lsmr(double)} without damping. */
  public IterativeSolution lsmr() {
    return lsmr(0);
  }

  /**
   * Least squares as {@link #lsqr(double)}, but with |A'r| falling in every iteration, as minres on the normal equations
   * would give it: safer to stop early.
   *
   * <pre>
   * Source:    Fong &amp; Saunders 2011, Algorithm LSMR (arXiv:1006.0758)
   * </pre>
   */
  public IterativeSolution lsmr(double damping) {
    Checks.tolerance("lsmr", "damping", damping);
    Checks.noPreconditioner("lsmr", preconditioner);
    return new Lsmr(this, damping).solve();
  }

  // ---- what the methods share

  /** The first iterate; fresh. */
  Tensor first() {
    return start == null ? Tensor.zeros(a.dtype(), a.columns()) : start.copy();
  }

  /** b - A x at the first iterate; fresh. */
  Tensor firstResidual() {
    return start == null ? b.copy() : b.sub(a.apply(start));
  }

  /** The preconditioner times r, or r itself. */
  Tensor preconditioned(Tensor r) {
    return preconditioner == null ? r : preconditioner.apply(r).contiguous();
  }
}

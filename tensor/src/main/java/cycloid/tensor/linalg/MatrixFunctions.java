package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * Functions of square matrices, the polar factors of any, and the equation of Sylvester; all of them differentiable, to any
 * order.
 *
 * <pre>
 * Shapes:    (..., n, n), each matrix of the leading axes for itself
 * DType:     computed in double precision, rounded to the dtype of the operand
 * Memory:    operands are not modified; results are fresh
 * </pre>
 */
public final class MatrixFunctions {
  private MatrixFunctions() {}

  // ---- of any square matrix

  /**
   * The product of n equal matrices; of -n inverses if n is negative.
   *
   * <pre>
   * Formula:   out = a^n by repeated squaring, in at most 2 log2(n) products; in the dtype of the operand
   * Errors:    LinalgException when n is negative and a is singular
   * </pre>
   */
  public static <A extends Array<A>> A power(A a, int n) {
    Checks.squares("power", a);
    if (n == 0) {
      return a.constant(Tensor.eye(a.dtype(), a.size(-1)).expand(a.shape()).copy());
    }
    A base = n < 0 ? Linalg.inv(a) : a;
    A result = null;
    // Counted in long, since -n may not fit.
    for (long k = Math.abs((long) n); k > 0; k >>= 1) {
      if ((k & 1) == 1) {
        result = result == null ? base : result.matmul(base);
      }
      base = k > 1 ? base.matmul(base) : base;
    }
    return result;
  }

  /**
   * The exponential of a matrix.
   *
   * <pre>
   * Formula:   out = 1 + a + a^2 / 2 + a^3 / 6 + ..., by Pad&eacute; approximants of degree up to 13 and squaring
   * Accuracy:  that of a backward error |da| &lt;= u |a| of the approximant, and the rounding of the squarings
   * Edge:      all NaN where a is not finite; infinities where the result overflows
   * Source:    Al-Mohy &amp; Higham 2009, SIAM J. Matrix Anal. Appl. 31(3), Algorithm 5.1
   * </pre>
   */
  public static <A extends Array<A>> A exp(A a) {
    Checks.squares("exp", a);
    return a.apply(ExponentialOperation.INSTANCE, List.of(a)).get(0);
  }

  /**
   * The derivative of {@link #exp} at a in the direction e.
   *
   * <pre>
   * Formula:   out = lim (exp(a + h e) - exp(a)) / h for h to 0
   * Source:    Al-Mohy &amp; Higham 2009, SIAM J. Matrix Anal. Appl. 30(4), Algorithm 6.4
   * Errors:    IllegalArgumentException when the shapes differ
   * </pre>
   */
  public static <A extends Array<A>> A expDerivative(A a, A e) {
    Checks.squares("expDerivative", a);
    Checks.sameShapes("expDerivative", a, e);
    return a.apply(ExponentialDerivativeOperation.INSTANCE, List.of(a, e)).get(0);
  }

  /**
   * The solution x of a x + x b = c.
   *
   * <pre>
   * Shapes:    a (..., m, m), b (..., n, n), c (..., m, n) -> (..., m, n); leading axes are equal
   * Errors:    LinalgException when an eigenvalue of a is the negative of one of b, to rounding, or a or b are not finite
   * Source:    Bartels &amp; Stewart 1972
   * </pre>
   */
  public static <A extends Array<A>> A sylvester(A a, A b, A c) {
    Checks.sylvester(a, b, c);
    return a.apply(SylvesterOperation.INSTANCE, List.of(a, b, c)).get(0);
  }

  /**
   * The principal square root of a matrix: the x with x x = a whose eigenvalues have positive real parts.
   *
   * <pre>
   * Formula:   u sqrt(t) u' from the real Schur form a = u t u'; for a symmetric matrix {@link #sqrt} is better
   * Errors:    LinalgException when an eigenvalue is real and negative, when 0 is more than once an eigenvalue, to rounding,
   *            or a is not finite
   * Source:    Higham 1987, Computing real square roots of a real matrix
   * </pre>
   */
  public static <A extends Array<A>> A principalSqrt(A a) {
    Checks.squares("principalSqrt", a);
    return a.apply(PrincipalSqrtOperation.INSTANCE, List.of(a)).get(0);
  }

  // ---- of symmetric matrices, of which the lower triangle is read

  /**
   * The logarithm of a symmetric positive definite matrix: the symmetric x with exp(x) = a.
   *
   * <pre>
   * Formula:   out = v diag(log w) v'
   * Errors:    LinalgException when an eigenvalue w is not positive
   * </pre>
   */
  public static <A extends Array<A>> A log(A a) {
    return symmetric(a, new SpectralFunction.Logarithm(), 0);
  }

  /**
   * The square root of a symmetric positive semidefinite matrix: the symmetric positive semidefinite x with x x = a.
   *
   * <pre>
   * Formula:   out = v diag(sqrt w) v'; an eigenvalue w negative by rounding, above -n epsilon |a|, counts as 0
   * Errors:    LinalgException when an eigenvalue is negative
   * </pre>
   */
  public static <A extends Array<A>> A sqrt(A a) {
    return symmetric(a, new SpectralFunction.Root("sqrt", 2, false), 0);
  }

  /** The p-th root of the inverse of a symmetric positive definite matrix; {@link #inverseRoot(Array, int, double)}. */
  public static <A extends Array<A>> A inverseRoot(A a, int p) {
    return inverseRoot(a, p, 0);
  }

  /**
   * The p-th root of the inverse of a symmetric positive semidefinite matrix, with a ridge.
   *
   * <pre>
   * Formula:   out = v diag((w - min(0, least w) + ridge)^(-1/p)) v', which is (a + ridge I)^(-1/p); with ridge = 0 the
   *            least eigenvalue is not shifted either
   * Accuracy:  eigenvalues have the absolute error n u |a|, so a ridge far below that has no digits
   * Errors:    LinalgException when ridge is 0 and an eigenvalue is not positive
   * Source:    Gupta, Koren &amp; Singer 2018 (Shampoo); Shi et al. 2023 (arXiv:2309.06497)
   * </pre>
   */
  public static <A extends Array<A>> A inverseRoot(A a, int p, double ridge) {
    Checks.positive("inverseRoot", "p", p);
    Checks.tolerance("inverseRoot", "ridge", ridge);
    return symmetric(a, new SpectralFunction.Root("inverseRoot", p, true), ridge);
  }

  private static <A extends Array<A>> A symmetric(A a, SpectralFunction f, double ridge) {
    Checks.squares(f.name(), a);
    return a.apply(new SymmetricFunctionOperation(f, ridge), List.of(a)).get(0);
  }

  // ---- of any matrix

  /**
   * The polar factors of a matrix: rotation (or reflection), and stretch.
   *
   * <pre>
   * Formula:   a = u p with u'u = 1 and p = sqrt(a'a) for m &gt;= n; a = p u with u u' = 1 and p = sqrt(a a') for m &lt; n
   * Shapes:    a (..., m, n) -> u (..., m, n), p (..., k, k), k = min(m, n)
   * Accuracy:  u is the orthonormal matrix nearest to a; from the singular value decomposition
   * Edge:      u is not unique where a has not full rank, and its derivative does not exist there
   * </pre>
   */
  public static <A extends Array<A>> Polar<A> polar(A a) {
    Checks.matrices("polar", a);
    boolean wide = a.size(-2) < a.size(-1);
    A tall = wide ? a.matrixTranspose() : a;
    List<A> factors = tall.apply(PolarOperation.INSTANCE, List.of(tall));
    A u = factors.get(0);
    return new Polar<>(wide ? u.matrixTranspose() : u, factors.get(1));
  }
}

package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.simd.SymmetricProduct;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/**
 * The inverse p-th root of a symmetric positive definite matrix by matrix products alone, in the dtype of the matrix.
 *
 * <pre>
 * Formula:   A = A + ridge * lambda_max * I,  z = (1 + p) / (2 |A|),  M = z A,  X = z^(1/p) I, then
 *            T = ((p + 1) I - M) / p,  X = X T,  M = T^p M,  which leaves M = A X^p and leads M to I
 * Accuracy:  ends when the greatest element of |M - I| is at most `tolerance`; ends as STAGNATED, with the X before,
 *            when it grows by a fifth, or, once it is below 0.1, does not fall
 * Edge:      the norm is that of Frobenius; lambda_max comes from power iteration
 * Source:    Iannazzo 2006; Guo &amp; Higham 2006; for Shampoo: Anil et al. 2020 (arXiv:2002.09018)
 * </pre>
 *
 * @param root X, symmetric
 * @param reason why the iteration ended
 * @param iterations how many were made
 * @param error the greatest element of |M - I|
 */
public record CoupledNewton(Tensor root, StopReason reason, int iterations, double error) {
  /** From here on convergence is quadratic: an error that does not fall is rounding. */
  private static final double NEAR = 0.1;

  /** With a tolerance of 1e-6 and at most 100 iterations. */
  public static CoupledNewton inverseRoot(Tensor a, int p, double ridge) {
    return inverseRoot(a, p, ridge, 1e-6, 100);
  }

  /**
   * The root (a + ridge lambda_max I)^(-1/p).
   *
   * <pre>
   * Errors:    IllegalArgumentException when a is not square, p &lt; 1, or a tolerance is negative; LinalgException when a is 0
   * </pre>
   *
   * @param ridge relative to the greatest eigenvalue
   * @param tolerance of the greatest element of |M - I|
   * @param most iterations at most
   */
  public static CoupledNewton inverseRoot(
      Tensor a, int p, double ridge, double tolerance, int most) {
    Checks.matrix("coupledNewton", a);
    Checks.squares("coupledNewton", a);
    Checks.positive("coupledNewton", "p", p);
    Checks.tolerance("coupledNewton", "ridge", ridge);
    Checks.tolerance("coupledNewton", "tolerance", tolerance);
    Checks.notNegative("coupledNewton", "most", most);
    int n = a.size(0);
    if (n == 0) {
      return new CoupledNewton(a.copy(), StopReason.CONVERGED, 0, 0);
    }
    Tensor identity = Tensor.eye(a.dtype(), n);
    Tensor shifted = a.add(identity.mul(ridge == 0 ? 0 : ridge * largestEigenvalue(a)));
    double norm = shifted.norm().item();
    Checks.notZeroMatrix("coupledNewton", a, norm);
    double z = (1 + p) / (2 * norm);
    return iterate(
        identity, p, shifted.mul(z), identity.mul(StrictMath.pow(z, 1.0 / p)), tolerance, most);
  }

  private static double largestEigenvalue(Tensor a) {
    Tensor start = Random.key(0).normal(a.dtype(), a.size(0));
    return PowerIteration.from(LinearOperator.of(a), start, 1e-6, 100).eigenvalue();
  }

  private static CoupledNewton iterate(
      Tensor identity, int p, Tensor m, Tensor x, double tolerance, int most) {
    double error = distance(m, identity);
    for (int k = 0; ; k++) {
      if (error <= tolerance) {
        return new CoupledNewton(x, StopReason.CONVERGED, k, error);
      }
      if (!Double.isFinite(error)) {
        return new CoupledNewton(x, StopReason.NOT_FINITE, k, error);
      }
      if (k == most) {
        return new CoupledNewton(x, StopReason.ITERATION_LIMIT, k, error);
      }
      Tensor t = identity.mul(p + 1).sub(m).div(p);
      Tensor next = product(x, t);
      m = product(power(t, p), m);
      double before = error;
      error = distance(m, identity);
      if (error >= (before < NEAR ? 1 : 1.2) * before) {
        return new CoupledNewton(x, StopReason.STAGNATED, k, before);
      }
      x = next;
    }
  }

  private static double distance(Tensor m, Tensor identity) {
    return m.sub(identity).abs().max().item();
  }

  private static Tensor power(Tensor t, int p) {
    Tensor result = null;
    Tensor square = t;
    for (int k = p; k > 0; k >>= 1) {
      if ((k & 1) == 1) {
        result = result == null ? square : product(result, square);
      }
      square = k > 1 ? product(square, square) : square;
    }
    return result;
  }

  /** x y, symmetric since both are polynomials in one symmetric matrix; both contiguous. */
  private static Tensor product(Tensor x, Tensor y) {
    DType dtype = x.dtype();
    int n = x.size(0);
    Tensor out = Tensor.zeros(dtype, n, n);
    SymmetricProduct.multiply(
        dtype,
        n,
        n,
        1,
        x.storage(),
        x.offset(),
        n,
        1,
        y.storage(),
        y.offset(),
        n,
        1,
        0,
        out.storage(),
        0,
        n);
    return out;
  }
}

package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * The eigenvalue of largest magnitude of a symmetric operator, by repeated products: sharpness, where the operator is a
 * Hessian.
 *
 * <pre>
 * Formula:   w = A v,  lambda = v'w,  v = w / |w|
 * Accuracy:  ends when |A v - lambda v| &lt;= relative * |lambda|: then an eigenvalue lies within relative * |lambda|.
 *            The error falls by (|lambda2| / |lambda1|)^2 an iteration; Lanczos needs far fewer products
 * Source:    Golub &amp; Van Loan 2013, Section 8.2.1
 * </pre>
 *
 * @param eigenvalue lambda, of either sign
 * @param eigenvector v, of length 1
 * @param reason why the iteration ended
 * @param iterations products with the operator
 * @param residual |A v - lambda v|
 */
public record PowerIteration(
    double eigenvalue, Tensor eigenvector, StopReason reason, int iterations, double residual) {

  /**
   * Iterates from a given vector.
   *
   * <pre>
   * Edge:      A v = 0 gives the eigenvalue 0 of the eigenvector v
   * Errors:    IllegalArgumentException when A is not square, or start does not fit or is 0
   * </pre>
   */
  public static PowerIteration from(LinearOperator a, Tensor start, double relative, int most) {
    Checks.square("powerIteration", a);
    Checks.operand("powerIteration", "start", start, a.columns(), a.dtype());
    Checks.tolerance("powerIteration", "relative", relative);
    Checks.positive("powerIteration", "iterations", most);
    double norm = Vectors.norm(start.contiguous());
    Checks.nonzero("powerIteration", "start", norm);
    Tensor v = Vectors.divided(start, norm);
    for (int k = 1; ; k++) {
      Tensor w = a.apply(v).contiguous();
      double length = Vectors.norm(w);
      double lambda = Vectors.dot(v, w);
      double residual = Vectors.norm(w.sub(v.mul(lambda)));
      StopReason reason = reason(lambda, residual, relative, k == most);
      if (reason != null) {
        return new PowerIteration(lambda, v, reason, k, residual);
      }
      v = Vectors.divided(w, length);
    }
  }

  private static StopReason reason(double lambda, double residual, double relative, boolean last) {
    if (residual <= relative * Math.abs(lambda)) {
      return StopReason.CONVERGED;
    }
    if (!Double.isFinite(residual)) {
      return StopReason.NOT_FINITE;
    }
    return last ? StopReason.ITERATION_LIMIT : null;
  }
}

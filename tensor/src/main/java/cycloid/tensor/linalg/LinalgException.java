package cycloid.tensor.linalg;

/**
 * A matrix for which what was asked does not exist, or an iteration that did not converge.
 *
 * <p>The shapes were right and the numbers were not: a singular matrix has no inverse, an indefinite one no Cholesky
 * factor, one with NaN no eigenvalues.
 */
public final class LinalgException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  LinalgException(String message) {
    super(message);
  }
}

package cycloid.tensor.linalg;

/** Why an iteration ended. */
public enum StopReason {
  /** What was asked for is reached. */
  CONVERGED("converged"),
  /** The equations have no solution; the gradient A'(b - A x) of the squared residual is as small as asked for. */
  LEAST_SQUARES("converged to a least squares solution"),
  /** The iterations were used up. */
  ITERATION_LIMIT("out of iterations"),
  /** The error stopped falling before it was as small as asked for: rounding, or no solution. */
  STAGNATED("stagnated"),
  /** A direction p with p'Ap &lt;= 0 was met by a method that needs a positive definite matrix. */
  NOT_POSITIVE_DEFINITE("not positive definite"),
  /** The Krylov space is exhausted and does not hold a solution: the matrix is singular. */
  BREAKDOWN("breakdown: singular matrix"),
  /** NaN or an infinity appeared. */
  NOT_FINITE("not finite");

  private final String text;

  StopReason(String text) {
    this.text = text;
  }

  /** Whether the result is what was asked for. */
  public boolean isSuccess() {
    return this == CONVERGED || this == LEAST_SQUARES;
  }

  /** In words. */
  @Override
  public String toString() {
    return text;
  }
}

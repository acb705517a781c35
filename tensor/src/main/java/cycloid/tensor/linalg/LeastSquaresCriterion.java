package cycloid.tensor.linalg;

/**
 * When LSQR and LSMR end: Paige &amp; Saunders 1982, rules S1 and S2.
 *
 * <p>Either the residual is as small as was asked for, or its gradient A'r is small against |A| |r|, which no x can make
 * much smaller. The Frobenius norm of A is that of the bidiagonal matrix so far.
 */
final class LeastSquaresCriterion {
  private final History history;
  private final double relative;
  private double normSquare;

  LeastSquaresCriterion(LinearSystem system) {
    this.history = new History(system, Vectors.norm(system.b));
    this.relative = Math.max(system.relative, Matrices.epsilon(system.a.dtype()));
  }

  /** Counts in entries of the bidiagonal matrix. */
  void entries(double... entries) {
    for (double entry : entries) {
      normSquare += entry * entry;
    }
  }

  /** Notes the norms of r and A'r; a reason to end, or null. */
  StopReason reason(double residual, double normalResidual) {
    history.add(residual, normalResidual);
    StopReason reason = history.reason();
    if (reason == null && normalResidual <= relative * Math.sqrt(normSquare) * residual) {
      return StopReason.LEAST_SQUARES;
    }
    return reason;
  }

  History history() {
    return history;
  }
}

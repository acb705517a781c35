package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * What an iterative method for A x = b found, and why it ended.
 *
 * @param x the last iterate
 * @param reason why it is the last
 * @param iterations how many were made
 * @param residuals |b - A x| at the start and after each iteration, as the method estimates it from its recurrences
 * @param normalResiduals |A'(b - A x)| likewise, for methods of least squares; empty for others
 */
public record IterativeSolution(
    Tensor x, StopReason reason, int iterations, double[] residuals, double[] normalResiduals) {

  /** Whether the residual, or its gradient, is as small as was asked for. */
  public boolean converged() {
    return reason.isSuccess();
  }

  /** The last of {@link #residuals}. */
  public double residual() {
    return residuals[residuals.length - 1];
  }

  /** {@code converged after 12 iterations, residual 3.1e-11}. */
  @Override
  public String toString() {
    return reason + " after " + iterations + " iterations, residual " + residual();
  }
}

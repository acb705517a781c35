package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * Conjugate gradients, preconditioned: Nocedal &amp; Wright 2006, Algorithm 5.3, with the signs of r and p turned so that
 * r = b - A x.
 *
 * <pre>
 * r   residual b - A x          y   preconditioned residual
 * p   direction                 alpha, beta   lengths of the step and of the last direction in the next
 * </pre>
 */
final class ConjugateGradient {
  private ConjugateGradient() {}

  static IterativeSolution solve(LinearSystem system) {
    Tensor x = system.first();
    Tensor r = system.firstResidual();
    History history = new History(system, Vectors.norm(system.b));
    history.add(Vectors.norm(r));
    StopReason reason = history.reason();
    Tensor y = system.preconditioned(r);
    Tensor p = y.copy();
    double ry = Vectors.dot(r, y);
    for (int k = 0; reason == null && k < system.iterations; k++) {
      Tensor ap = system.a.apply(p).contiguous();
      double pap = Vectors.dot(p, ap);
      if (pap <= 0 || ry <= 0) {
        return history.solution(x, StopReason.NOT_POSITIVE_DEFINITE);
      }
      double alpha = ry / pap;
      Vectors.add(alpha, p, x);
      Vectors.add(-alpha, ap, r);
      y = system.preconditioned(r);
      double before = ry;
      ry = Vectors.dot(r, y);
      Vectors.scaleAdd(1, y, ry / before, p);
      history.add(Vectors.norm(r));
      reason = history.reason();
    }
    return history.solution(x, reason == null ? StopReason.ITERATION_LIMIT : reason);
  }
}

package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * Minimal residuals for symmetric A: Paige &amp; Saunders 1975, with the norms of Choi, Paige &amp; Saunders 2011.
 *
 * <p>The Lanczos vectors v of A make it a tridiagonal T with diagonal alpha and off-diagonal beta; rotations c, s turn T
 * into the triangle with diagonals gamma, delta, epsilon; w are the columns of V R^-1, and phi the entries of the rotated
 * right side, of which the last is the residual.
 */
final class Minres {
  private final LinearSystem system;
  private final Tensor x;
  private Tensor before;
  private Tensor r;
  private Tensor y;
  private Tensor w;
  private Tensor wBefore;
  private double beta;
  private double betaBefore;
  private double c = -1;
  private double s;
  private double deltaBar;
  private double epsilon;
  private double phiBar;
  private double normSquare;

  private Minres(LinearSystem system) {
    this.system = system;
    this.x = system.first();
    this.r = system.firstResidual();
    this.before = r;
    this.y = system.preconditioned(r);
    this.w = Tensor.zeros(x.dtype(), x.size());
    this.wBefore = w;
  }

  static IterativeSolution solve(LinearSystem system) {
    return new Minres(system).solve();
  }

  private IterativeSolution solve() {
    Tensor yOfB = system.preconditioned(system.b);
    double square = Vectors.dot(r, y);
    History history = new History(system, Math.sqrt(Math.max(0, Vectors.dot(system.b, yOfB))));
    beta = Math.sqrt(Math.max(0, square));
    phiBar = beta;
    history.add(square < 0 ? Double.NaN : beta);
    if (square < 0) {
      return history.solution(x, StopReason.NOT_POSITIVE_DEFINITE);
    }
    StopReason reason = history.reason();
    for (int k = 0; reason == null && k < system.iterations; k++) {
      reason = iterate(history);
    }
    return history.solution(x, reason == null ? StopReason.ITERATION_LIMIT : reason);
  }

  /** One Lanczos step, one rotation, one update of x; a reason to end, or null. */
  private StopReason iterate(History history) {
    Tensor v = Vectors.divided(y, beta);
    double alpha = lanczos(v);
    double square = Vectors.dot(r, y);
    if (square < 0) {
      return StopReason.NOT_POSITIVE_DEFINITE;
    }
    beta = Math.sqrt(square);

    double epsilonBefore = epsilon;
    double delta = c * deltaBar + s * alpha;
    double gammaBar = s * deltaBar - c * alpha;
    epsilon = s * beta;
    deltaBar = -c * beta;
    double gamma = StrictMath.hypot(gammaBar, beta);
    normSquare += alpha * alpha + betaBefore * betaBefore + beta * beta;
    // |A r| of the residual r before this step is phiBar * |(gammaBar, deltaBar)|.
    double gradient = StrictMath.hypot(gammaBar, deltaBar);
    double relative = Math.max(system.relative, Matrices.epsilon(x.dtype()));
    if (gradient <= relative * Math.sqrt(normSquare)) {
      return StopReason.LEAST_SQUARES;
    }
    c = gammaBar / gamma;
    s = beta / gamma;
    double phi = c * phiBar;
    phiBar = s * phiBar;

    Tensor next = v;
    Vectors.add(-epsilonBefore, wBefore, next);
    Vectors.add(-delta, w, next);
    Vectors.scaleAdd(0, next, 1 / gamma, next);
    wBefore = w;
    w = next;
    Vectors.add(phi, w, x);
    history.add(Math.abs(phiBar));
    return history.reason();
  }

  /** The next r = A v - (alpha / beta) r - (beta / betaBefore) before, and y; returns alpha. */
  private double lanczos(Tensor v) {
    Tensor next = system.a.apply(v).copy();
    if (betaBefore != 0) {
      Vectors.add(-beta / betaBefore, before, next);
    }
    double alpha = Vectors.dot(v, next);
    Vectors.add(-alpha / beta, r, next);
    before = r;
    r = next;
    y = system.preconditioned(r);
    betaBefore = beta;
    return alpha;
  }
}

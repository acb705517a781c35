package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * LSMR: Fong &amp; Saunders 2011 (arXiv:1006.0758).
 *
 * <pre>
 * alphaBar, rho, theta       first QR factorization, of the bidiagonal matrix; rotation c, s; cHat, sHat for damping
 * rhoBar, thetaBar, zeta     second, of the transpose of its R; rotation cBar, sBar; |zetaBar| is the norm of A'r
 * h, hBar                    directions; x moves along hBar
 * betaDot ... tauDot         what gives the norm of r; the tilde of the paper is written Tilde
 * </pre>
 */
final class Lsmr {
  private final LinearSystem system;
  private final double damping;
  private final LeastSquaresCriterion criterion;
  private final Tensor x;
  private final Bidiagonalization space;
  private final Tensor h;
  private final Tensor hBar;

  private double alphaBar;
  private double zetaBar;
  private double zeta;
  private double rho = 1;
  private double rhoBar = 1;
  private double cBar = 1;
  private double sBar;

  private double betaDoubleDot;
  private double betaDot;
  private double rhoDot = 1;
  private double tauTilde;
  private double thetaTilde;
  private double d;

  Lsmr(LinearSystem system, double damping) {
    this.system = system;
    this.damping = damping;
    this.criterion = new LeastSquaresCriterion(system);
    this.x = system.first();
    this.space = new Bidiagonalization(system.a, system.firstResidual());
    this.h = space.v().copy();
    this.hBar = Tensor.zeros(h.dtype(), h.size());
    this.alphaBar = space.alpha();
    this.zetaBar = space.alpha() * space.beta();
    this.betaDoubleDot = space.beta();
  }

  IterativeSolution solve() {
    criterion.entries(space.alpha());
    StopReason reason = criterion.reason(space.beta(), space.alpha() * space.beta());
    for (int k = 0; reason == null && k < system.iterations; k++) {
      reason = iterate();
    }
    return criterion.history().solution(x, reason == null ? StopReason.ITERATION_LIMIT : reason);
  }

  private StopReason iterate() {
    space.step();
    double alpha = space.alpha();
    double beta = space.beta();
    criterion.entries(alpha, beta, damping);

    double alphaHat = StrictMath.hypot(alphaBar, damping);
    double cHat = alphaBar / alphaHat;
    double sHat = damping / alphaHat;

    double rhoBefore = rho;
    rho = StrictMath.hypot(alphaHat, beta);
    double c = alphaHat / rho;
    double s = beta / rho;
    double theta = s * alpha;
    alphaBar = c * alpha;

    double rhoBarBefore = rhoBar;
    double zetaBefore = zeta;
    double thetaBar = sBar * rho;
    rhoBar = StrictMath.hypot(cBar * rho, theta);
    double cosine = cBar * rho / rhoBar;
    sBar = theta / rhoBar;
    cBar = cosine;
    zeta = cBar * zetaBar;
    zetaBar = -sBar * zetaBar;

    Vectors.scaleAdd(1, h, -thetaBar * rho / (rhoBefore * rhoBarBefore), hBar);
    Vectors.add(zeta / (rho * rhoBar), hBar, x);
    Vectors.scaleAdd(1, space.v(), -theta / rho, h);
    return criterion.reason(residual(cHat, sHat, c, s, thetaBar, zetaBefore), Math.abs(zetaBar));
  }

  /** The norm of the residual of the damped problem, from a third QR factorization that is carried along. */
  private double residual(
      double cHat, double sHat, double c, double s, double thetaBar, double zetaBefore) {
    double betaAcute = cHat * betaDoubleDot;
    double betaCheck = -sHat * betaDoubleDot;
    double betaHat = c * betaAcute;
    betaDoubleDot = -s * betaAcute;

    double thetaTildeBefore = thetaTilde;
    double rhoTilde = StrictMath.hypot(rhoDot, thetaBar);
    double cTilde = rhoDot / rhoTilde;
    double sTilde = thetaBar / rhoTilde;
    thetaTilde = sTilde * rhoBar;
    rhoDot = cTilde * rhoBar;
    betaDot = -sTilde * betaDot + cTilde * betaHat;
    tauTilde = (zetaBefore - thetaTildeBefore * tauTilde) / rhoTilde;
    double tauDot = (zeta - thetaTilde * tauTilde) / rhoDot;
    d += betaCheck * betaCheck;
    double difference = betaDot - tauDot;
    return Math.sqrt(d + difference * difference + betaDoubleDot * betaDoubleDot);
  }
}

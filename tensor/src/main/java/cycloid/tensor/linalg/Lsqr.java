package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * LSQR: Paige &amp; Saunders 1982, with damping by a second rotation as in their Algorithm 583.
 *
 * <pre>
 * rhoBar, phiBar   the corner of the rotated bidiagonal matrix and the end of its right side
 * rho, phi, theta  what the rotation c, s makes of them
 * w                direction, v - (theta / rho) w
 * </pre>
 */
final class Lsqr {
  private final LinearSystem system;
  private final double damping;
  private final LeastSquaresCriterion criterion;
  private final Tensor x;
  private final Bidiagonalization space;
  private final Tensor w;
  private double rhoBar;
  private double phiBar;
  private double dampedSquare;

  Lsqr(LinearSystem system, double damping) {
    this.system = system;
    this.damping = damping;
    this.criterion = new LeastSquaresCriterion(system);
    this.x = system.first();
    this.space = new Bidiagonalization(system.a, system.firstResidual());
    this.w = space.v().copy();
    this.rhoBar = space.alpha();
    this.phiBar = space.beta();
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
    criterion.entries(space.alpha(), space.beta(), damping);

    double rhoBar1 = StrictMath.hypot(rhoBar, damping);
    double psi = damping / rhoBar1 * phiBar;
    phiBar = rhoBar / rhoBar1 * phiBar;
    dampedSquare += psi * psi;

    double rho = StrictMath.hypot(rhoBar1, space.beta());
    double c = rhoBar1 / rho;
    double s = space.beta() / rho;
    double theta = s * space.alpha();
    rhoBar = -c * space.alpha();
    double phi = c * phiBar;
    phiBar = s * phiBar;

    Vectors.add(phi / rho, w, x);
    Vectors.scaleAdd(1, space.v(), -theta / rho, w);
    return criterion.reason(
        Math.sqrt(phiBar * phiBar + dampedSquare), Math.abs(phiBar * space.alpha() * c));
  }
}

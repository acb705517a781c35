package cycloid.tensor.linalg;

import java.util.List;

/**
 * An odd polynomial of degree five, which one step of Newton and Schulz applies to every singular value.
 *
 * <pre>
 * Formula:   s = a s + b s^3 + c s^5
 * </pre>
 *
 * @param a slope at 0: how fast small singular values grow
 * @param b of the cube
 * @param c of the fifth power; 0 makes it a cubic
 */
public record Quintic(double a, double b, double c) {
  /** Steep at 0; five steps bring [0.005, 1] into [0.68, 1.16]: near 1, not to 1. Jordan et al. 2024 (Muon). */
  public static final Quintic MUON = new Quintic(3.4445, -4.775, 2.0315);

  /** Newton's iteration for the polar factor without inverses: converges quadratically from (0, sqrt(3)). Schulz 1933. */
  public static final Quintic CUBIC = new Quintic(1.5, -0.5, 0);

  /** Converges cubically: the polynomial that touches 1 at 1 to second order. */
  public static final Quintic CUBICALLY_CONVERGENT = new Quintic(1.875, -1.25, 0.375);

  /** Converges quadratically, and starts steeper than {@link #CUBIC}. */
  public static final Quintic CONVERGENT = new Quintic(2, -1.5, 0.5);

  /** Five different steps for a flatter end than {@link #MUON} repeated. */
  public static final List<Quintic> FIVE_STEPS = List.of(
      new Quintic(4.0848, -6.8946, 2.9270),
      new Quintic(3.9505, -6.3029, 2.6377),
      new Quintic(3.7418, -5.5913, 2.3037),
      new Quintic(2.8769, -3.1427, 1.2046),
      new Quintic(2.8366, -3.0525, 1.2012));

  /**
   * The best polynomials one after the other for singular values in [1e-3, 1], shrunk by 2 % so that rounding does not
   * carry them over: Amsel et al. 2025, Polar Express (arXiv:2505.16932), Algorithm 1.
   */
  public static final List<Quintic> POLAR_EXPRESS = List.of(
      new Quintic(8.156554524902461, -22.48329292557795, 15.878769915207462),
      new Quintic(4.042929935166739, -2.808917465908714, 0.5000178451051316),
      new Quintic(3.8916678022926607, -2.772484153217685, 0.5060648178503393),
      new Quintic(3.285753657755655, -2.3681294933425376, 0.46449024233003106),
      new Quintic(2.3465413258596377, -1.7097828382687081, 0.42323551169305323));

  /** What one step makes of a singular value. */
  public double at(double s) {
    double square = s * s;
    return s * (a + square * (b + square * c));
  }
}

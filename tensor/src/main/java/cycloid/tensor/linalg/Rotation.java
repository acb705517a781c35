package cycloid.tensor.linalg;

/**
 * A rotation that turns (f, g) into (r, 0): c f + s g = r, c g - s f = 0, c^2 + s^2 = 1.
 *
 * <p>One object is used again for all rotations of an iteration.
 *
 * <pre>
 * Source:    LAPACK, dlartg; scaled where squares would leave the range of double
 * </pre>
 */
final class Rotation {
  double c;
  double s;
  double r;

  void set(double f, double g) {
    if (g == 0) {
      c = 1;
      s = 0;
      r = f;
      return;
    }
    if (f == 0) {
      c = 0;
      s = 1;
      r = g;
      return;
    }
    r = Math.copySign(Householder.hypotenuse(f, g), f);
    c = f / r;
    s = g / r;
  }
}

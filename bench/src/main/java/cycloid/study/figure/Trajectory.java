package cycloid.study.figure;

/**
 * The way of an iteration over a plane. It is drawn up to the first point that is not finite.
 *
 * @param label who went there
 * @param note what came of it, in a few words; may be empty
 * @param colour 0 to 5, a colour of the palette
 * @param x first coordinates of the points, in order
 * @param y second coordinates
 */
public record Trajectory(String label, String note, int colour, double[] x, double[] y) {
  public Trajectory {
    Colours.check("trajectory", colour);
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "trajectory: arrays must have one length, at least 1; got x=" + x.length + ", y="
              + y.length + " in " + label);
    }
  }

  /** How many points there are before the first that is not finite. */
  int finitePoints() {
    int n = 0;
    while (n < x.length && Double.isFinite(x[n]) && Double.isFinite(y[n])) {
      n++;
    }
    return n;
  }
}

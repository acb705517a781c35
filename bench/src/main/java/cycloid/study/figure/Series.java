package cycloid.study.figure;

/**
 * One curve of a line plot, with an optional band around it. Values that are not finite leave a gap.
 *
 * @param label the text at its end
 * @param colour 0 to 5, a colour of the palette
 * @param x places along the x axis, increasing
 * @param y heights of the curve
 * @param low lower edge of the band, or null
 * @param high upper edge of the band, or null
 */
public record Series(
    String label, int colour, double[] x, double[] y, double[] low, double[] high) {
  public Series {
    Colours.check("series", colour);
    if (x.length != y.length
        || low != null && (low.length != x.length || high.length != x.length)) {
      throw new IllegalArgumentException("series: arrays must have one length; got x=" + x.length
          + ", y=" + y.length + (low == null ? "" : ", low=" + low.length + ", high=" + high.length)
          + " in " + label);
    }
  }

  /** A curve without a band. */
  public static Series of(String label, int colour, double[] x, double[] y) {
    return new Series(label, colour, x, y, null, null);
  }

  /** A curve over 0, 1, 2, ... */
  public static Series of(String label, int colour, double[] y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return of(label, colour, x, y);
  }

  /** The same curve with a band around it. */
  public Series withBand(double[] low, double[] high) {
    return new Series(label, colour, x, y, low, high);
  }
}

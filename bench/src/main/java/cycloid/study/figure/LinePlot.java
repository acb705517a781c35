package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.List;

/**
 * Curves over a common axis, each with its label beside it instead of a legend.
 *
 * <p>Values outside the scales are cut off at the frame, values that have no place (NaN, zero on a logarithmic axis)
 * leave a gap. The points of a curve that has few are marked. Points of
 * others that would not move the drawn line are left out of the file.
 */
public record LinePlot(String title, String description, Axis x, Axis y, List<Series> series)
    implements Figure {
  private static final double TOLERANCE = 0.3; // of a drawing unit: less than anyone can see
  private static final int FEW = 12; // points of a curve that are marked one by one
  private static final double LEFT = 46;
  private static final double TOP = 34;
  private static final double BOTTOM = 44;

  public LinePlot {
    series = List.copyOf(series);
  }

  @Override
  public int width() {
    return 720;
  }

  @Override
  public int height() {
    return 380;
  }

  @Override
  public void draw(Markup svg, String id) {
    double right = CurveLabels.margin(series, x.scale());
    Frame frame = new Frame(LEFT, TOP, width() - LEFT - right, height() - TOP - BOTTOM, x, y);
    List<Curve> curves = series.stream().map(one -> Curve.of(frame, one)).toList();
    frame.drawRows(svg);
    frame.drawColumns(svg);
    frame.openClipped(svg, id);
    for (Series one : series) {
      drawBand(svg, frame, one);
    }
    for (Curve curve : curves) {
      drawLine(svg, curve);
    }
    svg.close();
    CurveLabels.draw(svg, frame, curves);
  }

  private static void drawLine(Markup svg, Curve curve) {
    curve.draw(svg, TOLERANCE);
    if (curve.series().x().length <= FEW) {
      svg.empty(
          "path", "class", "dots " + Colours.className(curve.series().colour()), "d", dots(curve));
    }
  }

  private static String dots(Curve curve) {
    StringBuilder path = new StringBuilder();
    for (double[][] piece : curve.pieces()) {
      for (int i = 0; i < piece[0].length; i++) {
        path.append('M').append(Polyline.point(piece[0][i], piece[1][i])).append("h0");
      }
    }
    return path.toString();
  }

  private static void drawBand(Markup svg, Frame frame, Series one) {
    if (one.low() == null) {
      return;
    }
    List<double[][]> low = Curve.pieces(frame, one.x(), one.low());
    List<double[][]> high = Curve.pieces(frame, one.x(), one.high());
    if (low.size() != 1 || high.size() != 1) {
      return; // a band with holes says nothing that its curve does not
    }
    double[][] back = {reversed(low.get(0)[0]), reversed(low.get(0)[1])};
    String path = Polyline.path(high.get(0)[0], high.get(0)[1], TOLERANCE)
        + Polyline.path(back[0], back[1], TOLERANCE).replaceFirst("M", "L") + "Z";
    svg.empty("path", "class", "band " + Colours.className(one.colour()), "d", path);
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}

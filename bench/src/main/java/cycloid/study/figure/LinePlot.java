package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * Curves over a common axis, each with its label at its end instead of a legend.
 *
 * <p>Values outside the scales are cut off at the frame, values that have no place (NaN, zero on a logarithmic axis)
 * leave a gap. Points that would not move the drawn line are left out of the file.
 */
public record LinePlot(String title, String description, Axis x, Axis y, List<Series> series) implements Figure {
  private static final double TOLERANCE = 0.3; // of a drawing unit: less than anyone can see
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
    Frame frame = frame();
    frame.drawRows(svg);
    frame.drawColumns(svg);
    frame.openClipped(svg, id);
    for (Series one : series) {
      drawBand(svg, frame, one);
    }
    for (Series one : series) {
      drawLine(svg, frame, one);
    }
    svg.close();
    drawLabels(svg, frame);
  }

  private Frame frame() {
    double widest = series.stream().mapToDouble(one -> Labels.width(one.label())).max().orElse(0);
    double right = widest == 0 ? 12 : 26 + widest;
    return new Frame(LEFT, TOP, width() - LEFT - right, height() - TOP - BOTTOM, x, y);
  }

  private static void drawLine(Markup svg, Frame frame, Series one) {
    StringBuilder path = new StringBuilder();
    for (double[][] piece : pieces(frame, one.x(), one.y())) {
      path.append(Polyline.path(piece[0], piece[1], TOLERANCE));
    }
    svg.empty("path", "class", "line " + Colours.className(one.colour()), "d", path);
  }

  private static void drawBand(Markup svg, Frame frame, Series one) {
    if (one.low() == null) {
      return;
    }
    List<double[][]> low = pieces(frame, one.x(), one.low());
    List<double[][]> high = pieces(frame, one.x(), one.high());
    if (low.size() != 1 || high.size() != 1) {
      return; // a band with holes says nothing that its curve does not
    }
    String back = Polyline.path(reversed(low.get(0)[0]), reversed(low.get(0)[1]), TOLERANCE).replaceFirst("M", "L");
    String path = Polyline.path(high.get(0)[0], high.get(0)[1], TOLERANCE) + back + "Z";
    svg.empty("path", "class", "band " + Colours.className(one.colour()), "d", path);
  }

  /** Cuts a curve where it has no place, and keeps what is far outside near the frame, so coordinates stay small. */
  private static List<double[][]> pieces(Frame frame, double[] x, double[] y) {
    List<double[][]> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= x.length; i++) {
      if (i == x.length || !isPlaced(frame, x[i], y[i])) {
        if (i > start) {
          pieces.add(piece(frame, x, y, start, i));
        }
        start = i + 1;
      }
    }
    return pieces;
  }

  private static boolean isPlaced(Frame frame, double x, double y) {
    return Double.isFinite(frame.x(x)) && Double.isFinite(frame.y(y));
  }

  private static double[][] piece(Frame frame, double[] x, double[] y, int start, int end) {
    double[][] piece = new double[2][end - start];
    for (int i = start; i < end; i++) {
      piece[0][i - start] = frame.x(x[i]);
      piece[1][i - start] = Math.max(-frame.height(), Math.min(3 * frame.height(), frame.y(y[i])));
    }
    return piece;
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  private void drawLabels(Markup svg, Frame frame) {
    List<double[]> ends = new ArrayList<>();
    List<Series> labelled = new ArrayList<>();
    for (Series one : series) {
      List<double[][]> pieces = pieces(frame, one.x(), one.y());
      if (!pieces.isEmpty() && !one.label().isEmpty()) {
        double[][] last = pieces.get(pieces.size() - 1);
        int end = last[0].length - 1;
        ends.add(new double[] {last[0][end], Math.max(frame.top(), Math.min(frame.bottom(), last[1][end]))});
        labelled.add(one);
      }
    }
    double[] heights = ends.stream().mapToDouble(end -> end[1]).toArray();
    double[] places = Labels.spread(heights, Labels.LEADING, frame.top(), frame.bottom());
    for (int i = 0; i < places.length; i++) {
      drawLabel(svg, frame, labelled.get(i), ends.get(i), places[i]);
    }
  }

  /** A curve that ends early, or whose label had to move, is joined to it by a thin line. */
  private static void drawLabel(Markup svg, Frame frame, Series one, double[] end, double place) {
    double start = frame.right() + 4;
    String colour = Colours.className(one.colour());
    svg.empty("circle", "class", "end " + colour, "cx", end[0], "cy", end[1], "r", 2.5);
    if (Math.abs(place - end[1]) > 1 || end[0] < frame.right() - 2) {
      svg.empty("path", "class", "leader " + colour,
          "d", "M" + Polyline.point(end[0] + 3, end[1]) + "L" + Polyline.point(start + 10, place));
    }
    svg.element("text", one.label(), "class", "label " + colour, "x", start + 14, "y", place + 4.5);
  }
}

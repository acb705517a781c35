package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.List;

/** The names of curves: beside the right edge for those that reach it, in free places for those that end before. */
final class CurveLabels {
  private static final double BESIDE = 18; // from the right edge to the text

  private CurveLabels() {}

  /** How much room the labels need beside the right edge. */
  static double margin(List<Series> series, Scale x) {
    double widest = 0;
    for (Series one : series) {
      widest = Math.max(widest, Curve.reachesRightEdge(one, x) ? Labels.width(one.label()) : 0);
    }
    return widest == 0 ? 12 : BESIDE + 8 + widest;
  }

  static void draw(Markup svg, Frame frame, List<Curve> curves) {
    List<Curve> labelled = curves.stream().filter(Curve::isLabelled).toList();
    Scale x = frame.x().scale();
    for (Curve curve : labelled) {
      double[] end = curve.end(frame);
      svg.empty("circle", "class", "end " + colour(curve), "cx", end[0], "cy", end[1], "r", 2.5);
    }
    drawOutside(
        svg,
        frame,
        labelled.stream()
            .filter(curve -> Curve.reachesRightEdge(curve.series(), x))
            .toList());
    FreePlace free = new FreePlace(frame);
    for (int i = 0; i < curves.size(); i++) {
      for (double[][] piece : curves.get(i).pieces()) {
        free.take(piece[0], piece[1], i);
      }
    }
    for (Curve curve : labelled) {
      if (!Curve.reachesRightEdge(curve.series(), x)) {
        drawInside(svg, free, curve, curves.indexOf(curve));
      }
    }
  }

  private static void drawInside(Markup svg, FreePlace free, Curve curve, int number) {
    double[][] last = curve.lastPiece();
    double[] place = free.find(last[0], last[1], Labels.width(curve.series().label()), number);
    svg.element(
        "text",
        curve.series().label(),
        "class",
        "label inside " + colour(curve),
        "x",
        place[0],
        "y",
        place[1] + 4.5);
  }

  private static void drawOutside(Markup svg, Frame frame, List<Curve> curves) {
    double[] heights = curves.stream().mapToDouble(curve -> curve.end(frame)[1]).toArray();
    double[] places = Labels.spread(heights, Labels.LEADING, frame.top(), frame.bottom());
    for (int i = 0; i < places.length; i++) {
      drawOutside(svg, frame, curves.get(i), places[i]);
    }
  }

  /** A label that had to move away from its curve is joined to it by a thin line. */
  private static void drawOutside(Markup svg, Frame frame, Curve curve, double place) {
    double start = frame.right() + BESIDE;
    double[] end = curve.end(frame);
    if (Math.abs(place - end[1]) > 1 || end[0] < frame.right() - 2) {
      svg.empty(
          "path",
          "class",
          "leader " + colour(curve),
          "d",
          "M" + Polyline.point(end[0] + 3, end[1]) + "L" + Polyline.point(start - 4, place));
    }
    svg.element(
        "text",
        curve.series().label(),
        "class",
        "label " + colour(curve),
        "x",
        start,
        "y",
        place + 4.5);
  }

  private static String colour(Curve curve) {
    return Colours.className(curve.series().colour());
  }
}

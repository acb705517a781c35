package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * Points in groups, each group with one label beside that of its points where there is most room, among lines that bound
 * them.
 *
 * <p>Points and lines outside the scales are cut off at the frame; values that have no place are left out.
 *
 * @param lines drawn through their points, with their label at the end or, where that is inside, beside the line
 * @param groups drawn as dots
 */
public record ScatterPlot(
    String title, String description, Axis x, Axis y, List<Series> lines, List<Series> groups)
    implements Figure {
  private static final double LEFT = 46;
  private static final double TOP = 34;
  private static final double BOTTOM = 44;
  private static final double RADIUS = 4;

  public ScatterPlot {
    lines = List.copyOf(lines);
    groups = List.copyOf(groups);
  }

  @Override
  public int width() {
    return 720;
  }

  @Override
  public int height() {
    return 480;
  }

  @Override
  public void draw(Markup svg, String id) {
    double right = CurveLabels.margin(lines, x.scale());
    Frame frame = new Frame(LEFT, TOP, width() - LEFT - right, height() - TOP - BOTTOM, x, y);
    List<Curve> curves = lines.stream().map(one -> Curve.of(frame, one)).toList();
    frame.drawRows(svg);
    frame.drawColumns(svg);
    frame.openClipped(svg, id);
    for (Curve curve : curves) {
      curve.draw(svg, 0);
    }
    for (Series group : groups) {
      drawDots(svg, frame, group);
    }
    svg.close();
    CurveLabels.draw(svg, frame, curves);
    drawLabels(svg, frame, curves);
  }

  private static void drawDots(Markup svg, Frame frame, Series group) {
    for (double[] place : places(frame, group)) {
      svg.open(
          "circle",
          "class",
          "value " + Colours.className(group.colour()),
          "cx",
          place[0],
          "cy",
          place[1],
          "r",
          RADIUS);
      svg.element("title", group.label()).close();
    }
  }

  private void drawLabels(Markup svg, Frame frame, List<Curve> curves) {
    FreePlace free = new FreePlace(frame);
    for (Curve curve : curves) {
      curve.pieces().forEach(piece -> free.take(piece[0], piece[1], -1));
    }
    for (int i = 0; i < groups.size(); i++) {
      for (double[] place : places(frame, groups.get(i))) {
        free.take(new double[] {place[0]}, new double[] {place[1]}, i);
      }
    }
    for (int i = 0; i < groups.size(); i++) {
      drawLabel(svg, frame, free, i);
    }
  }

  private void drawLabel(Markup svg, Frame frame, FreePlace free, int i) {
    Series group = groups.get(i);
    List<double[]> places = places(frame, group);
    if (places.isEmpty() || group.label().isEmpty()) {
      return;
    }
    double[] xs = places.stream().mapToDouble(place -> place[0]).toArray();
    double[] ys = places.stream().mapToDouble(place -> place[1]).toArray();
    double[] start = free.find(xs, ys, Labels.width(group.label()), i);
    svg.element(
        "text",
        group.label(),
        "class",
        "label inside " + Colours.className(group.colour()),
        "x",
        start[0],
        "y",
        start[1] + 4.5);
  }

  /** The points inside the frame. */
  private static List<double[]> places(Frame frame, Series group) {
    List<double[]> places = new ArrayList<>();
    for (int i = 0; i < group.x().length; i++) {
      double px = frame.x(group.x()[i]);
      double py = frame.y(group.y()[i]);
      if (px >= frame.left() && px <= frame.right() && py >= frame.top() && py <= frame.bottom()) {
        places.add(new double[] {px, py});
      }
    }
    return places;
  }
}

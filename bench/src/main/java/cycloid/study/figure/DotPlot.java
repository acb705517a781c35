package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.List;

/** One value a row as a dot on a common axis, with the single measurements it sums up as small rings. */
public record DotPlot(String title, String description, Axis x, List<Row> rows) implements Figure {
  private static final double TOP = 6;
  private static final double BOTTOM = 44;
  private static final double PITCH = 27;

  /**
   * One row.
   *
   * @param label what was measured
   * @param colour 0 to 5, a colour of the palette
   * @param value where the dot stands
   * @param samples the single measurements; may be empty
   * @param text the value as text, at the end of the row
   */
  public record Row(String label, int colour, double value, double[] samples, String text) {
    public Row {
      Colours.check("row", colour);
    }
  }

  public DotPlot {
    rows = List.copyOf(rows);
  }

  @Override
  public int width() {
    return 720;
  }

  @Override
  public int height() {
    return (int) (TOP + PITCH * rows.size() + BOTTOM);
  }

  @Override
  public void draw(Markup svg, String id) {
    double left = 16 + Labels.widest(rows, Row::label);
    double right = 20 + Labels.widest(rows, Row::text);
    Frame frame = Frame.ofRows(left, TOP, width() - left - right, PITCH * rows.size(), x);
    frame.drawColumns(svg);
    for (int i = 0; i < rows.size(); i++) {
      drawRow(svg, frame, rows.get(i), TOP + PITCH * (i + 0.5));
    }
  }

  private void drawRow(Markup svg, Frame frame, Row row, double at) {
    String colour = Colours.className(row.colour());
    svg.element(
        "text",
        row.label(),
        "class",
        "label " + colour,
        "x",
        frame.left() - 14,
        "y",
        at + 4.5,
        "text-anchor",
        "end");
    svg.empty(
        "line", "class", "guide", "x1", frame.left(), "y1", at, "x2", frame.right(), "y2", at);
    for (double sample : row.samples()) {
      if (isInside(sample)) {
        svg.empty("circle", "class", "sample " + colour, "cx", frame.x(sample), "cy", at, "r", 3.2);
      }
    }
    if (isInside(row.value())) {
      svg.empty("circle", "class", "value " + colour, "cx", frame.x(row.value()), "cy", at, "r", 5);
    }
    svg.element(
        "text", row.text(), "class", "number", "x", width(), "y", at + 4.5, "text-anchor", "end");
  }

  private boolean isInside(double value) {
    double place = x.scale().place(value);
    return place >= 0 && place <= 1;
  }
}

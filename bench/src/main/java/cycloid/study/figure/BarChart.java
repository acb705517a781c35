package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.List;

/**
 * One value a row as a bar on a common axis, from a base to the value: to the right where the value is above the base, to
 * the left where it is below.
 *
 * @param x the axis; a bar that leaves it is cut off at its end
 * @param base where bars begin
 */
public record BarChart(String title, String description, Axis x, double base, List<Row> rows)
    implements Figure {
  private static final double TOP = 6;
  private static final double BOTTOM = 44;
  private static final double PITCH = 21;
  private static final double THICKNESS = 12;

  /**
   * One row.
   *
   * @param label what was measured
   * @param colour 0 to 5, a colour of the palette
   * @param value where the bar ends
   * @param text the value as text, at the end of the row
   */
  public record Row(String label, int colour, double value, String text) {
    public Row {
      Colours.check("row", colour);
    }
  }

  public BarChart {
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
    double left = 12 + Labels.widest(rows, Row::label);
    double right = 16 + Labels.widest(rows, Row::text);
    Frame frame = Frame.ofRows(left, TOP, width() - left - right, PITCH * rows.size(), x);
    frame.drawColumns(svg);
    for (int i = 0; i < rows.size(); i++) {
      drawRow(svg, frame, rows.get(i), TOP + PITCH * (i + 0.5));
    }
    double at = frame.x(base);
    svg.empty("line", "class", "base", "x1", at, "y1", TOP, "x2", at, "y2", frame.bottom());
  }

  private void drawRow(Markup svg, Frame frame, Row row, double middle) {
    svg.element(
        "text", row.label(), "x", frame.left() - 12, "y", middle + 4.5, "text-anchor", "end");
    double end = inside(frame, row.value());
    double begin = inside(frame, base);
    svg.empty(
        "rect",
        "class",
        Colours.className(row.colour()),
        "fill",
        "currentColor",
        "x",
        Math.min(begin, end),
        "y",
        middle - THICKNESS / 2,
        "width",
        Math.abs(end - begin),
        "height",
        THICKNESS);
    svg.element(
        "text",
        row.text(),
        "class",
        "number",
        "x",
        width(),
        "y",
        middle + 4.5,
        "text-anchor",
        "end");
  }

  /** The place of a value, or the nearer end of the axis; the base for a value without a place. */
  private double inside(Frame frame, double value) {
    double place = frame.x(Double.isNaN(x.scale().place(value)) ? base : value);
    return Math.max(frame.left(), Math.min(frame.right(), place));
  }
}

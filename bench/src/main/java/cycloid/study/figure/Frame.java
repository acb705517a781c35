package cycloid.study.figure;

import cycloid.study.markup.Markup;

/**
 * The rectangle of a drawing in which the data stand, with its two axes.
 *
 * @param left x coordinate of the left edge
 * @param top y coordinate of the upper edge
 */
record Frame(double left, double top, double width, double height, Axis x, Axis y) {
  /** A frame of rows of things that have a place on the x axis alone. */
  static Frame ofRows(double left, double top, double width, double height, Axis x) {
    return new Frame(left, top, width, height, x, new Axis("", Scale.linear(0, 1)));
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  double x(double value) {
    return left + width * x.scale().place(value);
  }

  double y(double value) {
    return bottom() - height * y.scale().place(value);
  }

  /** Horizontal grid lines across the frame, with their labels at the left and the title of the y axis above. */
  void drawRows(Markup svg) {
    drawLeft(svg, "grid", right());
  }

  /** Ticks of the y axis outside the frame, for a picture that grid lines would disturb. */
  void drawLeftTicks(Markup svg) {
    drawLeft(svg, "base", left - 5);
  }

  private void drawLeft(Markup svg, String lines, double end) {
    for (Tick tick : y.scale().ticks((int) Math.max(2, height / 38))) {
      double at = y(tick.value());
      if (!tick.isMinor()) {
        svg.empty("line", "class", lines, "x1", left, "y1", at, "x2", end, "y2", at);
        svg.element(
            "text",
            tick.label(),
            "class",
            "tick",
            "x",
            left - 8,
            "y",
            at + 4.5,
            "text-anchor",
            "end");
      }
    }
    if (!y.title().isEmpty()) {
      svg.element("text", y.title(), "class", "axis", "x", 0, "y", top - 14);
    }
  }

  /** The base line with its ticks and labels below, and the title of the x axis under them. */
  void drawColumns(Markup svg) {
    svg.empty("line", "class", "base", "x1", left, "y1", bottom(), "x2", right(), "y2", bottom());
    for (Tick tick : x.scale().ticks((int) Math.max(2, width / 72))) {
      double at = x(tick.value());
      double length = tick.isMinor() ? 3 : 5;
      svg.empty(
          "line", "class", "base", "x1", at, "y1", bottom(), "x2", at, "y2", bottom() + length);
      if (!tick.isMinor()) {
        svg.element(
            "text",
            tick.label(),
            "class",
            "tick",
            "x",
            at,
            "y",
            bottom() + 19,
            "text-anchor",
            "middle");
      }
    }
    if (!x.title().isEmpty()) {
      svg.element(
          "text",
          x.title(),
          "class",
          "axis",
          "x",
          right(),
          "y",
          bottom() + 38,
          "text-anchor",
          "end");
    }
  }

  /** Opens a group whose content shows only within the frame. */
  Markup openClipped(Markup svg, String id) {
    svg.open("clipPath", "id", id + "-clip");
    svg.empty("rect", "x", left, "y", top, "width", width, "height", height);
    svg.close();
    return svg.open("g", "clip-path", "url(#" + id + "-clip)");
  }
}

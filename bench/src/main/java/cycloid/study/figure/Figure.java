package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Something that can be shown: a value that draws itself as SVG.
 *
 * <p>The drawing scales with the width it is given, names itself to screen readers, and takes its colours from the
 * custom properties of {@link #css}, so it follows the reader's light or dark scheme.
 */
public interface Figure {
  /** A few words that name the figure. */
  String title();

  /** A sentence or two that say what can be seen, for readers who cannot see it. */
  String description();

  /** The width of the drawing in units of its own coordinates; text is 13 of these high. */
  int width();

  /** The height of the drawing. */
  int height();

  /**
   * Draws the content.
   *
   * @param svg where to
   * @param id a name that no other figure of the page has, for references within the drawing
   */
  void draw(Markup svg, String id);

  /** Returns the figure as an {@code svg} element to stand in a page that holds {@link #css} once. */
  default String svg(String id) {
    Markup svg = new Markup();
    open(svg, id, null);
    draw(svg, id);
    return svg.close().toString();
  }

  /** Returns the figure as a file of its own, style included. */
  default String file() {
    Markup svg = new Markup();
    open(svg, "figure", "http://www.w3.org/2000/svg");
    svg.element("style", css());
    draw(svg, "figure");
    return svg.close().line().toString();
  }

  /** Returns the style sheet that every page with figures needs. */
  static String css() {
    try (InputStream in = Figure.class.getResourceAsStream("figure.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(Markup svg, String id, String namespace) {
    svg.open(
        "svg",
        "xmlns",
        namespace,
        "class",
        "figure",
        "viewBox",
        "0 0 " + width() + " " + height(),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc");
    svg.element("title", title(), "id", id + "-title");
    svg.element("desc", description(), "id", id + "-desc");
  }
}

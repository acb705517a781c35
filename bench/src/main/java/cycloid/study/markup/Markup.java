package cycloid.study.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A writer of well-formed markup, HTML and SVG alike: every element that is opened is closed, all text is escaped.
 *
 * <p>Attributes are given as name and value in turn. A {@link Number} is written by {@link Numbers#coordinate}; an
 * attribute whose value is null is left out.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; {@link #close} ends it. */
  public Markup open(String name, Object... attributes) {
    start(name, attributes).append('>');
    open.push(name);
    return this;
  }

  /** Closes the element opened last. */
  public Markup close() {
    if (open.isEmpty()) {
      throw new IllegalStateException("close: an element must be open; got none");
    }
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes an element without content, as {@code <path d="..."/>}. */
  public Markup empty(String name, Object... attributes) {
    start(name, attributes).append("/>");
    return this;
  }

  /** Writes an element that holds only text. */
  public Markup element(String name, String text, Object... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** Writes escaped text. */
  public Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Writes markup that is well formed already. */
  public Markup markup(String markup) {
    out.append(markup);
    return this;
  }

  /** Ends the line, so that the file can be read by people. */
  public Markup line() {
    out.append('\n');
    return this;
  }

  /** Returns the markup. Errors: IllegalStateException when an element is still open. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("toString: every element must be closed; got open " + open);
    }
    return out.toString();
  }

  /**
   * Returns the text with the five special characters as entities; characters that XML forbids become U+FFFD.
   * The result can stand between tags and in a quoted attribute.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(isLegal(text, i) ? c : '\uFFFD');
      }
    }
    return escaped.toString();
  }

  /** XML 1.0 production [2] Char, with surrogates only in pairs. */
  private static boolean isLegal(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c >= ' ' && c < '\uFFFE' || c == '\n' || c == '\t' || c == '\r';
  }

  private StringBuilder start(String name, Object... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException(
          name + ": attributes must come as name and value in turn; got " + attributes.length
              + " items");
    }
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ')
            .append(attributes[i])
            .append("=\"")
            .append(written(attributes[i + 1]))
            .append('"');
      }
    }
    return out;
  }

  private static String written(Object value) {
    return value instanceof Number number
        ? Numbers.coordinate(number.doubleValue())
        : escape(value.toString());
  }
}

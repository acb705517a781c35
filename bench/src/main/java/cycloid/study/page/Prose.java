package cycloid.study.page;

import cycloid.study.markup.Markup;

/** Plain text with two marks: {@code *emphasis*} and {@code `code`}. A mark without its partner stands for itself. */
final class Prose {
  private Prose() {}

  /** Returns the text as HTML, everything but the two marks escaped. */
  static String html(String text) {
    StringBuilder html = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = c == '*' || c == '`' ? text.indexOf(c, i + 1) : -1;
      if (end > i + 1) {
        String tag = c == '*' ? "em" : "code";
        html.append('<').append(tag).append('>').append(Markup.escape(text.substring(i + 1, end)));
        html.append("</").append(tag).append('>');
        i = end + 1;
      } else {
        int next = i + 1;
        while (next < text.length() && "*`".indexOf(text.charAt(next)) < 0) {
          next++;
        }
        html.append(Markup.escape(text.substring(i, next)));
        i = next;
      }
    }
    return html.toString();
  }
}

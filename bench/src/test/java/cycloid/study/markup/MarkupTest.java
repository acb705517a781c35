package cycloid.study.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void textAndAttributesAreEscaped() {
    String html = new Markup().element("p", "a < b & 'c'", "title", "\"x\" > 1").toString();
    assertEquals("<p title=\"&quot;x&quot; &gt; 1\">a &lt; b &amp; &#39;c&#39;</p>", html);
  }

  @Test
  void charactersThatXmlForbidsAreReplaced() {
    assertEquals("a\uFFFDb\tc\uFFFD", Markup.escape("a\u0000b\tc\uD800"));
    assertEquals("\uD83D\uDE00", Markup.escape("\uD83D\uDE00"));
  }

  @Test
  void numbersInAttributesAreCoordinates() {
    assertEquals(
        "<line x1=\"1.3\" y1=\"2\"/>",
        new Markup().empty("line", "x1", 1.25001, "y1", 2).toString());
  }

  @Test
  void attributesWithoutValueAreLeftOut() {
    assertEquals("<a></a>", new Markup().element("a", "", "href", null).toString());
  }

  @Test
  void openElementsAreAnError() {
    Markup markup = new Markup().open("svg").open("g");
    Exception error = assertThrows(IllegalStateException.class, markup::toString);
    assertEquals("toString: every element must be closed; got open [g, svg]", error.getMessage());
    assertThrows(IllegalStateException.class, () -> new Markup().close());
  }

  @Test
  void attributesMustComeInPairs() {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> new Markup().empty("line", "x1"));
    assertEquals(
        "line: attributes must come as name and value in turn; got 1 items", error.getMessage());
  }
}

package cycloid.study.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.study.figure.Axis;
import cycloid.study.figure.Figure;
import cycloid.study.figure.LinePlot;
import cycloid.study.figure.Scale;
import cycloid.study.figure.Series;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageTest {
  private static final Figure FIGURE = new LinePlot(
      "Loss",
      "It falls.",
      new Axis("step", Scale.linear(0, 2)),
      new Axis("loss", Scale.linear(0, 1)),
      List.of(Series.of("Adam", 2, new double[] {1, 0.5, 0.2})));

  private static final String MATH =
      "<math display=\"block\"><mi>p</mi><mo>=</mo><mn>1</mn></math>";

  private static String page() {
    Table table = new Table("Speed & <size>", "name", "#value")
        .row(Table.Cell.named("Adam", 2), Table.Cell.bestIf(true, "1.0"))
        .row(Table.Cell.of("SGD"), Table.Cell.of("0.5"));
    return new Page("A study", "Why & how.")
        .chapter(new Chapter("one", "What is one?")
            .prose("A *word*.")
            .equations("As they ran.", List.of(new Formula("Adam", 2, "`lr` = 1", MATH)))
            .experiment("We counted.")
            .figures("Three of a kind.", FIGURE, FIGURE, FIGURE)
            .figures("One alone.", FIGURE)
            .table(table)
            .finding("It is 1.", "Not 2.")
            .code("Count:", "int one = 1 < 2 ? 1 : 0;"))
        .chapter(new Chapter("two", "What is two?").finding("It is 2."))
        .colophon("Made here.")
        .html();
  }

  private static Document parsed() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page())));
  }

  @Test
  void thePageIsWellFormed() throws Exception {
    assertEquals("html", parsed().getDocumentElement().getTagName());
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String page = page();
    for (String reference :
        List.of("http", "//", "src=", "@import", "<script", "<link", "<iframe", "url(data")) {
      assertFalse(page.contains(reference), reference);
    }
  }

  @Test
  void namesAreUniqueAndReferencesLead() throws Exception {
    NodeList elements = parsed().getElementsByTagName("*");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < elements.getLength(); i++) {
      String id = ((Element) elements.item(i)).getAttribute("id");
      assertTrue(id.isEmpty() || ids.add(id), id);
    }
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      String href = element.getAttribute("href");
      assertTrue(href.isEmpty() || ids.contains(href.substring(1)), href);
      for (String label : element.getAttribute("aria-labelledby").split(" ")) {
        assertTrue(label.isEmpty() || ids.contains(label), label);
      }
      String clip = element.getAttribute("clip-path");
      assertTrue(clip.isEmpty() || ids.contains(clip.substring(5, clip.length() - 1)), clip);
    }
  }

  @Test
  void figuresAreNumberedThroughTheirCaptions() {
    String page = page();
    assertEquals(4, page.split("<svg ", -1).length - 1);
    assertTrue(page.contains("<b>Figure 1.</b> Three of a kind."));
    assertTrue(page.contains("<b>Figure 2.</b> One alone."));
  }

  @Test
  void theHeadListsQuestionsWithTheirFindings() throws Exception {
    Element nav = (Element) parsed().getElementsByTagName("nav").item(0);
    assertEquals(
        "What is one?It is 1.What is two?It is 2.",
        nav.getTextContent().replaceAll("\\s*\\n\\s*", ""));
  }

  @Test
  void textOfAllPartsIsEscaped() {
    String page = page();
    assertTrue(page.contains("Why &amp; how."));
    assertTrue(page.contains("Speed &amp; &lt;size&gt;"));
    assertTrue(page.contains("int one = 1 &lt; 2 ? 1 : 0;"));
    assertTrue(page.contains(MATH));
  }

  @Test
  void rowsMustFillTheColumns() {
    Exception error = assertThrows(
        IllegalArgumentException.class, () -> new Table("", "a", "b").row(Table.Cell.of("1")));
    assertEquals("row: there must be a cell for each of 2 columns; got 1", error.getMessage());
  }
}

package cycloid.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class StudyTest {
  private static final List<Double> PROGRESS = new ArrayList<>();
  private static String html;
  private static Document page;
  private static List<String> findings;

  /** The whole study, with as little training as there can be. */
  @BeforeAll
  static void study() throws Exception {
    Study study =
        Study.run(new DigitsRace.Effort(2, 2, 8, 1, 2), (done, what) -> PROGRESS.add(done));
    html = study.page().html();
    findings = study.findings();
    page = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  @Test
  void thePageHasItsFiguresAndEquations() {
    assertTrue(page.getElementsByTagName("svg").getLength() >= 12);
    assertTrue(page.getElementsByTagName("math").getLength() >= 12);
    assertEquals(3, page.getElementsByTagName("section").getLength());
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertFalse(html.contains("http"));
    assertFalse(html.contains("src="));
  }

  @Test
  void noNumberIsMissing() {
    String text = page.getElementsByTagName("main").item(0).getTextContent();
    for (String gap : List.of("NaN", "null", "Infinity", "∞")) {
      assertFalse(text.contains(gap), gap);
    }
  }

  @Test
  void everyChapterHasAFinding() {
    assertEquals(3, findings.size());
    findings.forEach(finding -> assertFalse(finding.isEmpty()));
  }

  @Test
  void progressRunsFromZeroToOne() {
    assertEquals(0, PROGRESS.get(0));
    for (int i = 1; i < PROGRESS.size(); i++) {
      assertTrue(
          PROGRESS.get(i) >= PROGRESS.get(i - 1) - 1e-12,
          PROGRESS.get(i - 1) + " then " + PROGRESS.get(i));
    }
    assertTrue(PROGRESS.get(PROGRESS.size() - 1) <= 1);
  }

  /** The code that the page offers to try is code that compiles. */
  @Test
  void theCodeToTryCompiles(@TempDir Path directory) throws IOException {
    StringBuilder source = new StringBuilder(
        "import cycloid.autodiff.nn.*;\nimport cycloid.optim.*;\n"
            + "import cycloid.simd.*;\nimport cycloid.tensor.*;\nimport java.util.*;\nclass Snippets {\n");
    NodeList snippets = page.getElementsByTagName("pre");
    for (int i = 0; i < snippets.getLength(); i++) {
      String code = ((Element) snippets.item(i)).getTextContent();
      source
          .append("void snippet")
          .append(i)
          .append("(Sequential network) {\n")
          .append(code)
          .append("\n}\n");
    }
    Path file = directory.resolve("Snippets.java");
    Files.writeString(file, source.append("}\n"));
    int status = ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            directory.toString(),
            file.toString());
    assertEquals(0, status, source.toString());
  }
}

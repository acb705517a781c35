package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class FigureTest {
  private static final double[] NOTHING = {};

  static LinePlot lines(double... y) {
    Series loss = Series.of("Adam & <friends>", 2, y);
    return new LinePlot(
        "Loss of \"Adam\"",
        "It falls.",
        new Axis("step", Scale.linear(0, y.length + 1)),
        new Axis("loss", Scale.log(1e-3, 10)),
        List.of(loss.withBand(y, y)));
  }

  static ContourPlot contours(double[] x, double[] y) {
    return new ContourPlot(
        "A bowl",
        "Rings around the minimum.",
        new Axis("x", Scale.linear(-2, 2)),
        new Axis("y", Scale.linear(-1, 1)),
        (u, v) -> u * u + 10 * v * v,
        ContourPlot.logLevels(0.1, 10, 5),
        new double[] {0, 0},
        List.of(new Trajectory("descent", "f = 0.1", 1, x, y)));
  }

  static DotPlot dots() {
    return new DotPlot(
        "Accuracy",
        "One row each.",
        new Axis("%", Scale.linear(90, 100)),
        List.of(
            new DotPlot.Row("SGD", 0, 96, new double[] {95, 97, 80}, "96.0 %"),
            new DotPlot.Row("Muon", 5, Double.NaN, NOTHING, "diverged")));
  }

  static ImageGrid images() {
    return new ImageGrid(
        "Digits",
        "Two images.",
        List.of(
            new ImageGrid.Image(2, new double[] {0, 1, 1, 1}, "7"),
            new ImageGrid.Image(1, new double[] {0.5}, "1 → 7")));
  }

  private static Element parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  @Test
  void everyFigureIsWellFormedScalesAndNamesItself() throws Exception {
    double[] way = {-2, 1, -0.5, 0.1};
    for (Figure figure : List.of(lines(1, 0.1, 0.01), contours(way, way), dots(), images())) {
      Element svg = parsed(figure.svg("fig-7"));
      assertEquals("0 0 " + figure.width() + " " + figure.height(), svg.getAttribute("viewBox"));
      assertEquals("img", svg.getAttribute("role"));
      assertEquals("fig-7-title fig-7-desc", svg.getAttribute("aria-labelledby"));
      assertEquals(figure.title(), svg.getElementsByTagName("title").item(0).getTextContent());
      assertEquals(
          figure.description(), svg.getElementsByTagName("desc").item(0).getTextContent());
      assertFalse(figure.svg("fig-7").contains("http"));
    }
  }

  @Test
  void aFileOfItsOwnHasNamespaceAndStyle() throws Exception {
    Element svg = parsed(lines(1, 0.5).file());
    assertEquals("http://www.w3.org/2000/svg", svg.getAttribute("xmlns"));
    assertTrue(svg.getElementsByTagName("style")
        .item(0)
        .getTextContent()
        .contains("prefers-color-scheme: dark"));
  }

  @Test
  void valuesWithoutAPlaceLeaveAGap() {
    String svg = lines(1, 0.5, Double.NaN, 0.1, 0.05).svg("f");
    String path = svg.replaceAll("(?s).*class=\"line series-2\" d=\"([^\"]*)\".*", "$1");
    assertEquals(2, path.chars().filter(c -> c == 'M').count());
  }

  @Test
  void aCurveWithoutAnyValueIsDrawnAsAnEmptyFrame() throws Exception {
    parsed(lines(Double.NaN, Double.POSITIVE_INFINITY).svg("f"));
    parsed(lines().svg("f"));
  }

  @Test
  void longCurvesStaySmall() {
    double[] y = new double[200_000];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.exp(-i / 30_000.0);
    }
    assertTrue(lines(y).svg("f").length() < 6_000);
  }

  @Test
  void aWayEndsWhereItStopsBeingFinite() throws Exception {
    double[] x = {1, 1e200, Double.NaN, 0};
    Element svg = parsed(contours(x, new double[] {1, 1, 1, 1}).svg("f"));
    assertEquals(2, svg.getElementsByTagName("circle").getLength());
    parsed(contours(new double[] {Double.NaN}, new double[] {0}).svg("f"));
  }

  @Test
  void everyLevelInSightIsFilled() {
    String svg = contours(new double[] {0}, new double[] {0}).svg("f");
    assertEquals(5, svg.split("class=\"level\"", -1).length - 1);
  }

  @Test
  void badInputIsNamed() {
    Exception colour =
        assertThrows(IllegalArgumentException.class, () -> Series.of("a", 6, NOTHING));
    assertEquals("series: colour must be in [0, 6); got 6", colour.getMessage());
    Exception length = assertThrows(
        IllegalArgumentException.class, () -> Series.of("a", 0, new double[2], NOTHING));
    assertEquals("series: arrays must have one length; got x=2, y=0 in a", length.getMessage());
    Exception levels = assertThrows(
        IllegalArgumentException.class,
        () -> new ContourPlot(
            "",
            "",
            new Axis("", Scale.linear(0, 1)),
            new Axis("", Scale.linear(0, 1)),
            (u, v) -> u,
            new double[] {1, 1},
            new double[2],
            List.of()));
    assertEquals(
        "contour: levels must be positive and increase; got levels[1]=1.0 after 1.0",
        levels.getMessage());
    Exception pixels = assertThrows(
        IllegalArgumentException.class, () -> new ImageGrid.Image(8, new double[63], ""));
    assertEquals(
        "image: pixels must fill whole rows; got 63 pixels in 8 columns", pixels.getMessage());
  }
}

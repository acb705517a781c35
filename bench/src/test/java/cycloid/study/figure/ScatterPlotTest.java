package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {
  private static String svg(double[] x, double[] y) {
    Series roof = Series.of("roof", 0, new double[] {1, 10, 100}, new double[] {1, 10, 10});
    return new ScatterPlot(
            "Points",
            "Some.",
            new Axis("x", Scale.log(1, 100)),
            new Axis("y", Scale.log(1, 100)),
            List.of(roof),
            List.of(Series.of("group", 3, x, y)))
        .svg("a");
  }

  private static int count(String part, String text) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void everyPointIsADotAndEveryGroupHasOneLabel() {
    String svg = svg(new double[] {2, 20, 20}, new double[] {3, 4, 50});
    assertEquals(3, count("<circle class=\"value series-3\"", svg));
    assertEquals(3, count("<title>group</title>", svg));
    assertEquals(1, count("class=\"label inside series-3\"", svg));
    assertEquals(1, count(">roof</text>", svg));
  }

  @Test
  void pointsOutsideTheScalesOrWithoutAPlaceAreLeftOut() {
    String svg = svg(new double[] {2, 1000, 20, 0}, new double[] {3, 4, Double.NaN, 5});
    assertEquals(1, count("<circle class=\"value", svg));
  }

  @Test
  void aGroupWithoutPointsHasNoLabel() {
    assertTrue(svg(new double[0], new double[0]).contains("roof"));
    assertEquals(0, count("inside series-3", svg(new double[0], new double[0])));
  }
}

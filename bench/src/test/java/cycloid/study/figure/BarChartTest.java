package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BarChartTest {
  private static final Pattern BAR =
      Pattern.compile("<rect [^>]*x=\"([^\"]*)\"[^>]*width=\"([^\"]*)\"");

  /** Left edge and width of each bar. */
  private static List<double[]> bars(Figure chart) {
    List<double[]> bars = new ArrayList<>();
    for (Matcher bar = BAR.matcher(chart.svg("a")); bar.find(); ) {
      bars.add(new double[] {Double.parseDouble(bar.group(1)), Double.parseDouble(bar.group(2))});
    }
    return bars;
  }

  private static BarChart chart(double... values) {
    List<BarChart.Row> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new BarChart.Row("row", 1, value, "text"));
    }
    return new BarChart("Bars", "Some.", new Axis("", Scale.log(0.1, 10)), 1, rows);
  }

  /** On a logarithmic axis half and twice the base are equally far from it. */
  @Test
  void barsBeginAtTheBaseAndEndAtTheValue() {
    List<double[]> bars = bars(chart(2, 0.5));
    assertEquals(bars.get(0)[0], bars.get(1)[0] + bars.get(1)[1], 0.11);
    assertEquals(bars.get(0)[1], bars.get(1)[1], 0.11);
    assertTrue(bars.get(0)[1] > 10);
  }

  @Test
  void barsAreCutOffAtTheEndsOfTheAxis() {
    List<double[]> bars = bars(chart(10, 1000, 0.1, 1e-9));
    assertEquals(bars.get(0)[1], bars.get(1)[1]);
    assertEquals(bars.get(2)[0], bars.get(3)[0]);
  }

  @Test
  void aValueWithoutAPlaceHasAnEmptyBar() {
    assertEquals(0, bars(chart(Double.NaN)).get(0)[1]);
  }

  @Test
  void aChartWithoutRowsCanBeDrawn() {
    assertTrue(bars(chart()).isEmpty());
  }

  @Test
  void everyRowSaysItsValue() {
    assertEquals(2, chart(1, 2).svg("a").split(">text<", -1).length - 1);
  }
}

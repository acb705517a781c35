package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static List<String> labels(Scale scale, int atMost) {
    return scale.ticks(atMost).stream()
        .map(Tick::label)
        .filter(label -> !label.isEmpty())
        .toList();
  }

  @Test
  void linearPlacesRunFromZeroToOne() {
    Scale scale = Scale.linear(-2, 6);
    assertEquals(0, scale.place(-2));
    assertEquals(0.5, scale.place(2));
    assertEquals(1, scale.place(6));
  }

  @Test
  void logPlacesFollowRatios() {
    Scale scale = Scale.log(0.01, 100);
    assertEquals(0, scale.place(0.01), 1e-15);
    assertEquals(0.5, scale.place(1), 1e-15);
    assertEquals(0.75, scale.place(10), 1e-15);
    assertTrue(Double.isNaN(scale.place(0)));
    assertTrue(Double.isNaN(scale.place(-1)));
  }

  @Test
  void linearTicksAreRound() {
    assertEquals(List.of("0", "20", "40", "60", "80", "100"), labels(Scale.linear(0, 100), 7));
    assertEquals(List.of("−1.0", "−0.5", "0.0", "0.5", "1.0"), labels(Scale.linear(-1, 1), 6));
    assertEquals(List.of("0.96", "0.97", "0.98"), labels(Scale.linear(0.956, 0.988), 5));
    assertEquals(0.3, Scale.linear(0, 0.5).ticks(6).get(3).value());
  }

  @Test
  void farFromOneTheLabelsArePowers() {
    assertEquals(
        List.of("0", "5.0\u202F×\u202F10⁻⁸", "1.0\u202F×\u202F10⁻⁷"),
        labels(Scale.linear(0, 1e-7), 4));
    assertEquals(
        List.of("0", "2\u202F×\u202F10⁶", "4\u202F×\u202F10⁶"), labels(Scale.linear(0, 4e6), 3));
  }

  @Test
  void linearTicksAreFewAndInside() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-6, 7));
      double high = low + Math.pow(10, random.nextDouble(-6, 7));
      int atMost = random.nextInt(2, 12);
      List<Tick> ticks = Scale.linear(low, high).ticks(atMost);
      assertTrue(ticks.size() <= atMost, low + " " + high);
      double slack = 1e-6 * (high - low);
      ticks.forEach(tick -> assertTrue(
          tick.value() >= low - slack && tick.value() <= high + slack, low + " " + high));
      assertTrue(atMost < 5 || ticks.size() >= 2, low + " " + high + " " + atMost);
    }
  }

  @Test
  void logTicksArePowersOfTen() {
    assertEquals(List.of("0.01", "0.1", "1", "10"), labels(Scale.log(0.01, 20), 6));
    assertEquals(List.of("10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"), labels(Scale.log(1e-7, 1), 5));
    assertEquals(List.of("10⁻³", "10⁻²", "10⁻¹"), labels(Scale.log(1e-3, 0.5), 5));
  }

  @Test
  void logTicksBetweenPowersAreMinor() {
    List<Tick> ticks = Scale.log(1, 100).ticks(6);
    assertEquals(16, ticks.stream().filter(Tick::isMinor).count());
  }

  @Test
  void withinTwoDecadesOneTwoAndFiveAreLabelled() {
    assertEquals(List.of("0.2", "0.5", "1", "2", "5"), labels(Scale.log(0.15, 6), 6));
  }

  @Test
  void aNarrowLogScaleHasLinearTicks() {
    assertEquals(List.of("2.2", "2.3", "2.4"), labels(Scale.log(2.15, 2.42), 5));
  }

  @Test
  void scalesOverDataIgnoreWhatHasNoPlace() {
    Scale linear =
        Scale.linearOver(new double[] {1, Double.NaN}, new double[] {-3, Double.POSITIVE_INFINITY});
    assertEquals(Scale.linear(-3, 1), linear);
    assertEquals(Scale.log(0.5, 8), Scale.logOver(new double[] {0, 8, -1, 0.5}));
    assertEquals(Scale.linear(0, 1), Scale.linearOver(new double[0]));
    assertEquals(Scale.log(1, 4), Scale.logOver(new double[] {2}));
    assertEquals(Scale.linear(-0.5, 0.5), Scale.linearOver(new double[] {0, 0}));
  }

  @Test
  void endsMustBeInOrder() {
    Exception linear = assertThrows(IllegalArgumentException.class, () -> Scale.linear(1, 1));
    assertEquals("linear: low must be below high, both finite; got 1.0, 1.0", linear.getMessage());
    Exception log = assertThrows(IllegalArgumentException.class, () -> Scale.log(0, 1));
    assertEquals("log: ends must satisfy 0 < low < high < ∞; got 0.0, 1.0", log.getMessage());
  }
}

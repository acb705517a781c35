package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules of PyTorch 2.13 and optax 0.2.8, value by value. */
class GoldenScheduleTest {
  private static final Golden GOLDEN = Golden.open("schedules.safetensors");

  static Stream<Golden.Case> schedules() {
    return GOLDEN.cases().stream().filter(c -> c.has("lr") && !c.has("metric"));
  }

  static Stream<Golden.Case> plateaus() {
    return GOLDEN.cases().stream().filter(c -> c.has("metric"));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theRatesAreTheReferences(Golden.Case golden) {
    String name = (String) golden.attributes().get("schedule");
    Tensor expected = golden.tensor("lr", 0);
    List<?> rates = golden.attributes().get("base_lr") instanceof List<?> list
        ? list
        : List.of(golden.attributes().getOrDefault("base_lr", 0.0));
    for (int k = 0; k < rates.size(); k++) {
      Schedule schedule = ScheduleTranslation.of(name, (Double) rates.get(k), golden.hyper());
      Tensor column = rates.size() == 1 ? expected : expected.select(1, k);
      compare(golden, schedule, column);
    }
    if (golden.has("momentum")) {
      compare(
          golden, ScheduleTranslation.momentum(name, golden.hyper()), golden.tensor("momentum", 0));
    }
  }

  /** PyTorch computes most of its own by recursion: rounding adds up. */
  private static void compare(Golden.Case golden, Schedule schedule, Tensor expected) {
    double tolerance = golden.name().startsWith("torch") ? 1e-10 : 1e-12;
    double scale = expected.abs().max().item();
    for (int t = 0; t < expected.size(); t++) {
      assertEquals(expected.get(t), schedule.at(t), tolerance * scale, "step " + t);
    }
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void theRateFallsWhereTheReferencesDoes(Golden.Case golden) {
    Map<String, Object> hyper = golden.hyper();
    boolean torch = golden.name().startsWith("torch");
    double rate = torch ? (Double) golden.attributes().get("base_lr") : 1;
    Plateau plateau = Plateau.of(rate)
        .factor((Double) hyper.get("factor"))
        .cooldown(((Double) hyper.get("cooldown")).longValue())
        // optax counts the observation that lowers the rate as one that is waited for.
        .patience(((Double) hyper.get("patience")).longValue() - (torch ? 0 : 1))
        .threshold(
            (Double) hyper.get(torch ? "threshold" : "rtol"),
            "abs".equals(hyper.get("threshold_mode")));
    if (torch) {
      plateau.least((Double) hyper.get("min_lr"), (Double) hyper.get("eps"));
    }
    if ("max".equals(hyper.get("mode"))) {
      plateau.largerIsBetter();
    }
    Tensor metric = golden.tensor("metric", 0);
    Tensor expected = golden.tensor("lr", 0);
    for (int t = 0; t < metric.size(); t++) {
      if (torch) {
        assertEquals(expected.get(t), plateau.rate(), 1e-12, "before " + t);
      }
      plateau.observe(metric.get(t));
      if (!torch) {
        assertEquals(expected.get(t), plateau.rate(), 1e-12, "after " + t);
      }
    }
  }
}

package cycloid.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.optim.Rule;
import cycloid.optim.Sgd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescentTest {
  private static final Landscape BOWL = new Landscape("f = (x^2 + y^2) / 2");
  private static final double[] START = {1, 0};

  /** With learning rate 1/2 the gradient x halves x in every step. */
  @Test
  void gradientDescentHalvesTheDistance() {
    Descent way = Descent.run(BOWL, START, Sgd.rule().learningRate(0.5), 3);
    assertEquals("[1.0, 0.5, 0.25, 0.125]", Arrays.toString(way.x()));
    assertEquals(0.125 * 0.125 / 2, way.lastLoss());
  }

  /** The loss is 4^-t / 2: at most 1e-3 from t = 5 on, where it is 4.9e-4. */
  @Test
  void stepsAreCountedUntilTheTargetIsReached() {
    Rule rule = Sgd.rule().learningRate(0.5);
    assertEquals(5, Descent.stepsTo(1e-3, BOWL, START, rule, 100));
    assertEquals(5, Descent.stepsTo(1e-3, BOWL, START, rule, 5));
    assertEquals(5, Descent.stepsTo(1e-3, BOWL, START, rule, 4), "one more than the limit");
  }

  @Test
  void whoDivergesOrLeavesAgainHasNotArrived() {
    assertEquals(101, Descent.stepsTo(1e-3, BOWL, START, Sgd.rule().learningRate(2.5), 100));
    // with learning rate 2 the point jumps between 1 and -1 for ever
    assertEquals(101, Descent.stepsTo(0.4, BOWL, START, Sgd.rule().learningRate(2), 100));
  }

  /** On this bowl the rate 1 arrives at the minimum in one step; no other rate that is tried does. */
  @Test
  void theSearchFindsTheBestRate() {
    RateSearch found = RateSearch.fewestSteps(
        1e-6, BOWL, START, List.of(Sgd.rule().momentum(0.5), Sgd.rule()), 100, Progress.SILENT);
    assertEquals(1, found.rate());
    assertEquals(0, found.momentum());
    assertEquals(1, found.steps());
  }

  @Test
  void theSearchReportsItsProgress() {
    double[] last = {-1};
    RateSearch.fewestSteps(1e-3, BOWL, START, List.of(Sgd.rule()), 50, (done, what) -> {
      assertTrue(done > last[0] && done < 1);
      assertTrue(what.contains("SGD"));
      last[0] = done;
    });
    assertTrue(last[0] > 0.9);
  }
}

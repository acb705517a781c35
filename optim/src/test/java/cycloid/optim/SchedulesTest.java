package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values by hand, where the reference data has none; what others give is in GoldenScheduleTest. */
class SchedulesTest {

  private static double[] first(int n, Schedule schedule) {
    return LongStream.range(0, n).mapToDouble(schedule::at).toArray();
  }

  private static void are(double[] expected, Schedule schedule) {
    assertArrayEquals(expected, first(expected.length, schedule), 1e-6);
  }

  @Test
  void warmUpStableDecayEndsByOneMinusRoot() {
    are(
        new double[] {0.5, 1, 1, 1, 1, 1, 1, 0.5, 0.292893, 0.133975, 0, 0},
        Schedules.warmUpStableDecay(1, 2, 10, 4));
  }

  @Test
  void inverseSquareRootPeaksAtTheEndOfWarmUp() {
    are(
        new double[] {0.25, 0.5, 0.75, 1, 0.894427, 0.816497, 0.755929, 0.707107, 0.666667},
        Schedules.inverseSquareRoot(1, 4));
  }

  @Test
  void noamIsThatOfItsPaper() {
    Schedule noam = Schedules.noam(1, 512, 4000);
    assertEquals(1.746928e-7, noam.at(0), 1e-13);
    assertEquals(6.987712e-4, noam.at(3999), 1e-10);
  }

  @Test
  void restartsStartAtWholeNumbers() {
    are(
        new double[] {1, 0.75, 0.25, 1, 0.933013, 0.75, 0.5, 0.25, 0.066987, 1, 0.982963},
        Schedules.warmRestarts(1, 0, 3, 2));
    assertEquals(1, Schedules.warmRestarts(1, 0, 3, 1).at(3_000_000_000L));
  }

  @Test
  void aCosineStaysAtItsEndAndAWaveGoesOn() {
    are(
        new double[] {1, 0.914058, 0.689058, 0.410942, 0.185942, 0.1, 0.1},
        Schedules.cosine(1, 0.1, 5));
    are(
        new double[] {1, 0.914058, 0.689058, 0.410942, 0.185942, 0.1, 0.185942},
        Schedules.cosineWave(1, 0.1, 5));
  }

  @Test
  void oneCycleDoesNotRiseAgainAfterItsEnd() {
    OneCycle cycle = OneCycle.of(1, 10);
    are(
        new double[] {
          0.04, 0.52, 1, 0.950485, 0.811746, 0.611262, 0.388742, 0.188258, 0.049519, 4e-6, 4e-6
        },
        cycle.learningRate());
    are(
        new double[] {
          0.95, 0.9, 0.85, 0.854952, 0.868826, 0.888874, 0.911126, 0.931174, 0.945048, 0.95, 0.95
        },
        cycle.momentum());
    are(
        new double[] {0.04, 0.52, 1, 0.52, 0.04, 0.036181, 0.026182, 0.013822, 0.003823, 4e-6, 4e-6
        },
        cycle.inThreePhases().learningRate());
  }

  @Test
  void trianglesKeepOrLoseTheirHeight() {
    are(
        new double[] {0.1, 0.4, 0.7, 1, 0.55, 0.1, 0.4},
        Cyclic.of(0.1, 1, 3).down(2).learningRate());
    are(
        new double[] {0.9, 0.866667, 0.833333, 0.8, 0.85},
        Cyclic.of(0.1, 1, 3).down(2).momentum());
    are(
        new double[] {0.1, 0.55, 1, 0.55, 0.1, 0.325, 0.55, 0.325, 0.1, 0.2125},
        Cyclic.of(0.1, 1, 2).halving().learningRate());
    are(
        new double[] {0.1, 0.505, 0.829, 0.42805, 0.1, 0.365721, 0.578297},
        Cyclic.of(0.1, 1, 2).shrinking(0.9).learningRate());
  }

  @Test
  void theNextScheduleStartsItsOwnClock() {
    are(
        new double[] {0.1, 0.325, 0.55, 0.775, 1, 0.933013, 0.75, 0.5, 0.25, 0.066987, 0},
        Schedules.linear(0.1, 1, 4).then(4, Schedules.cosine(1, 0, 6)));
    are(new double[] {1, 1, 1, 0.5, 0}, Schedules.linear(1, 0, 2).delayed(2));
    are(new double[] {0.25, 0.5, 0.75, 1, 1}, Schedule.constant(1).warmedUp(4));
    assertEquals(
        1 - Math.exp(-0.3), Schedule.constant(1).warmedUpExponentially(10).at(2), 1e-15);
    are(new double[] {0, 0.125}, Schedules.warmUpCosine(0, 1, 0, 8, 16));
    are(new double[] {1, 0.5, 0.333333}, Schedules.inverseTime(1, 1));
    are(new double[] {1, 0.707107}, Schedules.inverseRootTime(1, 1));
  }

  @Test
  void whatCannotBeIsToldAtOnce() {
    says("linear: steps must be at least 1; got 0", () -> Schedules.linear(1, 0, 0));
    says("exponential: rate must be positive; got 0.0", () -> Schedules.exponential(1, 0, 1));
    says("OneCycle: rise must be in (0, 1); got 1.0", () -> OneCycle.of(1, 10).rise(1));
    says(
        "then: boundary must be at least 0; got -1",
        () -> Schedule.constant(1).then(-1, Schedule.constant(0)));
    says(
        "piecewiseLinear: there must be at least one point; got none",
        () -> Schedules.piecewiseLinear(Map.of()));
    says(
        "warmUpStableDecay: warmUp >= 0 and decay >= 1 must fit into total; got warmUp=5, decay=6,"
            + " total=10",
        () -> Schedules.warmUpStableDecay(1, 5, 10, 6));
    says("Cyclic: least must not be above most; got least=2.0, most=1.0", () -> Cyclic.of(2, 1, 5));
    says("Plateau: factor must be in (0, 1); got 2.0", () -> Plateau.of(1).factor(2));
  }

  private static void says(String text, Executable call) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void aPlateauGoesOnFromItsState() {
    Plateau whole = Plateau.of(1).factor(0.5).patience(2).cooldown(1);
    Plateau half = Plateau.of(1).factor(0.5).patience(2).cooldown(1);
    double[] expected = {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25};
    for (int t = 0; t < expected.length; t++) {
      assertEquals(expected[t], whole.observe(t == 0 ? 1 : 0.9), "observation " + t);
      if (t < 6) {
        half.observe(t == 0 ? 1 : 0.9);
      }
    }
    Plateau resumed = Plateau.of(7).factor(0.5).patience(2).cooldown(1);
    resumed.load(half.state());
    for (int t = 6; t < expected.length; t++) {
      resumed.observe(0.9);
    }
    assertEquals(whole.state(), resumed.state());
  }

  @Test
  void aNegativeValueIsBetterOnlyIfItIsLower() {
    Plateau plateau = Plateau.of(1).patience(0);
    plateau.observe(-1);
    assertEquals(1, plateau.observe(-1.1));
    assertEquals(0.1, plateau.observe(-1.10001), 1e-15);
  }
}

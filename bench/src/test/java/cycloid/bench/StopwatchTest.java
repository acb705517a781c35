package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopwatchTest {
  private static final String IDLE =
      "Current compiles: \n\nC1 compile queue:\nEmpty\n\nC2 compile queue:\nEmpty\n";

  private long calls;

  /** One call is a millisecond of waiting at least. */
  private Object work() {
    calls++;
    long end = System.nanoTime() + 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return calls;
  }

  @Test
  void samplesAreTimesOfOneCall() {
    double[] samples = Stopwatch.measure(this::work, 0.05);
    assertTrue(samples.length >= 5, samples.length + " samples");
    for (double sample : samples) {
      assertTrue(sample >= 1e6, sample + " ns");
    }
    assertTrue(Stopwatch.best(this::work, 0.05) < 1e8);
  }

  @Test
  void warmingUpEnds() {
    Stopwatch.warmUp(this::work);
    assertTrue(calls >= 6, calls + " calls");
  }

  @Test
  void theCompilersRestWhenTheQueueIsEmptyAndNothingRuns() {
    assertTrue(Compilers.isEmpty(IDLE));
    assertTrue(
        Compilers.isEmpty(IDLE.replace("C1 compile queue:\nEmpty", "C1 compile queue:\n1 x")));
    assertFalse(
        Compilers.isEmpty(IDLE.replace("C2 compile queue:\nEmpty", "C2 compile queue:\n1 x")));
    assertFalse(Compilers.isEmpty("Current compiles:\nC2 CompilerThread0 1 4 x\n" + IDLE));
  }

  @Test
  void allocationIsThatOfACall() {
    assertTrue(Allocation.ofCall(() -> new byte[1000], 100) >= 1000);
    long[] kept = {0};
    assertTrue(Allocation.ofCall(() -> kept, 1e12) < 100);
  }
}

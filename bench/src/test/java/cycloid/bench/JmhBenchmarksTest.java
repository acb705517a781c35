package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.Provider;
import cycloid.simd.Simd;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class JmhBenchmarksTest {
  /** What is written with vectors by hand, to compare with. */
  private static final String NEEDS_VECTORS = "AdamWBenchmark|(Gemm|Triangular)Benchmark.peak";

  private static final String NOTHING = "$^";

  /** All combinations of the other parameters at a small size, one call each, in this process. */
  @Test
  void everyBenchmarkRuns() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results = new Runner(new OptionsBuilder()
            .include("cycloid.bench.jmh.*")
            .exclude(Simd.provider() == Provider.VECTOR ? NOTHING : NEEDS_VECTORS)
            .param("provider", Simd.provider().name())
            .param("n", "17")
            .param("columns", "17")
            .forks(0)
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build())
        .run();
    assertTrue(results.size() > 100, results.size() + " results");
  }
}

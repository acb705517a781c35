package cycloid.bench.jmh;

import cycloid.simd.DType;
import cycloid.simd.Provider;
import cycloid.simd.Simd;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What benchmarks of kernels share: the provider and the element type as parameters, and how they are run.
 *
 * <p>The provider is decided once in a process, so it is set here before the first kernel; JMH has a process for each
 * combination of parameters, unless it is told to have none ({@code -f 0}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dcycloid.simd.warmup=caller"})
public abstract class KernelBenchmark {
  private static final String PROPERTY = "cycloid.simd";

  /** With vectors or without. */
  @Param
  public Provider provider;

  /** The element type. */
  @Param
  public DType dtype;

  /** Chooses the provider, then makes the operands. */
  @Setup
  public final void prepare() {
    System.setProperty(PROPERTY, provider.name().toLowerCase(Locale.ROOT));
    if (Simd.provider() != provider) {
      throw new IllegalStateException("benchmark: the provider must be " + provider + "; got "
          + Simd.provider() + ", decided earlier in this process; fork one (-f 1)");
    }
    prepareOperands();
  }

  /** Makes what is worked on. */
  abstract void prepareOperands();
}

package cycloid.bench;

import cycloid.simd.Gemm;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
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
 * The product of two n x n matrices, against the least time in which the processor could do as many multiply-adds.
 *
 * <p>{@code floatPeak} and {@code doublePeak} carry out the n^3 multiply-adds of the product on registers alone, so the
 * quotient of their time and a product's, of one run, is the fraction of the peak that the product reaches. Pin the process
 * to one processor: figures of a busy machine are comparable side by side only.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class GemmBenchmark {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Chains of dependent multiply-adds: enough to hide the latency of one (4 or 5 cycles, two a cycle). */
  private static final int CHAINS = 10;

  /** The extent of the matrices. */
  @Param({"16", "64", "128", "256", "512", "1024"})
  int n;

  private float[] a;
  private float[] b;
  private float[] c;
  private double[] x;
  private double[] y;
  private double[] z;

  /** Random matrices. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    a = new float[n * n];
    b = new float[n * n];
    c = new float[n * n];
    x = new double[n * n];
    y = new double[n * n];
    z = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      x[i] = random.nextDouble();
      y[i] = random.nextDouble();
      a[i] = (float) x[i];
      b[i] = (float) y[i];
    }
  }

  /** C = A B, float. */
  @Benchmark
  public float[] sgemm() {
    Gemm.gemm(n, n, n, 1, a, 0, n, 1, b, 0, n, 1, 0, c, 0, n);
    return c;
  }

  /** C = A B', float. */
  @Benchmark
  public float[] sgemmNt() {
    Gemm.gemm(n, n, n, 1, a, 0, n, 1, b, 0, 1, n, 0, c, 0, n);
    return c;
  }

  /** C = A' B, float. */
  @Benchmark
  public float[] sgemmTn() {
    Gemm.gemm(n, n, n, 1, a, 0, 1, n, b, 0, n, 1, 0, c, 0, n);
    return c;
  }

  /** C = A B, double. */
  @Benchmark
  public double[] dgemm() {
    Gemm.gemm(n, n, n, 1, x, 0, n, 1, y, 0, n, 1, 0, z, 0, n);
    return z;
  }

  /** n^3 float multiply-adds on registers. */
  @Benchmark
  public float floatPeak() {
    FloatVector r = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector s = FloatVector.broadcast(FLOATS, 0.25f);
    FloatVector s0 = s, s1 = s, s2 = s, s3 = s, s4 = s, s5 = s, s6 = s, s7 = s, s8 = s, s9 = s;
    long steps = (long) n * n * n / (CHAINS * FLOATS.length());
    for (long i = 0; i < steps; i++) {
      s0 = s0.fma(r, s);
      s1 = s1.fma(r, s);
      s2 = s2.fma(r, s);
      s3 = s3.fma(r, s);
      s4 = s4.fma(r, s);
      s5 = s5.fma(r, s);
      s6 = s6.fma(r, s);
      s7 = s7.fma(r, s);
      s8 = s8.fma(r, s);
      s9 = s9.fma(r, s);
    }
    FloatVector sum =
        s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9);
    return sum.lane(0) + sum.lane(FLOATS.length() - 1);
  }

  /** n^3 double multiply-adds on registers. */
  @Benchmark
  public double doublePeak() {
    DoubleVector r = DoubleVector.broadcast(DOUBLES, 0.5);
    DoubleVector s = DoubleVector.broadcast(DOUBLES, 0.25);
    DoubleVector s0 = s, s1 = s, s2 = s, s3 = s, s4 = s, s5 = s, s6 = s, s7 = s, s8 = s, s9 = s;
    long steps = (long) n * n * n / (CHAINS * DOUBLES.length());
    for (long i = 0; i < steps; i++) {
      s0 = s0.fma(r, s);
      s1 = s1.fma(r, s);
      s2 = s2.fma(r, s);
      s3 = s3.fma(r, s);
      s4 = s4.fma(r, s);
      s5 = s5.fma(r, s);
      s6 = s6.fma(r, s);
      s7 = s7.fma(r, s);
      s8 = s8.fma(r, s);
      s9 = s9.fma(r, s);
    }
    DoubleVector sum =
        s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9);
    return sum.lane(0) + sum.lane(DOUBLES.length() - 1);
  }
}

package cycloid.bench.jmh;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.tensor.Tensor;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * One step of AdamW on float parameters: the optimizer, which runs its equation, against loops of the same operations
 * written by hand, one with vectors and one that C2 may vectorize.
 *
 * <p>Figures of the three are comparable within one run only. The optimizer must take at most 1.3 times as long as the
 * better loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class AdamWBenchmark {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final double RATE = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;
  private static final double DECAY = 0.01;

  /** How many parameters. */
  @Param({"4096", "1000000", "10000000"})
  int n;

  private Optimizer optimizer;
  private float[] p;
  private float[] g;
  private float[] m;
  private float[] v;
  private long t;

  /** Random parameters and gradients. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    p = new float[n];
    g = new float[n];
    m = new float[n];
    v = new float[n];
    for (int i = 0; i < n; i++) {
      p[i] = random.nextFloat() - 0.5f;
      g[i] = random.nextFloat() - 0.5f;
    }
    Parameter parameter = new Parameter("p", Tensor.wrap(p.clone(), n));
    parameter.setGradient(Tensor.wrap(g.clone(), n));
    optimizer = AdamW.rule().learningRate(RATE).weightDecay(DECAY).on(parameter);
  }

  /** The optimizer. */
  @Benchmark
  public void equation() {
    optimizer.step();
  }

  /** The same operations with the Vector API. */
  @Benchmark
  public void vectorLoop() {
    t++;
    float keep = (float) (1 - RATE * DECAY);
    float beta1 = (float) BETA1;
    float rest1 = (float) (1 - BETA1);
    float beta2 = (float) BETA2;
    float rest2 = (float) (1 - BETA2);
    float rate = (float) (RATE / (1 - Math.pow(BETA1, t)));
    float bias2 = (float) (1 / (1 - Math.pow(BETA2, t)));
    float eps = (float) EPS;
    int bound = SPECIES.loopBound(n);
    int i = 0;
    for (; i < bound; i += SPECIES.length()) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector first = FloatVector.fromArray(SPECIES, m, i).mul(beta1).add(gradient.mul(rest1));
      FloatVector second = FloatVector.fromArray(SPECIES, v, i)
          .mul(beta2)
          .add(gradient.mul(gradient).mul(rest2));
      FloatVector step = first.mul(rate).div(second.mul(bias2).sqrt().add(eps));
      FloatVector.fromArray(SPECIES, p, i).mul(keep).sub(step).intoArray(p, i);
      first.intoArray(m, i);
      second.intoArray(v, i);
    }
    loop(i, keep, beta1, rest1, beta2, rest2, rate, bias2, eps);
  }

  /** The same operations, element by element. */
  @Benchmark
  public void plainLoop() {
    t++;
    float rate = (float) (RATE / (1 - Math.pow(BETA1, t)));
    float bias2 = (float) (1 / (1 - Math.pow(BETA2, t)));
    float keep = (float) (1 - RATE * DECAY);
    loop(
        0,
        keep,
        (float) BETA1,
        (float) (1 - BETA1),
        (float) BETA2,
        (float) (1 - BETA2),
        rate,
        bias2,
        (float) EPS);
  }

  private void loop(
      int from,
      float keep,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float rate,
      float bias2,
      float eps) {
    float[] p = this.p;
    float[] g = this.g;
    float[] m = this.m;
    float[] v = this.v;
    for (int i = from; i < p.length; i++) {
      float first = beta1 * m[i] + rest1 * g[i];
      float second = beta2 * v[i] + rest2 * (g[i] * g[i]);
      m[i] = first;
      v[i] = second;
      p[i] = keep * p[i] - rate * first / ((float) Math.sqrt(bias2 * second) + eps);
    }
  }
}

package cycloid.bench.jmh;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.Optimizer;
import cycloid.optim.Optimizers;
import cycloid.optim.Rule;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A step of an optimizer on one square parameter. */
public class OptimizerBenchmark extends KernelBenchmark {
  /** The name of a rule, as {@code ./cycloid optimizers} lists them. */
  @Param({"SGD", "Adam", "AdamW", "Lion", "Muon"})
  public String rule;

  /** Rows and columns. */
  @Param({"5", "64", "257", "1000"})
  public int n;

  private Optimizer optimizer;

  @Override
  void prepareOperands() {
    Parameter parameter = new Parameter("p", Random.key(1).uniform(dtype, n, n));
    parameter.setGradient(Random.key(2).uniform(dtype, n, n));
    optimizer = find(rule).on(parameter);
  }

  private static Rule find(String name) {
    return Optimizers.all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "benchmark: rule must be one of ./cycloid optimizers; got " + name));
  }

  /** One step. */
  @Benchmark
  public Object step() {
    optimizer.step();
    return optimizer;
  }
}

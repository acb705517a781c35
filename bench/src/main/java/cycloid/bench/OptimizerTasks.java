package cycloid.bench;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.AdamW;
import cycloid.optim.Muon;
import cycloid.optim.Optimizer;
import cycloid.optim.Rule;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.NewtonSchulz;
import cycloid.tensor.linalg.Quintic;
import java.util.ArrayList;
import java.util.List;

/** Steps of optimizers on one float parameter. */
final class OptimizerTasks {
  private static final int[] COUNTS = {4096, 1_000_000, 10_000_000};
  private static final int[] SIDES = {256, 1024};
  private static final int MUON_SIDE = 256;
  private static final int ITERATIONS = 5;

  private OptimizerTasks() {}

  static List<Task> all() {
    List<Task> tasks = new ArrayList<>();
    for (int n : COUNTS) {
      tasks.add(adamW(n));
    }
    for (int side : SIDES) {
      tasks.add(new Task(
          "newton_schulz_f32/" + side,
          newtonSchulzCost(side),
          () -> newtonSchulz(Operands.uniform(DType.F32, 1, side, side))));
    }
    tasks.add(new Task(
        "muon/" + MUON_SIDE,
        newtonSchulzCost(MUON_SIDE),
        () -> step(Muon.rule(), MUON_SIDE, MUON_SIDE)));
    return tasks;
  }

  /** Reads parameter, gradient and two moments; writes all but the gradient. */
  private static Task adamW(int n) {
    return new Task(
        "adamw/" + n,
        List.of("adamw_fused/" + n, "adamw_default/" + n),
        Cost.ofElements(DType.F32, 15.0 * n, 4.0 * n, 3.0 * n).updating(),
        () -> step(AdamW.rule(), n));
  }

  private static Work step(Rule rule, int... shape) {
    Parameter parameter = new Parameter("p", Operands.uniform(DType.F32, 1, shape));
    parameter.setGradient(Operands.uniform(DType.F32, 2, shape));
    Optimizer optimizer = rule.on(parameter);
    return () -> {
      optimizer.step();
      return parameter;
    };
  }

  /** Three products in each iteration; they reuse what is in the cache, so only the ends count as memory. */
  private static Cost newtonSchulzCost(int side) {
    double elements = (double) side * side;
    return Cost.ofElements(DType.F32, ITERATIONS * 3 * 2 * elements * side, elements, elements);
  }

  private static Work newtonSchulz(Tensor g) {
    NewtonSchulz iteration = NewtonSchulz.of(Quintic.MUON, ITERATIONS).adding(1e-7);
    return () -> iteration.orthogonalize(g);
  }
}

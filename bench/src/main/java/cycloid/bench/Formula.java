package cycloid.bench;

import cycloid.optim.AdamW;
import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.simd.LaneWork;
import cycloid.simd.Provider;
import cycloid.simd.Simd;
import cycloid.tensor.Functions;
import cycloid.tensor.RowFunctions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a task that is one equation computes.
 *
 * @param work of the equation's loops on each lane
 * @param lanes of a call
 */
record Formula(LaneWork work, double lanes) {
  private static final Map<String, Supplier<Equation>> EQUATIONS = Map.ofEntries(
      text("add", "z = x + y"),
      text("exp", "z = exp(x)"),
      text("tanh", "z = tanh(x)"),
      text("sigmoid", "z = sigmoid(x)"),
      text("log", "z = log(x)"),
      text("sum", "z = sum(x)"),
      text("dot", "z = dot(x, y)"),
      text("norm", "z = norm(x)"),
      Map.entry("gelu", Functions.GELU::equation),
      Map.entry("softmax", RowFunctions.SOFTMAX::equation),
      Map.entry("layer_norm", RowFunctions.LAYER_NORM_AFFINE::equation),
      Map.entry("adamw", () -> AdamW.rule().equations().get(0)));

  /** What is given once a call, not once a lane, wherever it stands in these equations. */
  private static final List<String> SCALARS =
      List.of("eps", "lr", "t", "beta1", "beta2", "weightDecay");

  private static Map.Entry<String, Supplier<Equation>> text(String family, String equation) {
    return Map.entry(family, () -> Equation.parse(equation));
  }

  /** That of a task; empty if it is no equation, or if there are no vectors. */
  static Optional<Formula> of(Task task) {
    if (Simd.provider() != Provider.VECTOR) {
      return Optional.empty();
    }
    return Optional.ofNullable(EQUATIONS.get(task.family()))
        .map(equation -> new Formula(work(equation.get(), task.cost().dtype()), lanes(task)));
  }

  /** Everything that is read, but for scalars, and the result or what is updated are arrays. */
  private static LaneWork work(Equation equation, DType dtype) {
    boolean updates = equation.outputs().stream().anyMatch(equation.inputs()::contains);
    List<String> outputs = equation.outputs();
    Stream<String> written = outputs.stream()
        .filter(name -> updates
            ? equation.inputs().contains(name)
            : name.equals(outputs.get(outputs.size() - 1)));
    String[] arrays = Stream.concat(equation.inputs().stream(), written)
        .filter(name -> !SCALARS.contains(name))
        .distinct()
        .toArray(String[]::new);
    return Kernel.of(equation, dtype, arrays).laneWork();
  }

  /** The product of the numbers of the size: 1000 or 512x1024. */
  private static double lanes(Task task) {
    String size = task.name().substring(task.family().length() + 1);
    return Stream.of(size.split("x")).mapToDouble(Double::parseDouble).reduce(1, (a, b) -> a * b);
  }
}

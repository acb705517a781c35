package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.linalg.NewtonSchulzMemory;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Applies Muon to one matrix after the other: momentum by an equation, the iteration, the step by an equation. */
final class MuonUpdater implements Updater {
  private final UpdateKernel direction;
  private final UpdateKernel step;
  private final Numbers numbers;
  private final Map<Parameter, Matrix> matrices = new IdentityHashMap<>();
  private final Map<Shape, NewtonSchulzMemory> iterations = new HashMap<>();

  /** Matrices of one shape take turns in one memory. */
  private record Shape(DType dtype, int rows, int columns) {}

  /** A parameter as a matrix; the last two extents may enter the scale. */
  private record Matrix(
      int rows, int columns, int lastRows, int lastColumns, NewtonSchulzMemory iteration) {}

  MuonUpdater(Rule rule) {
    this.numbers = new Numbers(rule, "rows", "columns");
    List<String> names = numbers.names();
    this.direction = new UpdateKernel(
        rule, rule.phases().get(0), List.of("u", "g", "m"), List.of("u", "m"), names);
    this.step =
        new UpdateKernel(rule, rule.phases().get(1), List.of("p", "o"), List.of("p"), names);
  }

  @Override
  public void check() {
    direction.check();
    step.check();
  }

  @Override
  public boolean joinsNeighbours() {
    return false;
  }

  @Override
  public void update(Run run, double[] values) {
    Matrix matrix = matrices.computeIfAbsent(run.first, this::matrix);
    NewtonSchulzMemory iteration = matrix.iteration;
    numbers.take(values, run);
    boolean lastTwoAxes = numbers.isOn("lastTwoAxes");
    numbers.set("rows", lastTwoAxes ? matrix.lastRows : matrix.rows);
    numbers.set("columns", lastTwoAxes ? matrix.lastColumns : matrix.columns);

    Object[] momentum = {iteration.matrix(), run.gradients, run.state(0)};
    int[] offsets = {0, run.gradientsAt, run.stateAt};
    direction
        .variant(run.dtype(), numbers.values())
        .run(run.size, momentum, offsets, numbers.values());

    iteration.orthogonalize(
        numbers.get("a"),
        numbers.get("b"),
        numbers.get("c"),
        (int) numbers.get("iterations"),
        numbers.get("eps"),
        numbers.isOn("epsAdded"));

    Object[] parameter = {run.parameters, iteration.matrix()};
    step.variant(run.dtype(), numbers.values())
        .run(run.size, parameter, new int[] {run.parametersAt, 0}, numbers.values());
  }

  private Matrix matrix(Parameter parameter) {
    int[] shape = parameter.value().shape();
    int rows = shape[0];
    int columns = rows == 0 ? 0 : parameter.value().size() / rows;
    NewtonSchulzMemory iteration = iterations.computeIfAbsent(
        new Shape(parameter.value().dtype(), rows, columns),
        s -> new NewtonSchulzMemory(s.dtype, s.rows, s.columns));
    return new Matrix(rows, columns, shape[shape.length - 2], shape[shape.length - 1], iteration);
  }
}

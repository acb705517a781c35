package cycloid.bench;

import cycloid.autodiff.nn.LayerNorm;
import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Arena;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Functions and reductions of float arrays.
 *
 * <p>What the peer computes into a given array is an equation's kernel on plain arrays here; what makes a new array there is
 * a tensor's method or a layer here. PyTorch's allocator gives the memory of the result before to the next one; ours are
 * computed in an {@link Arena}, which does the same.
 */
final class ArrayTasks {
  private static final int[] LENGTHS = {1_000, 1_000_000};
  private static final double[] NO_SCALARS = {};
  private static final int ROWS = 512;
  private static final int COLUMNS = 1024;

  private ArrayTasks() {}

  static List<Task> all() {
    List<Task> tasks = new ArrayList<>();
    for (int n : LENGTHS) {
      tasks.add(kernel("add", n, "z = x + y", "x", "y", "z"));
      tasks.add(kernel("exp", n, "z = exp(x)", "x", "z"));
      tasks.add(kernel("tanh", n, "z = tanh(x)", "x", "z"));
      tasks.add(tensor("gelu", n, 0, n, Tensor::gelu));
      tasks.add(kernel("sigmoid", n, "z = sigmoid(x)", "x", "z"));
      tasks.add(kernel("log", n, "z = log(x)", "x", "z"));
      tasks.add(tensor("sum", n, n, 0, Tensor::sum));
      tasks.add(dot(n));
      tasks.add(tensor("norm", n, 2 * n, 0, Tensor::norm));
    }
    tasks.add(matrix("softmax", 0, ROWS * COLUMNS, x -> x.softmax(1)));
    tasks.add(layerNorm());
    tasks.add(matrix("sum_axis0", ROWS * COLUMNS, COLUMNS, x -> x.sum(0)));
    tasks.add(matrix("transpose_copy", 0, ROWS * COLUMNS, x -> x.transpose().contiguous()));
    return tasks;
  }

  /** The equation's arrays in order; the last one is written. Positive numbers, for the logarithm's sake. */
  private static Task kernel(String family, int n, String equation, String... names) {
    int inputs = names.length - 1;
    Cost cost = Cost.ofElements(DType.F32, inputs == 2 ? n : 0, (double) inputs * n, n);
    return new Task(family + "/" + n, cost, () -> {
      Kernel kernel = Kernel.of(Equation.parse(equation), DType.F32, names);
      Object[] arrays = new Object[names.length];
      for (int k = 0; k < inputs; k++) {
        Tensor normal = Operands.normal(DType.F32, k, n);
        arrays[k] = (family.equals("log") ? normal.abs() : normal).toFloatArray();
      }
      arrays[inputs] = new float[n];
      int[] offsets = new int[names.length];
      return () -> {
        kernel.run(n, arrays, offsets, NO_SCALARS);
        return arrays;
      };
    });
  }

  private static Task tensor(
      String family, int n, double flops, double written, Function<Tensor, Tensor> f) {
    return new Task(
        family + "/" + n,
        Cost.ofElements(DType.F32, flops, n, written),
        () -> of(Operands.normal(DType.F32, 0, n), f));
  }

  private static Task matrix(
      String family, double flops, double written, Function<Tensor, Tensor> f) {
    return new Task(
        family + "/" + ROWS + "x" + COLUMNS,
        Cost.ofElements(DType.F32, flops, ROWS * COLUMNS, written),
        () -> of(Operands.normal(DType.F32, 0, ROWS, COLUMNS), f));
  }

  private static Work of(Tensor x, Function<Tensor, Tensor> f) {
    Arena arena = new Arena();
    return () -> arena.step(() -> f.apply(x));
  }

  private static Task dot(int n) {
    return new Task("dot/" + n, Cost.ofElements(DType.F32, 2 * n, 2 * n, 0), () -> {
      Tensor x = Operands.normal(DType.F32, 0, n);
      Tensor y = Operands.normal(DType.F32, 1, n);
      Arena arena = new Arena();
      return () -> arena.step(() -> x.dot(y));
    });
  }

  private static Task layerNorm() {
    LayerNorm layer = new LayerNorm(DType.F32, COLUMNS);
    return matrix("layer_norm", 0, ROWS * COLUMNS, layer::forward);
  }
}

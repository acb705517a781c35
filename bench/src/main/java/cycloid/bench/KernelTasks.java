package cycloid.bench;

import cycloid.simd.DType;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.Indices;
import cycloid.tensor.PoolingSettings;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is no equation and no product of matrices: other linear algebra, convolutions, order, movement, random numbers. */
final class KernelTasks {
  private static final int SIDE = 128;
  private static final int BATCH = 8;
  private static final int CHANNELS = 16;
  private static final int IMAGE = 16;
  private static final int TAPS = 3;
  private static final int BEST = 10;

  private KernelTasks() {}

  static List<Task> all() {
    List<Task> tasks = new ArrayList<>();
    for (DType dtype : DType.values()) {
      addLinearAlgebra(tasks, dtype);
      addConvolutions(tasks, dtype);
      addMovement(tasks, dtype);
      addRandom(tasks, dtype);
    }
    return tasks;
  }

  private static void addLinearAlgebra(List<Task> tasks, DType dtype) {
    double n = SIDE;
    Tensor vector = Operands.normal(dtype, 3, SIDE);
    tasks.add(ofMatrix("gemv", dtype, 2 * n * n, n, a -> a.matmul(vector)));
    tasks.add(ofMatrix("gemv_t", dtype, 2 * n * n, n, a -> vector.matmul(a)));
    tasks.add(ofMatrix("ger", dtype, n * n, n * n, a -> vector.outer(vector)));
    tasks.add(ofMatrix("gram", dtype, n * n * n, n * n, a -> a.matmul(a.transpose())));
    tasks.add(ofMatrix("cholesky", dtype, n * n * n / 3, n * n, a -> Linalg.cholesky(definite(a))));
    tasks.add(ofMatrix("inverse", dtype, 2 * n * n * n, n * n, Linalg::inv));
    tasks.add(ofMatrix("solve", dtype, 2 * n * n * n / 3, n, a -> Linalg.solve(a, vector)));
    tasks.add(ofMatrix(
        "eigenvalues",
        dtype,
        9 * n * n * n,
        n * n,
        a -> Linalg.eigh(definite(a)).vectors()));
  }

  private static Tensor definite(Tensor a) {
    return a.matmul(a.transpose()).add(Tensor.eye(a.dtype(), SIDE));
  }

  private static void addConvolutions(List<Task> tasks, DType dtype) {
    double image = (double) BATCH * CHANNELS * IMAGE * IMAGE;
    Tensor weight = Operands.normal(dtype, 4, CHANNELS, CHANNELS, TAPS, TAPS);
    ConvolutionSettings same = ConvolutionSettings.PLAIN.padding(TAPS / 2);
    double flops = 2 * image * CHANNELS * TAPS * TAPS;
    tasks.add(ofImages("conv2d", dtype, flops, image, x -> x.conv2d(weight, same)));
    tasks.add(
        ofImages("conv2d_transpose", dtype, flops, image, x -> x.convTranspose2d(weight, same)));
    PoolingSettings halves = PoolingSettings.of(2);
    tasks.add(ofImages("max_pool", dtype, 0, image / 4, x -> x.maxPool2d(halves)));
    tasks.add(ofImages("avg_pool", dtype, 0, image / 4, x -> x.avgPool2d(halves)));
    tasks.add(ofImages("unfold", dtype, 0, image, x -> x.unfold(halves)));
  }

  private static void addMovement(List<Task> tasks, DType dtype) {
    double all = (double) SIDE * SIDE;
    int[] rows = Random.key(2).permutation(SIDE);
    Indices places =
        Indices.of(new int[] {SIDE, SIDE}, Random.key(3).integers(0, SIDE, SIDE * SIDE));
    tasks.add(ofMatrix("copy", dtype, 0, all, Tensor::copy));
    tasks.add(ofMatrix("transpose", dtype, 0, all, x -> x.transpose().contiguous()));
    tasks.add(ofMatrix("flip", dtype, 0, all, x -> x.flip(1).contiguous()));
    tasks.add(ofMatrix("gather", dtype, 0, all, x -> x.gather(0, rows)));
    tasks.add(ofMatrix("scatter_add", dtype, all, all, x -> x.scatterAdd(0, SIDE, rows)));
    tasks.add(ofMatrix("scatter_add_along", dtype, all, all, x -> x.scatterAdd(0, places, x)));
    tasks.add(ofMatrix("concat", dtype, 0, 2 * all, x -> x.concat(1, List.of(x))));
    tasks.add(ofMatrix("sum_rows", dtype, all, SIDE, x -> x.sum(1)));
    tasks.add(ofMatrix("max_columns", dtype, 0, SIDE, x -> x.max(0)));
    tasks.add(ofMatrix("cumsum", dtype, all, all, x -> x.cumsum(1)));
    tasks.add(ofMatrix("cumsum_columns", dtype, all, all, x -> x.cumsum(0)));
    tasks.add(ofMatrix("cumprod", dtype, all, all, x -> x.cumprod(1)));
    tasks.add(ofMatrix("sort", dtype, 0, all, x -> x.sort(1)));
    tasks.add(
        ofMatrix("top_k", dtype, 0, SIDE * BEST, x -> x.topK(1, BEST, true).values()));
  }

  private static void addRandom(List<Task> tasks, DType dtype) {
    Random key = Random.key(5);
    double all = (double) SIDE * SIDE;
    tasks.add(task("uniform", dtype, 0, 0, all, () -> () -> key.uniform(dtype, SIDE, SIDE)));
    tasks.add(task("normal", dtype, 0, 0, all, () -> () -> key.normal(dtype, SIDE, SIDE)));
  }

  private static Task ofMatrix(
      String name, DType dtype, double flops, double written, UnaryOperator<Tensor> f) {
    double read = (double) SIDE * SIDE;
    return task(name, dtype, flops, read, written, () -> {
      Tensor x = Operands.uniform(dtype, 1, SIDE, SIDE);
      return () -> f.apply(x);
    });
  }

  private static Task ofImages(
      String name, DType dtype, double flops, double written, UnaryOperator<Tensor> f) {
    double read = (double) BATCH * CHANNELS * IMAGE * IMAGE;
    return task(name, dtype, flops, read, written, () -> {
      Tensor x = Operands.normal(dtype, 1, BATCH, CHANNELS, IMAGE, IMAGE);
      return () -> f.apply(x);
    });
  }

  private static Task task(
      String name,
      DType dtype,
      double flops,
      double read,
      double written,
      java.util.function.Supplier<Work> prepare) {
    return new Task(
        "kernel_" + name + "_" + dtype + "/" + SIDE,
        List.of(),
        Cost.ofElements(dtype, flops, read, written),
        prepare);
  }
}

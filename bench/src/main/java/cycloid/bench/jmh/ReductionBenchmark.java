package cycloid.bench.jmh;

import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reductions of matrices, over all elements, along rows and along columns, and functions of whole rows, scans and sorting among them. */
public class ReductionBenchmark extends KernelBenchmark {
  /** Elements of the matrices, about. */
  private static final int ELEMENTS = 1 << 18;

  /** What is computed. */
  @Param({
    "sum",
    "sumOfRows",
    "sumOfColumns",
    "maxOfRows",
    "maxOfColumns",
    "norm",
    "varianceOfRows",
    "logSumExp",
    "softmax",
    "logSoftmax",
    "layerNorm",
    "rmsNorm",
    "argMax",
    "cumsum",
    "sort",
    "topK",
  })
  public String operation;

  /** The length of a row: shorter than a vector, with tails, in the first cache, beyond it. */
  @Param({"7", "64", "1000", "1024", "4099", "262144"})
  public int columns;

  private Tensor x;
  private Function<Tensor, Object> function;

  @Override
  void prepareOperands() {
    x = Random.key(1).normal(dtype, Math.max(1, ELEMENTS / columns), columns);
    function = switch (operation) {
      case "sum" -> Tensor::sum;
      case "sumOfRows" -> a -> a.sum(1);
      case "sumOfColumns" -> a -> a.sum(0);
      case "maxOfRows" -> a -> a.max(1);
      case "maxOfColumns" -> a -> a.max(0);
      case "norm" -> Tensor::norm;
      case "varianceOfRows" -> a -> a.variance(1);
      case "logSumExp" -> a -> a.logSumExp(1);
      case "softmax" -> a -> a.softmax(1);
      case "logSoftmax" -> a -> a.logSoftmax(1);
      case "layerNorm" -> a -> a.layerNorm(1, 1e-5);
      case "rmsNorm" -> a -> a.rmsNorm(1, 1e-5);
      case "argMax" -> a -> a.argMax(1);
      case "cumsum" -> a -> a.cumsum(1);
      case "sort" -> a -> a.sort(1);
      case "topK" -> a -> a.topK(1, Math.min(8, columns), true);
      default ->
        throw new IllegalArgumentException("benchmark: unknown operation; got " + operation);
    };
  }

  /** One call. */
  @Benchmark
  public Object run() {
    return function.apply(x);
  }
}

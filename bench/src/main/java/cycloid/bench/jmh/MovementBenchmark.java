package cycloid.bench.jmh;

import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Copies of n x n matrices into another order. */
public class MovementBenchmark extends KernelBenchmark {
  /** What is copied. */
  @Param({"copy", "transpose", "flip", "everySecondColumn", "concat", "gatherRows", "scatterAddRows"
  })
  public String operation;

  /** The extent: below a vector, at powers of two, where rows share sets of the cache, and beside them. */
  @Param({"7", "64", "255", "256", "257", "1000", "1024", "1025"})
  public int n;

  private Tensor x;
  private UnaryOperator<Tensor> function;

  @Override
  void prepareOperands() {
    x = Random.key(1).normal(dtype, n, n);
    int[] rows = Random.key(2).permutation(n);
    function = switch (operation) {
      case "copy" -> Tensor::copy;
      case "transpose" -> a -> a.transpose().contiguous();
      case "flip" -> a -> a.flip(1).contiguous();
      case "everySecondColumn" -> a -> a.slice(Slice.all(), Slice.step(2)).contiguous();
      case "concat" -> a -> a.concat(1, List.of(a));
      case "gatherRows" -> a -> a.gather(0, rows);
      case "scatterAddRows" -> a -> a.scatterAdd(0, n, rows);
      default ->
        throw new IllegalArgumentException("benchmark: unknown operation; got " + operation);
    };
  }

  /** One call. */
  @Benchmark
  public Tensor run() {
    return function.apply(x);
  }
}

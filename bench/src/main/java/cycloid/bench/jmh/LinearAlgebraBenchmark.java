package cycloid.bench.jmh;

import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.random.Random;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Products with vectors, factorizations and solutions of n x n matrices. */
public class LinearAlgebraBenchmark extends KernelBenchmark {
  /** What is computed; the symmetric ones on a positive definite matrix. */
  @Param({"matrixVector", "outer", "gram", "cholesky", "lu", "qr", "eigh", "svd", "solve", "inv"})
  public String operation;

  /** The extent: below the blocks of factorizations, at powers of two and beside them. */
  @Param({"5", "31", "64", "65", "256", "257"})
  public int n;

  private Supplier<Object> work;

  @Override
  void prepareOperands() {
    Tensor a = Random.key(1).normal(dtype, n, n);
    Tensor x = Random.key(2).normal(dtype, n);
    Tensor definite = a.matmul(a.transpose()).add(Tensor.eye(dtype, n));
    work = switch (operation) {
      case "matrixVector" -> () -> a.matmul(x);
      case "outer" -> () -> x.outer(x);
      case "gram" -> () -> a.matmul(a.transpose());
      case "cholesky" -> () -> Linalg.cholesky(definite);
      case "lu" -> () -> Linalg.lu(a);
      case "qr" -> () -> Linalg.qr(a);
      case "eigh" -> () -> Linalg.eigh(definite);
      case "svd" -> () -> Linalg.svd(a);
      case "solve" -> () -> Linalg.solve(a, x);
      case "inv" -> () -> Linalg.inv(a);
      default ->
        throw new IllegalArgumentException("benchmark: unknown operation; got " + operation);
    };
  }

  /** One call. */
  @Benchmark
  public Object run() {
    return work.get();
  }
}

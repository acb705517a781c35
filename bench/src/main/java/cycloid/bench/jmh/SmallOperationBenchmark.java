package cycloid.bench.jmh;

import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What an operation costs before it computes anything: 16 elements each. With vectors on JDK 25 {@code add} must take at most
 * 150 ns, {@code matmul} at most 250 ns.
 */
public class SmallOperationBenchmark extends KernelBenchmark {
  private Tensor x;
  private Tensor y;
  private Tensor a;
  private Tensor b;
  private Tensor row;

  @Override
  void prepareOperands() {
    x = Random.key(1).normal(dtype, 16);
    y = Random.key(2).normal(dtype, 16);
    a = x.reshape(4, 4);
    b = y.reshape(4, 4);
    row = Random.key(3).normal(dtype, 4);
  }

  /** Two tensors of 16 elements. */
  @Benchmark
  public Tensor add() {
    return x.add(y);
  }

  /** A 4x4 matrix and a row. */
  @Benchmark
  public Tensor addRow() {
    return a.add(row);
  }

  /** A function of 16 elements. */
  @Benchmark
  public Tensor exp() {
    return x.exp();
  }

  /** The sum of 16 elements. */
  @Benchmark
  public Tensor sum() {
    return x.sum();
  }

  /** Two 4x4 matrices. */
  @Benchmark
  public Tensor matmul() {
    return a.matmul(b);
  }
}

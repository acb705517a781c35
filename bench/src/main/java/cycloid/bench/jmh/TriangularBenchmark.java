package cycloid.bench.jmh;

import cycloid.bench.DoublePeak;
import cycloid.bench.FloatPeak;
import cycloid.simd.DType;
import cycloid.simd.SymmetricProduct;
import cycloid.simd.TriangularSolve;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Half a matrix product: systems with a triangle of n rows and n right-hand sides, and products with a transpose; against the
 * least time in which the processor could do as many multiply-adds.
 */
public class TriangularBenchmark extends KernelBenchmark {
  /** The extent: powers of two and beside them, below and above the blocks. */
  @Param({"8", "16", "17", "63", "64", "65", "127", "128", "255", "256", "257", "512", "1024"})
  public int n;

  private Object triangle;
  private Object b;
  private Object c;

  @Override
  void prepareOperands() {
    Tensor small = Random.key(1).uniform(dtype, n, n).div(n);
    triangle = small.add(Tensor.eye(dtype, n)).contiguous().storage();
    b = Random.key(2).uniform(dtype, n, n).storage();
    c = dtype.allocate(n * n);
  }

  // spotless:off
  /** T X = B for a lower T, in a copy of B. */
  @Benchmark
  public Object left() {
    System.arraycopy(b, 0, c, 0, n * n);
    if (dtype == DType.F32) {
      TriangularSolve.left(true, false, n, n, (float[]) triangle, 0, n, 1, (float[]) c, 0, n);
    } else {
      TriangularSolve.left(true, false, n, n, (double[]) triangle, 0, n, 1, (double[]) c, 0, n);
    }
    return c;
  }

  /** X T' = B for a lower T, in a copy of B. */
  @Benchmark
  public Object right() {
    System.arraycopy(b, 0, c, 0, n * n);
    if (dtype == DType.F32) {
      TriangularSolve.right(false, false, n, n, (float[]) triangle, 0, 1, n, (float[]) c, 0, n);
    } else {
      TriangularSolve.right(false, false, n, n, (double[]) triangle, 0, 1, n, (double[]) c, 0, n);
    }
    return c;
  }

  /** The lower half of B B'. */
  @Benchmark
  public Object syrk() {
    if (dtype == DType.F32) {
      SymmetricProduct.syrk(n, n, 1, (float[]) b, 0, n, 1, 0, (float[]) c, 0, n);
    } else {
      SymmetricProduct.syrk(n, n, 1, (double[]) b, 0, n, 1, 0, (double[]) c, 0, n);
    }
    return c;
  }
  // spotless:on

  /** n^3 / 2 multiply-adds on registers. */
  @Benchmark
  public double peak() {
    double flops = (double) n * n * n;
    return dtype == DType.F32
        ? FloatPeak.run((int) (flops / FloatPeak.flops()))
        : DoublePeak.run((int) (flops / DoublePeak.flops()));
  }
}

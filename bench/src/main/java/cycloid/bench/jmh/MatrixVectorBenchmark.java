package cycloid.bench.jmh;

import cycloid.simd.DType;
import cycloid.simd.MatrixVector;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Kernels on an n x n matrix and vectors, against a copy of the matrix, of one run: the copy reads every element once and writes it
 * once, as ger does; the products only read.
 */
public class MatrixVectorBenchmark extends KernelBenchmark {
  /** The extent: less than a vector, at powers of two and beside them, in each cache and beyond. */
  @Param({"7", "16", "17", "64", "100", "255", "256", "257", "1024", "2048"})
  public int n;

  private Object a;
  private Object copy;
  private Object x;
  private Object y;

  @Override
  void prepareOperands() {
    a = Random.key(1).uniform(dtype, n, n).storage();
    copy = dtype.allocate(n * n);
    x = Random.key(2).uniform(dtype, n).storage();
    y = dtype.allocate(n);
  }

  // spotless:off
  /** y = A x. */
  @Benchmark
  public Object gemv() {
    if (dtype == DType.F32) {
      MatrixVector.gemv(n, n, 1, (float[]) a, 0, n, (float[]) x, 0, 0, (float[]) y, 0, 1);
    } else {
      MatrixVector.gemv(n, n, 1, (double[]) a, 0, n, (double[]) x, 0, 0, (double[]) y, 0, 1);
    }
    return y;
  }

  /** y = y + A' x. */
  @Benchmark
  public Object gemvTransposed() {
    if (dtype == DType.F32) {
      MatrixVector.gemvTransposed(n, n, 1, (float[]) a, 0, n, (float[]) x, 0, 1, (float[]) y, 0);
    } else {
      MatrixVector.gemvTransposed(n, n, 1, (double[]) a, 0, n, (double[]) x, 0, 1, (double[]) y, 0);
    }
    return y;
  }

  /** A = A + 0 x y', which leaves the numbers in their range. */
  @Benchmark
  public Object ger() {
    if (dtype == DType.F32) {
      MatrixVector.ger(n, n, 0, (float[]) x, 0, 1, (float[]) x, 0, (float[]) copy, 0, n);
    } else {
      MatrixVector.ger(n, n, 0, (double[]) x, 0, 1, (double[]) x, 0, (double[]) copy, 0, n);
    }
    return copy;
  }
  // spotless:on

  /** The matrix, read and written. */
  @Benchmark
  public Object copy() {
    System.arraycopy(a, 0, copy, 0, n * n);
    return copy;
  }
}

package cycloid.bench.jmh;

import cycloid.simd.DType;
import cycloid.simd.Gemm;
import cycloid.simd.SmallProducts;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Products of 128 pairs of n x n matrices, in one call and in as many. */
public class SmallProductsBenchmark extends KernelBenchmark {
  private static final int COUNT = 128;

  /** The extent. */
  @Param({"2", "3", "4", "5", "8", "12", "15", "16", "17", "32"})
  public int n;

  /** Which operands are stored by columns: n for none, t for transposed, of A and of B. */
  @Param({"nn", "nt", "tn"})
  public String form;

  private Object a;
  private Object b;
  private Object c;
  private int aRow;
  private int bRow;

  @Override
  void prepareOperands() {
    a = Random.key(1).uniform(dtype, COUNT, n, n).storage();
    b = Random.key(2).uniform(dtype, COUNT, n, n).storage();
    c = dtype.allocate(COUNT * n * n);
    aRow = form.charAt(0) == 'n' ? n : 1;
    bRow = form.charAt(1) == 'n' ? n : 1;
  }

  // spotless:off
  /** All products in one call. */
  @Benchmark
  public Object together() {
    int step = n * n;
    if (dtype == DType.F32) {
      SmallProducts.multiply(
          COUNT, n, n, n, (float[]) a, 0, step, aRow, n + 1 - aRow,
          (float[]) b, 0, step, bRow, n + 1 - bRow, (float[]) c, 0, step, n);
    } else {
      SmallProducts.multiply(
          COUNT, n, n, n, (double[]) a, 0, step, aRow, n + 1 - aRow,
          (double[]) b, 0, step, bRow, n + 1 - bRow, (double[]) c, 0, step, n);
    }
    return c;
  }

  /** A call of the matrix product for each. */
  @Benchmark
  public Object oneByOne() {
    for (int i = 0; i < COUNT; i++) {
      int at = i * n * n;
      if (dtype == DType.F32) {
        Gemm.gemm(
            n, n, n, 1, (float[]) a, at, aRow, n + 1 - aRow, (float[]) b, at, bRow, n + 1 - bRow, 0, (float[]) c, at, n);
      } else {
        Gemm.gemm(
            n, n, n, 1, (double[]) a, at, aRow, n + 1 - aRow, (double[]) b, at, bRow, n + 1 - bRow, 0, (double[]) c, at, n);
      }
    }
    return c;
  }
  // spotless:on
}

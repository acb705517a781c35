package cycloid.bench.jmh;

import cycloid.bench.DoublePeak;
import cycloid.bench.FloatPeak;
import cycloid.simd.DType;
import cycloid.simd.Gemm;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The product of two n x n matrices, against the least time in which the processor could do as many multiply-adds.
 *
 * <p>{@code peak} carries out the n^3 multiply-adds of the product on registers alone, with vectors whatever the provider, so
 * the quotient of its time and a product's, of one run, is the fraction of the peak that the product reaches. Pin the
 * process to one processor: figures of a busy machine are comparable side by side only.
 */
public class GemmBenchmark extends KernelBenchmark {
  /** Which operands are stored by columns: n for none, t for transposed, of A and of B. */
  @Param({"nn", "nt", "tn", "tt"})
  public String form;

  /** The extent: powers of two and beside them, below and above the blocks. */
  @Param({
    "4", "15", "16", "17", "64", "127", "128", "129", "255", "256", "257", "512", "1000", "1024",
    "1025"
  })
  public int n;

  private Object a;
  private Object b;
  private Object c;
  private int aRow;
  private int bRow;

  @Override
  void prepareOperands() {
    a = Random.key(1).uniform(dtype, n, n).storage();
    b = Random.key(2).uniform(dtype, n, n).storage();
    c = dtype.allocate(n * n);
    aRow = form.charAt(0) == 'n' ? n : 1;
    bRow = form.charAt(1) == 'n' ? n : 1;
  }

  /** C = A B. */
  @Benchmark
  public Object product() {
    return dtype == DType.F32 ? floatProduct() : doubleProduct();
  }

  // spotless:off
  private Object floatProduct() {
    Gemm.gemm(
        n, n, n, 1, (float[]) a, 0, aRow, n + 1 - aRow, (float[]) b, 0, bRow, n + 1 - bRow,
        0, (float[]) c, 0, n);
    return c;
  }

  private Object doubleProduct() {
    Gemm.gemm(
        n, n, n, 1, (double[]) a, 0, aRow, n + 1 - aRow, (double[]) b, 0, bRow, n + 1 - bRow,
        0, (double[]) c, 0, n);
    return c;
  }
  // spotless:on

  /** n^3 multiply-adds on registers. */
  @Benchmark
  public double peak() {
    double flops = 2.0 * n * n * n;
    return dtype == DType.F32
        ? FloatPeak.run((int) (flops / FloatPeak.flops()))
        : DoublePeak.run((int) (flops / DoublePeak.flops()));
  }
}

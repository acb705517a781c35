package cycloid.bench.peers;

import cycloid.simd.DType;
import cycloid.simd.Gemm;
import cycloid.tensor.random.Random;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ojalgo.matrix.store.PhysicalStore;
import org.ojalgo.matrix.store.R032Store;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** C = A B of square matrices into a given C, by each library in its own layout. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ProductPeersBenchmark {
  /** Who multiplies. */
  @Param({"cycloid", "netlib", "ejml", "ojalgo", "nd4j"})
  public String library;

  /** The element type. */
  @Param
  public DType dtype;

  /** The extent. */
  @Param({"64", "128", "256", "512", "1024"})
  public int n;

  private Runnable product;

  /** Random matrices, laid out as the library has them. */
  @Setup
  public void prepare() {
    boolean single = dtype == DType.F32;
    product = switch (library) {
      case "cycloid" -> single ? cycloid(floats(1), floats(2)) : cycloid(doubles(1), doubles(2));
      case "netlib" -> single ? netlib(floats(1), floats(2)) : netlib(doubles(1), doubles(2));
      case "ejml" -> single ? ejml(floats(1), floats(2)) : ejml(doubles(1), doubles(2));
      case "ojalgo" -> ojalgo();
      case "nd4j" -> nd4j(single ? DataType.FLOAT : DataType.DOUBLE);
      default -> throw new IllegalArgumentException("benchmark: unknown library; got " + library);
    };
  }

  /** One product. */
  @Benchmark
  public Object product() {
    product.run();
    return product;
  }

  private float[] floats(int seed) {
    return Random.key(seed).uniform(DType.F32, n, n).toFloatArray();
  }

  private double[] doubles(int seed) {
    return Random.key(seed).uniform(DType.F64, n, n).toDoubleArray();
  }

  private Runnable cycloid(float[] a, float[] b) {
    float[] c = new float[n * n];
    return () -> Gemm.gemm(n, n, n, 1, a, 0, n, 1, b, 0, n, 1, 0, c, 0, n);
  }

  private Runnable cycloid(double[] a, double[] b) {
    double[] c = new double[n * n];
    return () -> Gemm.gemm(n, n, n, 1, a, 0, n, 1, b, 0, n, 1, 0, c, 0, n);
  }

  private Runnable netlib(float[] a, float[] b) {
    BLAS blas = JavaBLAS.getInstance();
    float[] c = new float[n * n];
    return () -> blas.sgemm("N", "N", n, n, n, 1, a, n, b, n, 0, c, n);
  }

  private Runnable netlib(double[] a, double[] b) {
    BLAS blas = JavaBLAS.getInstance();
    double[] c = new double[n * n];
    return () -> blas.dgemm("N", "N", n, n, n, 1, a, n, b, n, 0, c, n);
  }

  private Runnable ejml(float[] a, float[] b) {
    FMatrixRMaj left = FMatrixRMaj.wrap(n, n, a);
    FMatrixRMaj right = FMatrixRMaj.wrap(n, n, b);
    FMatrixRMaj c = new FMatrixRMaj(n, n);
    return () -> CommonOps_FDRM.mult(left, right, c);
  }

  private Runnable ejml(double[] a, double[] b) {
    DMatrixRMaj left = DMatrixRMaj.wrap(n, n, a);
    DMatrixRMaj right = DMatrixRMaj.wrap(n, n, b);
    DMatrixRMaj c = new DMatrixRMaj(n, n);
    return () -> CommonOps_DDRM.mult(left, right, c);
  }

  private Runnable ojalgo() {
    PhysicalStore<Double> a = store(1);
    PhysicalStore<Double> b = store(2);
    PhysicalStore<Double> c = store(3);
    return () -> c.fillByMultiplying(a, b);
  }

  private PhysicalStore<Double> store(int seed) {
    PhysicalStore<Double> store =
        dtype == DType.F32 ? R032Store.FACTORY.make(n, n) : R064Store.FACTORY.make(n, n);
    double[] values = doubles(seed);
    for (int i = 0; i < values.length; i++) {
      store.set(i / n, i % n, values[i]);
    }
    return store;
  }

  private Runnable nd4j(DataType type) {
    INDArray a = Nd4j.create(doubles(1), n, n).castTo(type);
    INDArray b = Nd4j.create(doubles(2), n, n).castTo(type);
    INDArray c = Nd4j.create(type, new long[] {n, n}, 'f');
    return () -> Nd4j.gemm(a, b, c, false, false, 1, 0);
  }
}

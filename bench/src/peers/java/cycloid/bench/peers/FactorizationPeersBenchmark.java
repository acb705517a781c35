package cycloid.bench.peers;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.decomposition.SingularValue;
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

/** Factorizations of square matrices in double precision, factors included, by each library in its own layout. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class FactorizationPeersBenchmark {
  /** Who factorizes. */
  @Param({"cycloid", "ejml", "ojalgo"})
  public String library;

  /** What is computed: of a symmetric positive definite matrix, but for qr and svd. */
  @Param({"cholesky", "qr", "eigh", "svd"})
  public String operation;

  /** The extent. */
  @Param({"64", "256", "512"})
  public int n;

  private Supplier<Object> work;

  /** The same matrix for all, laid out as the library has it. */
  @Setup
  public void prepare() {
    Tensor x = Random.key(1).normal(DType.F64, n, n);
    boolean symmetric = operation.equals("cholesky") || operation.equals("eigh");
    Tensor a = symmetric ? x.matmul(x.transpose()).add(Tensor.eye(DType.F64, n)) : x;
    work = switch (library) {
      case "cycloid" -> cycloid(a);
      case "ejml" -> ejml(DMatrixRMaj.wrap(n, n, a.toDoubleArray()));
      case "ojalgo" -> ojalgo(a.toDoubleArray());
      default -> throw new IllegalArgumentException("benchmark: unknown library; got " + library);
    };
  }

  /** One factorization. */
  @Benchmark
  public Object run() {
    return work.get();
  }

  private IllegalArgumentException unknownOperation() {
    return new IllegalArgumentException("benchmark: unknown operation; got " + operation);
  }

  private Supplier<Object> cycloid(Tensor a) {
    return switch (operation) {
      case "cholesky" -> () -> Linalg.cholesky(a);
      case "qr" -> () -> Linalg.qr(a);
      case "eigh" -> () -> Linalg.eigh(a);
      case "svd" -> () -> Linalg.svd(a);
      default -> throw unknownOperation();
    };
  }

  /** A decomposition may overwrite its input, so it gets a copy. */
  private Supplier<Object> ejml(DMatrixRMaj a) {
    switch (operation) {
      case "cholesky" -> {
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
        return () -> cholesky.decompose(a.copy()) ? cholesky.getT(null) : null;
      }
      case "qr" -> {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(n, n);
        return () -> qr.decompose(a.copy()) ? qr.getQ(null, true) : null;
      }
      case "eigh" -> {
        EigenDecomposition_F64<DMatrixRMaj> eigh = DecompositionFactory_DDRM.eig(n, true, true);
        return () -> eigh.decompose(a.copy()) ? eigh.getEigenVector(0) : null;
      }
      case "svd" -> {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
            DecompositionFactory_DDRM.svd(n, n, true, true, true);
        return () -> svd.decompose(a.copy())
            ? List.of(svd.getU(null, false), svd.getW(null), svd.getV(null, true))
            : null;
      }
      default -> throw unknownOperation();
    }
  }

  private Supplier<Object> ojalgo(double[] values) {
    R064Store a = R064Store.FACTORY.make(n, n);
    for (int i = 0; i < values.length; i++) {
      a.set(i / n, i % n, values[i]);
    }
    switch (operation) {
      case "cholesky" -> {
        Cholesky<Double> cholesky = Cholesky.R064.make(a);
        return () -> cholesky.decompose(a) ? cholesky.getL() : null;
      }
      case "qr" -> {
        QR<Double> qr = QR.R064.make(a);
        return () -> qr.decompose(a) ? qr.getQ().copy() : null;
      }
      case "eigh" -> {
        Eigenvalue<Double> eigh = Eigenvalue.R064.make(a, true);
        return () -> eigh.decompose(a) ? eigh.getV().copy() : null;
      }
      case "svd" -> {
        SingularValue<Double> svd = SingularValue.R064.make(a);
        return () -> svd.decompose(a)
            ? List.of(svd.getU().copy(), svd.getSingularValues(), svd.getV().copy())
            : null;
      }
      default -> throw unknownOperation();
    }
  }
}

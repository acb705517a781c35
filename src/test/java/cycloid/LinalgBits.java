package cycloid;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.CoupledNewton;
import cycloid.tensor.linalg.Eigh;
import cycloid.tensor.linalg.Lanczos;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.linalg.LinearOperator;
import cycloid.tensor.linalg.LinearSystem;
import cycloid.tensor.linalg.MatrixFunctions;
import cycloid.tensor.linalg.NewtonSchulz;
import cycloid.tensor.linalg.Qr;
import cycloid.tensor.linalg.Quintic;
import cycloid.tensor.linalg.Svd;
import cycloid.tensor.random.Random;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fingerprint of each method of linear algebra, bit by bit, for {@link TrainingRun} to print. */
final class LinalgBits {
  private static final int N = 53;

  /** From 96 on symmetric products leave out tiles. */
  private static final int LARGE = 101;

  private LinalgBits() {}

  static void print() {
    for (DType dtype : DType.values()) {
      results(dtype)
          .forEach((name, result) ->
              System.out.println(name + " " + dtype + " " + Long.toHexString(fingerprint(result))));
    }
  }

  private static Map<String, Tensor> results(DType dtype) {
    Tensor g = Random.key(7).normal(dtype, N, N);
    Tensor tall = g.narrow(1, 0, 40);
    Tensor spd = g.matmul(g.transpose()).div(N).add(Tensor.eye(dtype, N));
    Tensor b = Random.key(8).normal(dtype, N);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("solve", Linalg.solve(g, b));
    results.put("cholesky", Linalg.cholesky(spd));
    Qr<Tensor> qr = Linalg.qr(tall);
    results.put("qr", qr.q().matmul(qr.r().mul(2)));
    Svd<Tensor> svd = Linalg.svd(tall);
    results.put("svd", svd.u().mul(svd.s().unsqueeze(0)).concat(0, List.of(svd.vh())));
    Eigh<Tensor> eigen = Linalg.eigh(spd);
    results.put("eigh", eigen.vectors().mul(eigen.values().unsqueeze(0)));
    results.put("exp", MatrixFunctions.exp(g.div(4)));
    results.put("log", MatrixFunctions.log(spd));
    results.put("inverseRoot", MatrixFunctions.inverseRoot(spd, 4, 1e-6));
    results.put("coupledNewton", CoupledNewton.inverseRoot(spd, 4, 1e-6).root());
    results.put(
        "newtonSchulz",
        NewtonSchulz.of(Quintic.MUON, 5).orthogonalize(Random.key(9).normal(dtype, LARGE, 110)));
    results.put("polar", MatrixFunctions.polar(tall).u());
    results.put("sylvester", MatrixFunctions.sylvester(spd, spd, g));
    LinearSystem system = LinearSystem.of(spd, b).until(0).atMost(12);
    results.put("conjugateGradient", system.conjugateGradient().x());
    results.put("minres", system.minres().x());
    results.put("gmres", system.gmres(8).x());
    results.put("lsqr", system.lsqr(0.1).x());
    results.put("lsmr", system.lsmr(0.1).x());
    results.put("lanczos", Tensor.of(Lanczos.of(LinearOperator.of(spd), b, 20).alpha()));
    return results;
  }

  /** FNV-1a over the bits. */
  static long fingerprint(Tensor x) {
    long hash = 0xcbf29ce484222325L;
    for (double value : x.toDoubleArray()) {
      hash = (hash ^ Double.doubleToRawLongBits(value)) * 0x100000001b3L;
    }
    return hash;
  }
}

package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Linalg;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Applies SOAP: turns gradients into the eigenbasis, runs Adam there, turns its direction back. */
final class SoapUpdater extends TensorUpdater {
  private static final double TINY = 1e-30;

  private final int largest;
  private final boolean vectors;

  SoapUpdater(Rule rule) {
    super(rule, List.of("h"));
    this.largest = (int) rule.setting("largest").at(0);
    this.vectors = rule.setting("vectors").at(0) != 0;
  }

  @Override
  Map<String, Tensor> beginning(Parameter parameter) {
    int[] shape = parameter.shape();
    Map<String, Tensor> kept = new LinkedHashMap<>();
    kept.put("m", Tensor.zeros(DType.F64, shape));
    kept.put("v", Tensor.zeros(DType.F64, shape));
    for (int k = 0; k < shape.length; k++) {
      if (shape[k] <= largest && (shape.length > 1 || vectors)) {
        kept.put("GG." + k, Tensor.zeros(DType.F64, shape[k], shape[k]));
        kept.put("Q." + k, Tensor.eye(DType.F64, shape[k]));
      }
    }
    return kept;
  }

  @Override
  Tensor between(Parameter parameter, List<Tensor> prepared, Map<String, Tensor> kept) {
    if (parameter.value().size() == 0) {
      return prepared.get(0);
    }
    Tensor g = prepared.get(0).to(DType.F64);
    long n = (long) numbers.get("t") - 1;
    if (n == 0) {
      collect(g, kept);
      start(g.rank(), kept);
      return prepared.get(0);
    }
    Tensor o = direction(g, n, kept);
    collect(g, kept);
    if (n % (long) numbers.get("every") == 0) {
      renew(g.rank(), kept);
    }
    return o.to(parameter.dtype());
  }

  /** Adam's direction, by its moments in the basis. */
  private Tensor direction(Tensor g, long n, Map<String, Tensor> kept) {
    double beta1 = numbers.get("beta1");
    double beta2 = numbers.get("beta2");
    Tensor turned = turn(g, kept, true);
    Tensor m = kept.get("m").mul(beta1).add(turned.mul(1 - beta1));
    Tensor v = kept.get("v").mul(beta2).add(turned.square().mul(1 - beta2));
    kept.put("m", m);
    kept.put("v", v);
    Tensor u = turn(m.div(v.sqrt().add(numbers.get("eps"))), kept, false);
    if (numbers.isOn("normalized")) {
      u = u.div(TINY + Math.sqrt(u.square().mean().item()));
    }
    if (!numbers.isOn("biasCorrection")) {
      return u;
    }
    return u.mul(Math.sqrt(1 - StrictMath.pow(beta2, n)) / (1 - StrictMath.pow(beta1, n)));
  }

  /** Into the basis, or back. */
  private static Tensor turn(Tensor x, Map<String, Tensor> kept, boolean into) {
    Tensor turned = x;
    for (int k = 0; k < x.rank(); k++) {
      Tensor q = kept.get("Q." + k);
      if (q != null) {
        turned = TensorBlocks.times(turned, into ? q.transpose() : q, k);
      }
    }
    return turned;
  }

  private void collect(Tensor g, Map<String, Tensor> kept) {
    double beta = numbers.get("factorBeta") == 0 ? numbers.get("beta2") : numbers.get("factorBeta");
    for (int k = 0; k < g.rank(); k++) {
      Tensor factor = kept.get("GG." + k);
      if (factor != null) {
        Tensor rows = TensorBlocks.rows(g, k);
        Tensor product = rows.matmul(rows.transpose()).mul(1 - beta);
        kept.put("GG." + k, factor.mul(beta).add(product));
      }
    }
  }

  /** The first basis: eigenvectors, those of the largest eigenvalues first. */
  private static void start(int rank, Map<String, Tensor> kept) {
    for (int k = 0; k < rank; k++) {
      Tensor factor = kept.get("GG." + k);
      if (factor != null) {
        kept.put("Q." + k, Linalg.eigh(factor).vectors().flip(1).copy());
      }
    }
  }

  /** One power iteration from the basis before, its columns in the order of their estimated eigenvalues. */
  private static void renew(int rank, Map<String, Tensor> kept) {
    Tensor back = turn(kept.get("m"), kept, false);
    for (int k = 0; k < rank; k++) {
      Tensor factor = kept.get("GG." + k);
      if (factor != null) {
        Tensor q = kept.get("Q." + k);
        int[] order = descending(q.transpose().matmul(factor).matmul(q).diagonal());
        kept.put("v", kept.get("v").gather(k, order));
        kept.put("Q." + k, Linalg.qr(factor.matmul(q.gather(1, order))).q());
      }
    }
    kept.put("m", turn(back, kept, true));
  }

  private static int[] descending(Tensor values) {
    double[] x = values.toDoubleArray();
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -x[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}

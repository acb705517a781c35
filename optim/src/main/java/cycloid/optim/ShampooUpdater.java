package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.CoupledNewton;
import cycloid.tensor.linalg.LinalgException;
import cycloid.tensor.linalg.MatrixFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies Shampoo: moments by an equation, factors and their roots block by block, the step by an equation. */
final class ShampooUpdater extends TensorUpdater {
  private static final double TINY = 1e-16;

  private final int largest;
  private final int axes;

  ShampooUpdater(Rule rule) {
    super(rule, List.of("h", "u", "s"));
    this.largest = (int) rule.setting("largest").at(0);
    this.axes = (int) rule.setting("axes").at(0);
  }

  @Override
  Map<String, Tensor> beginning(Parameter parameter) {
    Map<String, Tensor> factors = new LinkedHashMap<>();
    TensorBlocks blocks = new TensorBlocks(parameter.shape(), largest, axes);
    for (int b = 0; b < blocks.count(); b++) {
      int[] shape = blocks.shape(b);
      for (int k = 0; k < shape.length; k++) {
        factors.put(factor(b, k), Tensor.zeros(DType.F64, shape[k], shape[k]));
        factors.put(root(b, k), Tensor.eye(DType.F64, shape[k]));
      }
    }
    return factors;
  }

  private static String factor(int block, int axis) {
    return "L." + block + "." + axis;
  }

  private static String root(int block, int axis) {
    return "root." + block + "." + axis;
  }

  @Override
  Tensor between(Parameter parameter, List<Tensor> prepared, Map<String, Tensor> kept) {
    TensorBlocks blocks = new TensorBlocks(parameter.shape(), largest, axes);
    Tensor h = blocks.merged(prepared.get(0)).to(DType.F64);
    Tensor u = blocks.merged(prepared.get(1)).to(DType.F64);
    Tensor s = blocks.merged(prepared.get(2)).to(DType.F64);
    Tensor o = Tensor.zeros(DType.F64, blocks.mergedShape());
    for (int b = 0; b < blocks.count(); b++) {
      collect(blocks.part(h, b), b, kept);
      Tensor direction = direction(blocks.part(u, b), blocks.part(s, b), b, kept);
      blocks.part(o, b).copyFrom(direction);
    }
    return o.to(parameter.dtype());
  }

  /** Adds a gradient to the factors of a block, and takes their roots when it is time. */
  private void collect(Tensor h, int block, Map<String, Tensor> kept) {
    double beta2 = numbers.get("beta2");
    double t = numbers.get("t");
    double every = numbers.get("every");
    double start = start();
    for (int k = 0; k < h.rank(); k++) {
      Tensor rows = TensorBlocks.rows(h, k);
      Tensor product = rows.matmul(rows.transpose()).mul(beta2 == 1 ? 1 : 1 - beta2);
      Tensor factor = kept.get(factor(block, k)).mul(beta2).add(product);
      kept.put(factor(block, k), factor);
      if (t == start || (t > start && t % every == 0)) {
        boolean corrected = numbers.isOn("biasCorrection") && beta2 < 1;
        Tensor mean = corrected ? factor.div(1 - StrictMath.pow(beta2, t)) : factor;
        takeRoot(mean, h.rank(), root(block, k), kept);
      }
    }
  }

  private double start() {
    return numbers.get("start") == 0 ? numbers.get("every") : numbers.get("start");
  }

  private void takeRoot(Tensor mean, int rank, String name, Map<String, Tensor> kept) {
    int order = (int) numbers.get("order");
    int p = order == 0 ? 2 * rank : order;
    double eps = numbers.get("eps");
    try {
      if (numbers.isOn("newton")) {
        Tensor ridged = mean.add(Tensor.eye(DType.F64, mean.size(0)).mul(eps));
        kept.put(name, CoupledNewton.inverseRoot(ridged, p, 0).root());
      } else {
        kept.put(name, MatrixFunctions.inverseRoot(mean, p, eps));
      }
    } catch (LinalgException e) {
      // The last root stays: an old one is better than none.
    }
  }

  private Tensor direction(Tensor u, Tensor s, int block, Map<String, Tensor> kept) {
    boolean grafts = numbers.isOn("graft");
    if (grafts && numbers.get("t") < start()) {
      return s;
    }
    Tensor o = u;
    for (int k = 0; k < u.rank(); k++) {
      o = TensorBlocks.times(o, kept.get(root(block, k)), k);
    }
    return grafts ? o.mul(norm(s) / (norm(o) + TINY)) : o;
  }

  private static double norm(Tensor x) {
    return x.norm().item();
  }
}

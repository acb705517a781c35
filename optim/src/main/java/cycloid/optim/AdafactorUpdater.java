package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Applies Adafactor: mean squares of rows and columns, in double, and the direction that they give. */
final class AdafactorUpdater extends TensorUpdater {
  private static final int[] LAST = {-1};
  private static final int[] BEFORE_LAST = {-2};

  AdafactorUpdater(Rule rule) {
    super(rule, List.of("h"));
  }

  @Override
  Map<String, Tensor> beginning(Parameter parameter) {
    Tensor zeros = Tensor.zeros(DType.F64, parameter.shape());
    return zeros.rank() < 2
        ? Map.of("V", zeros)
        : Map.of("R", zeros.sum(LAST, true), "C", zeros.sum(BEFORE_LAST, true));
  }

  @Override
  Tensor between(Parameter parameter, List<Tensor> prepared, Map<String, Tensor> kept) {
    if (parameter.value().size() == 0) {
      return prepared.get(0);
    }
    Tensor g = prepared.get(0).to(DType.F64);
    double weight = StrictMath.pow(numbers.get("t"), numbers.get("decay"));
    Tensor squares = g.square();
    Tensor v;
    if (g.rank() < 2) {
      v = follow(kept, "V", squares, weight);
    } else {
      Tensor rows = follow(kept, "R", squares.mean(LAST, true), weight);
      Tensor columns = follow(kept, "C", squares.mean(BEFORE_LAST, true), weight);
      Tensor mean = rows.mean(BEFORE_LAST, true).clipMin(eps(parameter.dtype()));
      v = rows.mul(columns).div(mean);
    }
    double eps = eps(parameter.dtype());
    Tensor u = g.div(v.clipMin(eps * eps).sqrt());
    double size = Math.sqrt(u.square().mean().item());
    return u.div(Math.max(1, size / numbers.get("d"))).to(parameter.dtype());
  }

  private static Tensor follow(Map<String, Tensor> kept, String name, Tensor value, double weight) {
    Tensor next = kept.get(name).lerp(value, weight);
    kept.put(name, next);
    return next;
  }

  private double eps(DType dtype) {
    double eps = numbers.get("eps");
    if (eps > 0) {
      return eps;
    }
    return dtype == DType.F32 ? Math.ulp(1f) : Math.ulp(1.0);
  }
}

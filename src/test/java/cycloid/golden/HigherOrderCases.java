package cycloid.golden;

import cycloid.tensor.Array;
import java.util.List;

/** Scalar functions of a vector whose derivatives of every order are compared; the parameter names the function. */
final class HigherOrderCases implements Family {
  static final String OPERATION = "higher_order";

  @Override
  public String name() {
    return "higher order";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result = op.equals(OPERATION) ? function(args.text("function"), in.get(0)) : null;
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A function(String name, A x) {
    return switch (name) {
      case "tanh_sum" -> x.tanh().sum();
      case "exp_prod" -> x.prod().exp();
      case "softmax_ent" -> x.softmax(0).mul(x.logSoftmax(0)).sum().neg();
      case "sin_quad" -> x.square().sum().sin();
      case "logsumexp" -> x.logSumExp();
      case "log1p_sq" -> x.square().sum().log1p();
      case "gelu_sum" -> x.gelu().sum();
      case "rosenbrock" -> rosenbrock(x);
      case "sigmoid_pow" -> x.sigmoid().pow(3).sum();
      case "div" -> x.select(0, 0).div(x.narrow(0, 1, x.size()).square().add(1)).sum();
      default -> null;
    };
  }

  private static <A extends Array<A>> A rosenbrock(A x) {
    A first = x.narrow(0, 0, x.size() - 1);
    A valley = x.narrow(0, 1, x.size()).sub(first.square());
    return valley.square().mul(100).add(first.subFrom(1).square()).sum();
  }
}

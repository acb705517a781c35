package cycloid.golden;

import cycloid.tensor.Array;
import java.util.List;

/** Activation functions. */
final class ActivationCases implements Family {
  @Override
  public String name() {
    return "activation";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result = in.isEmpty() ? null : activation(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A activation(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    return switch (op) {
      case "sigmoid" -> x.sigmoid();
      case "logsigmoid" -> x.logSigmoid();
      case "softplus" -> x.softplus(args.number("beta", 1), args.number("threshold", 20));
      case "softsign" -> x.softsign();
      case "hardsigmoid" -> x.hardSigmoid();
      case "hardtanh" -> x.hardTanh(args.number("min_val", -1), args.number("max_val", 1));
      case "relu" -> x.relu();
      case "relu6" -> x.relu6();
      case "leaky_relu" -> x.leakyRelu(args.number("negative_slope", 0.01));
      case "prelu" -> x.prelu(channelwise(x, in.get(1)));
      case "elu" -> x.elu(args.number("alpha", 1));
      case "celu" -> x.celu(args.number("alpha", 1));
      case "selu" -> x.selu();
      case "gelu" -> args.text("approximate", "none").equals("tanh") ? x.geluTanh() : x.gelu();
      case "gelu_tanh" -> x.geluTanh();
      case "silu" -> x.silu();
      case "mish" -> x.mish();
      case "hardswish" -> x.hardSwish();
      case "glu" -> x.glu(args.integer("dim", -1));
      case "tanhshrink" -> x.tanhShrink();
      case "hardshrink" -> x.hardShrink(args.number("lambd", 0.5));
      case "softshrink" -> x.softShrink(args.number("lambd", 0.5));
      case "threshold" -> x.threshold(args.number("threshold"), args.number("value"));
      default -> null;
    };
  }

  /** One number for each channel, which is axis 1. */
  static <A extends Array<A>> A channelwise(A x, A numbers) {
    if (numbers.size() == 1 || x.rank() < 2) {
      return numbers;
    }
    int[] shape = x.shape();
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = axis == 1 ? shape[axis] : 1;
    }
    return numbers.reshape(shape);
  }
}

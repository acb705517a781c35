package cycloid.autodiff;

import static cycloid.autodiff.Sample.binary;
import static cycloid.autodiff.Sample.moved;
import static cycloid.autodiff.Sample.unary;

import java.util.List;

/** Activations, away from their kinks: twelve numbers from -a to a are never 0. */
final class ActivationSamples {
  private ActivationSamples() {}

  static void add(List<Sample> samples) {
    unary(samples, "sigmoid", Variable::sigmoid, -4, 4);
    unary(samples, "softplus", Variable::softplus, -4, 4);
    unary(samples, "softplus", x -> x.softplus(2, 3), -4, 4);
    unary(samples, "logSigmoid", Variable::logSigmoid, -4, 4);
    unary(samples, "softsign", Variable::softsign, -3, 3);
    unary(samples, "hardSigmoid", Variable::hardSigmoid, -4.1, 4.2);
    unary(samples, "hardTanh", x -> x.hardTanh(-1, 0.7), -2, 2);
    unary(samples, "relu", Variable::relu, -2, 2);
    unary(samples, "relu6", Variable::relu6, -4, 8);
    unary(samples, "leakyRelu", x -> x.leakyRelu(0.1), -2, 2);
    binary(samples, "prelu", (x, slope) -> x.sub(1.3).prelu(slope));
    unary(samples, "elu", x -> x.elu(0.7), -2, 2);
    unary(samples, "celu", x -> x.celu(0.7), -2, 2);
    unary(samples, "selu", Variable::selu, -2, 2);
    unary(samples, "gelu", Variable::gelu, -3, 3);
    unary(samples, "geluTanh", Variable::geluTanh, -3, 3);
    unary(samples, "silu", Variable::silu, -4, 4);
    unary(samples, "mish", Variable::mish, -3, 3);
    unary(samples, "hardSwish", Variable::hardSwish, -4.1, 4.2);
    unary(samples, "tanhShrink", Variable::tanhShrink, -2, 2);
    unary(samples, "hardShrink", x -> x.hardShrink(0.6), -2, 2);
    unary(samples, "softShrink", x -> x.softShrink(0.6), -2, 2);
    unary(samples, "threshold", x -> x.threshold(0.3, -7), -2, 2);
    moved(samples, "glu", x -> x.glu(1), 2, 4);
    moved(samples, "glu", x -> x.glu(0), 2, 3);
  }
}

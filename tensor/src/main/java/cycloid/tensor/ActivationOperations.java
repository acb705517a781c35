package cycloid.tensor;

import static cycloid.tensor.Functions.*;

import java.util.List;

/**
 * Activation functions of neural networks, each an equation in {@link Functions}. Rectifiers have the derivative of their
 * left side at a kink, unless said otherwise.
 *
 * @param <A> the kind of array
 */
public interface ActivationOperations<A extends Array<A>> extends Primitives<A> {

  // ---- sigmoids

  /** The logistic function 1 / (1 + e^-x). */
  default A sigmoid() {
    return elementwise(SIGMOID, Checks.NO_SCALARS, List.of(self()));
  }

  /** The soft rectifier log(1 + e^x). */
  default A softplus() {
    return elementwise(SOFTPLUS, Checks.NO_SCALARS, List.of(self()));
  }

  /**
   * The soft rectifier sharpened by beta, and the line x where the difference is negligible.
   *
   * <pre>
   * Formula:   out = log(1 + exp(beta * x)) / beta, and x where beta * x &gt; threshold
   * </pre>
   */
  default A softplus(double beta, double threshold) {
    return elementwise(SOFTPLUS_SCALED, new double[] {beta, threshold}, List.of(self()));
  }

  /** The logarithm of {@link #sigmoid}, -log(1 + e^-x), without overflow. */
  default A logSigmoid() {
    return elementwise(LOG_SIGMOID, Checks.NO_SCALARS, List.of(self()));
  }

  /** The rational sigmoid x / (1 + |x|). */
  default A softsign() {
    return elementwise(SOFTSIGN, Checks.NO_SCALARS, List.of(self()));
  }

  /** The sigmoid of straight lines, min(max(x + 3, 0), 6) / 6; its derivative at the kinks is 0. */
  default A hardSigmoid() {
    return elementwise(HARD_SIGMOID, Checks.NO_SCALARS, List.of(self()));
  }

  /** The tangent of straight lines, x between low and high; its derivative at the kinks is 0, unlike that of clip. */
  default A hardTanh(double low, double high) {
    return elementwise(HARD_TANH, new double[] {low, high}, List.of(self()));
  }

  // ---- rectifiers

  /** The rectifier max(x, 0); its derivative at 0 is 0. */
  default A relu() {
    return elementwise(RELU, Checks.NO_SCALARS, List.of(self()));
  }

  /** The leaky rectifier: x where positive, slope * x elsewhere. */
  default A leakyRelu(double slope) {
    return elementwise(LEAKY_RELU, new double[] {slope}, List.of(self()));
  }

  /** The exponential linear unit: x where positive, alpha * (e^x - 1) elsewhere. */
  default A elu(double alpha) {
    return elementwise(ELU, new double[] {alpha}, List.of(self()));
  }

  /** The Gaussian error linear unit x * Phi(x), by the error function. */
  default A gelu() {
    return elementwise(GELU, Checks.NO_SCALARS, List.of(self()));
  }

  /** The tangent form of {@link #gelu}, x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3))). */
  default A geluTanh() {
    return elementwise(GELU_TANH, Checks.NO_SCALARS, List.of(self()));
  }

  /** The sigmoid linear unit x * sigmoid(x). */
  default A silu() {
    return elementwise(SILU, Checks.NO_SCALARS, List.of(self()));
  }

  /** The rectifier up to 6, min(max(x, 0), 6); its derivative at the kinks is 0. */
  default A relu6() {
    return hardTanh(0, 6);
  }

  /** The rectifier with a slope for each element, which broadcasts: x where positive, slope * x elsewhere. */
  default A prelu(A slope) {
    return elementwise(PRELU, Checks.NO_SCALARS, List.of(self(), slope));
  }

  /** The exponential linear unit with a smooth join: x where positive, alpha * (e^(x / alpha) - 1) elsewhere. */
  default A celu(double alpha) {
    return elementwise(CELU, new double[] {alpha}, List.of(self()));
  }

  /**
   * The scaled exponential linear unit, which keeps mean 0 and variance 1.
   *
   * <pre>
   * Formula:   out = s * x where positive, s * alpha * (e^x - 1) elsewhere; s = 1.0507..., alpha = 1.6732...
   * Source:    Klambauer, Unterthiner, Mayr and Hochreiter 2017 (arXiv:1706.02515)
   * </pre>
   */
  default A selu() {
    return elementwise(SELU, Checks.NO_SCALARS, List.of(self()));
  }

  /** The unit x * tanh(softplus(x)). */
  default A mish() {
    return elementwise(MISH, Checks.NO_SCALARS, List.of(self()));
  }

  /** The sigmoid linear unit of straight lines, x * hardSigmoid(x). */
  default A hardSwish() {
    return elementwise(HARD_SWISH, Checks.NO_SCALARS, List.of(self()));
  }

  /**
   * The gated linear unit: the first half along an axis, times the sigmoid of the second.
   *
   * <pre>
   * Formula:   out = a * sigmoid(b), x = (a, b) along the axis
   * Shapes:    the extent along the axis, which must be even, is halved
   * Source:    Dauphin, Fan, Auli and Grangier 2017 (arXiv:1612.08083)
   * </pre>
   */
  default A glu(int axis) {
    int half = MovementChecks.halves("glu", shape(), axis);
    List<A> halves = self().split(axis, half, half);
    return halves.get(0).elementwise(GLU, Checks.NO_SCALARS, halves);
  }

  // ---- shrinkage and thresholds

  /** What the tangent takes away, x - tanh(x). */
  default A tanhShrink() {
    return elementwise(TANH_SHRINK, Checks.NO_SCALARS, List.of(self()));
  }

  /** x where |x| exceeds the width, otherwise 0. */
  default A hardShrink(double width) {
    return elementwise(HARD_SHRINK, new double[] {width}, List.of(self()));
  }

  /** x moved towards 0 by the width, and 0 where |x| does not exceed it: the proximal map of width * |x|. */
  default A softShrink(double width) {
    return elementwise(SOFT_SHRINK, new double[] {width}, List.of(self()));
  }

  /** x where it exceeds the threshold, otherwise a value. */
  default A threshold(double threshold, double value) {
    return elementwise(THRESHOLD, new double[] {threshold, value}, List.of(self()));
  }
}

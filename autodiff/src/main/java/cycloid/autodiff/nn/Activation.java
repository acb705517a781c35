package cycloid.autodiff.nn;

import cycloid.tensor.Affine;
import cycloid.tensor.Array;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.Tensor;
import java.util.List;

/** An elementwise function as a layer. It has no parameters. */
public final class Activation extends Layer {
  private final Elementwise f;
  private final double[] scalars;
  private final Affine afterLinear;

  /**
   * Any function of one operand.
   *
   * <pre>
   * Errors:    IllegalArgumentException when f has another number of operands, or of scalars
   * </pre>
   */
  public Activation(Elementwise f, double... scalars) {
    Checks.activation(f, scalars);
    this.f = f;
    this.scalars = scalars.clone();
    this.afterLinear = Affine.followedBy(f, scalars);
  }

  /** A linear layer, followed by this activation. */
  <A extends Array<A>> A after(Linear linear, A x, Parameters<A> p) {
    // Where nothing is differentiated, the slope would be computed for nothing.
    return x instanceof Tensor && afterLinear.givesSlope()
        ? forward(linear.forward(x, p), p)
        : linear.apply(afterLinear, x, p);
  }

  /** max(x, 0). */
  public static Activation relu() {
    return new Activation(Functions.RELU);
  }

  /** x where positive, slope * x elsewhere. */
  public static Activation leakyRelu(double slope) {
    return new Activation(Functions.LEAKY_RELU, slope);
  }

  /** x where positive, alpha * (e^x - 1) elsewhere. */
  public static Activation elu(double alpha) {
    return new Activation(Functions.ELU, alpha);
  }

  /** The elu whose outputs tend to mean 0 and variance 1. */
  public static Activation selu() {
    return new Activation(Functions.SELU);
  }

  /** The hyperbolic tangent. */
  public static Activation tanh() {
    return new Activation(Functions.TANH);
  }

  /** x * Phi(x), by the error function. */
  public static Activation gelu() {
    return new Activation(Functions.GELU);
  }

  /** The tangent form of {@link #gelu}. */
  public static Activation geluTanh() {
    return new Activation(Functions.GELU_TANH);
  }

  /** x * sigmoid(x). */
  public static Activation silu() {
    return new Activation(Functions.SILU);
  }

  /** x * tanh(softplus(x)). */
  public static Activation mish() {
    return new Activation(Functions.MISH);
  }

  /** x * min(max(x + 3, 0), 6) / 6. */
  public static Activation hardSwish() {
    return new Activation(Functions.HARD_SWISH);
  }

  /** min(max(x + 3, 0), 6) / 6. */
  public static Activation hardSigmoid() {
    return new Activation(Functions.HARD_SIGMOID);
  }

  /** 1 / (1 + e^-x). */
  public static Activation sigmoid() {
    return new Activation(Functions.SIGMOID);
  }

  /** log(1 + e^x). */
  public static Activation softplus() {
    return new Activation(Functions.SOFTPLUS);
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    return x.elementwise(f, scalars, List.of(x));
  }

  @Override
  public String toString() {
    return f.name();
  }
}

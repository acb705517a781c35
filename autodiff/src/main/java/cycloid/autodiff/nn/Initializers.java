package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;

/**
 * The usual initial values. For weights of shape (out, in, kernel...), fanIn = in * kernel size is how many inputs an output
 * sums, fanOut = out * kernel size how many outputs an input reaches.
 */
public final class Initializers {
  private Initializers() {}

  /** Uniform in [low, high). */
  public static Initializer uniform(double low, double high) {
    return (dtype, key, shape) -> key.uniform(dtype, shape).mul(high - low).add(low);
  }

  /** Normal with mean 0 and the given standard deviation. */
  public static Initializer normal(double deviation) {
    return (dtype, key, shape) -> key.normal(dtype, shape).mul(deviation);
  }

  /** Zeros. */
  public static Initializer zeros() {
    return (dtype, key, shape) -> Tensor.zeros(dtype, shape);
  }

  /**
   * Uniform in +-1/sqrt(in): weights and biases of PyTorch's linear layers.
   *
   * @param in the number of inputs of the layer
   */
  public static Initializer linear(int in) {
    double bound = 1 / Math.sqrt(Math.max(1, in));
    return uniform(-bound, bound);
  }

  /**
   * Keeps the variance of a linear or tanh layer about equal in both directions.
   *
   * <pre>
   * Formula:   uniform in +-gain * sqrt(6 / (fanIn + fanOut))
   * Source:    Glorot and Bengio 2010
   * </pre>
   *
   * @param gain 1 for linear layers, 5/3 before tanh
   */
  public static Initializer xavierUniform(double gain) {
    return (dtype, key, shape) -> {
      double bound = gain * Math.sqrt(6.0 / (fanIn("xavierUniform", shape) + fanOut(shape)));
      return uniform(-bound, bound).initialize(dtype, key, shape);
    };
  }

  /** Normal with deviation gain * sqrt(2 / (fanIn + fanOut)); see {@link #xavierUniform}. */
  public static Initializer xavierNormal(double gain) {
    return (dtype, key, shape) -> normal(
            gain * Math.sqrt(2.0 / (fanIn("xavierNormal", shape) + fanOut(shape))))
        .initialize(dtype, key, shape);
  }

  /**
   * Keeps the variance of a layer before a rectifier.
   *
   * <pre>
   * Formula:   uniform in +-gain * sqrt(3 / fanIn)
   * Source:    He, Zhang, Ren and Sun 2015 (arXiv:1502.01852)
   * </pre>
   *
   * @param gain sqrt(2) before relu
   */
  public static Initializer kaimingUniform(double gain) {
    return (dtype, key, shape) -> {
      double bound = gain * Math.sqrt(3.0 / fanIn("kaimingUniform", shape));
      return uniform(-bound, bound).initialize(dtype, key, shape);
    };
  }

  /** Normal with deviation gain / sqrt(fanIn); see {@link #kaimingUniform}. */
  public static Initializer kaimingNormal(double gain) {
    return (dtype, key, shape) ->
        normal(gain / Math.sqrt(fanIn("kaimingNormal", shape))).initialize(dtype, key, shape);
  }

  /**
   * Normal, drawn again where it would be outside of an interval.
   *
   * <pre>
   * Formula:   out = mean + deviation * z, z normal, kept where out is in [low, high]
   * Errors:    IllegalArgumentException when low is not below high
   * </pre>
   */
  public static Initializer truncatedNormal(
      double mean, double deviation, double low, double high) {
    Checks.interval("truncatedNormal", low, high);
    double from = (low - mean) / deviation;
    double to = (high - mean) / deviation;
    // Rounding may carry a number over a bound.
    return (dtype, key, shape) -> key.truncatedNormal(DType.F64, from, to, shape)
        .mul(deviation)
        .add(mean)
        .clip(low, high)
        .to(dtype);
  }

  /**
   * Orthonormal rows, or columns where there are more rows: any rotation is equally likely.
   *
   * <pre>
   * Formula:   out = gain * Q, of the matrix (out, in * kernel size) Q R of normal numbers, the diagonal of R positive
   * Source:    Saxe, McClelland and Ganguli 2014 (arXiv:1312.6120); Mezzadri 2007
   * </pre>
   */
  public static Initializer orthogonal(double gain) {
    return (dtype, key, shape) -> {
      Checks.weightShape("orthogonal", shape);
      int rows = shape[0];
      int columns = Shapes.size("orthogonal", shape) / rows;
      return key.orthogonal(DType.F64, rows, columns).mul(gain).reshape(shape).to(dtype);
    };
  }

  private static double fanIn(String op, int[] shape) {
    Checks.weightShape(op, shape);
    return (double) shape[1] * kernelSize(shape);
  }

  private static double fanOut(int[] shape) {
    return (double) shape[0] * kernelSize(shape);
  }

  private static double kernelSize(int[] shape) {
    double size = 1;
    for (int axis = 2; axis < shape.length; axis++) {
      size *= shape[axis];
    }
    return size;
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.Shapes;
import cycloid.tensor.random.Random;
import java.util.Arrays;

/** What convolutions have in common: a kernel for each output channel, and a bias. */
abstract class Convolution extends Layer {
  final ConvolutionSettings settings;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Weight and bias uniform in +-1/sqrt(fanIn), as PyTorch starts.
   *
   * @param shape of the weight, laid out as PyTorch's
   * @param out the number of output channels
   */
  Convolution(ConvolutionSettings settings, int[] shape, int out, DType dtype, Random key) {
    Random[] keys = key.split(2);
    this.settings = settings;
    Initializer initial = Initializers.linear(Shapes.size("convolution", shape) / shape[0]);
    this.weight = parameter("weight", initial.initialize(dtype, keys[0], shape));
    this.bias = parameter("bias", initial.initialize(dtype, keys[1], out));
  }

  /** The shape (first, second / groups, kernel...); IllegalArgumentException when groups do not divide both channels. */
  static int[] shape(String op, int first, int second, int groups, int... kernel) {
    Checks.divides(op, "groups", groups, "channels", first);
    Checks.divides(op, "groups", groups, "channels", second);
    int[] shape = new int[kernel.length + 2];
    Arrays.fill(shape, 1);
    shape[0] = first;
    shape[1] = second / groups;
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    return shape;
  }

  /** The kernels. */
  public final Parameter weight() {
    return weight;
  }

  /** What is added to each output channel. */
  public final Parameter bias() {
    return bias;
  }

  /** The convolution without bias. */
  abstract <A extends Array<A>> A convolve(A x, A kernels);

  @Override
  public final <A extends Array<A>> A forward(A x, Parameters<A> p) {
    A out = convolve(x, p.get(weight));
    return out.add(Normalization.perChannel(p.get(bias), out.rank()));
  }

  @Override
  public final String toString() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1) + Shapes.text(weight.shape());
  }
}

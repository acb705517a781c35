package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.random.Random;

/**
 * A convolution of signals, {@link Array#conv1d(Array, ConvolutionSettings)}, plus a bias.
 *
 * <pre>
 * Shapes:    x (batch, in, length), weight (out, in / groups, taps), bias (out) -> (batch, out, positions)
 * Names:     "weight", "bias", laid out as PyTorch's
 * </pre>
 */
public final class Conv1d extends Convolution {
  /** A kernel with a number of taps. */
  public Conv1d(int in, int out, int taps, ConvolutionSettings settings, DType dtype, Random key) {
    super(settings, shape("conv1d", out, in, settings.groups(), taps), out, dtype, key);
  }

  @Override
  <A extends Array<A>> A convolve(A x, A kernels) {
    return x.conv1d(kernels, settings);
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.Padding;
import cycloid.tensor.random.Random;

/**
 * A convolution of images, {@link Array#conv2d(Array, ConvolutionSettings)}, plus a bias.
 *
 * <pre>
 * Shapes:    x (batch, in, h, w), weight (out, in / groups, kh, kw), bias (out) -> (batch, out, oh, ow)
 * Names:     "weight", "bias", laid out as PyTorch's
 * </pre>
 */
public final class Conv2d extends Convolution {
  private final Padding padding;

  /** A square kernel. */
  public Conv2d(
      int in, int out, int kernel, ConvolutionSettings settings, DType dtype, Random key) {
    this(in, out, kernel, kernel, settings, Padding.CONSTANT, dtype, key);
  }

  /**
   * Any kernel, and any values around the image.
   *
   * @param padding what stands around the image, as wide as the settings say
   */
  public Conv2d(
      int in,
      int out,
      int kernelY,
      int kernelX,
      ConvolutionSettings settings,
      Padding padding,
      DType dtype,
      Random key) {
    super(settings, shape("conv2d", out, in, settings.groups(), kernelY, kernelX), out, dtype, key);
    this.padding = padding;
  }

  @Override
  <A extends Array<A>> A convolve(A x, A kernels) {
    if (padding == Padding.CONSTANT) {
      return x.conv2d(kernels, settings);
    }
    int[] none = {0, 0};
    int[] lines = {settings.top(), settings.bottom()};
    int[] columns = {settings.left(), settings.right()};
    A padded = x.rank() == 4
        ? x.pad(padding, 0, none, none, lines, columns)
        : x.pad(padding, 0, none, lines, columns);
    return padded.conv2d(kernels, settings.padding(0));
  }
}

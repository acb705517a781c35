package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.random.Random;

/**
 * A transposed convolution of images, {@link Array#convTranspose2d}, plus a bias.
 *
 * <pre>
 * Shapes:    x (batch, in, h, w), weight (in, out / groups, kh, kw), bias (out) -> (batch, out, oh, ow)
 * Names:     "weight", "bias", laid out as PyTorch's
 * </pre>
 */
public final class ConvTranspose2d extends Convolution {
  /** A square kernel. */
  public ConvTranspose2d(
      int in, int out, int kernel, ConvolutionSettings settings, DType dtype, Random key) {
    super(
        settings,
        shape("convTranspose2d", in, out, settings.groups(), kernel, kernel),
        out,
        dtype,
        key);
  }

  @Override
  <A extends Array<A>> A convolve(A x, A kernels) {
    return x.convTranspose2d(kernels, settings);
  }
}

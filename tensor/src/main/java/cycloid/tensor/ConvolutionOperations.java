package cycloid.tensor;

import cycloid.simd.SparseRows;

/**
 * Windows that slide over images: convolutions, pooling, patches, interpolation. Images are (batch, channels, height,
 * width) or (channels, height, width); signals along one axis are (batch, channels, length) or (channels, length).
 *
 * @param <A> the kind of array
 */
public interface ConvolutionOperations<A extends Array<A>> extends Primitives<A> {

  // ---- convolutions

  /** The convolution with stride 1 and no zeros around, {@link #conv2d(Array, ConvolutionSettings)}. */
  default A conv2d(A weight) {
    return conv2d(weight, ConvolutionSettings.PLAIN);
  }

  /**
   * The convolution of images with kernels (which does not turn the kernels round, as is the custom with neural networks).
   *
   * <pre>
   * Formula:   out[n, o, i, j] = sum_{c,s,t} weight[o, c, s, t] * x[n, c, i*strideY + s*dilationY - top, j*strideX + ...]
   *            with zeros beyond x, and c over the channels of the group of o
   * Shapes:    x (n, in, h, w), weight (out, in / groups, kh, kw) -> (n, out, oh, ow),
   *            oh = floor((h + top + bottom - dilationY * (kh - 1) - 1) / strideY) + 1
   * DType:     both equal
   * Accuracy:  sums over channels and taps in order, with fma, in blocks of at most 256
   * Errors:    IllegalArgumentException when shapes or dtypes do not fit, or the kernel does not into the padded image
   * </pre>
   */
  default A conv2d(A weight, ConvolutionSettings settings) {
    return Convolutions.conv("conv2d", self(), weight, settings, 2);
  }

  /** The convolution with stride 1 and no zeros around, {@link #conv1d(Array, ConvolutionSettings)}. */
  default A conv1d(A weight) {
    return conv1d(weight, ConvolutionSettings.PLAIN);
  }

  /**
   * The convolution of signals with kernels, {@link #conv2d} along one axis.
   *
   * <pre>
   * Shapes:    x (n, in, length), weight (out, in / groups, taps) -> (n, out, positions)
   * </pre>
   */
  default A conv1d(A weight, ConvolutionSettings settings) {
    return Convolutions.conv("conv1d", self(), weight, settings.alongOneAxis(), 1);
  }

  /**
   * The transposed convolution: the adjoint of {@link #conv2d} with the same settings, as a map of images.
   *
   * <pre>
   * Formula:   out[n, o, k, l] = sum of weight[c, o, s, t] * x[n, c, i, j]
   *            over all c, i, j, s, t with i*strideY + s*dilationY - top = k and j*strideX + t*dilationX - left = l
   * Shapes:    x (n, in, h, w), weight (in, out / groups, kh, kw) -> (n, out, oh, ow),
   *            oh = (h - 1) * strideY - top - bottom + dilationY * (kh - 1) + outputPaddingY + 1
   * DType:     both equal
   * Errors:    IllegalArgumentException when shapes or dtypes do not fit, or nothing would be left
   * </pre>
   */
  default A convTranspose2d(A weight, ConvolutionSettings settings) {
    return Convolutions.transposed("convTranspose2d", self(), weight, settings, 2);
  }

  /** The transposed convolution along one axis, {@link #convTranspose2d}. */
  default A convTranspose1d(A weight, ConvolutionSettings settings) {
    return Convolutions.transposed("convTranspose1d", self(), weight, settings.alongOneAxis(), 1);
  }

  // ---- patches

  /**
   * Windows along an axis.
   *
   * <pre>
   * Formula:   axis 0: out[i, ..., j] = x[i * step + j, ...]
   * Shapes:    the axis becomes floor((extent - size) / step) + 1 windows; their size is a new last axis
   * Errors:    IllegalArgumentException when the axis is out of range, size is not in [0, extent], or step is below 1
   * </pre>
   */
  default A windows(int axis, int size, int step) {
    return Patching.windows(self(), axis, size, step);
  }

  /**
   * What every window sees, as columns: a convolution is a matrix product with it.
   *
   * <pre>
   * Formula:   out[n, (c*kh + s)*kw + t, i*ow + j] = x[n, c, i*strideY + s*dilationY - paddingY, j*strideX + ...]
   * Shapes:    x (n, channels, h, w) -> (n, channels * kh * kw, oh * ow)
   * Errors:    IllegalArgumentException when the window does not fit into the padded image
   * </pre>
   */
  default A unfold(PoolingSettings settings) {
    return Patching.unfold(self(), settings);
  }

  /**
   * Adds columns to an image, where {@link #unfold} takes them from: its adjoint.
   *
   * <pre>
   * Shapes:    x (n, channels * kh * kw, oh * ow) -> (n, channels, height, width)
   * Errors:    IllegalArgumentException when the extents are not those that the windows give
   * </pre>
   */
  default A fold(int height, int width, PoolingSettings settings) {
    return Patching.fold(self(), height, width, settings);
  }

  // ---- pooling

  /**
   * The greatest element of each window.
   *
   * <pre>
   * Formula:   out[n, c, i, j] = max over s, t of x[n, c, i*strideY + s*dilationY - paddingY, j*strideX + ...]
   * Shapes:    x (n, channels, h, w) -> (n, channels, oh, ow), oh as for {@link #conv2d}, rounded up with ceilMode
   * Edge:      of equal elements the first has the gradient; NaN is the greatest
   * Errors:    IllegalArgumentException when a window sees no element
   * </pre>
   */
  default A maxPool2d(PoolingSettings settings) {
    return Convolutions.maxPool("maxPool2d", self(), settings, 2);
  }

  /** {@link #maxPool2d}, and where the greatest elements stand: i * width + j within their channel. */
  default Selected<A> maxPool2dWithIndices(PoolingSettings settings) {
    return Convolutions.maxPoolWithIndices("maxPool2dWithIndices", self(), settings);
  }

  /** The greatest element of each window along one axis, {@link #maxPool2d}. */
  default A maxPool1d(PoolingSettings settings) {
    return Convolutions.maxPool("maxPool1d", self(), settings.alongOneAxis(), 1);
  }

  /**
   * The average of each window.
   *
   * <pre>
   * Formula:   out = sum / count; with countPadding the count is of all that lies within image and padding, else within
   *            the image
   * Shapes:    as for {@link #maxPool2d}
   * Errors:    IllegalArgumentException when the window does not fit into the padded image, or is dilated
   * </pre>
   */
  default A avgPool2d(PoolingSettings settings) {
    return Convolutions.averagePool("avgPool2d", self(), settings, 2);
  }

  /** The average of each window along one axis, {@link #avgPool2d}. */
  default A avgPool1d(PoolingSettings settings) {
    return Convolutions.averagePool("avgPool1d", self(), settings.alongOneAxis(), 1);
  }

  /**
   * Averages over a given number of parts of the image.
   *
   * <pre>
   * Formula:   part i of an axis: from floor(i * extent / parts) to before ceil((i + 1) * extent / parts)
   * Shapes:    x (..., h, w) -> (..., height, width)
   * Errors:    IllegalArgumentException when the image is empty or a number of parts is below 1
   * </pre>
   */
  default A adaptiveAvgPool2d(int height, int width) {
    A x = self();
    Convolutions.resampled("adaptiveAvgPool2d", x, height, width);
    SparseRows down = Resampling.parts(x.size(-2), height);
    SparseRows across = Resampling.parts(x.size(-1), width);
    return Convolutions.alongBoth("adaptiveAvgPool2d", x, down, across);
  }

  // ---- interpolation

  /**
   * Images of another size: element floor(i * h / height) for line i, and so for columns.
   *
   * <pre>
   * Shapes:    x (..., h, w) -> (..., height, width)
   * Errors:    IllegalArgumentException when the image is empty or an extent is below 1
   * </pre>
   */
  default A interpolateNearest(int height, int width) {
    A x = self();
    Convolutions.resampled("interpolateNearest", x, height, width);
    SparseRows down = Resampling.nearest(x.size(-2), height);
    SparseRows across = Resampling.nearest(x.size(-1), width);
    return Convolutions.alongBoth("interpolateNearest", x, down, across);
  }

  /**
   * Images of another size, linear between neighbouring elements along both axes.
   *
   * <pre>
   * Formula:   line i reads the image at i * (h - 1) / (height - 1) with aligned corners,
   *            otherwise at max(0, (i + 1/2) * h / height - 1/2); and so for columns
   * Shapes:    x (..., h, w) -> (..., height, width)
   * Errors:    IllegalArgumentException when the image is empty or an extent is below 1
   * </pre>
   *
   * @param alignCorners whether the outermost elements of both grids coincide
   */
  default A interpolateBilinear(int height, int width, boolean alignCorners) {
    A x = self();
    Convolutions.resampled("interpolateBilinear", x, height, width);
    SparseRows down = Resampling.linear(x.size(-2), height, alignCorners);
    SparseRows across = Resampling.linear(x.size(-1), width, alignCorners);
    return Convolutions.alongBoth("interpolateBilinear", x, down, across);
  }
}

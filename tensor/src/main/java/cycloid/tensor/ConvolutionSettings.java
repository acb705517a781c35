package cycloid.tensor;

/**
 * How a kernel slides over images: strides, zeros around, distances between taps, groups of channels. A convolution along
 * one axis uses the horizontal settings.
 *
 * <pre>{@code
 * x.conv2d(weight, ConvolutionSettings.PLAIN.stride(2).padding(1).groups(4))
 * }</pre>
 *
 * @param strideY from one position to the next, downwards
 * @param strideX from one position to the next, across
 * @param top lines of zeros above
 * @param bottom lines of zeros below
 * @param left columns of zeros before
 * @param right columns of zeros after
 * @param dilationY from one tap to the next, downwards
 * @param dilationX from one tap to the next, across
 * @param groups into how many groups the channels are divided, each seen by its own group of results only
 * @param outputPaddingY of transposed convolutions: lines that the result has more, below
 * @param outputPaddingX of transposed convolutions: columns that the result has more, after
 */
public record ConvolutionSettings(
    int strideY,
    int strideX,
    int top,
    int bottom,
    int left,
    int right,
    int dilationY,
    int dilationX,
    int groups,
    int outputPaddingY,
    int outputPaddingX) {

  /** Stride and dilation 1, no zeros around, one group. */
  public static final ConvolutionSettings PLAIN =
      new ConvolutionSettings(1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0);

  /** Checks that strides, dilations and groups are at least 1, and the others not negative. */
  public ConvolutionSettings {
    ConvolutionChecks.atLeast(1, "stride", strideY, strideX);
    ConvolutionChecks.atLeast(0, "padding", top, bottom, left, right);
    ConvolutionChecks.atLeast(1, "dilation", dilationY, dilationX);
    ConvolutionChecks.atLeast(1, "groups", groups);
    ConvolutionChecks.atLeast(0, "outputPadding", outputPaddingY, outputPaddingX);
  }

  /** With a stride along both axes. */
  public ConvolutionSettings stride(int stride) {
    return stride(stride, stride);
  }

  /** With strides. */
  public ConvolutionSettings stride(int y, int x) {
    return new ConvolutionSettings(
        y,
        x,
        top,
        bottom,
        left,
        right,
        dilationY,
        dilationX,
        groups,
        outputPaddingY,
        outputPaddingX);
  }

  /** With as many zeros on all four sides. */
  public ConvolutionSettings padding(int padding) {
    return padding(padding, padding);
  }

  /** With zeros above and below, and before and after. */
  public ConvolutionSettings padding(int y, int x) {
    return padding(y, y, x, x);
  }

  /** With zeros on each side. */
  public ConvolutionSettings padding(int top, int bottom, int left, int right) {
    return new ConvolutionSettings(
        strideY,
        strideX,
        top,
        bottom,
        left,
        right,
        dilationY,
        dilationX,
        groups,
        outputPaddingY,
        outputPaddingX);
  }

  /** With the zeros that give results as large as their inputs, where strides are 1; of an odd number, more after. */
  public ConvolutionSettings paddingToSame(int kernelY, int kernelX) {
    int y = (kernelY - 1) * dilationY;
    int x = (kernelX - 1) * dilationX;
    return padding(y / 2, y - y / 2, x / 2, x - x / 2);
  }

  /** With a distance between taps along both axes. */
  public ConvolutionSettings dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /** With distances between taps. */
  public ConvolutionSettings dilation(int y, int x) {
    return new ConvolutionSettings(
        strideY, strideX, top, bottom, left, right, y, x, groups, outputPaddingY, outputPaddingX);
  }

  /** With groups of channels. */
  public ConvolutionSettings groups(int groups) {
    return new ConvolutionSettings(
        strideY,
        strideX,
        top,
        bottom,
        left,
        right,
        dilationY,
        dilationX,
        groups,
        outputPaddingY,
        outputPaddingX);
  }

  /** With more lines and columns in the result of a transposed convolution. */
  public ConvolutionSettings outputPadding(int y, int x) {
    return new ConvolutionSettings(
        strideY, strideX, top, bottom, left, right, dilationY, dilationX, groups, y, x);
  }

  /** The same for an array with one line: nothing happens downwards. */
  ConvolutionSettings alongOneAxis() {
    return new ConvolutionSettings(
        1, strideX, 0, 0, left, right, 1, dilationX, groups, 0, outputPaddingX);
  }
}

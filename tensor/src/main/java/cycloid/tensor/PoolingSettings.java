package cycloid.tensor;

/**
 * How the window of a pooling operation slides over images. Pooling along one axis uses the horizontal settings.
 *
 * <pre>{@code
 * x.maxPool2d(PoolingSettings.of(2))                      // squares of 2 x 2, side by side
 * x.avgPool2d(PoolingSettings.of(3).stride(2).padding(1))
 * }</pre>
 *
 * @param kernelY taps of the window, downwards
 * @param kernelX taps of the window, across
 * @param strideY from one position to the next, downwards
 * @param strideX from one position to the next, across
 * @param paddingY lines beyond the image, above and below, that windows may begin or end in
 * @param paddingX columns beyond the image, before and after
 * @param dilationY from one tap to the next, downwards
 * @param dilationX from one tap to the next, across
 * @param ceilMode whether a last window may reach beyond the padding, as long as it begins within image and padding before
 * @param countPadding whether averages count the padding as zeros
 */
public record PoolingSettings(
    int kernelY,
    int kernelX,
    int strideY,
    int strideX,
    int paddingY,
    int paddingX,
    int dilationY,
    int dilationX,
    boolean ceilMode,
    boolean countPadding) {

  /** Checks that kernels, strides and dilations are at least 1 and paddings not negative. */
  public PoolingSettings {
    ConvolutionChecks.atLeast(1, "kernel", kernelY, kernelX);
    ConvolutionChecks.atLeast(1, "stride", strideY, strideX);
    ConvolutionChecks.atLeast(0, "padding", paddingY, paddingX);
    ConvolutionChecks.atLeast(1, "dilation", dilationY, dilationX);
  }

  /** Square windows, side by side. */
  public static PoolingSettings of(int kernel) {
    return of(kernel, kernel);
  }

  /** Windows side by side. */
  public static PoolingSettings of(int kernelY, int kernelX) {
    return new PoolingSettings(kernelY, kernelX, kernelY, kernelX, 0, 0, 1, 1, false, true);
  }

  /** With a stride along both axes. */
  public PoolingSettings stride(int stride) {
    return stride(stride, stride);
  }

  /** With strides. */
  public PoolingSettings stride(int y, int x) {
    return new PoolingSettings(
        kernelY, kernelX, y, x, paddingY, paddingX, dilationY, dilationX, ceilMode, countPadding);
  }

  /** With padding on all four sides. */
  public PoolingSettings padding(int padding) {
    return padding(padding, padding);
  }

  /** With padding above and below, and before and after. */
  public PoolingSettings padding(int y, int x) {
    return new PoolingSettings(
        kernelY, kernelX, strideY, strideX, y, x, dilationY, dilationX, ceilMode, countPadding);
  }

  /** With a distance between taps along both axes. */
  public PoolingSettings dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /** With distances between taps. */
  public PoolingSettings dilation(int y, int x) {
    return new PoolingSettings(
        kernelY, kernelX, strideY, strideX, paddingY, paddingX, y, x, ceilMode, countPadding);
  }

  /** Whether a last window may reach beyond the padding. */
  public PoolingSettings ceilMode(boolean ceil) {
    return new PoolingSettings(
        kernelY,
        kernelX,
        strideY,
        strideX,
        paddingY,
        paddingX,
        dilationY,
        dilationX,
        ceil,
        countPadding);
  }

  /** Whether averages count the padding as zeros. */
  public PoolingSettings countPadding(boolean count) {
    return new PoolingSettings(
        kernelY, kernelX, strideY, strideX, paddingY, paddingX, dilationY, dilationX, ceilMode,
        count);
  }

  /** The same for an array with one line: nothing happens downwards. */
  PoolingSettings alongOneAxis() {
    return new PoolingSettings(
        1, kernelX, 1, strideX, 0, paddingX, 1, dilationX, ceilMode, countPadding);
  }
}

package cycloid.simd;

/**
 * Which numbers a correlation multiplies and adds: for every image n, group of channels, and row i of the group
 *
 * <pre>
 *   result[n, i, fy + u*py, fx + v*px] = sum_{c,ty,tx} weight[i, c, ty, tx] * source[n, c, u*sy + dy[ty], v*sx + dx[tx]]
 * </pre>
 *
 * with zeros beyond the source. A convolution is one, and its adjoint is one for every phase of the strides.
 *
 * @param batch the number of images
 * @param groups the number of groups, whose channels do not mix
 * @param rows the channels of the result in a group
 * @param channels the channels of the source in a group
 * @param y the taps along the vertical axis
 * @param x the taps along the horizontal axis
 * @param height the vertical extent of the result
 * @param width its horizontal extent
 * @param weights where the weights of a group lie
 */
record Correlation(
    int batch,
    int groups,
    int rows,
    int channels,
    Taps y,
    Taps x,
    int height,
    int width,
    Weights weights) {

  /** Strides of the weights: from group to group, row to row, channel to channel, one line of a kernel to the next. */
  record Weights(int group, int row, int channel, int line) {}

  int taps() {
    return y.count() * x.count();
  }

  /** Outputs of one channel. */
  int outputs() {
    return y.outputs() * x.outputs();
  }

  /** The number of weights, in all groups. */
  long weightCount() {
    return (long) groups * rows * channels * taps();
  }

  /** Channels summed before they are added to what came before: blocks of equal size, but for the last. */
  int blockChannels() {
    int most = Math.max(1, Convolution.BLOCK / taps());
    int blocks = (channels - 1) / most + 1;
    return (channels - 1) / blocks + 1;
  }

  /** Elements of one channel of the source. */
  int sourcePlane() {
    return y.inputs() * x.inputs();
  }

  /** Elements of one channel of the result. */
  int resultPlane() {
    return height * width;
  }
}

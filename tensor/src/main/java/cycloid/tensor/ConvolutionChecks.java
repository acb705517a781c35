package cycloid.tensor;

import cycloid.simd.Window;

/** What must hold of convolutions, pooling and interpolation, and the texts when it does not. */
final class ConvolutionChecks {
  private ConvolutionChecks() {}

  static void atLeast(int least, String name, int... values) {
    for (int value : values) {
      if (value < least) {
        throw Checks.fault("settings", "%s must be at least %d", "%d", name, least, value);
      }
    }
  }

  /** Images (batch, channels, height, width), or of one axis less. */
  static void images(String op, Array<?> x, int axes) {
    int rank = x.rank();
    if (rank != axes + 1 && rank != axes + 2) {
      String extents = axes == 1 ? "length" : "height, width";
      throw Checks.fault(
          op,
          "x must be (batch, channels, %s), or without a batch",
          "x=%s",
          extents,
          Checks.described(x));
    }
  }

  /** Weights have an axis more than images without a batch, and channels that fit. */
  static void weight(
      String op, Array<?> x, Array<?> weight, int axes, int groups, boolean transposed) {
    images(op, x, axes);
    Checks.sameDType(op, x, weight);
    if (weight.rank() != axes + 2) {
      String channels = transposed ? "in, out / groups" : "out, in / groups";
      String extents = axes == 1 ? "taps" : "taps down, taps across";
      throw Checks.fault(
          op, "weight must be (%s, %s)", "weight=%s", channels, extents, Checks.described(weight));
    }
    int channelAxis = x.rank() - axes - 1;
    int channels = x.size(channelAxis);
    boolean fits = transposed
        ? channels == weight.size(0) && channels % groups == 0
        : channels == (long) weight.size(1) * groups && weight.size(0) % groups == 0;
    if (!fits) {
      throw Checks.fault(
          op,
          transposed
              ? "x.shape[%d] must equal weight.shape[0] and be a multiple of groups"
              : "x.shape[%d] must equal weight.shape[1] * groups, and groups divide weight.shape[0]",
          "x=%s, weight=%s, groups=%d",
          channelAxis,
          Checks.described(x),
          Checks.described(weight),
          groups);
    }
    for (int axis = 2; axis < weight.rank(); axis++) {
      if (weight.size(axis) == 0) {
        throw Checks.fault(op, "the kernel must have taps", "weight=%s", Checks.described(weight));
      }
    }
  }

  /** The positions of a window on an axis with padding on both sides. */
  static Window window(
      String op, int in, int kernel, int stride, int dilation, int before, int after) {
    long extent = Window.extent(kernel, dilation);
    long room = (long) in + before + after;
    if (extent > room || room > Integer.MAX_VALUE) {
      throw kernelTooLarge(op, in, kernel, dilation, before, after);
    }
    return new Window(in, (int) ((room - extent) / stride + 1), kernel, stride, dilation, before);
  }

  /** The same where the last window may reach beyond the padding, if it begins within the image and the padding before. */
  static Window reaching(String op, int in, int kernel, int stride, int dilation, int padding) {
    long extent = Window.extent(kernel, dilation);
    long room = in + 2L * padding;
    if (extent > room || room > Integer.MAX_VALUE) {
      throw kernelTooLarge(op, in, kernel, dilation, padding, padding);
    }
    long out = (room - extent + stride - 1) / stride + 1;
    if ((out - 1) * stride >= (long) in + padding) {
      out--;
    }
    return new Window(in, (int) out, kernel, stride, dilation, padding);
  }

  private static IllegalArgumentException kernelTooLarge(
      String op, int in, int kernel, int dilation, int before, int after) {
    return Checks.fault(
        op,
        "the kernel must fit into the padded input, whose extent must be an int",
        "kernel=%d with dilation %d, extent %d padded by %d and %d",
        kernel,
        dilation,
        in,
        before,
        after);
  }

  /** A window of a maximum must see an element. */
  static void sees(String op, Window window) {
    if (!window.alwaysSeesAnInput()) {
      throw Checks.fault(op, "every window must see an element", "%s", window);
    }
  }

  /** The window whose transposed convolution gives so many inputs for the positions that x has. */
  static Window transposed(
      String op, int positions, int kernel, int stride, int dilation, int[] padding, int extra) {
    if (extra > 0 && extra >= Math.max(stride, dilation)) {
      throw Checks.fault(
          op,
          "outputPadding must be smaller than stride or dilation",
          "outputPadding=%d, stride=%d, dilation=%d",
          extra,
          stride,
          dilation);
    }
    long in = (positions - 1L) * stride
        - padding[0]
        - padding[1]
        + Window.extent(kernel, dilation)
        + extra;
    if (positions == 0 || in < 0 || in > Integer.MAX_VALUE) {
      throw Checks.fault(
          op,
          "the result must have an extent from 0 to 2147483647",
          "%d from %d positions, kernel=%d, stride=%d, padding %d and %d",
          in,
          positions,
          kernel,
          stride,
          padding[0],
          padding[1]);
    }
    return new Window((int) in, positions, kernel, stride, dilation, padding[0]);
  }

  static void notDilated(String op, PoolingSettings settings) {
    if (settings.dilationY() != 1 || settings.dilationX() != 1) {
      throw Checks.fault(op, "windows must not be dilated", "%s", settings);
    }
  }

  static void notEmpty(String op, Array<?> x, int axes) {
    for (int axis = x.rank() - axes; axis < x.rank(); axis++) {
      if (x.size(axis) == 0) {
        throw Checks.fault(op, "images must not be empty", "x=%s", Checks.described(x));
      }
    }
  }

  /** The extents of unfolded patches must be those that the windows give. */
  static void patches(String op, Array<?> x, int taps, int positions) {
    int rank = x.rank();
    boolean fits =
        (rank == 2 || rank == 3) && x.size(rank - 2) % taps == 0 && x.size(rank - 1) == positions;
    if (!fits) {
      throw Checks.fault(
          op,
          "x must be (batch, channels * %d, %d), or without a batch",
          "x=%s",
          taps,
          positions,
          Checks.described(x));
    }
  }
}

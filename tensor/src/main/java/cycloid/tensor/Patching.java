package cycloid.tensor;

import cycloid.simd.Window;

/** Windows as axes of their own: entries gathered along one axis after another, and their adjoint. */
final class Patching {
  private Patching() {}

  static <A extends Array<A>> A windows(A x, int axis, int size, int step) {
    int[] shape = x.shape();
    int along = Checks.axis("windows", shape, axis);
    Checks.range("windows", "size", size, 0, shape[along]);
    Checks.range("windows", "step", step, 1, Integer.MAX_VALUE);
    int count = (shape[along] - size) / step + 1;
    int[] places = new int[Shapes.product("windows", shape, count, size)];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / size * step + i % size;
    }
    int[] split = Shapes.inserted(shape, along + 1, size);
    split[along] = count;
    return x.gather(along, places).reshape(split).moveAxis(along + 1, -1);
  }

  static <A extends Array<A>> A unfold(A x, PoolingSettings s) {
    ConvolutionChecks.images("unfold", x, 2);
    A images = x.rank() == 3 ? x.unsqueeze(0) : x;
    Window vertical = vertical("unfold", images.size(2), s);
    Window horizontal = horizontal("unfold", images.size(3), s);
    int[] shape = images.shape();
    A patches = images
        .pad(widths(s))
        .gather(2, places(vertical))
        .gather(3, places(horizontal))
        .reshape(shape[0], shape[1], s.kernelY(), vertical.out(), s.kernelX(), horizontal.out())
        .permute(0, 1, 2, 4, 3, 5)
        .reshape(
            shape[0],
            Shapes.size("unfold", shape[1], s.kernelY(), s.kernelX()),
            vertical.out() * horizontal.out());
    return x.rank() == 3 ? patches.squeeze(0) : patches;
  }

  static <A extends Array<A>> A fold(A x, int height, int width, PoolingSettings s) {
    Window vertical = vertical("fold", height, s);
    Window horizontal = horizontal("fold", width, s);
    int taps = Shapes.size("fold", s.kernelY(), s.kernelX());
    ConvolutionChecks.patches("fold", x, taps, vertical.out() * horizontal.out());
    A patches = x.rank() == 2 ? x.unsqueeze(0) : x;
    int channels = patches.size(1) / taps;
    A lines = patches
        .reshape(
            patches.size(0), channels, s.kernelY(), s.kernelX(), vertical.out(), horizontal.out())
        .permute(0, 1, 2, 4, 3, 5)
        .reshape(
            patches.size(0),
            channels,
            s.kernelY() * vertical.out(),
            s.kernelX() * horizontal.out());
    A images = lines
        .scatterAdd(3, width + 2 * s.paddingX(), places(horizontal))
        .scatterAdd(2, height + 2 * s.paddingY(), places(vertical))
        .narrow(2, s.paddingY(), s.paddingY() + height)
        .narrow(3, s.paddingX(), s.paddingX() + width);
    return x.rank() == 2 ? images.squeeze(0) : images;
  }

  private static Window vertical(String op, int height, PoolingSettings s) {
    return ConvolutionChecks.window(
        op, height, s.kernelY(), s.strideY(), s.dilationY(), s.paddingY(), s.paddingY());
  }

  private static Window horizontal(String op, int width, PoolingSettings s) {
    return ConvolutionChecks.window(
        op, width, s.kernelX(), s.strideX(), s.dilationX(), s.paddingX(), s.paddingX());
  }

  private static int[][] widths(PoolingSettings s) {
    int[] down = {s.paddingY(), s.paddingY()};
    int[] across = {s.paddingX(), s.paddingX()};
    return new int[][] {{0, 0}, {0, 0}, down, across};
  }

  /** For each tap, and for each position, the place on the padded axis. */
  private static int[] places(Window window) {
    int[] places = new int[window.kernel() * window.out()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % window.out() * window.stride() + i / window.out() * window.dilation();
    }
    return places;
  }
}

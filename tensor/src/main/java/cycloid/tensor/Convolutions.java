package cycloid.tensor;

import cycloid.simd.Convolution;
import cycloid.simd.MaxPooling;
import cycloid.simd.SparseRows;
import cycloid.simd.Window;
import java.util.Arrays;
import java.util.List;

/** Convolutions and pooling: from arrays with or without a batch, along one axis or two, to one form for all. */
final class Convolutions {
  private Convolutions() {}

  // ---- one form for all: (batch, channels, height, width)

  private static <A extends Array<A>> A asImages(A x, int axes) {
    A withBatch = x.rank() == axes + 1 ? x.unsqueeze(0) : x;
    return axes == 1 ? withBatch.unsqueeze(2) : withBatch;
  }

  /** Undoes {@link #asImages} for the result of an operation on x. */
  private static <A extends Array<A>> A as(A x, A images, int axes) {
    int[] shape = images.shape();
    if (axes == 1) {
      shape = Shapes.removed(shape, 2);
    }
    if (x.rank() == axes + 1) {
      shape = Shapes.removed(shape, 0);
    }
    return shape.length == 4 ? images : images.reshape(shape);
  }

  // ---- convolutions

  static <A extends Array<A>> A conv(String op, A x, A weight, ConvolutionSettings s, int axes) {
    ConvolutionChecks.weight(op, x, weight, axes, s.groups(), false);
    A images = asImages(x, axes);
    A kernels = axes == 1 ? weight.unsqueeze(2) : weight;
    Window vertical = ConvolutionChecks.window(
        op, images.size(2), kernels.size(2), s.strideY(), s.dilationY(), s.top(), s.bottom());
    Window horizontal = ConvolutionChecks.window(
        op, images.size(3), kernels.size(3), s.strideX(), s.dilationX(), s.left(), s.right());
    Convolution convolution = new Convolution(
        images.size(0), s.groups(), images.size(1), kernels.size(0), vertical, horizontal);
    return as(x, form(ConvolutionForm.Kind.RESULT, convolution, images, kernels), axes);
  }

  static <A extends Array<A>> A transposed(
      String op, A x, A weight, ConvolutionSettings s, int axes) {
    ConvolutionChecks.weight(op, x, weight, axes, s.groups(), true);
    A images = asImages(x, axes);
    A kernels = axes == 1 ? weight.unsqueeze(2) : weight;
    Window vertical = ConvolutionChecks.transposed(
        op,
        images.size(2),
        kernels.size(2),
        s.strideY(),
        s.dilationY(),
        new int[] {s.top(), s.bottom()},
        s.outputPaddingY());
    Window horizontal = ConvolutionChecks.transposed(
        op,
        images.size(3),
        kernels.size(3),
        s.strideX(),
        s.dilationX(),
        new int[] {s.left(), s.right()},
        s.outputPaddingX());
    int channels = Shapes.product(op, kernels.shape(), kernels.size(1), s.groups());
    Convolution convolution =
        new Convolution(images.size(0), s.groups(), channels, images.size(1), vertical, horizontal);
    return as(x, form(ConvolutionForm.Kind.INPUT, convolution, images, kernels), axes);
  }

  private static <A extends Array<A>> A form(
      ConvolutionForm.Kind kind, Convolution convolution, A images, A kernels) {
    ConvolutionForm form = new ConvolutionForm(kind, convolution);
    return images.apply(form, List.of(images, kernels)).get(0);
  }

  // ---- pooling

  static <A extends Array<A>> A maxPool(String op, A x, PoolingSettings s, int axes) {
    A images = images(op, x, axes);
    Selection selection = greatest(op, images, s);
    return as(x, images.apply(selection, List.of(images)).get(0), axes);
  }

  static <A extends Array<A>> Selected<A> maxPoolWithIndices(String op, A x, PoolingSettings s) {
    A images = images(op, x, 2);
    Selection selection = greatest(op, images, s);
    A greatest = as(x, images.apply(selection, List.of(images)).get(0), 2);
    int plane = images.size(2) * images.size(3);
    int[] within =
        Arrays.stream(selection.indices()).map(place -> place % plane).toArray();
    return new Selected<>(greatest, Indices.wrap(greatest.shape(), within));
  }

  private static <A extends Array<A>> A images(String op, A x, int axes) {
    ConvolutionChecks.images(op, x, axes);
    return asImages(x, axes);
  }

  /** Where the greatest element of each window stands, among all. */
  private static Selection greatest(String op, Array<?> images, PoolingSettings s) {
    Tensor x = images.value().contiguous();
    Window vertical =
        window(op, x.shape[2], s.kernelY(), s.strideY(), s.dilationY(), s.paddingY(), s.ceilMode());
    Window horizontal =
        window(op, x.shape[3], s.kernelX(), s.strideX(), s.dilationX(), s.paddingX(), s.ceilMode());
    ConvolutionChecks.sees(op, vertical);
    ConvolutionChecks.sees(op, horizontal);
    int[] shape = {x.shape[0], x.shape[1], vertical.out(), horizontal.out()};
    Shapes.size(op, shape);
    int[] places = MaxPooling.greatest(
        x.dtype, shape[0] * shape[1], vertical, horizontal, x.storage, x.offset);
    return new Selection(op, places, x.shape, shape, false);
  }

  static <A extends Array<A>> A averagePool(String op, A x, PoolingSettings s, int axes) {
    ConvolutionChecks.notDilated(op, s);
    A images = images(op, x, axes);
    Window vertical =
        window(op, images.size(2), s.kernelY(), s.strideY(), 1, s.paddingY(), s.ceilMode());
    Window horizontal =
        window(op, images.size(3), s.kernelX(), s.strideX(), 1, s.paddingX(), s.ceilMode());
    SparseRows down = Resampling.averages(vertical, s.countPadding());
    SparseRows across = Resampling.averages(horizontal, s.countPadding());
    return as(x, alongBoth(op, images, down, across), axes);
  }

  private static Window window(
      String op, int in, int kernel, int stride, int dilation, int padding, boolean ceil) {
    return ceil
        ? ConvolutionChecks.reaching(op, in, kernel, stride, dilation, padding)
        : ConvolutionChecks.window(op, in, kernel, stride, dilation, padding, padding);
  }

  // ---- resampling

  static void resampled(String op, Array<?> x, int height, int width) {
    ProductChecks.matrices(op, x);
    ConvolutionChecks.notEmpty(op, x, 2);
    Checks.range(op, "height", height, 1, Integer.MAX_VALUE);
    Checks.range(op, "width", width, 1, Integer.MAX_VALUE);
  }

  /** A linear map along each of the last two axes. */
  static <A extends Array<A>> A alongBoth(String op, A x, SparseRows down, SparseRows across) {
    int rank = x.rank();
    return AxisMap.apply(op, AxisMap.apply(op, x, rank - 2, down), rank - 1, across);
  }
}

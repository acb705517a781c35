package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.PoolingSettings;
import java.util.List;

/** Convolutions, pooling, patches and interpolation. */
final class ConvolutionCases implements Family {
  @Override
  public String name() {
    return "convolution";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result = in.isEmpty() ? null : result(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A result(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    return switch (op) {
      case "conv1d" -> biased(x.conv1d(in.get(1), settings(args)), in);
      case "conv2d" -> biased(x.conv2d(in.get(1), settings(args)), in);
      case "conv_transpose1d" -> biased(x.convTranspose1d(in.get(1), settings(args)), in);
      case "conv_transpose2d" -> biased(x.convTranspose2d(in.get(1), settings(args)), in);
      case "max_pool1d" -> x.maxPool1d(window(args));
      case "max_pool2d" -> x.maxPool2d(window(args));
      case "avg_pool1d" -> x.avgPool1d(window(args));
      case "avg_pool2d" -> x.avgPool2d(window(args));
      case "adaptive_avg_pool2d" -> {
        int[] size = args.integers("output_size", 2);
        yield x.adaptiveAvgPool2d(size[0], size[1]);
      }
      case "im2col" -> x.unfold(window(args));
      case "col2im" -> {
        int[] size = args.integers("output_size", 2);
        yield x.fold(size[0], size[1], window(args));
      }
      case "unfold" -> x.windows(args.integer("dim"), args.integer("size"), args.integer("step"));
      case "interpolate_nearest" -> x.interpolateNearest(size(args, x, -2), size(args, x, -1));
      case "interpolate_bilinear" ->
        x.interpolateBilinear(size(args, x, -2), size(args, x, -1), args.flag("align_corners"));
      default -> null;
    };
  }

  private static <A extends Array<A>> A biased(A y, List<A> in) {
    return in.size() < 3 ? y : y.add(ActivationCases.channelwise(y, in.get(2)));
  }

  private static ConvolutionSettings settings(Arguments args) {
    int[] stride = two(args, "stride", 1);
    int[] padding = two(args, "padding", 0);
    int[] dilation = two(args, "dilation", 1);
    int[] more = two(args, "output_padding", 0);
    return ConvolutionSettings.PLAIN
        .stride(stride[0], stride[1])
        .padding(padding[0], padding[1])
        .dilation(dilation[0], dilation[1])
        .groups(args.integer("groups", 1))
        .outputPadding(more[0], more[1]);
  }

  private static PoolingSettings window(Arguments args) {
    int[] kernel = two(args, "kernel", 1);
    int[] stride = args.has("stride") ? two(args, "stride", 1) : kernel;
    int[] padding = two(args, "padding", 0);
    int[] dilation = two(args, "dilation", 1);
    return PoolingSettings.of(kernel[0], kernel[1])
        .stride(stride[0], stride[1])
        .padding(padding[0], padding[1])
        .dilation(dilation[0], dilation[1])
        .ceilMode(args.flag("ceil_mode"))
        .countPadding(args.flag("count_include_pad", true));
  }

  /** A number for each axis, given as a list, as one number, or not at all. */
  private static int[] two(Arguments args, String name, int otherwise) {
    return args.has(name) ? args.integers(name, 2) : new int[] {otherwise, otherwise};
  }

  /** The extent given as such, or by a factor. */
  private static int size(Arguments args, Array<?> x, int axis) {
    return args.has("size")
        ? args.integers("size", 2)[axis + 2]
        : (int) Math.floor(x.size(axis) * args.number("scale"));
  }
}

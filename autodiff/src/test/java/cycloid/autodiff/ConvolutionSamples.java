package cycloid.autodiff;

import static cycloid.autodiff.Sample.moved;
import static cycloid.autodiff.Sample.numbers;

import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.PoolingSettings;
import java.util.List;
import java.util.function.BinaryOperator;

/** Windows that slide over images. */
final class ConvolutionSamples {
  private static final ConvolutionSettings SETTINGS =
      ConvolutionSettings.PLAIN.stride(2, 1).padding(1, 0, 2, 1).dilation(1, 2).groups(2);
  private static final ConvolutionSettings LINE =
      ConvolutionSettings.PLAIN.stride(2).padding(1);
  private static final PoolingSettings PAIRS = PoolingSettings.of(2).stride(1).padding(1);

  private ConvolutionSamples() {}

  static void add(List<Sample> samples) {
    weighted(
        samples, "conv2d", (x, w) -> x.conv2d(w, SETTINGS), new int[] {2, 4, 4, 3}, 2, 2, 3, 2);
    weighted(samples, "conv2d", Variable::conv2d, new int[] {2, 2, 4, 3}, 3, 2, 3, 2);
    weighted(samples, "conv1d", (x, w) -> x.conv1d(w, LINE), new int[] {2, 2, 6}, 2, 2, 3);
    weighted(samples, "conv1d", Variable::conv1d, new int[] {2, 2, 6}, 2, 2, 3);
    weighted(
        samples,
        "convTranspose2d",
        (x, w) -> x.convTranspose2d(w, SETTINGS.outputPadding(1, 0)),
        new int[] {1, 2, 3, 4},
        2,
        1,
        3,
        2);
    weighted(
        samples,
        "convTranspose1d",
        (x, w) -> x.convTranspose1d(w, LINE),
        new int[] {2, 2, 3},
        2,
        3,
        3);
    moved(samples, "unfold", x -> x.unfold(PAIRS), 1, 2, 3, 3);
    moved(samples, "fold", x -> x.fold(2, 2, PAIRS), 1, 8, 9);
    moved(samples, "windows", x -> x.windows(1, 3, 2), 2, 7);
    moved(samples, "maxPool2d", x -> x.maxPool2d(PAIRS), 2, 1, 3, 4);
    moved(
        samples,
        "maxPool2dWithIndices",
        x -> x.maxPool2dWithIndices(PoolingSettings.of(2)).values(),
        2,
        4,
        4);
    moved(samples, "maxPool1d", x -> x.maxPool1d(PAIRS), 2, 1, 5);
    moved(samples, "avgPool2d", x -> x.avgPool2d(PAIRS.stride(2).ceilMode(true)), 2, 1, 3, 4);
    moved(samples, "avgPool1d", x -> x.avgPool1d(PAIRS.countPadding(false)), 2, 1, 5);
    moved(samples, "adaptiveAvgPool2d", x -> x.adaptiveAvgPool2d(3, 2), 2, 5, 4);
    moved(samples, "interpolateNearest", x -> x.interpolateNearest(3, 7), 1, 2, 4);
    moved(samples, "interpolateBilinear", x -> x.interpolateBilinear(7, 3, false), 1, 3, 4);
    moved(samples, "interpolateBilinear", x -> x.interpolateBilinear(4, 5, true), 1, 3, 4);
  }

  /** A function of images and weights, squared so that there are further derivatives. */
  private static void weighted(
      List<Sample> samples, String name, BinaryOperator<Variable> f, int[] images, int... weights) {
    samples.add(new Sample(
        name,
        x -> f.apply(x.get(0), x.get(1)).square(),
        List.of(numbers(-1, 1, images), numbers(-0.8, 1, weights))));
  }
}

package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.simd.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Small images whose results PyTorch 2.13 gave, what holds between operations, and errors. */
class ConvolutionOperationsTest {
  private static final ConvolutionSettings PLAIN = ConvolutionSettings.PLAIN;

  private static final Tensor IMAGE =
      Tensor.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8).reshape(1, 1, 3, 4);
  private static final Tensor KERNEL = Tensor.of(1, 2, 3, 4).reshape(1, 1, 2, 2);

  private static Tensor random(DType dtype, int... shape) {
    Tensor x = Tensor.zeros(dtype, shape);
    Random random = new Random(5);
    for (int i = 0; i < x.size(); i++) {
      dtype.set(x.storage(), i, random.nextGaussian());
    }
    return x;
  }

  private static void assertImage(Tensor image, int height, int width, double... expected) {
    assertArrayEquals(new int[] {1, 1, height, width}, image.shape());
    assertArrayEquals(expected, image.toDoubleArray(), 1e-14);
  }

  // ---- convolutions

  @Test
  void zerosAroundMayDifferFromSideToSide() {
    assertImage(IMAGE.conv2d(KERNEL, PLAIN.padding(2, 0, 0, 1)), 4, 4, new double[] {
      0, 0, 0, 0, 13, 19, 16, 3, 56, 44, 36, 19, 50, 42, 61, 30
    });
    assertArrayEquals(
        IMAGE.shape(), IMAGE.conv2d(KERNEL, PLAIN.paddingToSame(2, 2)).shape());
  }

  @Test
  void transposedConvolutionSpreadsEveryElement() {
    double[] expected = {
      12, 3, 4, 12, 16, 3, 4, 10, 9, 18, 2, 4, 6, 12, 20, 27, 36, 6, 8, 18, 24, 10, 3, 6, 5, 10, 8,
      16, 20, 9, 12, 15, 20, 24, 32
    };
    ConvolutionSettings settings = PLAIN.stride(2).padding(1).outputPadding(1, 1);
    assertImage(IMAGE.convTranspose2d(KERNEL, settings), 5, 7, expected);
  }

  @Test
  void transposedConvolutionIsTheAdjoint() {
    Tensor x = random(DType.F64, 2, 4, 9, 7);
    Tensor w = random(DType.F64, 6, 2, 3, 2);
    ConvolutionSettings settings =
        PLAIN.stride(2, 3).padding(1, 2).dilation(1, 2).groups(2);
    Tensor y = x.conv2d(w, settings);
    Tensor g = random(DType.F64, y.shape());
    Tensor back = g.convTranspose2d(w, settings.outputPadding(0, 2));
    assertArrayEquals(x.shape(), back.shape());
    assertEquals(y.mul(g).sum().item(), x.mul(back).sum().item(), 1e-10);
  }

  @Test
  void alongOneAxisAndWithoutABatchTheResultIsThatOfAnImageWithOneLine() {
    Tensor x = random(DType.F64, 3, 10);
    Tensor w = random(DType.F64, 4, 3, 3);
    ConvolutionSettings settings = PLAIN.stride(2).padding(1);
    Tensor expected = x.reshape(1, 3, 1, 10)
        .conv2d(w.reshape(4, 3, 1, 3), PLAIN.stride(1, 2).padding(0, 1))
        .reshape(4, 5);
    assertTrue(expected.arrayEqual(x.conv1d(w, settings)));
    assertTrue(expected.unsqueeze(0).arrayEqual(x.unsqueeze(0).conv1d(w, settings)));
    assertArrayEquals(
        new int[] {3, 10},
        expected.convTranspose1d(w, settings.outputPadding(0, 1)).shape());
    assertArrayEquals(new int[] {1, 2, 3}, IMAGE.squeeze(0).conv2d(KERNEL).shape());
  }

  @Test
  void viewsAreReadWhereTheyAre() {
    Tensor x = random(DType.F64, 5, 6, 3, 2).permute(3, 2, 0, 1).slice(Slice.all(), Slice.of(1, 3));
    Tensor w = random(DType.F64, 3, 3, 2, 2).permute(2, 3, 0, 1);
    assertTrue(x.conv2d(w).arrayEqual(x.copy().conv2d(w.copy())));
  }

  @Test
  void strideBeyondTheKernelLeavesElementsUnseen() {
    Tensor w = Tensor.ones(DType.F64, 1, 1, 1, 1);
    assertImage(IMAGE.conv2d(w, PLAIN.stride(2)), 2, 2, 3, 4, 5, 5);
    assertImage(
        IMAGE.convTranspose2d(w, PLAIN.stride(2)).narrow(2, 0, 2).narrow(3, 0, 4),
        2,
        4,
        new double[] {3, 0, 1, 0, 0, 0, 0, 0});
  }

  @Test
  void aBatchMayBeEmpty() {
    Tensor none = Tensor.zeros(DType.F32, 0, 2, 5, 5);
    Tensor w = Tensor.ones(DType.F32, 3, 2, 3, 3);
    assertArrayEquals(new int[] {0, 3, 3, 3}, none.conv2d(w).shape());
    assertArrayEquals(
        new int[] {0, 2, 7, 7},
        none.conv2d(w)
            .convTranspose2d(w, PLAIN)
            .pad(new int[][] {{0, 0}, {0, 0}, {1, 1}, {1, 1}})
            .shape());
    assertArrayEquals(
        new int[] {0, 2, 2, 2}, none.maxPool2d(PoolingSettings.of(2)).shape());
    assertArrayEquals(
        new int[] {0, 2, 2, 2}, none.avgPool2d(PoolingSettings.of(2)).shape());
    assertArrayEquals(
        new int[] {0, 8, 16}, none.unfold(PoolingSettings.of(2).stride(1)).shape());
    assertArrayEquals(new int[] {0, 2, 9, 9}, none.interpolateNearest(9, 9).shape());
  }

  @ParameterizedTest
  @EnumSource
  void anyNumberOfThreadsGivesTheSameBits(DType dtype) {
    Tensor x = random(dtype, 9, 4, 33, 31);
    Tensor w = random(dtype, 6, 4, 3, 3);
    PoolingSettings window = PoolingSettings.of(3).stride(2).padding(1);
    Supplier<List<Tensor>> all = () -> List.of(
        x.conv2d(w, PLAIN.padding(1)),
        x.maxPool2d(window),
        x.avgPool2d(window),
        x.interpolateBilinear(50, 40, false));
    int before = Workers.threads();
    try {
      Workers.setThreads(1);
      List<Tensor> expected = all.get();
      for (int threads : new int[] {2, 3, 8}) {
        Workers.setThreads(threads);
        List<Tensor> results = all.get();
        for (int i = 0; i < expected.size(); i++) {
          assertTrue(expected.get(i).arrayEqual(results.get(i)), threads + " threads, result " + i);
        }
      }
    } finally {
      Workers.setThreads(before);
    }
  }

  // ---- pooling

  @Test
  void aMaximumHasTheFirstOfEqualElements() {
    Tensor x = Tensor.of(2, 2, 1, 3, 3).reshape(1, 1, 5);
    PoolingSettings pairs = PoolingSettings.of(2).stride(1);
    assertArrayEquals(new double[] {2, 2, 3, 3}, x.maxPool1d(pairs).toDoubleArray());
    Selected<Tensor> selected =
        x.unsqueeze(2).maxPool2dWithIndices(PoolingSettings.of(1, 2).stride(1));
    assertArrayEquals(new int[] {0, 1, 3, 3}, selected.indices().toArray());
  }

  @Test
  void theLastWindowMayReachBeyondThePadding() {
    PoolingSettings settings = PoolingSettings.of(2).padding(1).ceilMode(true);
    Selected<Tensor> selected = IMAGE.maxPool2dWithIndices(settings);
    assertImage(selected.values(), 2, 3, 3, 4, 1, 5, 9, 8);
    assertArrayEquals(new int[] {0, 2, 3, 4, 5, 11}, selected.indices().toArray());
    PoolingSettings average = PoolingSettings.of(2, 3).stride(2).padding(1).ceilMode(true);
    assertImage(IMAGE.avgPool2d(average.countPadding(false)), 2, 3, 2, 2, 1, 5.5, 5.5, 7);
    assertImage(
        IMAGE.avgPool2d(average), 2, 3, new double[] {2 / 3.0, 1, 0.25, 11 / 3.0, 5.5, 3.5});
  }

  @Test
  void windowsOfAMaximumMayBeDilated() {
    Selected<Tensor> selected =
        IMAGE.maxPool2dWithIndices(PoolingSettings.of(2).stride(1).dilation(2));
    assertImage(selected.values(), 1, 2, 5, 8);
    assertArrayEquals(new int[] {8, 11}, selected.indices().toArray());
  }

  @Test
  void nanIsTheGreatest() {
    Tensor x = Tensor.of(1, Double.NaN, 3, Double.NEGATIVE_INFINITY).reshape(1, 1, 4);
    double[] pooled = x.maxPool1d(PoolingSettings.of(2)).toDoubleArray();
    assertArrayEquals(new double[] {Double.NaN, 3}, pooled);
    double[] least = Tensor.full(DType.F64, Double.NEGATIVE_INFINITY, 1, 1, 4)
        .maxPool1d(PoolingSettings.of(2))
        .toDoubleArray();
    assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}, least);
  }

  @Test
  void partsOfAnAxisMayOverlap() {
    double[] expected = {2, 2.5, 2.5, 7, 5.5, 4, 4, 4, 6.5};
    assertImage(IMAGE.adaptiveAvgPool2d(3, 3), 3, 3, expected);
    assertEquals(IMAGE.mean().item(), IMAGE.adaptiveAvgPool2d(1, 1).item(), 1e-14);
  }

  // ---- interpolation

  @Test
  void interpolationReadsTheNearestElements() {
    assertImage(IMAGE.interpolateNearest(2, 5), 2, 5, 3, 3, 1, 4, 1, 5, 5, 9, 2, 6);
    double[] centres = {
      3.5, 3.25, 37 / 12.0, 41 / 12.0, 2.875, 2.25, 5, 4.75, 107 / 24.0, 103 / 24.0, 5.875, 7.5
    };
    assertImage(IMAGE.interpolateBilinear(2, 6, false), 2, 6, centres);
    double[] corners = {3, 2.5, 1, 4, 4, 3.5, 5, 5.5, 6, 5, 4.75, 7, 5, 4, 8};
    assertImage(IMAGE.interpolateBilinear(5, 3, true), 5, 3, corners);
    assertTrue(IMAGE.arrayEqual(IMAGE.interpolateBilinear(3, 4, false)));
  }

  // ---- patches

  @Test
  void aConvolutionIsAProductWithPatches() {
    Tensor x = random(DType.F64, 2, 3, 7, 6);
    Tensor w = random(DType.F64, 4, 3, 3, 2);
    PoolingSettings windows =
        PoolingSettings.of(3, 2).stride(2, 1).padding(1, 1).dilation(1, 2);
    Tensor y = x.conv2d(w, PLAIN.stride(2, 1).padding(1, 1).dilation(1, 2));
    Tensor product = w.reshape(4, 18).matmul(x.unfold(windows)).reshape(y.shape());
    assertTrue(product.allClose(y, 1e-13, 1e-13));
  }

  @Test
  void foldIsTheAdjointOfUnfold() {
    PoolingSettings windows = PoolingSettings.of(2).padding(1);
    assertTrue(IMAGE.arrayEqual(IMAGE.unfold(windows).fold(3, 4, windows)));
    PoolingSettings overlapping = PoolingSettings.of(2, 3).stride(1, 2).padding(1);
    Tensor x = random(DType.F64, 2, 3, 5, 6);
    Tensor patches = x.unfold(overlapping);
    Tensor g = random(DType.F64, patches.shape());
    assertEquals(
        patches.mul(g).sum().item(), x.mul(g.fold(5, 6, overlapping)).sum().item(), 1e-11);
  }

  @Test
  void windowsAlongAnAxisAreANewLastAxis() {
    Tensor x = Tensor.arange(DType.F64, 10).reshape(5, 2);
    Tensor windows = x.windows(0, 3, 2);
    assertArrayEquals(new int[] {2, 2, 3}, windows.shape());
    assertArrayEquals(new double[] {0, 2, 4, 1, 3, 5, 4, 6, 8, 5, 7, 9}, windows.toDoubleArray());
  }

  // ---- errors

  static Stream<Arguments> errors() {
    Tensor x = Tensor.zeros(DType.F64, 2, 4, 5, 5);
    Tensor w = Tensor.zeros(DType.F64, 6, 4, 3, 3);
    return Stream.of(
        row(
            "conv2d: x must be (batch, channels, height, width), or without a batch; got x=(4,) f64",
            () -> Tensor.zeros(DType.F64, 4).conv2d(w)),
        row(
            "conv2d: weight must be (out, in / groups, taps down, taps across); got weight=(6, 4, 9) f64",
            () -> x.conv2d(w.reshape(6, 4, 9))),
        row(
            "conv2d: x.shape[1] must equal weight.shape[1] * groups, and groups divide weight.shape[0]; got x=(2, 4, 5, 5) f64, weight=(6, 4, 3, 3) f64, groups=2",
            () -> x.conv2d(w, PLAIN.groups(2))),
        row(
            "conv2d: dtypes must match; got a=(2, 4, 5, 5) f64, b=(6, 4, 3, 3) f32; convert one with to(DType)",
            () -> x.conv2d(w.to(DType.F32))),
        row(
            "conv2d: the kernel must fit into the padded input, whose extent must be an int; got kernel=3 with dilation 3, extent 5 padded by 0 and 0",
            () -> x.conv2d(w, PLAIN.dilation(3))),
        row(
            "conv2d: the kernel must have taps; got weight=(6, 4, 0, 3) f64",
            () -> x.conv2d(Tensor.zeros(DType.F64, 6, 4, 0, 3))),
        row("settings: stride must be at least 1; got 0", () -> PLAIN.stride(0)),
        row("settings: padding must be at least 0; got -1", () -> PLAIN.padding(0, -1)),
        row(
            "convTranspose2d: outputPadding must be smaller than stride or dilation; got outputPadding=1, stride=1, dilation=1",
            () -> x.convTranspose2d(w.permute(1, 0, 2, 3), PLAIN.outputPadding(1, 0))),
        row(
            "convTranspose2d: x.shape[1] must equal weight.shape[0] and be a multiple of groups; got x=(2, 4, 5, 5) f64, weight=(6, 4, 3, 3) f64, groups=1",
            () -> x.convTranspose2d(w, PLAIN)),
        row(
            "convTranspose2d: the result must have an extent from 0 to 2147483647; got -1 from 5 positions, kernel=3, stride=1, padding 4 and 4",
            () -> x.convTranspose2d(w.permute(1, 0, 2, 3), PLAIN.padding(4))),
        row(
            "maxPool2d: every window must see an element; got Window[in=5, out=8, kernel=2, stride=1, dilation=1, before=2]",
            () -> x.maxPool2d(PoolingSettings.of(2).stride(1).padding(2))),
        row(
            "maxPool1d: the kernel must fit into the padded input, whose extent must be an int; got kernel=6 with dilation 1, extent 5 padded by 0 and 0",
            () -> x.select(0, 0).maxPool1d(PoolingSettings.of(6))),
        row(
            "interpolateNearest: images must not be empty; got x=(2, 4, 0, 5) f64",
            () -> x.narrow(2, 0, 0).interpolateNearest(2, 2)),
        row(
            "interpolateNearest: height must be in [1, 2147483647]; got 0",
            () -> x.interpolateNearest(0, 2)),
        row(
            "fold: x must be (batch, channels * 4, 6), or without a batch; got x=(2, 8, 5) f64",
            () -> Tensor.zeros(DType.F64, 2, 8, 5).fold(4, 6, PoolingSettings.of(2))),
        row("windows: size must be in [0, 5]; got 6", () -> x.windows(2, 6, 1)));
  }

  private static Arguments row(String text, Executable call) {
    return Arguments.of(text, call);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void theTextNamesWhatMustHoldAndWhatWasGiven(String text, Executable call) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void averagesOfDilatedWindowsAreAnError() {
    String text = assertThrows(
            IllegalArgumentException.class,
            () -> IMAGE.avgPool2d(PoolingSettings.of(2).dilation(2)))
        .getMessage();
    assertTrue(text.startsWith("avgPool2d: windows must not be dilated; got "), text);
    assertTrue(Arrays.asList(text.split("[\\[, ]")).contains("dilationY=2"), text);
  }
}

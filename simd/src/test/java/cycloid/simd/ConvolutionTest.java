package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The convolution and its adjoints against their definition: on small integers, whose sums are exact in any order, they
 * must be equal; on other numbers all ways of computing them must agree bit for bit.
 */
class ConvolutionTest {
  private final int threads = Workers.threads();

  @AfterEach
  void restoreThreads() {
    Workers.setThreads(threads);
  }

  private static Window window(int in, int kernel, int stride, int dilation, int pad) {
    int out = (int) (in + 2L * pad - Window.extent(kernel, dilation)) / stride + 1;
    return new Window(in, out, kernel, stride, dilation, pad);
  }

  private static Convolution square(
      int batch,
      int channels,
      int size,
      int out,
      int kernel,
      int stride,
      int dilation,
      int pad,
      int groups) {
    Window window = window(size, kernel, stride, dilation, pad);
    return new Convolution(batch, groups, channels, out, window, window);
  }

  /** Shapes that take every way: copies and none, joined images, bands across and down, all tiles, blocks, phases. */
  private static List<Convolution> shapes() {
    List<Convolution> shapes = new ArrayList<>(List.of(
        square(1, 1, 1, 1, 1, 1, 1, 0, 1),
        square(2, 3, 8, 4, 3, 1, 1, 1, 1),
        square(3, 2, 14, 13, 3, 1, 1, 1, 1),
        square(2, 3, 9, 5, 3, 2, 1, 1, 1),
        square(7, 4, 5, 6, 3, 1, 1, 1, 2),
        square(9, 5, 3, 33, 2, 1, 1, 0, 1),
        square(2, 4, 11, 8, 3, 3, 2, 2, 4),
        square(2, 2, 10, 3, 2, 4, 1, 0, 1),
        square(2, 2, 7, 3, 2, 1, 5, 3, 1),
        square(2, 40, 6, 17, 3, 1, 1, 1, 1),
        square(2, 300, 4, 20, 1, 1, 1, 0, 1),
        square(1, 2, 40, 3, 1, 1, 1, 0, 1),
        square(2, 3, 30, 25, 5, 1, 1, 2, 1),
        square(1, 1, 20, 2, 17, 1, 1, 3, 1),
        square(3, 6, 9, 6, 3, 2, 1, 1, 6),
        square(2, 2, 6, 2, 3, 2, 2, 4, 1),
        square(2, 1, 3, 2, 3, 1, 1, 5, 1)));
    Window one = new Window(1, 1, 1, 1, 1, 0);
    shapes.add(new Convolution(2, 1, 3, 5, one, window(1500, 7, 1, 1, 3)));
    shapes.add(new Convolution(2, 1, 3, 5, one, window(1501, 4, 3, 2, 2)));
    shapes.add(new Convolution(20, 1, 3, 5, one, window(12, 3, 1, 1, 1)));
    shapes.add(new Convolution(1, 1, 2, 3, window(5, 3, 1, 1, 1), window(600, 3, 1, 1, 1)));
    shapes.add(new Convolution(1, 2, 4, 6, window(33, 3, 2, 1, 0), window(29, 2, 1, 3, 1)));
    shapes.add(new Convolution(2, 1, 2, 3, window(6, 3, 1, 1, 0), window(9, 1, 1, 1, 0)));
    shapes.add(new Convolution(2, 1, 2, 3, new Window(9, 3, 3, 2, 1, 1), window(9, 3, 2, 1, 1)));
    return shapes;
  }

  /** The three operands of a convolution. */
  private record Operands(Convolution shape, DType dtype, Object x, Object w, Object gy) {
    static Operands of(Convolution shape, DType dtype, boolean integers) {
      Random random = new Random(7);
      return new Operands(
          shape,
          dtype,
          numbers(dtype, shape.inputs(), integers, random),
          numbers(dtype, shape.weights(), integers, random),
          numbers(dtype, shape.outputs(), integers, random));
    }

    Object y(boolean vector) {
      Object y = filled(dtype, shape.outputs());
      shape.apply(dtype, vector, x, 0, w, 0, y, 0);
      return y;
    }

    Object gx(boolean vector) {
      Object gx = filled(dtype, shape.inputs());
      shape.inputAdjoint(dtype, vector, gy, 0, w, 0, gx, 0);
      return gx;
    }

    Object gw(boolean vector) {
      Object gw = filled(dtype, shape.weights());
      shape.weightAdjoint(dtype, vector, x, 0, gy, 0, gw, 0);
      return gw;
    }

    List<Object> all(boolean vector) {
      return List.of(y(vector), gx(vector), gw(vector));
    }
  }

  private static Object numbers(DType dtype, int n, boolean integers, Random random) {
    Object array = dtype.allocate(n);
    for (int i = 0; i < n; i++) {
      dtype.set(array, i, integers ? random.nextInt(7) - 3 : random.nextGaussian());
    }
    return array;
  }

  /** Results are written to arrays that are not zero. */
  private static Object filled(DType dtype, int n) {
    Object array = dtype.allocate(n);
    Fold.fill(dtype, array, 0, n, 77);
    return array;
  }

  /** One product of the trilinear form: positions in x, w and y. */
  private interface Term {
    void at(int x, int w, int y);
  }

  private static void forEachTerm(Convolution shape, Term term) {
    Window v = shape.vertical();
    Window h = shape.horizontal();
    int channels = shape.inChannels() / shape.groups();
    int rows = shape.outChannels() / shape.groups();
    for (int n = 0; n < shape.batch(); n++) {
      for (int o = 0; o < shape.outChannels(); o++) {
        for (int c = 0; c < channels; c++) {
          int image = n * shape.inChannels() + o / rows * channels + c;
          for (int s = 0; s < v.kernel(); s++) {
            for (int t = 0; t < h.kernel(); t++) {
              int w = ((o * channels + c) * v.kernel() + s) * h.kernel() + t;
              for (int i = 0; i < v.out(); i++) {
                for (int j = 0; j < h.out(); j++) {
                  int line = v.input(i, s);
                  int column = h.input(j, t);
                  if (line >= 0 && line < v.in() && column >= 0 && column < h.in()) {
                    int y = ((n * shape.outChannels() + o) * v.out() + i) * h.out() + j;
                    term.at((image * v.in() + line) * h.in() + column, w, y);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static double[] doubles(DType dtype, Object array) {
    double[] values = new double[dtype.length(array)];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.get(array, i);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void onIntegersTheDefinitionIsMetExactly(DType dtype) {
    for (Convolution shape : shapes()) {
      Operands operands = Operands.of(shape, dtype, true);
      double[] x = doubles(dtype, operands.x);
      double[] w = doubles(dtype, operands.w);
      double[] gy = doubles(dtype, operands.gy);
      double[] y = new double[gy.length];
      double[] gx = new double[x.length];
      double[] gw = new double[w.length];
      forEachTerm(shape, (xi, wi, yi) -> {
        y[yi] += x[xi] * w[wi];
        gx[xi] += gy[yi] * w[wi];
        gw[wi] += gy[yi] * x[xi];
      });
      boolean vector = Simd.provider() == Provider.VECTOR;
      assertArrayEquals(y, doubles(dtype, operands.y(vector)), shape + " y");
      assertArrayEquals(gx, doubles(dtype, operands.gx(vector)), shape + " gx");
      assertArrayEquals(gw, doubles(dtype, operands.gw(vector)), shape + " gw");
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectorsAndPlainLoopsGiveTheSameBits(DType dtype) {
    if (Simd.provider() != Provider.VECTOR) {
      return;
    }
    for (Convolution shape : shapes()) {
      Operands operands = Operands.of(shape, dtype, false);
      assertSameBits(dtype, operands.all(false), operands.all(true), shape.toString());
    }
  }

  /** The same calls again and again, during which vectors may take over from plain loops. */
  @ParameterizedTest
  @EnumSource
  void theBitsStayWhenVectorsTakeOver(DType dtype) {
    Operands operands = Operands.of(square(2, 3, 14, 13, 3, 1, 1, 1, 1), dtype, false);
    Object expected = operands.y(false);
    Object y = filled(dtype, operands.shape.outputs());
    long end = System.nanoTime() + 3_000_000_000L;
    for (int after = 0; after < 100 && System.nanoTime() < end; ) {
      operands.shape.apply(dtype, operands.x, 0, operands.w, 0, y, 0);
      assertSameBits(dtype, List.of(expected), List.of(y), "call");
      after += ConvolutionWarmUp.isDone(dtype) ? 1 : 0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyNumberOfThreadsGivesTheSameBits(DType dtype) {
    boolean vector = Simd.provider() == Provider.VECTOR;
    for (Convolution shape : shapes()) {
      Operands operands = Operands.of(shape, dtype, false);
      Workers.setThreads(1);
      List<Object> expected = operands.all(vector);
      for (int count : new int[] {2, 3, 8}) {
        Workers.setThreads(count);
        assertSameBits(dtype, expected, operands.all(vector), shape + " " + count + " threads");
      }
    }
  }

  private static void assertSameBits(
      DType dtype, List<Object> expected, List<Object> actual, String message) {
    for (int i = 0; i < expected.size(); i++) {
      if (dtype == DType.F32) {
        assertArrayEquals((float[]) expected.get(i), (float[]) actual.get(i), message + " " + i);
      } else {
        assertArrayEquals((double[]) expected.get(i), (double[]) actual.get(i), message + " " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void offsetsAreKeptAndNothingElseIsWritten(DType dtype) {
    Convolution shape = square(2, 3, 8, 5, 3, 1, 1, 1, 1);
    Operands operands = Operands.of(shape, dtype, false);
    Object expected = operands.y(Simd.provider() == Provider.VECTOR);
    Object x = dtype.allocate(shape.inputs() + 5);
    System.arraycopy(operands.x, 0, x, 5, shape.inputs());
    Object w = dtype.allocate(shape.weights() + 3);
    System.arraycopy(operands.w, 0, w, 3, shape.weights());
    Object y = filled(dtype, shape.outputs() + 9);
    shape.apply(dtype, x, 5, w, 3, y, 4);
    for (int i = 0; i < shape.outputs() + 9; i++) {
      boolean inside = i >= 4 && i < shape.outputs() + 4;
      assertEquals(inside ? dtype.get(expected, i - 4) : 77, dtype.get(y, i), "element " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyOperandsGiveZeros(DType dtype) {
    Window window = window(4, 3, 1, 1, 1);
    Convolution noImages = new Convolution(0, 1, 2, 3, window, window);
    Operands none = Operands.of(noImages, dtype, false);
    assertEquals(0, dtype.length(none.y(false)));
    assertArrayEquals(new double[2 * 3 * 9], doubles(dtype, none.gw(false)));
    Convolution noChannels = new Convolution(1, 1, 0, 3, window, window);
    assertArrayEquals(
        new double[3 * 16], doubles(dtype, Operands.of(noChannels, dtype, false).y(false)));
    Convolution noOutputs = new Convolution(1, 1, 2, 0, window, window);
    assertArrayEquals(
        new double[2 * 16], doubles(dtype, Operands.of(noOutputs, dtype, false).gx(false)));
    Convolution onlyPadding = new Convolution(1, 1, 1, 1, new Window(0, 2, 3, 1, 1, 2), window);
    Operands padding = Operands.of(onlyPadding, dtype, false);
    assertArrayEquals(new double[8], doubles(dtype, padding.y(false)));
    assertArrayEquals(new double[9], doubles(dtype, padding.gw(false)));
  }

  @Test
  void badNumbersAreErrors() {
    Window window = window(4, 3, 1, 1, 1);
    IllegalArgumentException groups = assertThrows(
        IllegalArgumentException.class, () -> new Convolution(1, 2, 4, 5, window, window));
    assertEquals(
        "convolution: groups must divide the channels; got groups=2, channels 4 to 5",
        groups.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Convolution(-1, 1, 1, 1, window, window));
    assertThrows(IllegalArgumentException.class, () -> new Window(4, 4, 0, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Window(4, 1 << 30, 3, 4, 1, 0));
    Convolution shape = new Convolution(1, 1, 1, 1, window, window);
    IllegalArgumentException outside = assertThrows(
        IllegalArgumentException.class,
        () -> shape.apply(DType.F64, new double[16], 0, new double[9], 1, new double[16], 0));
    assertTrue(outside.getMessage().contains("w must lie in its array"), outside.getMessage());
  }
}

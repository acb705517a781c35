package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The product that this process runs (vectors or plain loops) against its definition, bit for bit, and against the
 * mathematics, within the bound of its documentation.
 */
class GemmTest {
  private static final int[] SIZES = {
    0, 1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 63, 64, 65, 127, 129,
    255, 256, 257, 300
  };

  /** A matrix inside a larger array: the element type is that of {@code array}. */
  private record Matrix(Object array, int offset, int rowStride, int columnStride) {
    double get(int i, int j) {
      return DType.F32.arrayType().isInstance(array)
          ? ((float[]) array)[index(i, j)]
          : ((double[]) array)[index(i, j)];
    }

    int index(int i, int j) {
      return offset + i * rowStride + j * columnStride;
    }
  }

  /** How an operand lies in its array. */
  private enum Layout {
    ROWS,
    COLUMNS,
    ROWS_WITH_GAPS,
    COLUMNS_WITH_GAPS,
    EVERY_OTHER,
    FLIPPED,
    REPEATED_ROW;

    Matrix random(DType dtype, int rows, int columns, Random random) {
      return switch (this) {
        case ROWS -> filled(dtype, rows * columns, 0, columns, 1, random);
        case COLUMNS -> filled(dtype, rows * columns, 0, 1, rows, random);
        case ROWS_WITH_GAPS -> filled(dtype, 3 + rows * (columns + 5), 3, columns + 5, 1, random);
        case COLUMNS_WITH_GAPS -> filled(dtype, 1 + columns * (rows + 2), 1, 1, rows + 2, random);
        case EVERY_OTHER -> filled(dtype, 2 * rows * columns, 0, 2 * columns, 2, random);
        case FLIPPED ->
          filled(dtype, rows * columns, Math.max(0, rows * columns - 1), -columns, -1, random);
        case REPEATED_ROW -> filled(dtype, columns, 0, 0, 1, random);
      };
    }
  }

  private static Matrix filled(
      DType dtype, int length, int offset, int rowStride, int columnStride, Random random) {
    Object array = dtype.allocate(length);
    for (int i = 0; i < length; i++) {
      dtype.set(array, i, random.nextGaussian());
    }
    return new Matrix(array, offset, rowStride, columnStride);
  }

  private static void gemm(
      DType dtype, int m, int n, int k, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    if (dtype == DType.F32) {
      Gemm.gemm(
          m,
          n,
          k,
          (float) alpha,
          (float[]) a.array,
          a.offset,
          a.rowStride,
          a.columnStride,
          (float[]) b.array,
          b.offset,
          b.rowStride,
          b.columnStride,
          (float) beta,
          (float[]) c.array,
          c.offset,
          c.rowStride);
    } else {
      Gemm.gemm(
          m,
          n,
          k,
          alpha,
          (double[]) a.array,
          a.offset,
          a.rowStride,
          a.columnStride,
          (double[]) b.array,
          b.offset,
          b.rowStride,
          b.columnStride,
          beta,
          (double[]) c.array,
          c.offset,
          c.rowStride);
    }
  }

  /** The definition in the documentation of {@link Gemm}, read aloud. */
  private static void define(
      DType dtype,
      int m,
      int n,
      int k,
      double wideAlpha,
      Matrix a,
      Matrix b,
      double wideBeta,
      Matrix c) {
    double alpha = round(dtype, wideAlpha);
    double beta = round(dtype, wideBeta);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double value = beta == 0 ? 0 : round(dtype, beta * c.get(i, j));
        for (int block = 0; block < k; block += 256) {
          double s = 0;
          for (int p = block; p < Math.min(k, block + 256); p++) {
            s = fma(dtype, a.get(i, p), b.get(p, j), s);
          }
          value = block == 0 && beta == 0 ? round(dtype, alpha * s) : fma(dtype, alpha, s, value);
        }
        dtype.set(c.array, c.index(i, j), value);
      }
    }
  }

  private static double fma(DType dtype, double x, double y, double z) {
    if (!Simd.hasFma()) {
      return round(dtype, round(dtype, x * y) + z);
    }
    return dtype == DType.F32 ? Math.fma((float) x, (float) y, (float) z) : Math.fma(x, y, z);
  }

  private static double round(DType dtype, double x) {
    return dtype == DType.F32 ? (float) x : x;
  }

  private static Object copy(Object array) {
    return array instanceof float[] f ? f.clone() : ((double[]) array).clone();
  }

  private static void assertSameBits(Object expected, Object actual, String message) {
    if (expected instanceof float[] f) {
      assertArrayEquals(bits(f), bits((float[]) actual), message);
    } else {
      assertArrayEquals(bits((double[]) expected), bits((double[]) actual), message);
    }
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(x[i]));
    return bits;
  }

  private static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToLongBits).toArray();
  }

  private static void check(
      DType dtype,
      int m,
      int n,
      int k,
      double alpha,
      Layout la,
      Layout lb,
      double beta,
      int gap,
      Random random) {
    Matrix a = la.random(dtype, m, k, random);
    Matrix b = lb.random(dtype, k, n, random);
    Matrix c = filled(dtype, 2 + m * (n + gap), 2, n + gap, 1, random);
    Matrix expected = new Matrix(copy(c.array), 2, n + gap, 1);
    define(dtype, m, n, k, alpha, a, b, beta, expected);
    gemm(dtype, m, n, k, alpha, a, b, beta, c);
    assertSameBits(
        expected.array,
        c.array,
        "m=" + m + " n=" + n + " k=" + k + " a " + la + " b " + lb + " alpha=" + alpha + " beta="
            + beta + " " + dtype);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everySmallSizeIsTheDefinitionBitForBit(DType dtype) {
    Random random = new Random(1);
    for (int m = 0; m <= 6; m++) {
      for (int n = 0; n <= 6; n++) {
        for (int k = 0; k <= 6; k++) {
          for (Layout layout : new Layout[] {Layout.ROWS, Layout.COLUMNS}) {
            check(dtype, m, n, k, 1, layout, Layout.ROWS, 0, 0, random);
            check(dtype, m, n, k, -0.75, Layout.ROWS, layout, 1.5, 1, random);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void sampledSizesAndLayoutsAreTheDefinitionBitForBit(DType dtype) {
    Random random = new Random(2);
    Layout[] layouts = Layout.values();
    double[] factors = {0, 1, -1, 0.3};
    for (int trial = 0; trial < 250; trial++) {
      int m = SIZES[random.nextInt(SIZES.length)];
      int n = SIZES[random.nextInt(SIZES.length)];
      int k = SIZES[random.nextInt(SIZES.length)];
      if ((long) m * n * k > 1_000_000) {
        k %= 32;
      }
      double alpha = factors[random.nextInt(4)];
      double beta = factors[random.nextInt(4)];
      Layout la = layouts[random.nextInt(layouts.length)];
      Layout lb = layouts[random.nextInt(layouts.length)];
      check(dtype, m, n, k, alpha, la, lb, beta, random.nextInt(4), random);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everySizeOfTheListIsTheDefinitionInEachExtent(DType dtype) {
    Random random = new Random(3);
    for (int size : SIZES) {
      check(dtype, size, 20, 9, 1, Layout.ROWS, Layout.ROWS, 0, 0, random);
      check(dtype, 9, size, 20, 1, Layout.ROWS, Layout.COLUMNS, 1, 2, random);
      check(dtype, 20, 9, size, 1, Layout.COLUMNS, Layout.ROWS, 0.5, 0, random);
      for (int n : new int[] {32, 37, 64, 96}) {
        check(dtype, size, n, 19, 0.3, Layout.COLUMNS, Layout.ROWS, 0, 1, random);
        check(dtype, size, n, 19, 1, Layout.COLUMNS, Layout.ROWS, 0.5, 0, random);
        check(dtype, size, n, 19, 0.3, Layout.ROWS, Layout.ROWS, 0, 0, random);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void blocksBeyondTheCacheAreTheDefinition(DType dtype) {
    Random random = new Random(4);
    check(dtype, 5, 1100, 520, 1, Layout.ROWS, Layout.ROWS, 0, 0, random);
    check(dtype, 420, 5, 520, 1, Layout.COLUMNS, Layout.COLUMNS, 1, 0, random);
    check(dtype, 201, 1027, 7, 2, Layout.ROWS, Layout.COLUMNS, -1, 3, random);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void blocksOfAThatAreKeptForMoreColumnsAreTheDefinitionOnAnyThreads(DType dtype) {
    Random random = new Random(9);
    int threads = Workers.threads();
    try {
      for (int count : new int[] {1, 3}) {
        Workers.setThreads(count);
        check(dtype, 150, 530, 261, 1, Layout.COLUMNS, Layout.ROWS, 0, 0, random);
        check(dtype, 150, 530, 261, 1, Layout.ROWS, Layout.COLUMNS, 1, 0, random);
      }
    } finally {
      Workers.setThreads(threads);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void productsWithAVectorAreTheDefinition(DType dtype) {
    Random random = new Random(5);
    for (int size : SIZES) {
      for (Layout layout : Layout.values()) {
        check(dtype, 1, size, 300, 1, Layout.ROWS, layout, 0.5, 3, random);
        check(dtype, size, 1, 300, 1, layout, Layout.ROWS, 0.5, 3, random);
        check(dtype, 1, 300, size, 2, Layout.EVERY_OTHER, layout, 0, 0, random);
        check(dtype, 300, 1, size, 2, layout, Layout.EVERY_OTHER, 0, 0, random);
      }
    }
    check(dtype, 1, 2100, 270, 1, Layout.ROWS, Layout.ROWS, 1, 0, random);
    check(dtype, 2100, 1, 270, 1, Layout.COLUMNS, Layout.ROWS, 1, 1, random);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void vectorsAndPlainLoopsAgreeBitForBit(DType dtype) {
    Random random = new Random(6);
    for (int[] s : new int[][] {{64, 64, 64}, {257, 129, 300}, {31, 33, 513}}) {
      Matrix a = Layout.ROWS.random(dtype, s[0], s[2], random);
      Matrix b = Layout.COLUMNS.random(dtype, s[2], s[1], random);
      Matrix c = filled(dtype, s[0] * s[1], 0, s[1], 1, random);
      Object plain = copy(c.array);
      gemm(dtype, s[0], s[1], s[2], 0.7, a, b, 1.1, c);
      if (dtype == DType.F32) {
        FloatGemmScalar.gemm(
            s[0],
            s[1],
            s[2],
            0.7f,
            (float[]) a.array,
            0,
            s[2],
            1,
            (float[]) b.array,
            0,
            1,
            s[2],
            1.1f,
            (float[]) plain,
            0,
            s[1]);
      } else {
        DoubleGemmScalar.gemm(
            s[0],
            s[1],
            s[2],
            0.7,
            (double[]) a.array,
            0,
            s[2],
            1,
            (double[]) b.array,
            0,
            1,
            s[2],
            1.1,
            (double[]) plain,
            0,
            s[1]);
      }
      assertSameBits(plain, c.array, Arrays.toString(s));
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void errorStaysWithinTheBound(DType dtype) {
    Random random = new Random(7);
    int m = 67, n = 71, k = 777;
    double unitRoundoff = dtype == DType.F32 ? 0x1p-24 : 0x1p-53;
    Matrix a = Layout.ROWS.random(dtype, m, k, random);
    Matrix b = Layout.ROWS.random(dtype, k, n, random);
    Matrix c = filled(dtype, m * n, 0, n, 1, random);
    gemm(dtype, m, n, k, 1, a, b, 0, c);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0, compensation = 0, magnitude = 0;
        for (int p = 0; p < k; p++) {
          double product = a.get(i, p) * b.get(p, j);
          compensation += Math.fma(a.get(i, p), b.get(p, j), -product);
          double next = sum + product;
          compensation +=
              Math.abs(sum) > Math.abs(product) ? sum - next + product : product - next + sum;
          sum = next;
          magnitude += Math.abs(product);
        }
        double error = Math.abs(c.get(i, j) - (sum + compensation));
        assertTrue(error <= k * unitRoundoff * magnitude, "c[" + i + "," + j + "] error " + error);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void cIsNotReadWhenBetaIsZero(DType dtype) {
    Random random = new Random(8);
    for (int n : new int[] {1, 5, 40}) {
      Matrix a = Layout.ROWS.random(dtype, n, 3, random);
      Matrix b = Layout.ROWS.random(dtype, 3, n, random);
      Matrix c = filled(dtype, n * n, 0, n, 1, random);
      for (int i = 0; i < n * n; i++) {
        dtype.set(c.array, i, Double.NaN);
      }
      gemm(dtype, n, n, 3, 1, a, b, 0, c);
      for (int i = 0; i < n * n; i++) {
        assertTrue(Double.isFinite(dtype.get(c.array, i)));
      }
      gemm(dtype, n, n, 0, 1, a, b, 0, c);
      assertSameBits(dtype.allocate(n * n), c.array, "k=0");
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void emptyProductScalesC(DType dtype) {
    Matrix c = filled(dtype, 12, 0, 4, 1, new Random(9));
    Object expected = copy(c.array);
    for (int i = 0; i < 12; i++) {
      dtype.set(expected, i, i % 4 == 3 ? dtype.get(expected, i) : 0.5 * dtype.get(expected, i));
    }
    Matrix none = new Matrix(dtype.allocate(0), 0, 0, 1);
    gemm(dtype, 3, 3, 0, 1, none, none, 0.5, c);
    assertSameBits(expected, c.array, "k=0");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void zeroTimesInfinityAndNanAreNotSkipped(DType dtype) {
    for (int n : new int[] {1, 3, 17, 70}) {
      for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Matrix a = new Matrix(dtype.allocate(n * n), 0, n, 1);
        Matrix b = new Matrix(dtype.allocate(n * n), 0, n, 1);
        Matrix c = new Matrix(dtype.allocate(n * n), 0, n, 1);
        dtype.set(b.array, b.index(n - 1, n / 2), special);
        gemm(dtype, n, n, n, 1, a, b, 0, c);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            assertEquals(
                j == n / 2, Double.isNaN(c.get(i, j)), "n=" + n + " c[" + i + "," + j + "]");
          }
        }
        gemm(dtype, n, n, n, 0, b, a, 0, c);
        assertTrue(Double.isNaN(c.get(n - 1, 0)));
      }
    }
  }

  @Test
  void negativeExtentsAreRefused() {
    assertMessage(
        "gemm: m, n, k must be at least 0; got m=2, n=-1, k=3",
        () -> Gemm.gemm(
            2, -1, 3, 1f, new float[6], 0, 3, 1, new float[6], 0, 1, 1, 0f, new float[6], 0, 2));
  }

  @Test
  void leadingDimensionBelowTheRowIsRefused() {
    assertMessage(
        "gemm: ldc must be at least n; got ldc=3, n=4",
        () -> Gemm.gemm(
            2,
            4,
            3,
            1.0,
            new double[6],
            0,
            3,
            1,
            new double[12],
            0,
            4,
            1,
            0.0,
            new double[8],
            0,
            3));
  }

  @Test
  void operandsOutsideTheirArraysAreRefused() {
    assertMessage(
        "gemm: a must lie in its array; got a=(2, 3) offset=1 strides=(3, 1) length=6",
        () -> Gemm.gemm(
            2, 4, 3, 1f, new float[6], 1, 3, 1, new float[12], 0, 4, 1, 0f, new float[8], 0, 4));
    assertMessage(
        "gemm: b must lie in its array; got b=(3, 4) offset=10 strides=(-4, 1) length=12",
        () -> Gemm.gemm(
            2, 4, 3, 1f, new float[6], 0, 3, 1, new float[12], 10, -4, 1, 0f, new float[8], 0, 4));
    assertMessage(
        "gemm: b must lie in its array; got b=(3, 4) offset=3 strides=(-4, 1) length=12",
        () -> Gemm.gemm(
            2, 4, 3, 1f, new float[6], 0, 3, 1, new float[12], 3, -4, 1, 0f, new float[8], 0, 4));
    assertMessage(
        "gemm: c must lie in its array; got c=(2, 4) offset=0 strides=(5, 1) length=8",
        () -> Gemm.gemm(
            2,
            4,
            3,
            1.0,
            new double[6],
            0,
            3,
            1,
            new double[12],
            0,
            4,
            1,
            0.0,
            new double[8],
            0,
            5));
    assertMessage(
        "gemm: a must lie in its array; got a=(2, 3) offset=0 strides=(2147483647, 1) length=6",
        () -> Gemm.gemm(
            2,
            4,
            3,
            1.0,
            new double[6],
            0,
            Integer.MAX_VALUE,
            1,
            new double[12],
            0,
            4,
            1,
            0.0,
            new double[8],
            0,
            4));
  }

  @Test
  void anEmptyOperandMayHaveAnyOffset() {
    assertDoesNotThrow(() -> Gemm.gemm(
        0, 3, 2, 1f, new float[0], 9, 2, 1, new float[6], 0, 3, 1, 0f, new float[0], 9, 3));
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}

package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every product has the bits of {@link Gemm}, and nothing beside the results is written. */
class SmallProductsTest {
  private static final int OFFSET = 3;
  private static final int[] EXTENTS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 33};

  private static Object random(DType dtype, int length, Random random) {
    Object array = dtype.allocate(length);
    for (int i = 0; i < length; i++) {
      dtype.set(array, i, random.nextGaussian());
    }
    return array;
  }

  private static Object copy(Object array) {
    return array instanceof float[] x ? x.clone() : ((double[]) array).clone();
  }

  private static void assertSame(Object expected, Object got, String message) {
    if (expected instanceof float[] x) {
      assertArrayEquals(x, (float[]) got, message);
    } else {
      assertArrayEquals((double[]) expected, (double[]) got, message);
    }
  }

  /** Matrices in an array: how far apart, and their strides. */
  private record Stack(Object array, int step, int row, int column) {
    static Stack random(
        DType dtype, int count, int rows, int columns, boolean byColumns, int gap, Random random) {
      int line = (byColumns ? rows : columns) + gap;
      int step = line * (byColumns ? columns : rows) + gap;
      Object array = SmallProductsTest.random(dtype, OFFSET + count * step, random);
      return new Stack(array, step, byColumns ? 1 : line, byColumns ? line : 1);
    }

    /** The first matrix for all. */
    Stack repeated() {
      return new Stack(array, 0, row, column);
    }
  }

  // spotless:off
  private static void check(DType dtype, int count, int m, int n, int k, Stack a, Stack b, int gap, Random random) {
    int ldc = n + gap;
    int step = m * ldc + gap;
    Object c = random(dtype, OFFSET + count * step + OFFSET, random);
    Object expected = copy(c);
    if (dtype == DType.F32) {
      SmallProducts.multiply(
          count, m, n, k, (float[]) a.array, OFFSET, a.step, a.row, a.column,
          (float[]) b.array, OFFSET, b.step, b.row, b.column, (float[]) c, OFFSET, step, ldc);
      for (int i = 0; i < count; i++) {
        Gemm.gemm(
            m, n, k, 1, (float[]) a.array, OFFSET + i * a.step, a.row, a.column,
            (float[]) b.array, OFFSET + i * b.step, b.row, b.column, 0, (float[]) expected, OFFSET + i * step, ldc);
      }
    } else {
      SmallProducts.multiply(
          count, m, n, k, (double[]) a.array, OFFSET, a.step, a.row, a.column,
          (double[]) b.array, OFFSET, b.step, b.row, b.column, (double[]) c, OFFSET, step, ldc);
      for (int i = 0; i < count; i++) {
        Gemm.gemm(
            m, n, k, 1, (double[]) a.array, OFFSET + i * a.step, a.row, a.column,
            (double[]) b.array, OFFSET + i * b.step, b.row, b.column, 0, (double[]) expected, OFFSET + i * step, ldc);
      }
    }
    assertSame(expected, c, count + " of m=" + m + " n=" + n + " k=" + k + " gap=" + gap + " " + a + b);
  }
  // spotless:on

  @ParameterizedTest
  @EnumSource(DType.class)
  void everySizeHasTheBitsOfGemm(DType dtype) {
    Random random = new Random(1);
    int cases = 0;
    for (int m : EXTENTS) {
      for (int n : EXTENTS) {
        for (int k : EXTENTS) {
          int gap = cases % 2;
          Stack a = Stack.random(dtype, 5, m, k, cases % 3 == 0, gap, random);
          Stack b = Stack.random(dtype, 5, k, n, cases % 5 == 0, gap, random);
          check(dtype, 5, m, n, k, a, b, cases++ % 4 == 0 ? 2 : 0, random);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void oneMatrixMayServeAll(DType dtype) {
    Random random = new Random(2);
    for (int n : new int[] {3, 8, 16}) {
      Stack a = Stack.random(dtype, 6, n, n, false, 0, random);
      Stack b = Stack.random(dtype, 6, n, n, false, 0, random);
      check(dtype, 6, n, n, n, a.repeated(), b, 0, random);
      check(dtype, 6, n, n, n, a, b.repeated(), 0, random);
      check(dtype, 0, n, n, n, a, b, 0, random);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void piecesOfWorkDoNotDisturbEachOther(DType dtype) {
    Random random = new Random(3);
    for (int n : new int[] {1, 5, 13}) {
      int count = 200_000 / (n * n * n) + 7;
      Stack a = Stack.random(dtype, count, n, n, false, 0, random);
      Stack b = Stack.random(dtype, count, n, n, false, 0, random);
      Workers.setThreads(3);
      try {
        check(dtype, count, n, n, n, a, b, 0, random);
      } finally {
        Workers.setThreads(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void longSumsHaveTheBitsOfGemm(DType dtype) {
    Random random = new Random(4);
    for (int k : new int[] {255, 256, 257, 600}) {
      Stack a = Stack.random(dtype, 2, 6, k, false, 0, random);
      Stack b = Stack.random(dtype, 2, k, 5, true, 0, random);
      check(dtype, 2, 6, 5, k, a, b, 0, random);
    }
  }

  @Test
  void valuesThatAreNotNumbersStayInTheirColumn() {
    for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] a = new double[2 * 9];
      double[] b = new double[2 * 9];
      double[] c = new double[2 * 9];
      b[2] = special;
      SmallProducts.multiply(2, 3, 3, 3, a, 0, 9, 3, 1, b, 0, 9, 3, 1, c, 0, 9, 3);
      double[] expected = new double[2 * 9];
      expected[2] = expected[5] = expected[8] = Double.NaN;
      assertArrayEquals(expected, c);
    }
  }

  @Test
  void badOperandsAreRefusedBeforeAnythingIsWritten() {
    double[] x = new double[8];
    double[] c = {1, 2, 3, 4, 5, 6, 7, 8};
    assertEquals(
        "smallProducts: count, m, n, k must be at least 0; got count=2, m=2, n=-1, k=2",
        message(
            () -> SmallProducts.multiply(2, 2, -1, 2, x, 0, 4, 2, 1, x, 0, 4, 2, 1, c, 0, 4, 2)));
    assertEquals(
        "smallProducts: ldc must be at least n; got ldc=1, n=2",
        message(
            () -> SmallProducts.multiply(2, 2, 2, 2, x, 0, 4, 2, 1, x, 0, 4, 2, 1, c, 0, 4, 1)));
    assertEquals(
        "smallProducts: b must lie in its array; got b=(2, 2, 2) offset=1 strides=(4, 2, 1) length=8",
        message(
            () -> SmallProducts.multiply(2, 2, 2, 2, x, 0, 4, 2, 1, x, 1, 4, 2, 1, c, 0, 4, 2)));
    assertEquals(
        "smallProducts: a must lie in its array; got a=(2, 2, 2) offset=3 strides=(-4, 2, 1) length=8",
        message(() -> SmallProducts.multiply(
            2,
            2,
            2,
            2,
            new float[8],
            3,
            -4,
            2,
            1,
            new float[8],
            0,
            4,
            2,
            1,
            new float[8],
            0,
            4,
            2)));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, c);
  }

  private static String message(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}

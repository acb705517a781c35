package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What this process runs (vectors or plain loops) against the definition, bit for bit, and against the mathematics, within
 * the bound of its documentation.
 */
class TriangularSolveTest {
  private static final int[] ORDERS = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129, 200
  };
  private static final int[] WIDTHS = {0, 1, 2, 7, 8, 15, 16, 17, 33, 64, 65, 130};

  /** A triangle in a larger array, and what it is to the solver. */
  private record Triangle(
      Object array, int offset, int rowStride, int columnStride, boolean lower, boolean unit) {
    int index(int i, int q) {
      return offset + i * rowStride + q * columnStride;
    }
  }

  /** Far from singular; NaN where nothing is to be read. */
  private static Triangle random(
      DType dtype, int n, boolean lower, boolean unit, boolean byColumns, Random random) {
    int ld = n + 3;
    Object array = dtype.allocate(2 + n * ld);
    Triangle t = byColumns
        ? new Triangle(array, 2, 1, ld, lower, unit)
        : new Triangle(array, 2, ld, 1, lower, unit);
    for (int i = 0; i < n; i++) {
      for (int q = 0; q < n; q++) {
        boolean inside = lower ? q < i : q > i;
        double value = inside ? random.nextGaussian() / n : Double.NaN;
        double diagonal = unit ? Double.NaN : 1 + random.nextDouble();
        dtype.set(array, t.index(i, q), i == q ? diagonal : value);
      }
    }
    return t;
  }

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

  // spotless:off
  private static void solve(
      DType dtype, boolean left, Triangle t, int m, int n, Object b, int bOffset, int ldb) {
    if (dtype == DType.F32) {
      float[] triangle = (float[]) t.array;
      if (left) {
        TriangularSolve.left(
            t.lower, t.unit, m, n, triangle, t.offset, t.rowStride, t.columnStride, (float[]) b, bOffset, ldb);
      } else {
        TriangularSolve.right(
            t.lower, t.unit, m, n, triangle, t.offset, t.rowStride, t.columnStride, (float[]) b, bOffset, ldb);
      }
    } else {
      double[] triangle = (double[]) t.array;
      if (left) {
        TriangularSolve.left(
            t.lower, t.unit, m, n, triangle, t.offset, t.rowStride, t.columnStride, (double[]) b, bOffset, ldb);
      } else {
        TriangularSolve.right(
            t.lower, t.unit, m, n, triangle, t.offset, t.rowStride, t.columnStride, (double[]) b, bOffset, ldb);
      }
    }
  }
  // spotless:on

  private static double round(DType dtype, double x) {
    return dtype == DType.F32 ? (float) x : x;
  }

  private static double fma(DType dtype, double x, double y, double z) {
    return dtype == DType.F32
        ? FloatLanes.fma((float) x, (float) y, (float) z)
        : DoubleLanes.fma(x, y, z);
  }

  // ---- the definition in the class comment, for one column x of B or, from the right, one row

  private static void define(
      DType dtype, boolean transposed, Triangle t, int first, int end, double[] x) {
    int n = end - first;
    boolean lower = t.lower != transposed;
    if (n <= 64) {
      for (int step = 0; step < n; step++) {
        int i = lower ? first + step : end - 1 - step;
        for (int s = 0; s < step; s++) {
          int q = lower ? first + s : end - 1 - s;
          x[i] = fma(dtype, -element(dtype, transposed, t, i, q), x[q], x[i]);
        }
        if (!t.unit) {
          x[i] = round(dtype, x[i] / element(dtype, transposed, t, i, i));
        }
      }
      return;
    }
    int middle = first + (n / 2 + 7) / 8 * 8;
    if (lower) {
      define(dtype, transposed, t, first, middle, x);
      subtract(dtype, transposed, t, middle, end, first, middle, x);
      define(dtype, transposed, t, middle, end, x);
    } else {
      define(dtype, transposed, t, middle, end, x);
      subtract(dtype, transposed, t, first, middle, middle, end, x);
      define(dtype, transposed, t, first, middle, x);
    }
  }

  /** As Gemm sums, with fewer than its 256 terms. */
  private static void subtract(
      DType dtype, boolean transposed, Triangle t, int i, int iEnd, int q0, int qEnd, double[] x) {
    for (; i < iEnd; i++) {
      double s = 0;
      for (int q = q0; q < qEnd; q++) {
        s = fma(dtype, element(dtype, transposed, t, i, q), x[q], s);
      }
      x[i] = fma(dtype, -1, s, x[i]);
    }
  }

  private static double element(DType dtype, boolean transposed, Triangle t, int i, int q) {
    return dtype.get(t.array, transposed ? t.index(q, i) : t.index(i, q));
  }

  private static void check(
      DType dtype, boolean left, Triangle t, int order, int width, Random random) {
    int m = left ? order : width;
    int n = left ? width : order;
    int ldb = n + 2;
    Object b = random(dtype, 1 + m * ldb, random);
    Object expected = copy(b);
    for (int j = 0; j < width; j++) {
      double[] x = new double[order];
      for (int i = 0; i < order; i++) {
        x[i] = dtype.get(b, 1 + (left ? i * ldb + j : j * ldb + i));
      }
      define(dtype, !left, t, 0, order, x);
      for (int i = 0; i < order; i++) {
        dtype.set(expected, 1 + (left ? i * ldb + j : j * ldb + i), x[i]);
      }
    }
    solve(dtype, left, t, m, n, b, 1, ldb);
    assertSame(
        expected, b, (left ? "left" : "right") + " m=" + m + " n=" + n + " lower=" + t.lower);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everySizeSideAndTriangleIsTheDefinitionBitForBit(DType dtype) {
    Random random = new Random(1);
    int cases = 0;
    for (int order : ORDERS) {
      for (int width : WIDTHS) {
        for (boolean lower : new boolean[] {true, false}) {
          boolean unit = cases % 3 == 0;
          Triangle t = random(dtype, order, lower, unit, cases++ % 2 == 0, random);
          check(dtype, true, t, order, width, random);
          check(dtype, false, t, order, width, random);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void vectorsAndPlainLoopsAgreeBitForBit(DType dtype) {
    Random random = new Random(2);
    for (int m : new int[] {5, 31, 64}) {
      Triangle t = random(dtype, m, true, false, false, random);
      Object b = random(dtype, m * 37, random);
      Object plain = copy(b);
      solve(dtype, true, t, m, 37, b, 0, 37);
      if (dtype == DType.F32) {
        FloatTriangular.plainBlock(
            false, m, 37, (float[]) t.array, 2, t.rowStride, 1, (float[]) plain, 0, 37);
      } else {
        DoubleTriangular.plainBlock(
            false, m, 37, (double[]) t.array, 2, t.rowStride, 1, (double[]) plain, 0, 37);
      }
      assertSame(plain, b, "m=" + m);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void residualsStayWithinTheBound(DType dtype) {
    Random random = new Random(3);
    double u = dtype == DType.F32 ? 0x1p-24 : 0x1p-53;
    int n = 150;
    Triangle t = random(dtype, n, true, false, false, random);
    Object b = random(dtype, n, random);
    Object x = copy(b);
    solve(dtype, true, t, n, 1, x, 0, 1);
    for (int i = 0; i < n; i++) {
      BigDecimal residual = new BigDecimal(dtype.get(b, i));
      double magnitude = 0;
      for (int q = 0; q <= i; q++) {
        double tiq = dtype.get(t.array, t.index(i, q));
        double xq = dtype.get(x, q);
        residual = residual.subtract(new BigDecimal(tiq).multiply(new BigDecimal(xq)));
        magnitude += Math.abs(tiq * xq);
      }
      assertTrue(Math.abs(residual.doubleValue()) <= n * u * magnitude, "row " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void wholeNumbersAreSolvedExactly(DType dtype) {
    Random random = new Random(4);
    int n = 40;
    Object t = dtype.allocate(n * n);
    Object b = dtype.allocate(n);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(9) - 4;
      double sum = 0;
      for (int q = 0; q <= i; q++) {
        double tiq = q == i ? 49 : random.nextInt(7) - 3;
        dtype.set(t, i * n + q, tiq);
        sum += tiq * x[q];
      }
      dtype.set(b, i, sum);
    }
    solve(dtype, true, new Triangle(t, 0, n, 1, true, false), n, 1, b, 0, 1);
    for (int i = 0; i < n; i++) {
      assertEquals(x[i], dtype.get(b, i));
    }
  }

  @Test
  void bothOperandsMayLieInOneArray() {
    // [4 0 | 8]        x = 2
    // [1 2 | 6]        y = (6 - 2) / 2
    double[] all = {4, 0, 8, 1, 2, 6};
    TriangularSolve.left(true, false, 2, 1, all, 0, 3, 1, all, 2, 3);
    assertArrayEquals(new double[] {4, 0, 2, 1, 2, 2}, all);
  }

  @Test
  void aZeroOnTheDiagonalDivides() {
    double[] b = {1, 0, 1};
    TriangularSolve.left(true, false, 1, 3, new double[1], 0, 1, 1, b, 0, 3);
    assertArrayEquals(
        new double[] {Double.POSITIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY}, b);
  }

  @Test
  void badOperandsAreRefusedBeforeAnythingIsWritten() {
    double[] t = {1, 0, 1, 1};
    double[] b = {1, 2, 3, 4};
    assertEquals(
        "triangularSolve: m, n must be at least 0; got m=-1, n=2",
        message(() -> TriangularSolve.left(true, true, -1, 2, t, 0, 2, 1, b, 0, 2)));
    assertEquals(
        "triangularSolve: ldb must be at least n; got ldb=1, n=2",
        message(() -> TriangularSolve.left(true, true, 2, 2, t, 0, 2, 1, b, 0, 1)));
    assertEquals(
        "triangularSolve: t must lie in its array; got t=(2, 2) offset=1 strides=(2, 1) length=4",
        message(() -> TriangularSolve.right(true, true, 2, 2, t, 1, 2, 1, b, 0, 2)));
    assertEquals(
        "triangularSolve: b must lie in its array; got b=(2, 2) offset=0 strides=(3, 1) length=4",
        message(() ->
            TriangularSolve.right(true, true, 2, 2, new float[4], 0, 2, 1, new float[4], 0, 3)));
    assertArrayEquals(new double[] {1, 2, 3, 4}, b);
  }

  private static String message(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}

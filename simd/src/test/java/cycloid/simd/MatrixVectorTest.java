package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What this process runs (vectors or plain loops) against the definition, bit for bit. */
class MatrixVectorTest {
  private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 67};

  private static double[] random(Random random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private static Object random(DType dtype, Random random, int length) {
    Object array = dtype.allocate(length);
    for (int i = 0; i < length; i++) {
      dtype.set(array, i, random.nextDouble() * 2 - 1);
    }
    return array;
  }

  private static Object copy(Object array) {
    return array instanceof float[] x ? x.clone() : ((double[]) array).clone();
  }

  private static void assertSame(Object expected, Object got) {
    if (expected instanceof float[] x) {
      assertArrayEquals(x, (float[]) got);
    } else {
      assertArrayEquals((double[]) expected, (double[]) got);
    }
  }

  private static double round(DType dtype, double x) {
    return dtype == DType.F32 ? (float) x : x;
  }

  private static double fma(DType dtype, double x, double y, double z) {
    return dtype == DType.F32
        ? FloatLanes.fma((float) x, (float) y, (float) z)
        : DoubleLanes.fma(x, y, z);
  }

  // ---- the definition in the class comment, word for word

  private static double define(DType dtype, int n, Object x, int xOffset, Object y, int yOffset) {
    int lanes = dtype == DType.F32 ? 16 : 8;
    double[] s = new double[lanes];
    for (int i = 0; i < n; i++) {
      double xi = dtype.get(x, xOffset + i);
      s[i % lanes] = fma(dtype, xi, dtype.get(y, yOffset + i), s[i % lanes]);
    }
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        s[j] = round(dtype, s[j] + s[j + half]);
      }
    }
    return s[0];
  }

  // ---- one call for both precisions

  // spotless:off
  private static double dot(DType dtype, int n, Object x, int xOffset, Object y, int yOffset) {
    return dtype == DType.F32
        ? MatrixVector.dot(n, (float[]) x, xOffset, (float[]) y, yOffset)
        : MatrixVector.dot(n, (double[]) x, xOffset, (double[]) y, yOffset);
  }

  private static void gemv(
      DType dtype, int m, int n, double alpha, Object a, int aOffset, int lda, Object x, int xOffset,
      double beta, Object y, int yOffset, int yStride) {
    if (dtype == DType.F32) {
      MatrixVector.gemv(
          m, n, (float) alpha, (float[]) a, aOffset, lda, (float[]) x, xOffset, (float) beta, (float[]) y, yOffset,
          yStride);
    } else {
      MatrixVector.gemv(
          m, n, alpha, (double[]) a, aOffset, lda, (double[]) x, xOffset, beta, (double[]) y, yOffset, yStride);
    }
  }

  private static void gemvTransposed(
      DType dtype, int m, int n, double alpha, Object a, int aOffset, int lda, Object x, int xOffset, int xStride,
      Object y, int yOffset) {
    if (dtype == DType.F32) {
      MatrixVector.gemvTransposed(
          m, n, (float) alpha, (float[]) a, aOffset, lda, (float[]) x, xOffset, xStride, (float[]) y, yOffset);
    } else {
      MatrixVector.gemvTransposed(
          m, n, alpha, (double[]) a, aOffset, lda, (double[]) x, xOffset, xStride, (double[]) y, yOffset);
    }
  }

  private static void ger(
      DType dtype, int m, int n, double alpha, Object x, int xOffset, int xStride, Object y, int yOffset,
      Object a, int aOffset, int lda) {
    if (dtype == DType.F32) {
      MatrixVector.ger(
          m, n, (float) alpha, (float[]) x, xOffset, xStride, (float[]) y, yOffset, (float[]) a, aOffset, lda);
    } else {
      MatrixVector.ger(
          m, n, alpha, (double[]) x, xOffset, xStride, (double[]) y, yOffset, (double[]) a, aOffset, lda);
    }
  }
  // spotless:on

  @ParameterizedTest
  @EnumSource(DType.class)
  void dotFoldsItsLanes(DType dtype) {
    Random random = new Random(1);
    for (int n : SIZES) {
      Object x = random(dtype, random, n + 3);
      Object y = random(dtype, random, n + 1);
      assertEquals(define(dtype, n, x, 3, y, 1), dot(dtype, n, x, 3, y, 1));
      assertEquals(define(dtype, n, x, 3, x, 3), dot(dtype, n, x, 3, x, 3));
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void gemvIsADotForEachRow(DType dtype) {
    Random random = new Random(2);
    double alpha = 1.5;
    for (int m : SIZES) {
      for (int n : SIZES) {
        Object a = random(dtype, random, 2 + m * (n + 3));
        Object x = random(dtype, random, n + 1);
        Object y = random(dtype, random, 1 + 2 * m);
        Object expected = copy(y);
        Object unread = copy(y);
        for (int i = 0; i < m; i++) {
          double s = define(dtype, n, a, 2 + i * (n + 3), x, 1);
          double old = round(dtype, -0.5 * dtype.get(y, 1 + 2 * i));
          dtype.set(expected, 1 + 2 * i, fma(dtype, alpha, s, old));
          dtype.set(unread, 1 + 2 * i, alpha * s);
        }
        Object zeroBeta = copy(y);
        if (m > 0) {
          dtype.set(zeroBeta, 1, Double.NaN);
        }
        gemv(dtype, m, n, alpha, a, 2, n + 3, x, 1, -0.5, y, 1, 2);
        assertSame(expected, y);
        gemv(dtype, m, n, alpha, a, 2, n + 3, x, 1, 0, zeroBeta, 1, 2);
        assertSame(unread, zeroBeta);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void gemvTransposedAndGerAddRowsInOrder(DType dtype) {
    Random random = new Random(3);
    double alpha = 0.75;
    for (int m : SIZES) {
      for (int n : SIZES) {
        Object a = random(dtype, random, 2 + m * (n + 3));
        Object x = random(dtype, random, 1 + 3 * m);
        Object y = random(dtype, random, n + 1);
        Object ySum = copy(y);
        Object aSum = copy(a);
        for (int i = 0; i < m; i++) {
          double factor = round(dtype, alpha * dtype.get(x, 1 + 3 * i));
          for (int j = 0; j < n; j++) {
            int at = 2 + i * (n + 3) + j;
            double old = dtype.get(ySum, 1 + j);
            dtype.set(ySum, 1 + j, fma(dtype, factor, dtype.get(a, at), old));
            dtype.set(aSum, at, fma(dtype, factor, dtype.get(y, 1 + j), dtype.get(a, at)));
          }
        }
        Object got = copy(y);
        gemvTransposed(dtype, m, n, alpha, a, 2, n + 3, x, 1, 3, got, 1);
        assertSame(ySum, got);
        ger(dtype, m, n, alpha, x, 1, 3, y, 1, a, 2, n + 3);
        assertSame(aSum, a);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void allOperandsMayLieInOneArray(DType dtype) {
    Random random = new Random(6);
    int n = 35;
    Object all = random(dtype, random, n * n + 2 * n);
    Object a = copy(all);
    Object x = copy(all);
    Object y = copy(all);
    gemv(dtype, n, n, 1, a, 0, n, x, n * n, 1, y, n * n + n, 1);
    gemv(dtype, n, n, 1, all, 0, n, all, n * n, 1, all, n * n + n, 1);
    assertSame(y, all);
    y = copy(all);
    x = copy(all);
    gemvTransposed(dtype, n, n, 1, a, 0, n, x, n * n, 1, y, n * n + n);
    gemvTransposed(dtype, n, n, 1, all, 0, n, all, n * n, 1, all, n * n + n);
    assertSame(y, all);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void specialValuesReachOnlyTheirRow(DType dtype) {
    for (int n : new int[] {1, 15, 16, 17, 40}) {
      for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Object a = dtype.allocate(3 * n);
        Object y = dtype.allocate(3);
        dtype.set(a, 2 * n - 1, special);
        gemv(dtype, 3, n, 1, a, 0, n, dtype.allocate(n), 0, 0, y, 0, 1);
        assertEquals(0, dtype.get(y, 0));
        assertTrue(Double.isNaN(dtype.get(y, 1)));
        assertEquals(0, dtype.get(y, 2));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void errorsStayWithinTheBounds(DType dtype) {
    Random random = new Random(7);
    double u = dtype == DType.F32 ? 0x1p-24 : 0x1p-53;
    int lanes = dtype == DType.F32 ? 16 : 8;
    for (int n : new int[] {1, 33, 1000}) {
      Object x = random(dtype, random, n);
      Object y = random(dtype, random, n);
      BigDecimal exact = BigDecimal.ZERO;
      double magnitude = 0;
      for (int i = 0; i < n; i++) {
        BigDecimal xi = new BigDecimal(dtype.get(x, i));
        exact = exact.add(xi.multiply(new BigDecimal(dtype.get(y, i))));
        magnitude += Math.abs(dtype.get(x, i) * dtype.get(y, i));
      }
      double error = exact.subtract(new BigDecimal(dot(dtype, n, x, 0, y, 0))).doubleValue();
      double terms = n / (double) lanes + Math.log(lanes) / Math.log(2) + 1;
      assertTrue(Math.abs(error) <= terms * u * magnitude, n + " products: " + error);
      Object sum = dtype.allocate(1);
      gemvTransposed(dtype, n, 1, 1, x, 0, 1, y, 0, 1, sum, 0);
      error = exact.subtract(new BigDecimal(dtype.get(sum, 0))).doubleValue();
      assertTrue(Math.abs(error) <= (n + 1) * u * magnitude, n + " rows: " + error);
    }
  }

  /** Rotation i of rows i and i + 1. */
  private static void turn(int n, double c, double s, double[] z, int at, int ld) {
    for (int j = at; j < at + n; j++) {
      double x = z[j];
      double y = z[j + ld];
      z[j] = DoubleLanes.fma(c, x, s * y);
      z[j + ld] = DoubleLanes.fma(c, y, -(s * x));
    }
  }

  @Test
  void rotationsTurnNeighbouringRowsOneAfterTheOther() {
    Random random = new Random(4);
    for (boolean upwards : new boolean[] {false, true}) {
      for (int count : new int[] {0, 1, 2, 5}) {
        for (int n : SIZES) {
          double[] c = random(random, count + 1);
          double[] s = random(random, count + 1);
          double[] z = random(random, 3 + (count + 1) * (n + 1));
          double[] expected = z.clone();
          for (int k = 0; k < count; k++) {
            int i = upwards ? count - 1 - k : k;
            turn(n, c[1 + i], s[1 + i], expected, 3 + i * (n + 1), n + 1);
          }
          MatrixVector.rotate(count, n, c, s, 1, z, 3, n + 1, upwards);
          assertArrayEquals(expected, z);
        }
      }
    }
  }

  @Test
  void theSecondOfTwoSweepsFollowsOneRowBehind() {
    Random random = new Random(5);
    for (boolean upwards : new boolean[] {false, true}) {
      for (int count : new int[] {0, 1, 2, 5}) {
        for (int n : SIZES) {
          double[] c = random(random, 2 * count + 1);
          double[] s = random(random, 2 * count + 1);
          double[] z = random(random, 3 + (count + 2) * (n + 1));
          double[] expected = z.clone();
          // sweep by sweep: each has its rotations in order, the second after the first
          for (int sweep = 0; sweep < 2; sweep++) {
            int row = (sweep == 0) == upwards ? 0 : 1;
            for (int k = 0; k < count; k++) {
              int i = upwards ? count - 1 - k : k;
              int at = 1 + sweep * count + i;
              turn(n, c[at], s[at], expected, 3 + (row + i) * (n + 1), n + 1);
            }
          }
          MatrixVector.rotateTwice(count, n, c, s, 1, 1 + count, z, 3, n + 1, upwards);
          assertArrayEquals(expected, z);
        }
      }
    }
  }

  @Test
  void aPartOutsideItsArrayIsRefusedBeforeAnythingIsWritten() {
    double[] y = {1, 2};
    Exception e = assertThrows(
        IndexOutOfBoundsException.class,
        () -> MatrixVector.gemv(2, 3, 1, new double[6], 1, 3, new double[3], 0, 0, y, 0, 1));
    assertEquals(
        "matrixVector: a must lie in its array; got a=(2, 3) offset=1 stride=3 length=6",
        e.getMessage());
    assertArrayEquals(new double[] {1, 2}, y);
    float[] z = {1, 2};
    e = assertThrows(
        IndexOutOfBoundsException.class,
        () -> MatrixVector.ger(2, 1, 1, new float[3], 0, 3, z, 0, z, 0, 1));
    assertEquals(
        "matrixVector: x must lie in its array; got x=(2, 1) offset=0 stride=3 length=3",
        e.getMessage());
    assertArrayEquals(new float[] {1, 2}, z);
    e = assertThrows(IllegalArgumentException.class, () -> MatrixVector.dot(-1, y, 0, y, 0));
    assertEquals("matrixVector: extents must be at least 0; got x=(1, -1)", e.getMessage());
  }
}

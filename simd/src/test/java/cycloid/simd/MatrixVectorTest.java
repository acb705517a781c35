package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What this process runs (vectors or plain loops) against the definition, bit for bit. */
class MatrixVectorTest {
  private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 67};

  private static double[] random(Random random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  /** The definition in the class comment, word for word. */
  private static double dot(int n, double[] x, int xOffset, double[] y, int yOffset) {
    double[] s = new double[8];
    for (int i = 0; i < n; i++) {
      s[i % 8] = DoubleLanes.fma(x[xOffset + i], y[yOffset + i], s[i % 8]);
    }
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }

  @Test
  void dotFoldsEightLanes() {
    Random random = new Random(1);
    for (int n : SIZES) {
      double[] x = random(random, n + 3);
      double[] y = random(random, n + 1);
      assertEquals(dot(n, x, 3, y, 1), MatrixVector.dot(n, x, 3, y, 1));
    }
  }

  @Test
  void gemvIsADotForEachRow() {
    Random random = new Random(2);
    for (int m : SIZES) {
      for (int n : SIZES) {
        double[] a = random(random, 2 + m * (n + 3));
        double[] x = random(random, n + 1);
        double[] y = random(random, 1 + 2 * m);
        double[] expected = y.clone();
        double[] unread = y.clone();
        for (int i = 0; i < m; i++) {
          double s = dot(n, a, 2 + i * (n + 3), x, 1);
          expected[1 + 2 * i] = DoubleLanes.fma(1.5, s, -0.5 * y[1 + 2 * i]);
          unread[1 + 2 * i] = 1.5 * s;
        }
        double[] zeroBeta = y.clone();
        MatrixVector.gemv(m, n, 1.5, a, 2, n + 3, x, 1, -0.5, y, 1, 2);
        assertArrayEquals(expected, y);
        MatrixVector.gemv(m, n, 1.5, a, 2, n + 3, x, 1, 0, zeroBeta, 1, 2);
        assertArrayEquals(unread, zeroBeta);
      }
    }
  }

  @Test
  void gemvTransposedAndGerAddRowsInOrder() {
    Random random = new Random(3);
    for (int m : SIZES) {
      for (int n : SIZES) {
        double[] a = random(random, 2 + m * (n + 3));
        double[] x = random(random, 1 + 3 * m);
        double[] y = random(random, n + 1);
        double[] ySum = y.clone();
        double[] aSum = a.clone();
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            int at = 2 + i * (n + 3) + j;
            ySum[1 + j] = DoubleLanes.fma(0.7 * x[1 + 3 * i], a[at], ySum[1 + j]);
            aSum[at] = DoubleLanes.fma(0.7 * x[1 + 3 * i], y[1 + j], aSum[at]);
          }
        }
        double[] got = y.clone();
        MatrixVector.gemvTransposed(m, n, 0.7, a, 2, n + 3, x, 1, 3, got, 1);
        assertArrayEquals(ySum, got);
        MatrixVector.ger(m, n, 0.7, x, 1, 3, y, 1, a, 2, n + 3);
        assertArrayEquals(aSum, a);
      }
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
    e = assertThrows(IllegalArgumentException.class, () -> MatrixVector.dot(-1, y, 0, y, 0));
    assertTrue(e.getMessage().startsWith("matrixVector: extents must be at least 0"));
  }
}

package cycloid.tensor.linalg;

import cycloid.simd.MatrixVector;
import java.util.Arrays;

/**
 * A matrix in vertical strips, whose rows are turned by many small rotations.
 *
 * <p>An iteration for eigenvalues makes a sweep of rotations of neighbouring rows at a time. They are collected, and when
 * there are enough applied strip by strip: a strip stays in the cache while it takes in all of them, and in it rows
 * follow one another without gaps.
 *
 * <pre>
 * Source:    Van Zee, van de Geijn &amp; Quintana-Orti 2014, Restructuring the tridiagonal and bidiagonal QR algorithms
 *            for performance: rotations are applied late and together
 * </pre>
 */
final class Strips {
  /** Columns of a strip: two vectors of 512 bits. */
  private static final int WIDTH = 16;

  /** Rows turned into columns together: their elements stay in the cache. */
  private static final int TILE = 16;

  /** Rotations collected before they are applied, in multiples of the number of rows. */
  private static final int SWEEPS = 24;

  private final int rows;
  private final int columns;
  private final double[] z;
  private final double[] c;
  private final double[] s;

  /** For each sweep: its first row, its rotations, and whether it runs upwards. */
  private int[] sweeps = new int[3 * 64];

  private int sweepCount;
  private int rotations;

  /** The transpose of a row-major matrix (columns, rows). */
  Strips(int rows, int columns, double[] transposed) {
    this.rows = rows;
    this.columns = columns;
    this.z = new double[rows * ((columns + WIDTH - 1) / WIDTH * WIDTH)];
    this.c = new double[(SWEEPS + 1) * rows];
    this.s = new double[(SWEEPS + 1) * rows];
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      MatrixVector.transpose(width, rows, transposed, j * rows, rows, z, j * rows, WIDTH);
    }
  }

  /** Remembers to rotate rows first + i and first + i + 1 by (c[i], s[i]), for all i; see {@link MatrixVector#rotate}. */
  void rotate(int first, int count, double[] c, double[] s, boolean upwards) {
    System.arraycopy(c, 0, this.c, rotations, count);
    System.arraycopy(s, 0, this.s, rotations, count);
    if (3 * sweepCount == sweeps.length) {
      sweeps = Arrays.copyOf(sweeps, 2 * sweeps.length);
    }
    sweeps[3 * sweepCount] = first;
    sweeps[3 * sweepCount + 1] = count;
    sweeps[3 * sweepCount + 2] = upwards ? 1 : 0;
    sweepCount++;
    rotations += count;
    if (rotations >= SWEEPS * rows) {
      apply();
    }
  }

  private void apply() {
    for (int j = 0; j < columns; j += WIDTH) {
      int at = 0;
      for (int sweep = 0; sweep < sweepCount; sweep++) {
        if (sweep + 1 < sweepCount && upwards(sweep) == upwards(sweep + 1)) {
          applyTwo(sweep, at, at + count(sweep), j * rows);
          at += count(sweep);
          sweep++;
        } else {
          applyPart(sweep, at, 0, count(sweep), j * rows);
        }
        at += count(sweep);
      }
    }
    sweepCount = 0;
    rotations = 0;
  }

  /**
   * Two sweeps in the same direction, in one pass where both have rotations. Upwards is downwards on rows counted from
   * the end, so positions are counted from where the sweeps begin.
   */
  private void applyTwo(int sweep, int at, int nextAt, int strip) {
    boolean upwards = upwards(sweep);
    int begin = begin(sweep);
    int next = begin(sweep + 1);
    int end = begin + count(sweep);
    int nextEnd = next + count(sweep + 1);
    // Rotation i of the second sweep comes after rotation i + 1 of the first.
    int together = Math.max(next, begin - 1);
    int stop = Math.max(together, Math.min(end - 1, nextEnd));
    applyPart(sweep, at, 0, Math.min(together + 1, end) - begin, strip);
    applyPart(sweep + 1, nextAt, 0, Math.min(together, nextEnd) - next, strip);
    if (stop > together) {
      int count = stop - together;
      int first = part(sweep, at, together + 1 - begin, count);
      int second = part(sweep + 1, nextAt, together - next, count);
      int row = upwards ? rows - stop - 1 - 1 : together;
      int top = strip + row * WIDTH;
      MatrixVector.rotateTwice(count, WIDTH, c, s, first, second, z, top, WIDTH, upwards);
    }
    int left = Math.max(stop + 1, Math.min(together + 1, end));
    applyPart(sweep, at, left - begin, end - left, strip);
    int nextLeft = Math.max(stop, Math.min(together, nextEnd));
    applyPart(sweep + 1, nextAt, nextLeft - next, nextEnd - nextLeft, strip);
  }

  /** Rotations of one sweep, counted from where it begins. */
  private void applyPart(int sweep, int at, int from, int count, int strip) {
    if (count > 0) {
      int part = part(sweep, at, from, count);
      int top = strip + (sweeps[3 * sweep] + part - at) * WIDTH;
      MatrixVector.rotate(count, WIDTH, c, s, part, z, top, WIDTH, upwards(sweep));
    }
  }

  /** Where c and s of rotations of a sweep stand, which are counted from where it begins. */
  private int part(int sweep, int at, int from, int count) {
    return at + (upwards(sweep) ? count(sweep) - from - count : from);
  }

  /** The position of a sweep's first rotation: its upper row, or, upwards, its lower row counted from the end. */
  private int begin(int sweep) {
    int row = sweeps[3 * sweep];
    return upwards(sweep) ? rows - 1 - (row + count(sweep)) : row;
  }

  private int count(int sweep) {
    return sweeps[3 * sweep + 1];
  }

  private boolean upwards(int sweep) {
    return sweeps[3 * sweep + 2] == 1;
  }

  /** The rows in a given order, row-major; row i times {@code sign[i]}, if there are signs. */
  double[] rows(int[] order, double[] sign) {
    apply();
    double[] result = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      double factor = sign == null ? 1 : sign[order[i]];
      for (int strip = 0; strip < columns; strip += WIDTH) {
        int from = strip * rows + order[i] * WIDTH;
        int to = i * columns + strip;
        for (int j = 0; j < Math.min(WIDTH, columns - strip); j++) {
          result[to + j] = factor * z[from + j];
        }
      }
    }
    return result;
  }

  /** The rows in a given order as columns: row-major (columns, rows). */
  double[] transposed(int[] order) {
    apply();
    double[] result = new double[rows * columns];
    for (int i0 = 0; i0 < rows; i0 += TILE) {
      int end = Math.min(rows, i0 + TILE);
      for (int j = 0; j < columns; j++) {
        int strip = j / WIDTH * WIDTH;
        int from = strip * rows + j - strip;
        for (int i = i0; i < end; i++) {
          result[j * rows + i] = z[from + order[i] * WIDTH];
        }
      }
    }
    return result;
  }
}

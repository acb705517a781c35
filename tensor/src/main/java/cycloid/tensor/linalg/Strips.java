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
  /** Columns of a strip: four vectors of 512 bits. */
  private static final int WIDTH = 32;

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
      Matrices.transpose(width, rows, transposed, j * rows, rows, z, j * rows, WIDTH);
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
        int first = sweeps[3 * sweep];
        int count = sweeps[3 * sweep + 1];
        boolean upwards = sweeps[3 * sweep + 2] == 1;
        int top = j * rows + first * WIDTH;
        MatrixVector.rotate(count, WIDTH, c, at, s, at, z, top, WIDTH, upwards);
        at += count;
      }
    }
    sweepCount = 0;
    rotations = 0;
  }

  /** The rows in a given order, row-major; row i times {@code sign[i]}, if there are signs. */
  double[] rows(int[] order, double[] sign) {
    apply();
    double[] result = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      double factor = sign == null ? 1 : sign[order[i]];
      for (int j = 0; j < columns; j++) {
        int strip = j / WIDTH * WIDTH;
        result[i * columns + j] = factor * z[strip * rows + order[i] * WIDTH + j - strip];
      }
    }
    return result;
  }

  /** The rows in a given order as columns: row-major (columns, rows). */
  double[] transposed(int[] order) {
    double[] ordered = rows(order, null);
    double[] result = new double[ordered.length];
    Matrices.transpose(rows, columns, ordered, 0, columns, result, 0, rows);
    return result;
  }
}

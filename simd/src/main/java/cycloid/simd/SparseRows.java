package cycloid.simd;

import java.util.Arrays;

/** A matrix with few elements that are not zero, row by row; it multiplies along an axis of an array. */
public final class SparseRows {
  private final int columns;
  private final int[] starts;
  private final int[] places;
  private final double[] weights;

  private SparseRows(int columns, int[] starts, int[] places, double[] weights) {
    this.columns = columns;
    this.starts = starts;
    this.places = places;
    this.weights = weights;
  }

  /** Takes the elements of a matrix row by row. */
  public static final class Builder {
    private final int columns;
    private final int[] starts;
    private int row;
    private int[] places = new int[16];
    private double[] weights = new double[16];

    /** A matrix of so many rows and columns, without elements as yet. */
    public Builder(int rows, int columns) {
      this.columns = columns;
      this.starts = new int[rows + 1];
    }

    /** Adds an element to the current row. */
    public void add(int column, double weight) {
      int count = starts[row];
      if (column < 0 || column >= columns) {
        throw new IllegalArgumentException(
            "sparse rows: column must be in [0, " + columns + "); got " + column);
      }
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
        weights = Arrays.copyOf(weights, 2 * count);
      }
      places[count] = column;
      weights[count] = weight;
      starts[row]++;
    }

    /** Goes on to the next row. */
    public void endRow() {
      row++;
      if (row < starts.length) {
        starts[row] = starts[row - 1];
      }
    }

    /** The matrix; rows not ended are empty. */
    public SparseRows build() {
      // Row i ends, and row i + 1 starts, where the count after row i was.
      int rows = starts.length - 1;
      int[] shifted = new int[rows + 1];
      for (int i = 0; i < rows; i++) {
        shifted[i + 1] = Math.max(shifted[i], starts[i]);
      }
      int count = shifted[rows];
      return new SparseRows(
          columns, shifted, Arrays.copyOf(places, count), Arrays.copyOf(weights, count));
    }
  }

  /** The number of rows. */
  public int rows() {
    return starts.length - 1;
  }

  /** The number of columns. */
  public int columns() {
    return columns;
  }

  /** The transposed matrix; elements of a row are in the order of their columns. */
  public SparseRows transpose() {
    int[] ends = new int[columns + 1];
    for (int place : places) {
      ends[place + 1]++;
    }
    for (int j = 0; j < columns; j++) {
      ends[j + 1] += ends[j];
    }
    int[] next = ends.clone();
    int[] rowsOfElements = new int[places.length];
    double[] turned = new double[places.length];
    for (int i = 0; i < rows(); i++) {
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        int to = next[places[k]]++;
        rowsOfElements[to] = i;
        turned[to] = weights[k];
      }
    }
    return new SparseRows(rows(), ends, rowsOfElements, turned);
  }

  /**
   * Multiplies along the middle axis.
   *
   * <pre>
   * Formula:   out[o, i, j] = sum_k a[i, k] * x[o, k, j], over the elements of row i in order
   * Shapes:    x (outer, columns, inner) -> (outer, rows, inner), both contiguous
   * Memory:    x is not modified; out is written, and must not overlap x
   * </pre>
   */
  public void apply(int outer, int inner, float[] x, int xOffset, float[] out, int outOffset) {
    FloatSparseProduct product =
        new FloatSparseProduct(columns, starts, places, weights, inner, x, xOffset, out, outOffset);
    Workers.run(outer, pieceOf(inner), product::run);
  }

  /** As in single precision. */
  public void apply(int outer, int inner, double[] x, int xOffset, double[] out, int outOffset) {
    DoubleSparseProduct product = new DoubleSparseProduct(
        columns, starts, places, weights, inner, x, xOffset, out, outOffset);
    Workers.run(outer, pieceOf(inner), product::run);
  }

  /** So many matrices that their elements are worth a thread's while. */
  private int pieceOf(int inner) {
    long size = Math.max(1L, (long) Math.max(places.length, rows()) * inner);
    return (int) Math.max(1, (1 << 15) / size);
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import java.util.Arrays;

/**
 * Whole numbers along axes: positions in an array. Immutable; dtypes of arrays are those of numbers that are computed
 * with, so positions have a type of their own.
 */
public final class Indices {
  private final int[] shape;
  final int[] values;

  private Indices(int[] shape, int[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** A vector of indices; the values are copied. */
  public static Indices of(int... values) {
    return wrap(new int[] {values.length}, values.clone());
  }

  /** Indices in row-major order; shape and values are copied. */
  public static Indices of(int[] shape, int... values) {
    Checks.length("indices", shape, Shapes.size("indices", shape), values.length);
    return wrap(shape.clone(), values.clone());
  }

  /**
   * The numbers of an array as indices.
   *
   * <pre>
   * Errors:    IllegalArgumentException when one is no whole number of 32 bits
   * </pre>
   */
  public static Indices of(Primitives<?> numbers) {
    double[] given = numbers.value().toDoubleArray();
    int[] values = new int[given.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) given[i];
      IndexChecks.whole("indices", i, given[i], values[i]);
    }
    return wrap(numbers.shape(), values);
  }

  /** Keeps both arrays, which fit. */
  static Indices wrap(int[] shape, int[] values) {
    return new Indices(shape, values);
  }

  /** The extents along each axis; a fresh array. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many there are. */
  public int size() {
    return values.length;
  }

  /** All of them in row-major order; a fresh array. */
  public int[] toArray() {
    return values.clone();
  }

  /** The only one, whatever the rank. */
  public int item() {
    Checks.single("item", shape, values.length);
    return values[0];
  }

  /** The same indices in row-major order, under another shape; one extent may be -1 and is inferred. */
  public Indices reshape(int... shape) {
    return wrap(Layout.inferred(this.shape, values.length, shape), values);
  }

  /**
   * How often each number from 0 to size - 1 stands here.
   *
   * <pre>
   * Errors:    IllegalArgumentException when a number is not in [0, size)
   * </pre>
   */
  public Indices counts(int size) {
    int[] counts = new int[size];
    for (int value : values) {
      Checks.range("counts", "a number", value, 0, size - 1);
      counts[value]++;
    }
    return of(counts);
  }

  /** The indices as numbers; exact in f64, and up to 2^24 in f32. */
  public Tensor toTensor(DType dtype) {
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < values.length; i++) {
      dtype.set(tensor.storage, i, values[i]);
    }
    return tensor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Indices that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return toTensor(DType.F64).toString();
  }
}

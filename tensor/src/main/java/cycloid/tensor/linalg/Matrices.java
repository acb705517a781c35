package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.simd.MatrixVector;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Matrices as row-major doubles: copies, norms, and what tensors and factorizations have to say to each other. */
final class Matrices {
  /** Squares of numbers in this range, and sums of them, neither overflow nor lose digits. */
  private static final double SMALL = 0x1p-480;

  private static final double LARGE = 0x1p480;

  private Matrices() {}

  // ---- batches

  static int rows(Array<?> a) {
    int[] shape = a.shape();
    return shape[shape.length - 2];
  }

  static int columns(Array<?> a) {
    int[] shape = a.shape();
    return shape[shape.length - 1];
  }

  /** The leading axes followed by others. */
  static int[] shape(int[] shape, int dropped, int... last) {
    int leading = shape.length - dropped;
    int[] result = Arrays.copyOf(shape, leading + last.length);
    System.arraycopy(last, 0, result, leading, last.length);
    return result;
  }

  /** How many matrices, or vectors, the leading axes hold. */
  static int batch(int[] shape, int matrixAxes) {
    int batch = 1;
    for (int axis = 0; axis < shape.length - matrixAxes; axis++) {
      batch *= shape[axis];
    }
    return batch;
  }

  /** The results of a batch one after the other; of a single matrix, not copied. */
  static double[] joined(double[][] parts, int length) {
    if (parts.length == 1) {
      return parts[0];
    }
    double[] all = new double[parts.length * length];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, all, i * length, length);
    }
    return all;
  }

  /** Row-major results as a tensor; rounded to nearest where the dtype is single. */
  static Tensor tensor(DType dtype, double[] values, int... shape) {
    return Tensor.wrap(values, shape).to(dtype);
  }

  /** Half the distance from 1 to the next number of a dtype, times two. */
  static double epsilon(DType dtype) {
    return dtype == DType.F32 ? 0x1p-23 : 0x1p-52;
  }

  // ---- memory

  static double[] nan(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  static double[] identity(int m, int n) {
    double[] identity = new double[m * n];
    for (int i = 0; i < Math.min(m, n); i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  // ---- numbers

  /** The greatest absolute value; NaN or infinite if and only if not all are finite. */
  static double largest(int count, double[] x, int at) {
    double largest = 0;
    double sum = 0;
    for (int i = at; i < at + count; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
      sum += x[i] - x[i];
    }
    return sum == 0 ? largest : Double.NaN;
  }

  /** Whether all elements of a matrix (n, n) are finite; four sums do not wait for each other. */
  static boolean isFinite(int n, double[] a, int at) {
    int end = at + n * n;
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int i = at;
    for (; i <= end - 4; i += 4) {
      s0 += a[i] - a[i];
      s1 += a[i + 1] - a[i + 1];
      s2 += a[i + 2] - a[i + 2];
      s3 += a[i + 3] - a[i + 3];
    }
    for (; i < end; i++) {
      s0 += a[i] - a[i];
    }
    return s0 + s1 + s2 + s3 == 0;
  }

  /**
   * The power of two that brings the greatest absolute value of a matrix near 1 where squares would leave the range of
   * double, otherwise 1. Scaling by it is exact but for what underflows.
   */
  static double scale(double largest) {
    return largest == 0 || largest > SMALL && largest < LARGE
        ? 1
        : Math.scalb(1.0, Math.max(-1022, Math.min(1022, -Math.getExponent(largest))));
  }

  /** The positions of the values in ascending order; of equal ones the earlier first. */
  static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  static void multiply(double[] x, double factor) {
    if (factor != 1) {
      for (int i = 0; i < x.length; i++) {
        x[i] *= factor;
      }
    }
  }

  /** The Euclidean norm, without overflow or underflow of squares. */
  static double norm(int n, double[] x, int at) {
    double square = MatrixVector.dot(n, x, at, x, at);
    if (square > 0x1p-900 && square < 0x1p1000) {
      return Math.sqrt(square);
    }
    double largest = largest(n, x, at);
    if (largest == 0 || Double.isNaN(largest)) {
      return largest;
    }
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      double ratio = x[i] / largest;
      sum += ratio * ratio;
    }
    return largest * Math.sqrt(sum);
  }
}

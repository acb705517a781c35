package cycloid.simd;

/**
 * A matrix and vectors: products, updates of rank one, and what factorizations do between their matrix products.
 *
 * <p>Matrices are row major with leading dimension {@code lda}, at least 0. Every element is computed in one order,
 * whatever the machine, so vector width and provider change the time and never the bits:
 *
 * <pre>
 *   dot, gemv             product i is added, by fma, to lane i mod L, where L = 16 for float, 8 for double; then the
 *                         lanes are folded: lane j takes in lane j + L/2, then j + L/4, until one is left, as in
 *                         ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))
 *   gemvTransposed, ger   y[j] = fma(alpha * x[i], a[i,j], y[j]) for i in order;  a[i,j] = fma(alpha * x[i], y[j], a[i,j])
 *   rotate, rotateTwice   x' = fma(c, x, s y);  y' = fma(c, y, -(s x))
 * </pre>
 *
 * <p>Extents may be 0. Operands that are written must not overlap others. A negative extent is an {@link
 * IllegalArgumentException}, a part that leaves its array an {@link IndexOutOfBoundsException}, before anything is written.
 */
public final class MatrixVector {
  /** Lanes of a sum: part of the definition of the result, they must not be tuned. */
  static final int F32_LANES = 16;

  static final int F64_LANES = 8;

  private static final boolean VECTOR = Simd.provider() == Provider.VECTOR && Fma.FMA;

  private MatrixVector() {}

  // spotless:off
  /**
   * The inner product of two vectors, in single precision.
   *
   * <pre>
   * Formula:   out = sum_i x[i] * y[i]
   * Memory:    x, y not modified
   * Accuracy:  |error| &lt;= (n/L + log2 L + 1) u sum_i |x[i] y[i]| to first order, u = 2^-24
   * Edge:      0 for n = 0; 0 * inf and 0 * NaN give NaN
   * </pre>
   */
  public static float dot(
      int n, float[] x, int xOffset, float[] y, int yOffset) {
    check("x", 1, n, xOffset, 0, x.length);
    check("y", 1, n, yOffset, 0, y.length);
    return VECTOR
        ? FloatMatrixVectorVector.dot(n, x, xOffset, y, yOffset)
        : FloatMatrixVectorScalar.dot(n, x, xOffset, y, yOffset);
  }

  /** The same in double precision, with u = 2^-53. */
  public static double dot(
      int n, double[] x, int xOffset, double[] y, int yOffset) {
    check("x", 1, n, xOffset, 0, x.length);
    check("y", 1, n, yOffset, 0, y.length);
    return VECTOR
        ? DoubleMatrixVectorVector.dot(n, x, xOffset, y, yOffset)
        : DoubleMatrixVectorScalar.dot(n, x, xOffset, y, yOffset);
  }

  /**
   * Sets y to alpha A x + beta y, in single precision.
   *
   * <pre>
   * Formula:   y[i] = alpha * sum_j a[i,j] * x[j] + beta * y[i], rounded as fma(alpha, sum, beta * y[i])
   * Shapes:    a (m, n), x (n), y (m)
   * Memory:    a, x not modified; y is not read if beta is 0
   * Accuracy:  that of {@link #dot} for each row
   * </pre>
   */
  public static void gemv(
      int m, int n, float alpha, float[] a, int aOffset, int lda, float[] x, int xOffset,
      float beta, float[] y, int yOffset, int yStride) {
    check("a", m, n, aOffset, lda, a.length);
    check("x", 1, n, xOffset, 0, x.length);
    check("y", m, 1, yOffset, yStride, y.length);
    if (VECTOR) {
      FloatMatrixVectorVector.gemv(m, n, alpha, a, aOffset, lda, x, xOffset, beta, y, yOffset, yStride);
    } else {
      FloatMatrixVectorScalar.gemv(m, n, alpha, a, aOffset, lda, x, xOffset, beta, y, yOffset, yStride);
    }
  }

  /** The same in double precision, with u = 2^-53. */
  public static void gemv(
      int m, int n, double alpha, double[] a, int aOffset, int lda, double[] x, int xOffset,
      double beta, double[] y, int yOffset, int yStride) {
    check("a", m, n, aOffset, lda, a.length);
    check("x", 1, n, xOffset, 0, x.length);
    check("y", m, 1, yOffset, yStride, y.length);
    if (VECTOR) {
      DoubleMatrixVectorVector.gemv(m, n, alpha, a, aOffset, lda, x, xOffset, beta, y, yOffset, yStride);
    } else {
      DoubleMatrixVectorScalar.gemv(m, n, alpha, a, aOffset, lda, x, xOffset, beta, y, yOffset, yStride);
    }
  }

  /**
   * Adds alpha A' x to y, in single precision.
   *
   * <pre>
   * Formula:   y[j] = y[j] + alpha * sum_i a[i,j] * x[i]
   * Shapes:    a (m, n), x (m), y (n)
   * Memory:    a, x not modified
   * Accuracy:  |error| &lt;= (m + 1) u (|y[j]| + |alpha| sum_i |a[i,j] x[i]|) to first order, u = 2^-24
   * </pre>
   */
  public static void gemvTransposed(
      int m, int n, float alpha, float[] a, int aOffset, int lda, float[] x, int xOffset, int xStride,
      float[] y, int yOffset) {
    check("a", m, n, aOffset, lda, a.length);
    check("x", m, 1, xOffset, xStride, x.length);
    check("y", 1, n, yOffset, 0, y.length);
    if (VECTOR) {
      FloatMatrixVectorVector.gemvTransposed(m, n, alpha, a, aOffset, lda, x, xOffset, xStride, y, yOffset);
    } else {
      FloatMatrixVectorScalar.gemvTransposed(m, n, alpha, a, aOffset, lda, x, xOffset, xStride, y, yOffset);
    }
  }

  /** The same in double precision, with u = 2^-53. */
  public static void gemvTransposed(
      int m, int n, double alpha, double[] a, int aOffset, int lda, double[] x, int xOffset, int xStride,
      double[] y, int yOffset) {
    check("a", m, n, aOffset, lda, a.length);
    check("x", m, 1, xOffset, xStride, x.length);
    check("y", 1, n, yOffset, 0, y.length);
    if (VECTOR) {
      DoubleMatrixVectorVector.gemvTransposed(m, n, alpha, a, aOffset, lda, x, xOffset, xStride, y, yOffset);
    } else {
      DoubleMatrixVectorScalar.gemvTransposed(m, n, alpha, a, aOffset, lda, x, xOffset, xStride, y, yOffset);
    }
  }

  /**
   * Adds alpha x y' to A, in single precision; with m = 1 this is axpy.
   *
   * <pre>
   * Formula:   a[i,j] = a[i,j] + alpha * x[i] * y[j]
   * Shapes:    x (m), y (n), a (m, n)
   * Memory:    x, y not modified
   * Accuracy:  two roundings an element: alpha * x[i], and the sum
   * </pre>
   */
  public static void ger(
      int m, int n, float alpha, float[] x, int xOffset, int xStride, float[] y, int yOffset,
      float[] a, int aOffset, int lda) {
    check("x", m, 1, xOffset, xStride, x.length);
    check("y", 1, n, yOffset, 0, y.length);
    check("a", m, n, aOffset, lda, a.length);
    if (VECTOR) {
      FloatMatrixVectorVector.ger(m, n, alpha, x, xOffset, xStride, y, yOffset, a, aOffset, lda);
    } else {
      FloatMatrixVectorScalar.ger(m, n, alpha, x, xOffset, xStride, y, yOffset, a, aOffset, lda);
    }
  }

  /** The same in double precision, with u = 2^-53. */
  public static void ger(
      int m, int n, double alpha, double[] x, int xOffset, int xStride, double[] y, int yOffset,
      double[] a, int aOffset, int lda) {
    check("x", m, 1, xOffset, xStride, x.length);
    check("y", 1, n, yOffset, 0, y.length);
    check("a", m, n, aOffset, lda, a.length);
    if (VECTOR) {
      DoubleMatrixVectorVector.ger(m, n, alpha, x, xOffset, xStride, y, yOffset, a, aOffset, lda);
    } else {
      DoubleMatrixVectorScalar.ger(m, n, alpha, x, xOffset, xStride, y, yOffset, a, aOffset, lda);
    }
  }
  // spotless:on

  /**
   * Rotates neighbouring rows of Z, one pair after the other: rotation i turns rows i and i + 1.
   *
   * <pre>
   * Formula:   x = z[i,:], y = z[i+1,:]:   z[i,:] = c[i] x + s[i] y;   z[i+1,:] = c[i] y - s[i] x
   * Shapes:    c, s (count), from {@code at} on; z (count + 1, n)
   * </pre>
   *
   * @param upwards whether i runs from count - 1 to 0, instead of from 0 to count - 1
   */
  public static void rotate(
      int count,
      int n,
      double[] c,
      double[] s,
      int at,
      double[] z,
      int zOffset,
      int ldz,
      boolean upwards) {
    if (count == 0) {
      return;
    }
    check("c", 1, count, at, 0, c.length);
    check("s", 1, count, at, 0, s.length);
    check("z", count + 1, n, zOffset, ldz, z.length);
    if (VECTOR) {
      DoubleMatrixVectorVector.rotate(count, n, c, s, at, z, zOffset, ldz, upwards);
    } else {
      DoubleMatrixVectorScalar.rotate(count, n, c, s, at, z, zOffset, ldz, upwards);
    }
  }

  /**
   * Two sweeps of {@link #rotate} in one pass, the second one row behind the first.
   *
   * <pre>
   * downwards  for i = 0, 1, ...:      first[i] turns rows i + 1 and i + 2; then second[i] turns rows i and i + 1
   * upwards    for i = count - 1, ...: first[i] turns rows i and i + 1; then second[i] turns rows i + 1 and i + 2
   * Shapes:    z (count + 2, n)
   * </pre>
   *
   * @param first where the first sweep's c and s begin
   * @param second where the second sweep's c and s begin
   */
  public static void rotateTwice(
      int count,
      int n,
      double[] c,
      double[] s,
      int first,
      int second,
      double[] z,
      int zOffset,
      int ldz,
      boolean upwards) {
    if (count == 0) {
      return;
    }
    check("c", 1, count, first, 0, c.length);
    check("c", 1, count, second, 0, c.length);
    check("s", 1, count, first, 0, s.length);
    check("s", 1, count, second, 0, s.length);
    check("z", count + 2, n, zOffset, ldz, z.length);
    if (VECTOR) {
      DoubleMatrixVectorVector.rotateTwice(count, n, c, s, first, second, z, zOffset, ldz, upwards);
    } else {
      DoubleMatrixVectorScalar.rotateTwice(count, n, c, s, first, second, z, zOffset, ldz, upwards);
    }
  }

  /**
   * Sets B to the transpose of A.
   *
   * <pre>
   * Formula:   b[j,i] = a[i,j]
   * Shapes:    a (m, n), b (n, m)
   * </pre>
   */
  public static void transpose(
      int m, int n, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb) {
    check("a", m, n, aOffset, lda, a.length);
    check("b", n, m, bOffset, ldb, b.length);
    DoubleTranspose.copy(m, n, a, aOffset, lda, b, bOffset, ldb);
  }

  private static void check(String name, int rows, int n, int offset, int stride, int length) {
    if (rows < 0 || n < 0) {
      throw new IllegalArgumentException(
          "matrixVector: extents must be at least 0; got " + name + "=(" + rows + ", " + n + ")");
    }
    if (rows == 0 || n == 0) {
      return;
    }
    long last = offset + (rows - 1L) * stride + n - 1;
    if (offset < 0 || stride < 0 || last >= length) {
      throw new IndexOutOfBoundsException("matrixVector: " + name + " must lie in its array; got "
          + name + "=(" + rows + ", " + n + ") offset=" + offset + " stride=" + stride + " length="
          + length);
    }
  }
}

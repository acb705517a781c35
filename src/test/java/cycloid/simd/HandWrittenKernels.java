package cycloid.simd;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls of the kernels of linear algebra, of a size with whole vectors, whole tiles and what is left over of both. {@link Gemm},
 * which allocates once a call, is not among them, nor what calls it. Nor is gemvTransposed: C2 of JDK 25 makes objects of the
 * factors of eight rows, sometimes, which is little for an element and not nothing.
 */
final class HandWrittenKernels {
  /** Rows and columns. */
  private static final int N = 155;

  /** Elements of an operand. */
  static final int ELEMENTS = N * N;

  /** Rows and columns of a triangle that is solved without a matrix product. */
  private static final int BLOCK = TriangularSolve.BLOCK - 1;

  /** Rows and columns of small matrices. */
  private static final int SMALL = 5;

  private HandWrittenKernels() {}

  /** Each by its name. */
  static Map<String, Runnable> all() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    addSingle(calls);
    addDouble(calls);
    return calls;
  }

  // spotless:off
  private static void addSingle(Map<String, Runnable> calls) {
    float[] a = new float[ELEMENTS];
    float[] b = new float[ELEMENTS];
    float[] c = new float[ELEMENTS];
    float[] triangle = new float[ELEMENTS];
    for (int i = 0; i < N; i++) {
      triangle[i * N + i] = 1;
    }
    int count = ELEMENTS / (SMALL * SMALL);
    int step = SMALL * SMALL;
    calls.put("dot f32", () -> MatrixVector.dot(ELEMENTS, a, 0, b, 0));
    calls.put("gemv f32", () -> MatrixVector.gemv(N, N, 1, a, 0, N, b, 0, 1, c, 0, 1));
    calls.put("ger f32", () -> MatrixVector.ger(N, N, 1, b, 0, 1, c, 0, a, 0, N));
    calls.put("trsm left f32", () -> TriangularSolve.left(true, false, BLOCK, N, triangle, 0, N, 1, b, 0, N));
    calls.put("trsm right f32", () -> TriangularSolve.right(false, true, N, BLOCK, triangle, 0, N, 1, b, 0, N));
    calls.put("small products f32", () -> SmallProducts.multiply(
        count, SMALL, SMALL, SMALL, a, 0, step, SMALL, 1, b, 0, step, SMALL, 1, c, 0, step, SMALL));
    calls.put("small products nt f32", () -> SmallProducts.multiply(
        count, SMALL, SMALL, SMALL, a, 0, step, SMALL, 1, b, 0, step, 1, SMALL, c, 0, step, SMALL));
  }

  private static void addDouble(Map<String, Runnable> calls) {
    double[] a = new double[ELEMENTS];
    double[] b = new double[ELEMENTS];
    double[] c = new double[ELEMENTS];
    double[] triangle = new double[ELEMENTS];
    for (int i = 0; i < N; i++) {
      triangle[i * N + i] = 1;
    }
    int count = ELEMENTS / (SMALL * SMALL);
    int step = SMALL * SMALL;
    calls.put("dot f64", () -> MatrixVector.dot(ELEMENTS, a, 0, b, 0));
    calls.put("gemv f64", () -> MatrixVector.gemv(N, N, 1, a, 0, N, b, 0, 1, c, 0, 1));
    calls.put("ger f64", () -> MatrixVector.ger(N, N, 1, b, 0, 1, c, 0, a, 0, N));
    calls.put("trsm left f64", () -> TriangularSolve.left(true, false, BLOCK, N, triangle, 0, N, 1, b, 0, N));
    calls.put("trsm right f64", () -> TriangularSolve.right(false, true, N, BLOCK, triangle, 0, N, 1, b, 0, N));
    calls.put("small products f64", () -> SmallProducts.multiply(
        count, SMALL, SMALL, SMALL, a, 0, step, SMALL, 1, b, 0, step, SMALL, 1, c, 0, step, SMALL));
    calls.put("small products nt f64", () -> SmallProducts.multiply(
        count, SMALL, SMALL, SMALL, a, 0, step, SMALL, 1, b, 0, step, 1, SMALL, c, 0, step, SMALL));
  }
  // spotless:on
}

package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.random.Random;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions of rows: any axis and layout, and values at the edge. */
class RowwiseTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final Tensor X = Random.key(3).normal(DType.F64, 4, 5, 6);

  @Test
  void everyAxisAndLayoutGivesTheSameRows() {
    for (int axis = -3; axis < 3; axis++) {
      Tensor exponentials = X.exp();
      Tensor expected = exponentials.div(exponentials.sum(new int[] {axis}, true));
      assertTrue(X.softmax(axis).allClose(expected, 1e-13, 1e-13), "axis " + axis);
      Tensor turned = X.permute(2, 0, 1).copy().permute(1, 2, 0);
      assertTrue(turned.softmax(axis).allClose(expected, 1e-13, 1e-13), "turned, axis " + axis);
      assertArrayEquals(expected.shape(), turned.softmax(axis).shape());
    }
  }

  @Test
  void operandsAreRepeatedWhereTheirExtentIsOne() {
    Rowwise weighted = Rowwise.define("weighted(x, w; c)", "y = sum(w * x) / (c + sum(w))");
    Tensor w = Tensor.of(1, 2, 3, 4, 5, 6);
    Tensor expected = X.mul(w).sum(new int[] {2}, true).div(23);
    assertTrue(weighted.apply(List.of(X, w), 2, 2).allClose(expected, 1e-13, 1e-13));
    Tensor one = Tensor.of(2);
    assertTrue(weighted
        .apply(List.of(X, one), 2, 3)
        .allClose(X.sum(new int[] {2}, true).mul(2).div(15), 1e-13, 1e-13));
  }

  @Test
  void expandedOperandsAreReadInPlace() {
    Tensor x = Tensor.of(2).expand(3, 4);
    assertArrayEquals(new double[] {4, 4, 4}, x.norm(1).toDoubleArray());
    assertEquals(0.25, x.softmax(-1).get(2, 3));
  }

  @Test
  void aCotangentThatAnOperandReceivesAsItIsIsNotCopied() {
    Rowwise shifted = Rowwise.define("shifted(x, b)", "y = x * sum(x) + b");
    RowOperation operation = new RowOperation(shifted, -1, -1, new double[0]);
    Tensor b = Tensor.zeros(DType.F64, 6);
    List<Tensor> operands = List.of(X, b);
    List<Tensor> results = operation.value(operands);
    Tensor g = X.mul(2);
    boolean[] both = {true, true};
    List<Tensor> pulled = operation.pullback(operands, results, List.of(g), both);
    assertSame(g, pulled.get(1));
    // d/dx[j] sum_i g[i] (x[i] s + b[i]) with s = sum(x) is g[j] s + sum(g x).
    Tensor s = X.sum(new int[] {2}, true);
    Tensor expected = g.mul(s).add(g.mul(X).sum(new int[] {2}, true));
    assertTrue(pulled.get(0).allClose(expected, 1e-13, 1e-13));
    boolean[] bias = {false, true};
    assertSame(g, operation.pullback(operands, results, List.of(g), bias).get(1));
  }

  @Test
  void aCotangentMayBeGivenAsAnEquation() {
    Rowwise cubed = Rowwise.define("cubed(x)", "y = x * sum(x)^2").pullback("x", """
        s = sum(x)
        dx = g * s^2 + 2 * s * sum(g * x)
        """);
    RowOperation operation = new RowOperation(cubed, -1, -1, new double[0]);
    List<Tensor> results = operation.value(List.of(X));
    Tensor g = X.mul(3).add(1);
    boolean[] wanted = {true};
    Tensor given = operation.pullback(List.of(X), results, List.of(g), wanted).get(0);
    RowOperation derived =
        new RowOperation(Rowwise.define("cubed(x)", "y = x * sum(x)^2"), -1, -1, new double[0]);
    Tensor expected = derived.pullback(List.of(X), results, List.of(g), wanted).get(0);
    assertTrue(given.allClose(expected, 1e-12, 1e-12));
  }

  @Test
  void infinitiesAreLimits() {
    Tensor x = Tensor.of(new double[][] {{0, -INF, 0}, {-INF, -INF, -INF}, {1, INF, 2}});
    assertArrayEquals(new double[] {0.5, 0, 0.5}, x.softmax(1).select(0, 0).toDoubleArray());
    assertTrue(Double.isNaN(x.softmax(1).get(1, 0)));
    Tensor logSum = x.logSumExp(1);
    assertEquals(Math.log(2), logSum.get(0), 1e-15);
    assertEquals(-INF, logSum.get(1));
    assertEquals(INF, logSum.get(2));
    assertEquals(-INF, x.logSoftmax(1).get(0, 1));
  }

  @Test
  void largeValuesDoNotOverflow() {
    Tensor x = Tensor.of(1000, 1001, 999);
    assertEquals(1, x.softmax(0).sum().item(), 1e-15);
    assertEquals(1001 + Math.log(1 + 2 * Math.cosh(1) - Math.E), x.logSumExp().item(), 1);
  }

  @Test
  void emptyArraysHaveEmptyResults() {
    assertArrayEquals(new int[] {0, 3}, Tensor.zeros(DType.F64, 0, 3).softmax(1).shape());
    assertArrayEquals(new int[] {3, 0}, Tensor.zeros(DType.F64, 3, 0).softmax(1).shape());
    assertArrayEquals(
        new double[] {0, 0, 0}, Tensor.zeros(DType.F64, 3, 0).norm(1).toDoubleArray());
    assertArrayEquals(new int[] {0}, Tensor.zeros(DType.F64, 0, 3).logSumExp(1).shape());
  }

  @Test
  void oneElementIsARow() {
    assertEquals(1, Tensor.of(7).softmax(0).item());
    assertEquals(7, Tensor.scalar(DType.F64, -7).norm().item());
    assertEquals(7, Tensor.scalar(DType.F32, 7).logSumExp().item());
  }

  @Test
  void errorsNameTheFunctionAndItsOperands() {
    assertEquals(
        "cosineSimilarity: dtypes must match; got a=(2,) f64, b=(2,) f32; convert one with to(DType)",
        message(() -> RowFunctions.COSINE_SIMILARITY.apply(
            List.of(Tensor.of(1, 2), Tensor.ofFloats(1, 2)), 0, 0)));
    assertEquals(
        "crossEntropy: shapes must broadcast, extents equal or 1 from the last axis;"
            + " got x=(2,) f64, p=(3,) f64",
        message(() ->
            RowFunctions.CROSS_ENTROPY.apply(List.of(Tensor.of(1, 2), Tensor.of(1, 2, 3)), 0)));
    assertEquals(
        "norm: there must be 1 operands and 0 scalars; got 1 and 1",
        message(() -> RowFunctions.NORM.apply(List.of(Tensor.of(1, 2)), 0, 1)));
    assertEquals(
        "f: names must be declared before the equals sign; got z, declared are [x]",
        message(() -> Rowwise.define("f(x)", "y = sum(x * z)")));
  }

  private static String message(Runnable fails) {
    return assertThrows(IllegalArgumentException.class, fails::run).getMessage();
  }
}

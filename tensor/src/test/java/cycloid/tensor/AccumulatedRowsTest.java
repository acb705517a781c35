package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.simd.Workers;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cotangents that are summed on the way against those that are summed afterwards. */
class AccumulatedRowsTest {
  private static final boolean[] ALL = {true, true, true};

  private static Tensor normal(DType dtype, int key, int... shape) {
    return Random.key(key).normal(dtype, shape);
  }

  private static RowOperation layerNorm() {
    return new RowOperation(RowFunctions.LAYER_NORM_AFFINE, -1, -1, new double[] {1e-5});
  }

  /** The pullback, summed to the shapes of the operands, plus what is known. */
  private static List<Tensor> apart(
      RowOperation f, List<Tensor> operands, Tensor g, boolean[] wanted, List<Tensor> known) {
    List<Tensor> results = f.value(operands);
    List<Tensor> pulled = f.pullback(operands, results, List.of(g), wanted);
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Tensor sum = pulled.get(i) == null ? null : summedTo(operands.get(i).shape(), pulled.get(i));
      sums.add(known.get(i) == null ? sum : sum == null ? known.get(i) : sum.add(known.get(i)));
    }
    return sums;
  }

  private static Tensor summedTo(int[] shape, Tensor g) {
    if (Arrays.equals(shape, g.shape())) {
      return g;
    }
    int[] axes = new int[g.rank() - 1];
    Arrays.setAll(axes, axis -> axis);
    return g.sum(axes, false).reshape(shape);
  }

  private static void check(
      RowOperation f, List<Tensor> operands, Tensor g, boolean[] wanted, List<Tensor> known) {
    List<Tensor> expected = apart(f, operands, g, wanted, known);
    List<Tensor> got =
        f.accumulatedPullback(operands, f.value(operands), List.of(g), wanted, known);
    double u = g.dtype() == DType.F64 ? 0x1p-53 : 0x1p-24;
    assertEquals(operands.size(), got.size());
    for (int i = 0; i < operands.size(); i++) {
      if (wanted[i]) {
        Tensor sum = summedTo(operands.get(i).shape(), got.get(i));
        assertArrayEquals(operands.get(i).shape(), sum.shape());
        double scale = 1 + (sum.size() == 0 ? 0 : expected.get(i).abs().max().item());
        double rows = g.size() / Math.max(1.0, g.size(-1));
        assertTrue(sum.allClose(expected.get(i), 0, 8 * (8 + rows) * u * scale), "operand " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 7", "63, 16", "64, 33", "65, 40", "200, 128", "3, 9000", "0, 4", "4, 0"})
  void weightsOfANormAreSummedOverTheRows(int rows, int n) {
    for (DType dtype : DType.values()) {
      List<Tensor> operands =
          List.of(normal(dtype, 1, rows, n), normal(dtype, 2, n), normal(dtype, 3, n));
      Tensor g = normal(dtype, 4, rows, n);
      Tensor known = normal(dtype, 5, rows, n);
      Tensor copy = known.copy();
      check(layerNorm(), operands, g, ALL, Arrays.asList(null, null, null));
      check(layerNorm(), operands, g, ALL, Arrays.asList(known, null, null));
      check(
          layerNorm(),
          operands,
          g,
          new boolean[] {true, false, true},
          Arrays.asList(known, null, null));
      check(
          layerNorm(),
          operands,
          g,
          new boolean[] {false, true, false},
          Arrays.asList(null, null, null));
      assertTrue(known.arrayEqual(copy));
    }
  }

  @Test
  void operandsMayLieAndRepeatInAnyWay() {
    DType dtype = DType.F64;
    Tensor turned = normal(dtype, 1, 6, 5, 70).permute(1, 0, 2);
    Tensor g = normal(dtype, 2, 5, 6, 70);
    Tensor weight = normal(dtype, 3, 70);
    Tensor wide = normal(dtype, 4, 1, 1, 70);
    Tensor known = normal(dtype, 5, 70, 6, 5).permute(2, 1, 0);
    List<Tensor> none = Arrays.asList(null, null, null);
    check(layerNorm(), List.of(turned, weight, wide), g, ALL, none);
    check(
        layerNorm(),
        List.of(turned.copy(), weight, wide),
        g,
        ALL,
        Arrays.asList(known, null, null));
    check(
        layerNorm(),
        List.of(turned.copy(), weight, wide),
        g.permute(0, 2, 1).copy().permute(0, 2, 1),
        ALL,
        none);
    RowOperation alongMiddle =
        new RowOperation(RowFunctions.LAYER_NORM, -2, -1, new double[] {1e-5});
    check(alongMiddle, List.of(g), normal(dtype, 6, 5, 6, 70), ALL, List.of(known));
  }

  /** A column against rows: what is known of its cotangent is added once, not once for each lane. */
  @Test
  void whatIsKnownOfARepeatedOperandIsAddedOnce() {
    Tensor column = normal(DType.F64, 1, 4, 1);
    Tensor rows = normal(DType.F64, 2, 4, 3);
    Tensor g = normal(DType.F64, 3, 4, 1);
    Tensor known = normal(DType.F64, 4, 4, 1);
    RowOperation dot = new RowOperation(RowFunctions.DOT, -1, -1, new double[0]);
    Tensor expected = g.mul(rows).sum(new int[] {1}, true).add(known);
    Tensor got = dot.accumulatedPullback(
            List.of(column, rows),
            dot.value(List.of(column, rows)),
            List.of(g),
            new boolean[] {true, true},
            Arrays.asList(known, null))
        .get(0);
    assertTrue(got.allClose(expected, 1e-14, 1e-14), got + ", not " + expected);
  }

  @Test
  void whatIsKnownIsTheCotangentWhereNothingIsAdded() {
    Tensor x = normal(DType.F64, 1, 3, 4);
    Tensor known = normal(DType.F64, 2, 3, 4);
    Rowwise constant = Rowwise.define("constant(a, b)", "y = a + detach(b)");
    RowOperation f = new RowOperation(constant, -1, -1, new double[0]);
    List<Tensor> got = f.accumulatedPullback(
        List.of(x, x),
        f.value(List.of(x, x)),
        List.of(x),
        new boolean[] {true, true},
        Arrays.asList(null, known));
    assertTrue(got.get(0).arrayEqual(x));
    assertTrue(got.get(1).arrayEqual(known));
  }

  @Test
  void sumsHaveTheSameBitsForAnyNumberOfThreads() {
    List<Tensor> operands =
        List.of(normal(DType.F32, 1, 500, 96), normal(DType.F32, 2, 96), normal(DType.F32, 3, 96));
    Tensor g = normal(DType.F32, 4, 500, 96);
    List<List<Tensor>> found = new ArrayList<>();
    int before = Workers.threads();
    try {
      for (int threads : new int[] {1, 2, 3}) {
        Workers.setThreads(threads);
        found.add(layerNorm()
            .accumulatedPullback(
                operands,
                layerNorm().value(operands),
                List.of(g),
                ALL,
                Arrays.asList(null, null, null)));
      }
    } finally {
      Workers.setThreads(before);
    }
    for (int i = 0; i < 3; i++) {
      assertTrue(found.get(0).get(i).arrayEqual(found.get(1).get(i)));
      assertTrue(found.get(0).get(i).arrayEqual(found.get(2).get(i)));
    }
  }
}

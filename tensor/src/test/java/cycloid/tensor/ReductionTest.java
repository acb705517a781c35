package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionTest {
  private static final int[][] SHAPES = {
    {}, {1}, {7}, {3, 4}, {2, 3, 4}, {4, 1, 5, 3}, {600, 3}, {3, 40, 20}, {1200, 2}
  };

  @ParameterizedTest
  @EnumSource
  void everyLayoutAndSetOfAxesGivesWhatTheDefinitionSays(DType dtype) {
    Random random = new Random(2);
    for (int[] shape : SHAPES) {
      for (int kind = 0; kind < Layouts.KINDS; kind++) {
        Tensor x = Layouts.whole(random, dtype, kind, shape);
        for (int axes = 0; axes < 1 << shape.length; axes++) {
          expect(x, axes, Reduction.SUM, 0, Double::sum);
          expect(x, axes, Reduction.MAX, Double.NEGATIVE_INFINITY, Math::max);
          expect(x, axes, Reduction.MIN, Double.POSITIVE_INFINITY, Math::min);
        }
      }
    }
  }

  /** Sums of whole numbers are exact, so their order does not matter. */
  private static void expect(
      Tensor x, int axisBits, Reduction kind, double identity, DoubleBinaryOperator combine) {
    int[] shape = x.shape();
    int[] kept = shape.clone();
    int[] axes = new int[Integer.bitCount(axisBits)];
    int count = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if ((axisBits >> axis & 1) == 1) {
        kept[axis] = 1;
        axes[count++] = axis - (axis % 2 == 0 ? 0 : shape.length);
      }
    }
    Tensor expected = Tensor.full(x.dtype(), identity, kept);
    for (int i = 0; i < x.size(); i++) {
      int[] index = Layouts.index(shape, i);
      int[] target = index.clone();
      for (int axis = 0; axis < shape.length; axis++) {
        target[axis] = kept[axis] == 1 ? 0 : index[axis];
      }
      expected.set(combine.applyAsDouble(expected.get(target), x.get(index)), target);
    }
    String message = kind + " of " + Shapes.text(shape) + " over " + Arrays.toString(axes);
    assertTrue(x.reduce(kind, axes, true).arrayEqual(expected), message);
    int[] dropped = x.reduce(kind, axes, false).shape();
    assertEquals(shape.length - axes.length, dropped.length, message);
  }

  @Test
  void reducingNothingGivesAFreshTensor() {
    Tensor x = Tensor.of(1, 2);
    Tensor same = x.reduce(Reduction.SUM, new int[0], false);
    assertTrue(same.arrayEqual(x));
    assertNotSame(x.storage(), same.storage());
    assertNotSame(x.storage(), x.reshape(1, 2).sum(0).storage());
  }

  @Test
  void sumOfNothingIsZero() {
    assertEquals(0, Tensor.zeros(DType.F32, 0).sum().item());
    assertArrayEquals(
        new double[] {0, 0, 0}, Tensor.zeros(DType.F64, 0, 3).sum(0).toDoubleArray());
    assertArrayEquals(new int[] {0}, Tensor.zeros(DType.F64, 0, 3).max(1).shape());
    assertTrue(Double.isNaN(Tensor.zeros(DType.F64, 0).mean().item()));
  }

  @Test
  void maxAndMinPropagateNaN() {
    Tensor x = Tensor.of(new double[][] {{1, Double.NaN, 3}, {4, 5, 6}});
    assertTrue(Double.isNaN(x.max().item()) && Double.isNaN(x.min().item()));
    assertArrayEquals(new double[] {Double.NaN, 6}, x.max(1).toDoubleArray());
    assertArrayEquals(new double[] {1, Double.NaN, 3}, x.min(0).toDoubleArray());
  }

  /** A running float sum of 0.1 over a million rows errs by more than 100; eps * 64 * 2 levels * 1e5 is about 1. */
  @Test
  void sumsOverLongOuterAxesStayAccurate() {
    Tensor x = Tensor.full(DType.F32, 0.1, 1_000_000, 3);
    assertEquals(0.1f * 1e6, x.sum(0).max().item(), 0.5);
  }

  @Test
  void argMaxTakesTheFirstOfTiesAndNaN() {
    Tensor x = Tensor.of(new double[][] {{1, 3, 3}, {2, Double.NaN, 5}});
    assertArrayEquals(new int[] {1, 1}, x.argMax(1));
    assertArrayEquals(new int[] {1, 1, 1}, x.argMax(0));
    assertArrayEquals(new int[] {0, 1}, x.argMin(-1));
  }

  @Test
  void meanVarianceAndNormFollowTheirFormulas() {
    Tensor x = Tensor.of(new double[][] {{1, 2, 3, 4}, {2, 2, 2, 2}});
    assertArrayEquals(new double[] {2.5, 2}, x.mean(1).toDoubleArray());
    assertArrayEquals(new double[] {1.25, 0}, x.variance(-1).toDoubleArray());
    assertArrayEquals(
        new double[] {5 / 3., 0}, x.variance(new int[] {1}, 1, false).toDoubleArray());
    assertArrayEquals(new double[] {Math.sqrt(1.25), 0}, x.std(1).toDoubleArray());
    assertEquals(Math.sqrt(30), x.select(0, 0).norm().item());
    assertArrayEquals(new int[] {2, 1}, x.variance(new int[] {1}, 0, true).shape());
  }

  @Test
  void softmaxRowsAddUpToOneWithoutOverflow() {
    Tensor x = Tensor.of(new double[][] {{1000, 1000}, {0, Math.log(3)}});
    assertTrue(x.softmax(1)
        .allClose(Tensor.of(new double[][] {{0.5, 0.5}, {0.25, 0.75}}), 1e-15, 0));
    assertTrue(x.logSoftmax(-1).exp().allClose(x.softmax(-1), 1e-15, 0));
    assertEquals(1000 + Math.log(2), x.logSumExp(1).get(0), 1e-12);
  }

  @Test
  void logSumExpOfInfinitiesIsTheirLimit() {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor x = Tensor.of(new double[][] {{-infinity, -infinity}, {infinity, 0}, {-infinity, 2}});
    assertArrayEquals(new double[] {-infinity, infinity, 2}, x.logSumExp(1).toDoubleArray());
    assertArrayEquals(new int[] {3, 1}, x.logSumExp(new int[] {1}, true).shape());
  }

  @Test
  void layerNormHasMeanZeroAndVarianceOne() {
    Tensor x = Tensor.of(new double[][] {{1, 2, 3, 6}, {-1, 5, 0, 0}});
    Tensor y = x.layerNorm(-1, 0);
    assertTrue(y.mean(1).allClose(Tensor.zeros(DType.F64, 2), 0, 1e-15));
    assertTrue(y.variance(1).allClose(Tensor.ones(DType.F64, 2), 1e-14, 0));
  }
}

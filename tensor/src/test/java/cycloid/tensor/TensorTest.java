package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  @Test
  void valuesGivenAreCopiedAndArraysWrappedAreNot() {
    double[] values = {1, 2, 3, 4};
    Tensor copied = Tensor.of(values);
    Tensor wrapped = Tensor.wrap(values, 2, 2);
    values[3] = 9;
    assertEquals(4, copied.get(3));
    assertEquals(9, wrapped.get(-1, -1));
    assertSame(values, wrapped.storage());
    assertEquals(DType.F32, Tensor.ofFloats(1, 2).dtype());
  }

  @ParameterizedTest
  @EnumSource
  void progressionsAreNumPys(DType dtype) {
    assertArrayEquals(new double[] {0, 1, 2}, Tensor.arange(dtype, 3).toDoubleArray());
    assertArrayEquals(new double[] {1, 3, 5}, Tensor.arange(dtype, 1, 6, 2).toDoubleArray());
    assertArrayEquals(
        new double[] {2, 1.5, 1}, Tensor.arange(dtype, 2, 0.75, -0.5).toDoubleArray());
    assertEquals(0, Tensor.arange(dtype, 3, 3, 1).size());
    assertArrayEquals(
        new double[] {-1, -0.5, 0, 0.5, 1}, Tensor.linspace(dtype, -1, 1, 5).toDoubleArray());
    assertArrayEquals(new double[] {7}, Tensor.linspace(dtype, 7, 9, 1).toDoubleArray());
    assertArrayEquals(new double[] {1, 0, 0, 1}, Tensor.eye(dtype, 2).toDoubleArray());
    assertArrayEquals(new double[] {2, 2}, Tensor.full(dtype, 2, 2).toDoubleArray());
  }

  @Test
  void aScalarHasNoAxesAndOneElement() {
    Tensor x = Tensor.scalar(DType.F32, 2.5);
    assertEquals(0, x.rank());
    assertEquals(1, x.size());
    assertEquals(2.5, x.item());
    assertEquals(2.5, x.get());
    assertArrayEquals(new int[0], x.exp().shape());
    assertEquals(2.5, Tensor.of(new double[][] {{2.5}}).item());
  }

  @Test
  void shapesGivenAwayAreCopies() {
    Tensor x = Tensor.zeros(DType.F64, 2, 3);
    x.shape()[0] = 7;
    x.strides()[0] = 7;
    assertArrayEquals(new int[] {2, 3}, x.shape());
    assertArrayEquals(new int[] {3, 1}, x.strides());
  }

  @Test
  void conversionRoundsToNearestAndKeepsTheSameDType() {
    Tensor x = Tensor.of(0.1, 1e300);
    assertArrayEquals(
        new float[] {0.1f, Float.POSITIVE_INFINITY}, x.to(DType.F32).toFloatArray());
    assertSame(x, x.to(DType.F64));
    double[] values = x.toDoubleArray();
    values[0] = 5;
    assertEquals(0.1, x.get(0));
    assertArrayEquals(
        new double[] {3, 1, 2, 0},
        Tensor.arange(DType.F32, 4).reshape(2, 2).transpose().flip().toDoubleArray());
  }

  @Test
  void writingInPlaceIsSeenByAllViews() {
    Tensor x = Tensor.zeros(DType.F64, 2, 3);
    Tensor column = x.select(1, 1);
    column.copyFrom(Tensor.of(5, 6));
    x.set(7, 0, -1);
    assertArrayEquals(new double[] {0, 5, 7, 0, 6, 0}, x.toDoubleArray());
    x.transpose().fill(1);
    assertEquals(6, x.sum().item());
  }

  @Test
  void addInPlaceBroadcastsAndMayReadItself() {
    Tensor x = Tensor.arange(DType.F32, 6).reshape(2, 3);
    x.addInPlace(2, Tensor.ofFloats(1, 10, 100));
    assertArrayEquals(new double[] {2, 21, 202, 5, 24, 205}, x.toDoubleArray());
    x.addInPlace(1, x);
    assertArrayEquals(new double[] {4, 42, 404, 10, 48, 410}, x.toDoubleArray());
    Tensor flipped = Tensor.of(1, 2, 3);
    flipped.addInPlace(10, flipped.flip());
    assertArrayEquals(new double[] {31, 22, 13}, flipped.toDoubleArray());
    Tensor column = Tensor.zeros(DType.F64, 2, 2);
    column.select(1, 0).addInPlace(-1, Tensor.of(1, 2));
    assertArrayEquals(new double[] {-1, 0, -2, 0}, column.toDoubleArray());
  }

  @Test
  void copyFromAnOverlappingViewReadsTheOldValues() {
    Tensor x = Tensor.of(1, 2, 3, 4);
    x.narrow(0, 1, 4).copyFrom(x.narrow(0, 0, 3));
    assertArrayEquals(new double[] {1, 1, 2, 3}, x.toDoubleArray());
    x.copyFrom(x.flip());
    assertArrayEquals(new double[] {3, 2, 1, 1}, x.toDoubleArray());
  }

  @Test
  void versionCountsWritesThroughAnyView() {
    Tensor x = Tensor.zeros(DType.F64, 4);
    Tensor view = x.reshape(2, 2).transpose();
    int before = x.version();
    view.set(1, 0, 0);
    x.fill(2);
    view.select(0, 1).modified();
    assertEquals(before + 3, x.version());
    assertEquals(x.version(), view.version());
    assertEquals(0, x.copy().version());
  }

  @Test
  void equalityOfArraysIsThatOfNumbers() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    assertTrue(Tensor.of(0.0, 1).arrayEqual(Tensor.of(-0.0, 1)));
    assertFalse(Tensor.of(nan).arrayEqual(Tensor.of(nan)));
    assertFalse(Tensor.of(1).arrayEqual(Tensor.ofFloats(1)));
    assertFalse(Tensor.of(1).arrayEqual(Tensor.of(1, 1)));
    assertTrue(Tensor.zeros(DType.F64, 0).arrayEqual(Tensor.zeros(DType.F64, 0)));
    assertTrue(Tensor.of(1, infinity).allClose(Tensor.of(1.001, infinity), 1e-2, 0));
    assertFalse(Tensor.of(1, 2).allClose(Tensor.of(1, infinity), 1, 1));
    assertFalse(Tensor.of(nan).allClose(Tensor.of(nan), 1, 1));
    assertFalse(Tensor.of(1).allClose(Tensor.of(1.1), 1e-2, 0));
  }

  @Test
  void emptyTensorsGoThroughEverything() {
    Tensor x = Tensor.zeros(DType.F32, 0, 3);
    assertArrayEquals(new int[] {0, 3}, x.exp().add(x).shape());
    assertArrayEquals(new int[] {3, 0}, x.transpose().copy().shape());
    assertArrayEquals(new int[] {3, 3}, x.transpose().matmul(x).shape());
    assertEquals(0, x.transpose().matmul(x).sum().item());
    assertEquals(0, x.toFloatArray().length);
    assertEquals("[]", x.toString());
    x.fill(1);
    x.addInPlace(1, x);
    assertNotSame(x, x.contiguous().copy());
  }
}

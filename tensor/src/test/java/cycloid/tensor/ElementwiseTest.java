package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.simd.Expression;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseTest {
  @Test
  void definitionsNameOperandsThenScalars() {
    Elementwise f = Elementwise.define("leakyRelu(x; slope) = where(x > 0, x, slope * x)");
    assertEquals("leakyRelu", f.name());
    assertEquals(List.of("x"), f.operands());
    assertEquals(List.of("slope"), f.scalars());
    assertEquals("where(x > 0, 1, slope)", f.partial("x").text());
    assertEquals("leakyRelu(x; slope) = where(x > 0, x, slope * x)", f.toString());
    assertArrayEquals(new double[] {-0.5, 2}, Tensor.of(-1, 2).apply(f, 0.5).toDoubleArray());
  }

  @Test
  void aComparisonIsNotTakenForTheEqualsSign() {
    assertArrayEquals(
        new double[] {0, 1},
        Tensor.of(1, 2).apply(Elementwise.define("two(x) = x == 2")).toDoubleArray());
  }

  @Test
  void scalarsAreGivenInTheOrderOfTheHeader() {
    Elementwise f = Elementwise.define("f(x; p, q, r) = (r - p) * x");
    Tensor y = Tensor.of(1, 2).elementwise(f, new double[] {1, 99, 11}, List.of(Tensor.of(1, 2)));
    assertArrayEquals(new double[] {10, 20}, y.toDoubleArray());
  }

  @Test
  void operandsThatAreNotReadStillBroadcast() {
    Elementwise f = Elementwise.define("second(a, b) = 2 * b");
    assertTrue(Tensor.zeros(DType.F64, 2, 1)
        .apply(f, Tensor.of(1, 2))
        .arrayEqual(Tensor.of(new double[][] {{2, 4}, {2, 4}})));
    Elementwise one = Elementwise.define("one(a) = 1");
    assertArrayEquals(new double[] {1, 1}, Tensor.of(5, 6).apply(one).toDoubleArray());
  }

  @Test
  void aGivenDerivativeReplacesTheSymbolicOne() {
    Elementwise f = Elementwise.define("half(x) = x / 2");
    Elementwise g = f.derivative("x", "y / x");
    assertEquals("0.5", f.partial("x").text());
    assertEquals("y / x", g.partial("x").text());
    assertSame(f.equation(), g.equation());
  }

  static Stream<Elementwise> functions() {
    return Stream.of(Functions.class.getDeclaredFields())
        .filter(field ->
            Modifier.isStatic(field.getModifiers()) && field.getType() == Elementwise.class)
        .map(field -> {
          try {
            return (Elementwise) field.get(null);
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Given derivatives, with the equation in place of y, agree with the symbolic ones away from kinks. */
  @ParameterizedTest
  @MethodSource("functions")
  void givenDerivativesAgreeWithTheEquation(Elementwise f) {
    Expression y = f.equation().expression(Elementwise.OUTPUT);
    for (String operand : f.operands()) {
      Expression given = f.partial(operand).substitute(Map.of(Elementwise.OUTPUT, y));
      Elementwise first = Elementwise.of(f.name(), f.operands(), f.scalars(), given);
      Elementwise second =
          Elementwise.of(f.name(), f.operands(), f.scalars(), y.derivative(operand));
      double[] scalars = new double[f.scalars().size()];
      for (int i = 0; i < scalars.length; i++) {
        scalars[i] = 0.25 * (i + 1);
      }
      List<Tensor> operands = new ArrayList<>();
      for (int i = 0; i < f.operands().size(); i++) {
        operands.add(Tensor.of(0.2, 0.35, 0.7, 1.3, 2.25).add(0.01 * i));
      }
      Tensor x = operands.get(0);
      Tensor difference = x.elementwise(first, scalars, operands)
          .sub(x.elementwise(second, scalars, operands))
          .abs();
      Tensor within = difference.less(Tensor.scalar(DType.F64, 1e-14));
      Tensor outside = x.elementwise(second, scalars, operands).isNaN();
      assertEquals(
          1, within.maximum(outside).min().item(), f + " to " + operand + ": " + difference);
    }
  }

  @ParameterizedTest
  @EnumSource
  void comparisonsWithNaNAreFalse(DType dtype) {
    Tensor nan = Tensor.full(dtype, Double.NaN, 40);
    Tensor one = Tensor.ones(dtype, 40);
    for (Tensor result : List.of(
        nan.less(one),
        nan.lessEqual(one),
        nan.greater(one),
        nan.greaterEqual(one),
        nan.equal(nan),
        one.less(nan),
        one.isNaN())) {
      assertEquals(0, result.max().item());
    }
    assertEquals(1, nan.notEqual(nan).min().item());
    assertEquals(1, nan.isNaN().min().item());
    assertEquals(1, one.lessEqual(one).min().item());
  }

  @ParameterizedTest
  @EnumSource
  void maximumMinimumAndClipPropagateNaN(DType dtype) {
    Tensor nan = Tensor.full(dtype, Double.NaN, 40);
    Tensor one = Tensor.ones(dtype, 40);
    for (Tensor result : List.of(
        nan.maximum(one),
        one.maximum(nan),
        nan.minimum(one),
        one.minimum(nan),
        nan.clip(0, 1),
        nan.relu())) {
      assertEquals(1, result.isNaN().min().item());
    }
    assertArrayEquals(new double[] {0, 0.5, 1}, Tensor.of(-1, 0.5, 7).clip(0, 1).toDoubleArray());
  }

  @Test
  void formsWithScalarsAreTheirFormulas() {
    Tensor x = Tensor.of(2, 4);
    assertArrayEquals(new double[] {3, 5}, x.add(1).toDoubleArray());
    assertArrayEquals(new double[] {1, 3}, x.sub(1).toDoubleArray());
    assertArrayEquals(new double[] {-1, -3}, x.subFrom(1).toDoubleArray());
    assertArrayEquals(new double[] {6, 12}, x.mul(3).toDoubleArray());
    assertArrayEquals(new double[] {1, 2}, x.div(2).toDoubleArray());
    assertArrayEquals(new double[] {4, 2}, x.divInto(8).toDoubleArray());
    assertArrayEquals(new double[] {8, 64}, x.pow(3).toDoubleArray());
    assertArrayEquals(new double[] {0.5, 0.25}, x.reciprocal().toDoubleArray());
    assertArrayEquals(
        new double[] {7, 13}, x.fma(Tensor.of(3, 3), Tensor.of(1, 1)).toDoubleArray());
  }

  @Test
  void detachGivesTheNumbersThemselves() {
    Tensor x = Tensor.of(1);
    assertSame(x, x.detach());
  }
}

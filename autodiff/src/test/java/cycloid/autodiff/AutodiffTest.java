package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Functions;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AutodiffTest {
  private static final Tensor X = Tensor.of(0.3, -0.7, 1.1);
  private static final Tensor V = Tensor.of(1, 2, -1);

  /** exp(x0 x1 x2): its derivatives are products of x and of itself. */
  private static Variable expOfProduct(Variable x) {
    return x.select(0, 0).mul(x.select(0, 1)).mul(x.select(0, 2)).exp();
  }

  private static void assertClose(Tensor got, double... expected) {
    assertArrayEquals(expected, got.toDoubleArray(), 1e-12);
  }

  // ---- gradients

  @Test
  void gradientHasTheShapeAndDTypeOfTheArgument() {
    Tensor x = Tensor.ones(DType.F32, 2, 3);
    Tensor g = Autodiff.grad(y -> y.square().sum(), x);
    assertArrayEquals(new int[] {2, 3}, g.shape());
    assertEquals(DType.F32, g.dtype());
    assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2}, g.toFloatArray());
  }

  @Test
  void gradientOfASumIsATensorWithItsOwnMemory() {
    Tensor g = Autodiff.grad(y -> y.sum(), X);
    g.set(5, 0);
    assertClose(g, 5, 1, 1);
  }

  @Test
  void valueAndGradientComeFromOneEvaluation() {
    int[] calls = {0};
    ValueAndGradient<Tensor, Tensor> result = Autodiff.valueAndGrad(
        x -> {
          calls[0]++;
          return x.square().sum();
        },
        Tensor.of(1, 2));
    assertEquals(5, result.value().item());
    assertClose(result.gradient(), 2, 4);
    assertEquals(1, calls[0]);
  }

  @Test
  void valueUsedTwiceGetsTheSumOfGradients() {
    assertClose(Autodiff.grad(x -> x.mul(x).add(x).sum(), Tensor.of(3, -1)), 7, -1);
  }

  @Test
  void unusedArgumentHasGradientZero() {
    List<Tensor> g = Autodiff.grad(xs -> xs.get(0).sum(), List.of(X, Tensor.ones(DType.F64, 2, 1)));
    assertArrayEquals(new int[] {2, 1}, g.get(1).shape());
    assertClose(g.get(1), 0, 0);
  }

  @Test
  void constantFunctionHasGradientZero() {
    assertClose(Autodiff.grad(x -> Variable.of(Tensor.of(1).sum()), X), 0, 0, 0);
    assertClose(Autodiff.jvp(x -> Variable.of(Tensor.of(1, 2)), X, V), 0, 0);
  }

  @Test
  void functionsOfSeveralArgumentsHaveAGradientForEach() {
    ValueAndGradient<Tensor, List<Tensor>> result =
        Autodiff.valueAndGrad(xs -> xs.get(0).dot(xs.get(1)), List.of(X, V));
    assertClose(result.value(), 0.3 - 1.4 - 1.1);
    assertClose(result.gradient().get(0), 1, 2, -1);
    assertClose(result.gradient().get(1), 0.3, -0.7, 1.1);
  }

  @Test
  void nothingFlowsThroughStopGradient() {
    assertClose(Autodiff.grad(x -> x.mul(Autodiff.stopGradient(x)).sum(), Tensor.of(3)), 3);
    assertClose(
        Autodiff.hessian(x -> x.square().mul(Autodiff.stopGradient(x)).sum(), Tensor.of(3)), 6);
  }

  @Test
  void nothingIsRecordedWithoutGradient() {
    assertClose(
        Autodiff.grad(x -> x.mul(Autodiff.noGrad(() -> x.square())).sum(), Tensor.of(3)), 9);
    Variable[] inside = new Variable[1];
    Autodiff.grad(
        x -> {
          Autodiff.noGrad(() -> inside[0] = x.square());
          return x.sum();
        },
        X);
    // It would be an error to use a recorded one here.
    assertClose(inside[0].add(1).value(), 1.09, 1.49, 2.21);
  }

  @Test
  void functionsDifferentiatedWithoutGradientAreDifferentiatedAllTheSame() {
    Tensor g = Autodiff.grad(
        x -> x.mul(Autodiff.noGrad(() -> Autodiff.grad(y -> y.pow(3).mul(x).sum(), x)))
            .sum(),
        Tensor.of(2));
    // The inner gradient 3 y^2 x = 24 is a constant for the outer.
    assertClose(g, 24);
  }

  // ---- products with the Jacobian

  @Test
  void forwardAndReverseProductsAreAdjoint() {
    Function<Variable, Variable> f = x -> x.outer(x.sin()).sum(0);
    Linearization<Tensor, Tensor> map = Autodiff.linearize(f, X);
    Tensor u = Tensor.of(-2, 0.5, 3);
    assertEquals(u.dot(map.jvp(V)).item(), map.vjp(u).dot(V).item(), 1e-14);
    assertClose(Autodiff.jvp(f, X, V), map.jvp(V).toDoubleArray());
    assertClose(Autodiff.vjp(f, X).apply(u), map.vjp(u).toDoubleArray());
    assertClose(map.value(), f.apply(Variable.of(X)).value().toDoubleArray());
  }

  @Test
  void linearizationIsLinearAndEvaluatesOnce() {
    int[] calls = {0};
    Linearization<Tensor, Tensor> map = Autodiff.linearize(
        x -> {
          calls[0]++;
          return x.exp();
        },
        X);
    Tensor once = map.jvp(V);
    Tensor twice = map.jvp(V.mul(2));
    assertTrue(once.mul(2).arrayEqual(twice));
    map.vjp(V);
    map.vjp(V);
    assertEquals(1, calls[0]);
  }

  @Test
  void jacobianIsTheSameByRowsAndByColumns() {
    // Two results of three arguments: by rows. Joined with itself, four results: by columns.
    Tensor rows = Autodiff.jacobian(x -> pair(x), X);
    Tensor columns = Autodiff.jacobian(x -> pair(x).concat(0, List.of(pair(x))), X);
    assertArrayEquals(new int[] {2, 3}, rows.shape());
    assertArrayEquals(new int[] {4, 3}, columns.shape());
    assertTrue(columns.allClose(rows.concat(0, List.of(rows)), 1e-14, 1e-14));
  }

  private static Variable pair(Variable x) {
    return x.sin().mul(x.sum()).narrow(0, 0, 2);
  }

  @Test
  void jacobianHasTheShapesOfResultAndArgument() {
    Tensor a = Tensor.arange(DType.F64, 6).reshape(2, 3);
    Tensor j = Autodiff.jacobian(x -> x.sum(1), a);
    assertArrayEquals(new int[] {2, 2, 3}, j.shape());
    assertClose(j, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    List<Tensor> js = Autodiff.jacobian(xs -> xs.get(0).matmul(xs.get(1)), List.of(a, X));
    assertArrayEquals(new int[] {2, 2, 3}, js.get(0).shape());
    assertTrue(js.get(1).allClose(a, 0, 1e-15));
  }

  @Test
  void jacobianOfEmptyArraysIsEmpty() {
    Tensor j = Autodiff.jacobian(x -> x.sin(), Tensor.zeros(DType.F64, 0));
    assertArrayEquals(new int[] {0, 0}, j.shape());
  }

  // ---- higher order

  @Test
  void hessianOfExpOfProduct() {
    Tensor h = Autodiff.hessian(AutodiffTest::expOfProduct, X);
    double a = 0.3;
    double b = -0.7;
    double c = 1.1;
    double p = a * b * c;
    double e = Math.exp(p);
    assertArrayEquals(new int[] {3, 3}, h.shape());
    assertClose(
        h,
        b * c * b * c * e,
        (c + p * c) * e,
        (b + p * b) * e,
        (c + p * c) * e,
        a * c * a * c * e,
        (a + p * a) * e,
        (b + p * b) * e,
        (a + p * a) * e,
        a * b * a * b * e);
  }

  @Test
  void hessianVectorProductIsTheHessianTimesTheVector() {
    Tensor h = Autodiff.hessian(AutodiffTest::expOfProduct, X);
    Tensor hv = Autodiff.hvp(AutodiffTest::expOfProduct, X, V);
    assertClose(hv, h.matmul(V).toDoubleArray());
  }

  @Test
  void hessianVectorProductOfSeveralArguments() {
    // f = a b: the Hessian exchanges the directions.
    List<Tensor> hv = Autodiff.hvp(xs -> xs.get(0).dot(xs.get(1)), List.of(X, V), List.of(V, X));
    assertClose(hv.get(0), X.toDoubleArray());
    assertClose(hv.get(1), V.toDoubleArray());
  }

  /** The k-th derivative along v by nesting k gradients. */
  private static Variable directional(
      Function<Variable, Variable> f, Variable x, Variable v, int k) {
    return k == 0
        ? f.apply(x)
        : Autodiff.grad(y -> directional(f, y, v, k - 1), x).dot(v);
  }

  /** The same, forwards. */
  private static Variable forward(Function<Variable, Variable> f, Variable x, Variable v, int k) {
    return k == 0 ? f.apply(x) : Autodiff.jvp(y -> forward(f, y, v, k - 1), x, v);
  }

  private static void assertDerivatives(Function<Variable, Variable> f, double... expected) {
    for (int k = 0; k < expected.length; k++) {
      double reverse = directional(f, Variable.of(X), Variable.of(V), k).value().item();
      double forward = forward(f, Variable.of(X), Variable.of(V), k).value().item();
      assertEquals(
          expected[k], reverse, 1e-11 * (1 + Math.abs(expected[k])), "reverse, order " + k);
      assertEquals(
          expected[k], forward, 1e-11 * (1 + Math.abs(expected[k])), "forward, order " + k);
    }
  }

  @Test
  void fourthDerivativeOfASumOfTanh() {
    double[] d = new double[5];
    for (int i = 0; i < 3; i++) {
      double v = V.get(i);
      double y = Math.tanh(X.get(i));
      double s = 1 - y * y;
      d[0] += y;
      d[1] += v * s;
      d[2] += v * v * -2 * y * s;
      d[3] += v * v * v * s * (6 * y * y - 2);
      d[4] += v * v * v * v * s * (16 * y - 24 * y * y * y);
    }
    assertDerivatives(x -> x.tanh().sum(), d);
  }

  @Test
  void fourthDerivativeOfExpOfProduct() {
    // Along the line, p(t) = (0.3 + t)(-0.7 + 2t)(1.1 - t); then derivatives of exp(p) by Faa di
    // Bruno's formula.
    double[] p = new double[4];
    double[] a = X.toDoubleArray();
    double[] v = V.toDoubleArray();
    p[0] = a[0] * a[1] * a[2];
    p[1] = v[0] * a[1] * a[2] + a[0] * v[1] * a[2] + a[0] * a[1] * v[2];
    p[2] = 2 * (v[0] * v[1] * a[2] + v[0] * a[1] * v[2] + a[0] * v[1] * v[2]);
    p[3] = 6 * v[0] * v[1] * v[2];
    double e = Math.exp(p[0]);
    assertDerivatives(
        AutodiffTest::expOfProduct,
        e,
        e * p[1],
        e * (p[2] + p[1] * p[1]),
        e * (p[3] + 3 * p[1] * p[2] + Math.pow(p[1], 3)),
        e * (4 * p[1] * p[3] + 3 * p[2] * p[2] + 6 * p[1] * p[1] * p[2] + Math.pow(p[1], 4)));
  }

  @Test
  void perturbationsAreNotConfused() {
    // d/dx [x * d/dy (x + y)] = 1, which is 2 for those who confuse x and y (Siskind and
    // Pearlmutter 2005).
    for (double at : new double[] {1, -3}) {
      Tensor x = Tensor.of(at).sum();
      assertClose(
          Autodiff.grad(
              a -> a.mul(Autodiff.grad(b -> a.add(b), Variable.of(Tensor.of(1).sum()))), x),
          1);
      assertClose(Autodiff.grad(a -> a.mul(Autodiff.grad(b -> a.add(b), a)), x), 1);
      Variable one = Variable.of(Tensor.of(1).sum());
      assertClose(
          Autodiff.jvp(a -> a.mul(Autodiff.jvp(b -> a.add(b), one, one)), x, one.value()), 1);
    }
  }

  @Test
  void innerDerivativesDependOnOuterArguments() {
    // d/dx [d/dy (x^2 y^3) at y = x] = d/dx 3 x^4 = 12 x^3.
    Tensor x = Tensor.of(2).sum();
    Tensor g = Autodiff.grad(a -> Autodiff.grad(b -> a.square().mul(b.pow(3)), a), x);
    assertClose(g, 96);
    // The same with y held at the number 2: d/dx 3 x^2 4 = 24 x.
    Variable two = Variable.of(x);
    assertClose(Autodiff.grad(a -> Autodiff.grad(b -> a.square().mul(b.pow(3)), two), x), 48);
  }

  @Test
  void linearizationInsideAFunctionIsDifferentiated() {
    // x -> J'(J v) for f = x^2 is 4 x^2 v.
    Tensor g = Autodiff.grad(
        x -> {
          Linearization<Variable, Variable> map = Autodiff.linearize(y -> y.square(), x);
          return map.vjp(map.jvp(Variable.of(V))).sum();
        },
        X);
    assertClose(g, 8 * 0.3 * 1, 8 * -0.7 * 2, 8 * 1.1 * -1);
  }

  @Test
  void matrixInsideAFunctionIsDifferentiated() {
    // The trace of the Hessian of sum x^4 is sum 12 x^2.
    Tensor eye = Tensor.eye(DType.F64, 3);
    Tensor g = Autodiff.grad(
        x -> Autodiff.hessian(y -> y.pow(4).sum(), x).mul(Variable.of(eye)).sum(), X);
    assertClose(g, 24 * 0.3, 24 * -0.7, 24 * 1.1);
  }

  // ---- choices

  @Test
  void tiesShareTheGradientOfAMaximum() {
    assertClose(Autodiff.grad(x -> x.max(), Tensor.of(2, 1, 2, 2)), 1.0 / 3, 0, 1.0 / 3, 1.0 / 3);
    assertClose(Autodiff.grad(x -> x.min(), Tensor.of(2, 1, 1, 2)), 0, 0.5, 0.5, 0);
    List<Tensor> g = Autodiff.grad(
        x -> x.get(0).maximum(x.get(1)).sum(), List.of(Tensor.of(1, 3), Tensor.of(1, 2)));
    assertClose(g.get(0), 0.5, 1);
    assertClose(g.get(1), 0.5, 0);
  }

  @Test
  void gradientOfANormAtZeroIsZero() {
    assertClose(Autodiff.grad(x -> x.norm(), Tensor.of(0, 0)), 0, 0);
  }

  // ---- errors

  private static String error(
      Class<? extends Exception> type, org.junit.jupiter.api.function.Executable body) {
    return assertThrows(type, body).getMessage();
  }

  @Test
  void gradientOfAnArrayIsRefused() {
    assertEquals(
        "grad: f must return a scalar; got shape (3,); use jacobian(), or vjp() with a cotangent of shape (3,)",
        error(IllegalArgumentException.class, () -> Autodiff.grad(x -> x.sin(), X)));
  }

  @Test
  void tangentOfAnotherShapeIsRefused() {
    assertEquals(
        "jvp: a tangent must have the shape and dtype of its input; got input (3,) f64, tangent (1,) f64",
        error(IllegalArgumentException.class, () -> Autodiff.jvp(x -> x.sin(), X, Tensor.of(1))));
    List<Tensor> xs = List.of(X, X);
    List<Tensor> vs = List.of(V, V.to(DType.F32));
    assertEquals(
        "hvp: a tangent must have the shape and dtype of its input; got input 1 (3,) f64, tangent 1 (3,) f32",
        error(
            IllegalArgumentException.class,
            () -> Autodiff.hvp(x -> x.get(0).dot(x.get(1)), xs, vs)));
    assertEquals(
        "jvp: there must be one tangent for each input; got 1 for 2",
        error(IllegalArgumentException.class, () -> Autodiff.jvp(x -> x.get(0), xs, List.of(V))));
  }

  @Test
  void cotangentOfAnotherShapeIsRefused() {
    assertEquals(
        "vjp: a cotangent must have the shape and dtype of its output; got output () f64, cotangent (3,) f64",
        error(
            IllegalArgumentException.class, () -> Autodiff.vjp(x -> x.sum(), X).apply(V)));
  }

  @Test
  void secondUseOfAPullbackIsRefused() {
    Pullback<Tensor, Tensor> pullback = Autodiff.vjp(x -> x.sin(), X);
    pullback.apply(V);
    assertEquals(
        "vjp: a pullback can be applied once, it frees what was recorded; got a second call; use linearize()",
        error(IllegalStateException.class, () -> pullback.apply(V)));
  }

  @Test
  void nothingToDifferentiateForIsRefused() {
    List<Tensor> none = new ArrayList<>();
    assertEquals(
        "grad: there must be something to differentiate for; got an empty list",
        error(IllegalArgumentException.class, () -> Autodiff.grad(x -> Variable.of(X), none)));
  }

  @Test
  void functionWithoutResultIsRefused() {
    assertEquals(
        "grad: f must return a variable; got null",
        error(IllegalArgumentException.class, () -> Autodiff.grad(x -> (Variable) null, X)));
  }

  @Test
  void shapesThatDoNotFitAreReportedAsForTensors() {
    assertEquals(
        "add: shapes must broadcast, extents equal or 1 from the last axis; got a=(3,) f64, b=(2,) f64",
        error(
            IllegalArgumentException.class,
            () -> Autodiff.grad(x -> x.add(Variable.of(Tensor.of(1, 2))).sum(), X)));
    assertEquals(
        "mul: dtypes must match; got a=(3,) f64, b=(3,) f32; convert one with to(DType)",
        error(
            IllegalArgumentException.class,
            () -> Autodiff.grad(x -> x.mul(Variable.of(V.to(DType.F32))).sum(), X)));
  }

  @Test
  void operandsTooManyOrTooFewAreReportedAsForTensors() {
    assertEquals(
        "neg: there must be 1 operands and 0 scalars; got 2 and 0",
        error(
            IllegalArgumentException.class,
            () ->
                Autodiff.grad(x -> x.elementwise(Functions.NEG, new double[0], List.of(x, x)), X)));
    assertEquals(
        "mul: there must be 2 operands and 0 scalars; got 1 and 0",
        error(
            IllegalArgumentException.class,
            () -> Autodiff.grad(x -> x.elementwise(Functions.MUL, new double[0], List.of(x)), X)));
  }

  @Test
  void axisOutOfRangeIsReportedAsForTensors() {
    assertEquals(
        "concat: axis must be in [-1, 1); got axis=1, shape (3,)",
        error(
            IllegalArgumentException.class,
            () -> Autodiff.grad(x -> x.concat(1, List.of(x)).sum(), X)));
    assertEquals(
        "matmul: a.shape[0] must equal b.shape[0]; got a=(3,) f64, b=(2, 3) f64; use b.transpose()?",
        error(
            IllegalArgumentException.class,
            () -> Autodiff.grad(
                x -> x.matmul(Variable.of(Tensor.ones(DType.F64, 2, 3))).sum(), X)));
  }
}

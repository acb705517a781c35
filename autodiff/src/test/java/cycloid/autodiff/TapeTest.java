package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cycloid.simd.DType;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TapeTest {
  private static final Tensor X = Tensor.of(1, 2, 3);

  // ---- length

  private static Variable chain(Variable x, int length) {
    for (int i = 0; i < length; i++) {
      x = x.add(1e-9);
    }
    return x.square().sum();
  }

  @Test
  void chainOfAHundredThousandOperationsIsDifferentiated() {
    int n = 100_000;
    Tensor x = Tensor.of(1, -2);
    assertArrayEquals(
        new double[] {2.0002, -3.9998}, Autodiff.grad(y -> chain(y, n), x).toDoubleArray(), 1e-9);
    assertEquals(2.0002, Autodiff.jvp(y -> chain(y, n), x, Tensor.of(1, 0)).item(), 1e-9);
    assertArrayEquals(
        new double[] {2, 0},
        Autodiff.hvp(y -> chain(y, n), x, Tensor.of(1, 0)).toDoubleArray(),
        1e-9);
  }

  @Test
  void operationsThroughWhichNothingFlowsAreNotRecorded() {
    Tape tape = Tape.record(
        "test",
        xs -> List.of(xs.get(0).add(xs.get(0).sign().floor().mul(2))),
        List.of(Variable.of(X)));
    // The argument and the sum.
    assertEquals(2, tape.size());
  }

  @Test
  void valuesThatNoDerivativeReadsAreNotKept() {
    AtomicReference<WeakReference<Tensor>> sum = new AtomicReference<>();
    Linearization<Tensor, Tensor> map = Autodiff.linearize(
        x -> {
          Variable y = x.add(1);
          sum.set(new WeakReference<>(y.value()));
          return y.mul(2).sub(x);
        },
        X);
    for (int i = 0; i < 50 && sum.get().get() != null; i++) {
      System.gc();
    }
    assertEquals(null, sum.get().get());
    assertArrayEquals(new double[] {1, 1, 1}, map.vjp(Tensor.ones(DType.F64, 3)).toDoubleArray());
  }

  // ---- numbers changed in place

  @Test
  void changeOfAnOperandThatTheDerivativeReadsIsAnError() {
    Tensor factor = Tensor.of(4, 5, 6);
    Linearization<Tensor, Tensor> map = Autodiff.linearize(x -> x.mul(Variable.of(factor)), X);
    factor.set(0, 1);
    Exception error = assertThrows(IllegalStateException.class, () -> map.vjp(X));
    assertEquals(
        "mul: numbers that its derivative needs must not be changed in place before it is taken; "
            + "got operand 1 (3,) f64 at version 1, recorded at version 0; change a copy()",
        error.getMessage());
    assertThrows(IllegalStateException.class, () -> map.jvp(X));
  }

  @Test
  void changeOfAResultThatTheDerivativeReadsIsAnError() {
    Linearization<Tensor, Tensor> map = Autodiff.linearize(x -> x.exp(), X);
    map.value().fill(1);
    Exception error = assertThrows(IllegalStateException.class, () -> map.vjp(X));
    assertEquals(
        "exp: numbers that its derivative needs must not be changed in place before it is taken; "
            + "got its result (3,) f64 at version 1, recorded at version 0; change a copy()",
        error.getMessage());
  }

  @Test
  void changeThroughAViewIsNoticed() {
    Tensor matrix = Tensor.eye(DType.F64, 3);
    Linearization<Tensor, Tensor> map =
        Autodiff.linearize(x -> Variable.of(matrix.transpose()).matmul(x), X);
    matrix.select(0, 1).fill(7);
    assertThrows(IllegalStateException.class, () -> map.vjp(X));
  }

  @Test
  void changeOfNumbersThatNoDerivativeReadsIsAllowed() {
    Tensor term = Tensor.of(4, 5, 6);
    Linearization<Tensor, Tensor> map = Autodiff.linearize(x -> x.add(Variable.of(term)), X);
    term.fill(0);
    assertArrayEquals(new double[] {1, 2, 3}, map.vjp(X).toDoubleArray());
  }

  // ---- variables elsewhere

  @Test
  void variableThatLeftItsFunctionIsRefused() {
    Variable[] kept = new Variable[1];
    Autodiff.grad(x -> (kept[0] = x.sin()).sum(), X);
    Exception error = assertThrows(IllegalStateException.class, () -> kept[0].mul(2));
    assertEquals(
        "mul: a variable must be used inside the function that it was made for; got operand 0 of (3,) f64, "
            + "one of a function that has returned; let it return the value(), or detach() it",
        error.getMessage());
    assertThrows(
        IllegalStateException.class, () -> Autodiff.grad(x -> x.mul(kept[0]).sum(), X));
    assertEquals(Math.sin(2), kept[0].value().get(1));
    assertEquals(Math.sin(2) + 1, kept[0].detach().add(1).value().get(1));
  }

  @Test
  void variableOfAnotherThreadIsRefused() {
    Exception error = assertThrows(
        Exception.class,
        () -> Autodiff.grad(
            x -> CompletableFuture.supplyAsync(() -> x.mul(2).sum()).join(), X));
    assertEquals(
        "mul: a variable must be used inside the function that it was made for; got operand 0 of (3,) f64, "
            + "one of another thread",
        error.getCause().getMessage());
  }

  @Test
  void threadsDifferentiateIndependently() {
    Function<Variable, Variable> f = x -> Autodiff.grad(y -> y.pow(3).sum(), x).sum();
    double[] results = IntStream.range(0, 200)
        .parallel()
        .mapToDouble(i -> Autodiff.grad(f, Tensor.of(i)).item())
        .toArray();
    assertArrayEquals(IntStream.range(0, 200).mapToDouble(i -> 6 * i).toArray(), results, 1e-9);
  }

  @Test
  void failedFunctionLeavesNothingBehind() {
    assertThrows(
        ArithmeticException.class,
        () -> Autodiff.grad(
            x -> {
              throw new ArithmeticException("on purpose");
            },
            X));
    assertArrayEquals(
        new double[] {2, 4, 6}, Autodiff.grad(x -> x.square().sum(), X).toDoubleArray());
  }

  // ---- the cache of derivatives

  @Test
  void namesOfTheUsersOwnFunctionsDoNotClash() {
    // g, d, result are names that derivatives use, too.
    Elementwise f = Elementwise.define("f(g, result, partial; d) = exp(g * result) * partial * d")
        .derivative("g", "y * result");
    Autodiff.gradientCheck(
        x -> x.get(0).elementwise(f, new double[] {0.5}, x),
        List.of(X, Tensor.of(0.1, 0.2, 0.3), Tensor.of(2, 1, 3)));
  }

  @Test
  void derivativeOfAFunctionIsMadeOnceAndForgottenWithIt() {
    WeakReference<ElementwiseDerivative> derivative = derivativeOfAFunctionInUse();
    for (int i = 0; i < 50 && derivative.get() != null; i++) {
      System.gc();
      ElementwiseDerivative.of(Elementwise.define("h(x) = x"));
    }
    assertEquals(null, derivative.get());
  }

  private static WeakReference<ElementwiseDerivative> derivativeOfAFunctionInUse() {
    Elementwise f = Elementwise.define("f(x) = x ^ 4");
    Autodiff.gradientCheck(x -> x.apply(f), X);
    assertSame(ElementwiseDerivative.of(f), ElementwiseDerivative.of(f));
    return new WeakReference<>(ElementwiseDerivative.of(f));
  }
}

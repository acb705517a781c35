package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker must find derivatives that are wrong by a thousandth. */
class GradientCheckTest {
  private static final Tensor X = Tensor.of(0.7, -1.2, 0.4);

  @Test
  void rightDerivativePasses() {
    Elementwise square = Elementwise.define("square(x) = x * x").derivative("x", "2 * x");
    Autodiff.gradientCheck(x -> x.apply(square), X);
  }

  @Test
  void wrongFirstDerivativeIsFound() {
    Elementwise wrong = Elementwise.define("wrong(x) = x * x").derivative("x", "2.002 * x");
    Exception error = assertThrows(
        ArithmeticException.class, () -> Autodiff.gradientCheck(x -> x.apply(wrong), X));
    assertTrue(
        error
            .getMessage()
            .matches(
                "gradientCheck: the forward derivative of order 1 must agree with differences within 1.0e-06; "
                    + "got \\S+, by differences \\S+"),
        error.getMessage());
  }

  @Test
  void wrongSecondDerivativeIsFound() {
    // The first derivative 2 x is right as a number, but half of it is hidden from further
    // differentiation.
    Exception error = assertThrows(
        ArithmeticException.class,
        () -> Autodiff.gradientCheck(GradientCheckTest::hiddenSquare, X));
    assertTrue(
        error.getMessage().startsWith("gradientCheck: the forward derivative of order 2"),
        error.getMessage());
  }

  /** x^2. */
  private static Variable hiddenSquare(Variable x) {
    return x.mul(x.detach()).mul(2).sub(x.detach().square());
  }

  @Test
  void secondOrderIsLeftOutOnRequest() {
    new GradientCheck(1, 1e-6, 1).check(GradientCheckTest::hiddenSquare, X);
  }

  @Test
  void wrongPullbackIsFoundWherePushforwardIsRight() {
    Exception error = assertThrows(
        ArithmeticException.class,
        () -> Autodiff.gradientCheck(x -> Tape.apply(new WrongPullback(), List.of(x)), X));
    assertTrue(
        error.getMessage().startsWith("gradientCheck: the reverse derivative of order 1"),
        error.getMessage());
  }

  private static final class WrongPullback implements Operation.Linear {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).mul(3);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g.mul(3.003);
    }
  }

  @Test
  void notANumberIsFound() {
    assertThrows(
        ArithmeticException.class, () -> Autodiff.gradientCheck(x -> x.log(), Tensor.of(-1)));
  }

  @Test
  void singlePrecisionIsRefused() {
    Exception error = assertThrows(
        IllegalArgumentException.class,
        () -> Autodiff.gradientCheck(x -> x.sin(), Tensor.ones(DType.F32, 2)));
    assertEquals(
        "gradientCheck: x must be f64, differences need its digits; got (2,) f32; convert it with to(DType.F64)",
        error.getMessage());
  }
}

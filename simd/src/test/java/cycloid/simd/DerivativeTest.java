package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^2 + exp(x)      | 2 * x + exp(x)",
        "x * y + x         | y + 1",
        "5 * y             | 0",
        "tanh(x)           | (1 - tanh(x)) * (1 + tanh(x))",
        "where(x > 0, x, s * x) | where(x > 0, 1, s)",
        "sin(3 * x)        | 3 * cos(3 * x)",
        "max(x, 2 * y)     | where(x > 2 * y, 1, where(x == 2 * y, 0.5, 0))",
        "log(x)            | 1 / x",
        "floor(x) + x      | 1",
        "(1 - x)^2 + 100 * (y - x^2)^2 | -2 * (1 - x) - 400 * ((y - x^2) * x)",
      })
  void derivativesAreSimplified(String formula, String derivative) {
    assertEquals(derivative, Expression.parse(formula).derivative("x").text());
  }

  /** Central differences at h = 1e-6 err by about h^2 f''' / 6 + eps f / h, some 1e-9 here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x^3",
        "x^w",
        "w^x",
        "x / w",
        "w / x",
        "sqrt(x)",
        "rsqrt(x)",
        "cbrt(x)",
        "exp(x)",
        "expdown(-x)",
        "expm1(x)",
        "exp2(x)",
        "log(x)",
        "log1p(x)",
        "log2(x)",
        "log10(x)",
        "sin(x)",
        "cos(x)",
        "tan(x)",
        "asin(x / 2)",
        "acos(x / 2)",
        "atan(x)",
        "atan2(x, w)",
        "atan2(w, x)",
        "sinh(x)",
        "cosh(x)",
        "tanh(x)",
        "asinh(x)",
        "acosh(1 + x)",
        "atanh(x / 2)",
        "sigmoid(x)",
        "logsigmoid(x)",
        "softplus(x)",
        "relu(x)",
        "gelu(x)",
        "geluslope(x)",
        "geluslope(x - 2)",
        "silu(x)",
        "erf(x)",
        "erfc(x)",
        "erfinv(x / 2)",
        "lgamma(x)",
        "lgamma(x - 2)",
        "digamma(x)",
        "digamma(x - 2)",
        "trigamma(x)",
        "trigamma(x - 2)",
        "xlogy(x, w)",
        "xlogy(w, x)",
        "logaddexp(x, w)",
        "fmod(x, w / 2)",
        "fmod(w, x)",
        "remainder(-x, w)",
        "remainder(w, -x)",
        "fmax(x, w)",
        "fmin(w, x)",
        "hypot(x, w)",
        "abs(x - 2)",
        "min(x, w)",
        "max(x, w)",
        "clamp(x, 0, w)",
        "fma(x, w, x)",
        "copysign(x, w)",
        "copysign(x, -w)",
        "where(x > 0.5, exp(x), w * x)",
        "exp(-x^2 / 2) / sqrt(2 * pi)"
      })
  void symbolicDerivativesAgreeWithDifferences(String text) {
    Expression formula = Expression.parse(text);
    Equation both = Equation.of(java.util.Map.of("y", formula, "d", formula.derivative("x")));
    Kernel kernel = Kernel.of(both, DType.F64, "x", "y", "d");
    for (double x : new double[] {0.3, 0.7, 1.1}) {
      double h = 1e-6;
      double[] points = {x - h, x, x + h};
      double[] y = new double[3];
      double[] d = new double[3];
      double[] scalars = kernel.scalars().isEmpty() ? new double[0] : new double[] {0.83};
      kernel.run(3, new Object[] {points, y, d}, new int[3], scalars);
      double difference = (y[2] - y[0]) / (2 * h);
      assertTrue(
          Math.abs(d[1] - difference) < 1e-8 * (1 + Math.abs(difference)),
          text + " at " + x + ": " + d[1] + " but differences say " + difference);
    }
  }

  @Test
  void thePieceThatIsNotTakenDoesNotSpreadNaN() {
    Expression safeLog = Expression.parse("where(x > 0, log(x), 0)");
    Kernel kernel =
        Kernel.of(Equation.of(java.util.Map.of("d", safeLog.derivative("x"))), DType.F64, "x", "d");
    double[] d = new double[2];
    kernel.run(2, new Object[] {new double[] {0, 4}, d}, new int[2]);
    assertEquals(0.0, d[0]);
    assertEquals(0.25, d[1]);
  }

  @Test
  void aReductionOfTheNameIsAnError() {
    String got = assertThrows(
            IllegalArgumentException.class, () -> Expression.parse("x / sum(x)").derivative("x"))
        .getMessage();
    assertEquals(
        "derivative: the formula must be elementwise in x; got sum(x), a reduction over the lanes",
        got);
  }
}

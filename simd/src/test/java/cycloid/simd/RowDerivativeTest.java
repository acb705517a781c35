package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDerivativeTest {
  private static final int N = 7;

  /** x is a row, w a scalar, g the cotangent: per lane of a result per lane, else per row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(x)          | g",
        "mean(x)         | g / n",
        "x * sum(x)      | g * sum(x) + sum(g * x)",
        "sum(x^2)        | 2 * (g * x)",
        "max(x)          | where(x == max(x), g / sum(x == max(x)), 0)",
        "x - detach(max(x)) | g",
        "w * x           | g * w",
        "sum(w)          | 0",
      })
  void cotangentsAreFormulas(String formula, String expected) {
    Map<String, Expression> found = pullback(Expression.parse(formula), Set.of("x"), "x");
    assertEquals(expected, found.containsKey("x") ? found.get("x").text() : "0");
  }

  @Test
  void aValuePerRowReceivesTheSumOfItsLanes() {
    assertEquals("sum(g * x)", cotangentOfRow("s * x"));
    assertEquals("n * g", cotangentOfRow("sum(s + x)"));
  }

  private static String cotangentOfRow(String formula) {
    return pullback(Expression.parse(formula), Set.of("x"), "s").get("s").text();
  }

  /** Central differences at h = 1e-5 err by some 1e-10 here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp(x) / sum(exp(x))",
        "(x - mean(x)) * rsqrt(mean((x - mean(x))^2) + 0.1)",
        "log(sum(exp(x - max(x)))) + max(x)",
        "sum(x * mean(x^2)) * x + min(x)",
        "dot(x / norm(x), exp(x)) * 3",
        "where(x > mean(x), x * sum(x), sin(x))",
        "s * x * sum(tanh(s * x)) + s"
      })
  void pullbackAndPushforwardAgreeWithDifferences(String text) {
    Expression y = Expression.parse(text);
    boolean perLane = RowDerivative.isPerLane(y, Set.of("x"));
    Expression g = Expression.variable("g");
    Set<String> lanes = perLane ? Set.of("x", "g", "dx") : Set.of("x", "dx");
    Map<String, Expression> pullback =
        RowDerivative.pullback(List.of(y), List.of(g), lanes, List.of("x", "s"));
    Map<String, Expression> tangents =
        Map.of("x", Expression.variable("dx"), "s", Expression.variable("ds"));
    Expression pushforward =
        RowDerivative.pushforward(List.of(y), tangents, lanes).get(0);

    double[] x = {0.3, -0.2, 1.1, 0.7, -0.9, 0.45, 0.05};
    double[] dx = {0.5, -1, 0.25, 0.75, 0.1, -0.3, 0.2};
    double[] cotangent = {1, 0.5, -0.25, 0.7, 0.2, -0.6, 0.3};
    if (!perLane) {
      java.util.Arrays.fill(cotangent, 0.6);
    }
    double s = 0.8;
    double ds = 0.4;
    double h = 1e-5;
    double[] above = new double[N];
    double[] below = new double[N];
    for (int i = 0; i < N; i++) {
      above[i] = x[i] + h * dx[i];
      below[i] = x[i] - h * dx[i];
    }
    double[] up = run(y, above, dx, cotangent, s + h * ds, ds);
    double[] down = run(y, below, dx, cotangent, s - h * ds, ds);
    double[] slope = run(pushforward, x, dx, cotangent, s, ds);
    double[] gx = run(pullback.get("x"), x, dx, cotangent, s, ds);
    double gs = pullback.containsKey("s") ? run(pullback.get("s"), x, dx, cotangent, s, ds)[0] : 0;
    double[] differences = new double[N];
    double forward = 0;
    double reverse = gs * ds;
    for (int i = 0; i < N; i++) {
      differences[i] = (up[i] - down[i]) / (2 * h);
      forward += perLane ? cotangent[i] * slope[i] : 0;
      reverse += gx[i] * dx[i];
    }
    assertArrayEquals(differences, slope, 1e-8);
    assertEquals(perLane ? forward : cotangent[0] * slope[0], reverse, 1e-12);
  }

  @Test
  void tiesShareEqually() {
    double[] x = {2, 5, 5, 1, 5, 0, 5};
    double[] ones = {1, 1, 1, 1, 1, 1, 1};
    Expression gx = pullback(Expression.parse("max(x)"), Set.of("x"), "x").get("x");
    assertArrayEquals(
        new double[] {0, 0.25, 0.25, 0, 0.25, 0, 0.25}, run(gx, x, ones, ones, 0, 0), 0);
  }

  @Test
  void whatIsDetachedIsStillTheValue() {
    double[] x = {2, 5, 5, 1, 5, 0, 5};
    assertTrue(run(Expression.parse("detach(x) * 1"), x, x, x, 0, 0)[1] == 5);
  }

  private static Map<String, Expression> pullback(Expression y, Set<String> lanes, String wanted) {
    boolean perLane = RowDerivative.isPerLane(y, lanes);
    Set<String> all = perLane ? Set.of("x", "g") : lanes;
    return RowDerivative.pullback(
        List.of(y), List.of(Expression.variable("g")), all, List.of(wanted));
  }

  /** The value for each lane; s, ds and, of a result per row, g are scalars. */
  private static double[] run(
      Expression formula, double[] x, double[] dx, double[] g, double s, double ds) {
    Map<String, double[]> values = Map.of("x", x, "dx", dx, "g", g);
    List<String> arrays =
        formula.names().stream().filter(values::containsKey).sorted().toList();
    String[] names = java.util.stream.Stream.concat(
            arrays.stream(), java.util.stream.Stream.of("out"))
        .toArray(String[]::new);
    Kernel kernel = Kernel.of(Equation.of(Map.of("out", formula)), DType.F64, names);
    double[] out = new double[N];
    Object[] operands = new Object[names.length];
    for (int i = 0; i < arrays.size(); i++) {
      operands[i] = values.get(arrays.get(i));
    }
    operands[arrays.size()] = out;
    double[] scalars = kernel.scalars().stream()
        .mapToDouble(name -> name.equals("s") ? s : name.equals("ds") ? ds : 0)
        .toArray();
    kernel.run(N, operands, new int[names.length], scalars);
    return out;
  }
}

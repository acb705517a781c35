package cycloid.study;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A loss over the plane, written once: its value, its gradient, its formula and its picture all come from the one
 * equation {@code f = ...} in x and y.
 */
final class Landscape {
  private static final int[] START = {0, 0, 0, 0, 0};

  private final Equation equation;
  private final Equation gradient;
  private final Kernel kernel;
  private final double[] x = new double[1];
  private final double[] y = new double[1];
  private final double[] f = new double[1];
  private final double[] g1 = new double[1];
  private final double[] g2 = new double[1];
  private final Object[] arrays = {x, y, f, g1, g2};

  /** The loss of an equation that assigns f, from x and y. */
  Landscape(String text) {
    equation = Equation.parse(text);
    Expression loss = equation.expression("f");
    Map<String, Expression> outputs = new LinkedHashMap<>();
    outputs.put("g1", loss.derivative("x"));
    outputs.put("g2", loss.derivative("y"));
    gradient = Equation.of(outputs);
    outputs.put("f", loss);
    kernel = Kernel.of(Equation.of(outputs), DType.F64, "x", "y", "f", "g1", "g2");
  }

  Equation equation() {
    return equation;
  }

  /** The partial derivatives, {@code g1} along x and {@code g2} along y, as they were derived. */
  Equation gradient() {
    return gradient;
  }

  /** The loss at a point. */
  double value(double atX, double atY) {
    run(atX, atY);
    return f[0];
  }

  /** The two partial derivatives at a point. */
  double[] gradient(double atX, double atY) {
    run(atX, atY);
    return new double[] {g1[0], g2[0]};
  }

  private void run(double atX, double atY) {
    x[0] = atX;
    y[0] = atY;
    kernel.run(1, arrays, START);
  }
}

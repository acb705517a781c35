package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An activation as the end of a linear layer: applied in place, together with the bias, and its slope f' at hand for the
 * derivative.
 */
final class FusedActivation {
  // Names that the scalars of an activation are not likely to have.
  private static final String ARGUMENT = "z_";
  private static final String VALUE = "value_";
  private static final String SLOPE = "slope_";
  private static final String BIAS = "bias_";

  /** f(z) = z. */
  static final FusedActivation IDENTITY =
      new FusedActivation(Elementwise.define("identity(z) = z"), new double[0]);

  private final Elementwise f;
  private final double[] scalars;
  private final Elementwise slopeOfValue;
  private final Elementwise curvature;
  private final Equation ofProduct;
  private final Equation ofProductAndBias;

  FusedActivation(Elementwise f, double[] scalars) {
    LayerChecks.activation(f, scalars);
    this.f = f;
    this.scalars = scalars.clone();
    String operand = f.operands().get(0);
    Expression partial = f == Functions.RELU
        ? Expression.parse("where(" + Elementwise.OUTPUT + " > 0, 1, 0)")
        : f.partial(operand).simplify();
    boolean readable = !partial.names().contains(operand);
    this.slopeOfValue = readable ? product("slope", partial, Elementwise.OUTPUT, VALUE) : null;
    Map<String, Expression> inZ = Map.of(operand, Expression.variable(ARGUMENT));
    Expression value = f.equation().expression(Elementwise.OUTPUT).substitute(inZ);
    Expression slope = partial.substitute(inZ).substitute(Map.of(Elementwise.OUTPUT, value));
    Map<String, Expression> outputs =
        readable ? Map.of(VALUE, value) : Map.of(VALUE, value, SLOPE, slope);
    this.ofProduct = Equation.of(outputs);
    this.ofProductAndBias = Equation.of(withBias(outputs));
    this.curvature = readable
        ? null
        : product("curvature", slope.derivative(ARGUMENT).simplify(), ARGUMENT, ARGUMENT);
  }

  private static Map<String, Expression> withBias(Map<String, Expression> outputs) {
    Map<String, Expression> sum = Map.of(ARGUMENT, Expression.parse(ARGUMENT + " + " + BIAS));
    Map<String, Expression> changed = new HashMap<>();
    outputs.forEach((name, expression) -> changed.put(name, expression.substitute(sum)));
    return changed;
  }

  /** An expression in one name times g, as a function of that name, under another, and g. */
  private Elementwise product(String name, Expression factor, String from, String to) {
    Expression renamed = factor.substitute(Map.of(from, Expression.variable(to)));
    Expression product = Expression.parse("g_ * factor_").substitute(Map.of("factor_", renamed));
    return Elementwise.of(
        f.name() + "." + name, List.of(to, "g_"), f.scalars(), product.simplify());
  }

  /** Whether the slope cannot be read from the value. */
  boolean givesSlope() {
    return curvature != null;
  }

  /**
   * Replaces z by f(z + b) in a block of a row-major matrix, and sets the slopes f'(z + b) there.
   *
   * @param slope a matrix like z, null if the slope is not given
   * @param bias one element a column, null for none
   */
  void apply(Tensor z, Tensor slope, Tensor bias, int row, int rows, int column, int columns) {
    if (this == IDENTITY && bias == null) {
      return;
    }
    Kernel kernel = kernel(z.dtype, bias != null);
    int ldz = z.shape[1];
    int from = row * ldz + column;
    Object[] arrays = new Object[kernel.arrays().size()];
    int[] offsets = new int[arrays.length];
    int[] rowStrides = new int[arrays.length];
    int count = 0;
    for (Tensor matrix : new Tensor[] {z, z, slope}) {
      if (matrix != null) {
        arrays[count] = matrix.storage;
        offsets[count] = matrix.offset + from;
        rowStrides[count++] = ldz;
      }
    }
    if (bias != null) {
      arrays[count] = bias.storage;
      offsets[count] = bias.offset + column;
      kernel.run(rows, columns, arrays, offsets, rowStrides, null, values(kernel));
    } else if (columns == ldz) {
      kernel.run(rows * columns, arrays, offsets, values(kernel));
    } else {
      kernel.run(rows, columns, arrays, offsets, rowStrides, null, values(kernel));
    }
  }

  private Kernel kernel(DType dtype, boolean bias) {
    if (givesSlope()) {
      return bias
          ? Kernel.of(ofProductAndBias, dtype, ARGUMENT, VALUE, SLOPE, BIAS)
          : Kernel.of(ofProduct, dtype, ARGUMENT, VALUE, SLOPE);
    }
    return bias
        ? Kernel.of(ofProductAndBias, dtype, ARGUMENT, VALUE, BIAS)
        : Kernel.of(ofProduct, dtype, ARGUMENT, VALUE);
  }

  private double[] values(Kernel kernel) {
    double[] values = new double[kernel.scalars().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scalars[f.scalars().indexOf(kernel.scalars().get(i))];
    }
    return values;
  }

  /** g f', from the value. */
  <A extends Array<A>> A timesSlopeOfValue(A value, A g) {
    return value.elementwise(slopeOfValue, scalars, List.of(value, g));
  }

  /** g f''(z). */
  <A extends Array<A>> A timesCurvature(A z, A g) {
    return z.elementwise(curvature, scalars, List.of(z, g));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FusedActivation activation
        && activation.f == f
        && Arrays.equals(activation.scalars, scalars);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(f);
  }
}

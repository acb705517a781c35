package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An activation as the end of a larger operation: applied in place, and its slope f' at hand for the derivative. */
final class FusedActivation {
  // Names that the scalars of an activation are not likely to have.
  private static final String ARGUMENT = "z_";
  private static final String VALUE = "value_";
  private static final String SLOPE = "slope_";

  private final Elementwise f;
  private final double[] scalars;
  private final Elementwise slopeOfValue;
  private final Elementwise curvature;
  private final Equation both;

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
    this.both = readable ? null : Equation.of(Map.of(VALUE, value, SLOPE, slope));
    this.curvature = readable
        ? null
        : product("curvature", slope.derivative(ARGUMENT).simplify(), ARGUMENT, ARGUMENT);
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
    return both != null;
  }

  /** Replaces the elements of a row-major tensor by their values. */
  Tensor inPlace(Tensor z) {
    if (z.size > 0) {
      ElementwiseLoop.into(f, scalars, new Tensor[] {z}, z);
    }
    return z;
  }

  /** Replaces the elements of a row-major tensor by their values, and returns the slopes. */
  Tensor inPlaceWithSlope(Tensor z) {
    Tensor slope = Tensor.unwritten(z.dtype, z.shape, z.size);
    Kernel kernel = kernel(z.dtype);
    double[] values = kernel.scalars().stream()
        .mapToDouble(name -> scalars[f.scalars().indexOf(name)])
        .toArray();
    Object[] arrays = {z.storage, z.storage, slope.storage};
    kernel.run(z.size, arrays, new int[] {z.offset, z.offset, 0}, values);
    return slope;
  }

  private Kernel kernel(DType dtype) {
    return Kernel.of(both, dtype, ARGUMENT, VALUE, SLOPE);
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

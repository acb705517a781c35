package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Deferred;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Operand;
import java.util.ArrayList;
import java.util.List;

/** The rule of all elementwise functions: their derivatives follow from their equations. */
final class ElementwiseRules {
  private ElementwiseRules() {}

  /**
   * Corresponding elements, by an equation y = f(a, b, ...).
   *
   * <pre>
   * pullback       ga = g * dy/da                       one kernel for each operand
   * pushforward    dy = dy/da * da + dy/db * db ...     one kernel
   * </pre>
   */
  static final class Apply implements Operation {
    private final Elementwise f;
    private final double[] scalars;
    private ElementwiseDerivative derivative;

    Apply(Elementwise f, double[] scalars) {
      this.f = f;
      this.scalars = scalars;
    }

    /** Looked up where it is needed only: constants have no use for it, and a last derivative has none. */
    private ElementwiseDerivative derivative() {
      if (derivative == null) {
        derivative = ElementwiseDerivative.of(f);
      }
      return derivative;
    }

    @Override
    public String name() {
      return f.name();
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).elementwise(f, scalars, operands);
    }

    /** The value, to be computed when it is asked for. */
    Operand deferred(List<Variable> operands) {
      List<Operand> given = new ArrayList<>(operands.size());
      for (int i = 0; i < operands.size(); i++) {
        given.add(operands.get(i).operand);
      }
      return Deferred.of(f, scalars, given);
    }

    @Override
    public boolean isDifferentiable(int operand) {
      return !derivative().isZero(operand);
    }

    @Override
    public long keeps(long active) {
      return derivative().keeps(active);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return derivative().pullback(operand).apply(scalars, at, g);
    }

    @Override
    public Variable pushforward(Variable[] tangents, Node at) {
      return derivative().pushforward(tangents).apply(scalars, at, tangents);
    }
  }
}

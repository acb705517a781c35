package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * An operation of a user, from its value and its pullback; the pushforward follows, as the pullback's transpose.
 *
 * <pre>{@code
 * // The gradient of a step function, as if it were a sigmoid.
 * CustomRule spike = CustomRule.of("spike",
 *     x -> x.get(0).greater(Tensor.zeros(DType.F64)),
 *     (x, y, g) -> List.of(x.get(0).sigmoid().mul(x.get(0).neg().sigmoid()).mul(g)));
 * Variable out = spike.at(x);
 * }</pre>
 *
 * <p>The pullback is written in the vocabulary, so it can be differentiated in turn; of the rule itself it is trusted:
 * {@link Autodiff#gradientCheck} tells whether it belongs to the value.
 */
public final class CustomRule implements Differentiable {
  private final String name;
  private final Function<List<Tensor>, Tensor> value;
  private final Rule pullback;

  /** The cotangents of the operands. */
  @FunctionalInterface
  public interface Rule {
    /**
     * The cotangent of each operand, J'g.
     *
     * @param x the operands
     * @param y the result
     * @param g the cotangent of the result
     * @return one for each operand and of its shape; null where it is zero
     */
    List<Variable> apply(List<Variable> x, Variable y, Variable g);
  }

  private CustomRule(String name, Function<List<Tensor>, Tensor> value, Rule pullback) {
    this.name = name;
    this.value = value;
    this.pullback = pullback;
  }

  /**
   * A rule.
   *
   * @param name what it is called in error texts
   * @param value what it computes; operands must not be modified
   * @param pullback its derivative, as one thinks it should be
   */
  public static CustomRule of(String name, Function<List<Tensor>, Tensor> value, Rule pullback) {
    return new CustomRule(name, value, pullback);
  }

  /** Applies the rule. */
  public Variable at(Variable... operands) {
    return operands[0].apply(this, List.of(operands)).get(0);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return List.of(value.apply(operands));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    List<Variable> pulled = pullback.apply(
        Structure.variables(operands),
        Structure.variable(results.get(0)),
        Structure.variable(cotangents.get(0)));
    Checks.cotangents(this, operands, pulled);
    return Structure.like(operands.get(0), pulled);
  }

  /** Jv is the transpose of g -> J'g, applied to v. */
  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    List<Variable> x = Structure.variables(operands);
    Variable y = Structure.variable(results.get(0));
    Variable[] v = new Variable[x.size()];
    Arrays.setAll(v, i -> tangents.get(i) == null ? null : Structure.variable(tangents.get(i)));
    Variable jv = Autodiff.grad(g -> inner(pullback.apply(x, y, g), v, y), y);
    return Structure.like(operands.get(0), List.of(jv));
  }

  private static Variable inner(List<Variable> pulled, Variable[] v, Variable y) {
    Variable sum = y.constant(Tensor.zeros(y.dtype()));
    for (int i = 0; i < v.length; i++) {
      if (v[i] != null && pulled.get(i) != null) {
        sum = sum.add(pulled.get(i).mul(v[i]).sum());
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return name;
  }
}

package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a function that keeps nothing but its arguments, and is computed again when its derivative is asked for.
 *
 * <p>Source: Griewank 1992; Chen, Xu, Zhang and Guestrin 2016 (arXiv:1604.06174).
 */
final class Checkpoint implements Differentiable {
  private final Function<List<Variable>, Variable> f;

  Checkpoint(Function<List<Variable>, Variable> f) {
    this.f = f;
  }

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Variable result = f.apply(operands.stream().map(Variable::of).toList());
    Checks.closed(result);
    return List.of(result.value());
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    Linearization<List<Variable>, Variable> again = again(operands, results);
    Variable g = Structure.variable(cotangents.get(0));
    return Structure.like(operands.get(0), again.pull(g, true));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    Variable[] v = new Variable[operands.size()];
    Arrays.setAll(v, i -> tangents.get(i) == null ? null : Structure.variable(tangents.get(i)));
    return Structure.like(operands.get(0), again(operands, results).pushAll(Arrays.asList(v)));
  }

  private <A extends Array<A>> Linearization<List<Variable>, Variable> again(
      List<A> operands, List<A> results) {
    List<Variable> x = Structure.variables(operands);
    Linearization<List<Variable>, Variable> again = new Linearization<>(
        name(), Structure.list(x.get(0)), Structure.one(x.get(0)), Autodiff.flatList(f), x);
    Checks.sameAgain(results.get(0).value(), again.value().value());
    return again;
  }
}

package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One result of an operation that brings its own derivative.
 *
 * <p>The values of all results are computed once, before any is recorded. The cotangents of several results are pulled
 * back one by one, which gives the same sum, since a pullback is linear.
 *
 * @param operation the operation
 * @param values all its results; at every level of nesting the same numbers
 * @param index which result this is
 */
record DifferentiableRule(Differentiable operation, List<Variable> values, int index)
    implements Operation {

  /** Computes and records all results. */
  static List<Variable> apply(Differentiable operation, List<Variable> operands) {
    List<Tensor> values = operation.value(operands.stream().map(Variable::value).toList());
    return record(operation, values.stream().map(Variable::of).toList(), operands);
  }

  private static List<Variable> record(
      Differentiable operation, List<Variable> values, List<Variable> operands) {
    List<Variable> results = new ArrayList<>(values.size());
    for (int j = 0; j < values.size(); j++) {
      results.add(Tape.apply(new DifferentiableRule(operation, values, j), operands));
    }
    return results;
  }

  @Override
  public String name() {
    return operation.name();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <A extends Array<A>> A apply(List<A> operands) {
    // Variables are taken apart by the tape; what arrives here are tensors.
    return (A) values.get(index).value();
  }

  @Override
  public long keeps(long active) {
    return operation.readsOperands() ? ~Operation.RESULT : 0;
  }

  @Override
  public Variable pullback(int operand, Variable g, Node at) {
    return pullbacks(g, at)[operand];
  }

  @Override
  public Variable[] pullbacks(Variable g, Node at) {
    boolean[] wanted = new boolean[at.parents.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = at.parents[i] != Node.NOWHERE;
    }
    List<Variable> operands = operands(at);
    List<Variable> results = results(operands);
    List<Variable> cotangents = nulls(values.size());
    cotangents.set(index, g);
    return operation.pullback(operands, results, cotangents, wanted).toArray(Variable[]::new);
  }

  @Override
  public Variable pushforward(Variable[] tangents, Node at) {
    List<Variable> operands = operands(at);
    return operation
        .pushforward(operands, results(operands), Arrays.asList(tangents))
        .get(index);
  }

  private List<Variable> operands(Node at) {
    List<Variable> operands = nulls(at.parents.length);
    for (int i = 0; operation.readsOperands() && i < operands.size(); i++) {
      operands.set(i, at.operand(i));
    }
    return operands;
  }

  /** The results as functions of the operands, below the tape. */
  private List<Variable> results(List<Variable> operands) {
    if (!operation.readsResults()) {
      return nulls(values.size());
    }
    for (Variable value : values) {
      Checks.unchanged(this, Checks.RESULT, value);
    }
    return record(operation, values, operands);
  }

  private static List<Variable> nulls(int n) {
    return Arrays.asList(new Variable[n]);
  }
}

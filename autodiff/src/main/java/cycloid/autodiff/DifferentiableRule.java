package cycloid.autodiff;

import cycloid.tensor.Accumulating;
import cycloid.tensor.Affine;
import cycloid.tensor.Arena;
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
    return record(operation, constants(Tape.values(operation, operands)), operands);
  }

  private static List<Variable> constants(List<Tensor> values) {
    Variable[] constants = new Variable[values.size()];
    for (int j = 0; j < constants.length; j++) {
      constants[j] = new Variable(values.get(j));
    }
    return Arrays.asList(constants);
  }

  /**
   * Whether an operation is one of the library, which lets go of the tensors that it is given; one of a user may do what it
   * likes with them.
   */
  static boolean keepsNothing(Differentiable operation) {
    return operation.getClass().getName().startsWith("cycloid.tensor.");
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
    return (A) values.get(index).numbers();
  }

  @Override
  public long keeps(long active) {
    return keepsOperands() ? ~Operation.RESULT : 0;
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
    if (!keepsNothing(operation)) {
      g.numbers();
      return Arena.outside(() -> computed(pullbacks(operands, g, wanted)));
    }
    if (at.isLinear || at.slopes != null) {
      return chained((Affine) operation, operands, g.numbers(), at, wanted);
    }
    return g.tape == null && isConstant(operands)
        ? numbers(operands, g, at.known, wanted)
        : pullbacks(operands, g, wanted);
  }

  /** Whether the pullback adds to what is known of cotangents. */
  boolean accumulates() {
    return operation instanceof Accumulating && keepsNothing(operation);
  }

  /** The slopes of a linear layer whose value this is, if they are one of its results; otherwise null. */
  Tensor slopes() {
    boolean given = index == 0 && operation instanceof Affine affine && affine.givesSlope();
    return given ? resultNumbers().get(1) : null;
  }

  /** The cotangents of a linear layer that passes on, or was passed, one that has gone through an activation. */
  private Variable[] chained(
      Affine affine, List<Variable> operands, Tensor g, Node at, boolean[] wanted) {
    List<Tensor> x = numbers(operands);
    Tensor[] cotangents = new Tensor[values.size()];
    cotangents[index] = g;
    Tensor linear =
        at.isLinear ? g : affine.linearCotangent(x, resultNumbers(), Arrays.asList(cotangents));
    return constants(x.size(), affine.linearPullback(x, linear, at.slopes, wanted));
  }

  private static Variable[] constants(int count, List<Tensor> pulled) {
    Variable[] variables = new Variable[count];
    for (int i = 0; i < count; i++) {
      variables[i] = pulled.get(i) == null ? null : new Variable(pulled.get(i));
    }
    return variables;
  }

  private Variable[] pullbacks(List<Variable> operands, Variable g, boolean[] wanted) {
    List<Variable> cotangents = nulls(values.size());
    cotangents.set(index, g);
    return operation
        .pullback(operands, results(operands), cotangents, wanted)
        .toArray(Variable[]::new);
  }

  /** What a rule of a user made has its numbers here, where they are its own. */
  private static Variable[] computed(Variable[] variables) {
    for (Variable variable : variables) {
      if (variable != null) {
        variable.numbers();
      }
    }
    return variables;
  }

  private static boolean isConstant(List<Variable> operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) != null && operands.get(i).tape != null) {
        return false;
      }
    }
    return true;
  }

  /** The cotangents where nothing is recorded: tensors do, without variables around them. */
  private Variable[] numbers(
      List<Variable> operands, Variable g, List<Tensor> known, boolean[] wanted) {
    Tensor[] ofResults = new Tensor[values.size()];
    ofResults[index] = g.numbers();
    List<Tensor> cotangents = Arrays.asList(ofResults);
    List<Tensor> x = numbers(operands);
    List<Tensor> pulled = known == null
        ? operation.pullback(x, resultNumbers(), cotangents, wanted)
        : ((Accumulating) operation)
            .accumulatedPullback(x, resultNumbers(), cotangents, wanted, known);
    return constants(operands.size(), pulled);
  }

  /** What the operands of a node are, as far as the derivative reads them; null elsewhere. */
  List<Tensor> operandNumbers(Node at) {
    return numbers(operands(at));
  }

  private static List<Tensor> numbers(List<Variable> operands) {
    Tensor[] tensors = new Tensor[operands.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = operands.get(i) == null ? null : operands.get(i).numbers();
    }
    return Arrays.asList(tensors);
  }

  /** What the results are, if the derivative reads them; otherwise null for each. */
  List<Tensor> resultNumbers() {
    Tensor[] results = new Tensor[values.size()];
    for (int j = 0; operation.readsResults() && j < results.length; j++) {
      Checks.unchanged(this, Checks.RESULT, values.get(j));
      results[j] = values.get(j).numbers();
    }
    return Arrays.asList(results);
  }

  @Override
  public Variable pushforward(Variable[] tangents, Node at) {
    List<Variable> operands = operands(at);
    return operation
        .pushforward(operands, results(operands), Arrays.asList(tangents))
        .get(index);
  }

  /** Results that are read must be known as functions of the operands, to be differentiated in turn. */
  private boolean keepsOperands() {
    return operation.readsOperands() || operation.readsResults();
  }

  private List<Variable> operands(Node at) {
    List<Variable> operands = nulls(at.parents.length);
    for (int i = 0; keepsOperands() && i < operands.size(); i++) {
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

package cycloid.autodiff;

import cycloid.tensor.Affine;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Norms of the gradients of single examples, from one sweep over the tape of all: where an array that is differentiated for
 * meets the examples, in a layer, what it would get from each example is known without being summed.
 *
 * <pre>
 * y[i] = W x[i] + b                     |gW[i]|^2 = |g[i]|^2 |x[i]|^2,  |gb[i]|^2 = |g[i]|^2
 * y[i,t] = W x[i,t] + b                 |gW[i]|^2 = sum_st (g[i,s] . g[i,t]) (x[i,s] . x[i,t]),  gb[i] = sum_t g[i,t]
 * y = f(x, w), w repeated               the cotangent before it is summed over the examples
 * other operations (convolution)        the layer's pullback example by example, one gradient at a time
 * </pre>
 *
 * <p>Source: Goodfellow 2015 (arXiv:1510.01799); the second form: Li et al. 2022 (arXiv:2110.05679).
 */
final class ExampleNorms {
  static final String OP = "exampleGradientNorms";
  private static final int NONE = -1;

  private final Tape tape;
  private final int count;
  private final int examples;

  /** For each node the array that it is, or is a view of. */
  private final int[] arrayOf;

  private final Tensor[] squares;
  private final String[] usedBy;

  private ExampleNorms(Tape tape, int count, int examples) {
    this.tape = tape;
    this.count = count;
    this.examples = examples;
    this.arrayOf = new int[tape.size()];
    this.squares = new Tensor[count];
    this.usedBy = new String[count];
    for (int i = 0; i < arrayOf.length; i++) {
      arrayOf[i] = i < count ? i : viewed(tape.node(i));
    }
  }

  static List<Tensor> of(Function<List<Variable>, Variable> losses, List<Tensor> xs) {
    List<Variable> inputs = new ArrayList<>();
    xs.forEach(x -> inputs.add(new Variable(x)));
    Checks.inputs(OP, inputs);
    Tape tape = Tape.record(OP, Autodiff.flatList(losses), inputs);
    Variable output = tape.outputs().get(0);
    Checks.vectorOfLosses(OP, output);
    int n = output.size();
    ExampleNorms norms = new ExampleNorms(tape, xs.size(), n);
    norms.sweep(new Variable(Tensor.ones(output.dtype(), n)));
    List<Tensor> found = new ArrayList<>();
    for (int k = 0; k < xs.size(); k++) {
      Tensor square = norms.squares[k];
      found.add(square == null ? Tensor.zeros(xs.get(k).dtype(), n) : square.sqrt());
    }
    return found;
  }

  /** The array that a node shows in another shape or order of axes, which changes no norm. */
  private int viewed(Node node) {
    boolean view = node.operation instanceof MovementRules.Reshape
        || node.operation instanceof MovementRules.Permute;
    return view ? arrayOf[node.parents[0]] : NONE;
  }

  private void sweep(Variable ones) {
    Variable[] g = new Variable[tape.size()];
    int output = tape.outputIndex();
    if (output == Node.NOWHERE) {
      return;
    }
    Checks.throughLayers(OP, arrayOf[output] == NONE);
    g[output] = ones;
    for (int i = tape.size() - 1; i >= count; i--) {
      if (g[i] != null) {
        pull(tape.node(i), g[i], g);
        g[i] = null;
      }
    }
  }

  private void pull(Node node, Variable g, Variable[] cotangents) {
    int[] data = node.parents.clone();
    for (int k = 0; k < data.length; k++) {
      int array = data[k] == Node.NOWHERE ? NONE : arrayOf[data[k]];
      if (array != NONE) {
        Checks.usedOnce(OP, array, usedBy[array], node.operation.name());
        usedBy[array] = node.operation.name();
        squares[array] = squares(node, k, g);
        data[k] = Node.NOWHERE;
      }
    }
    tape.pull(node.withParents(data), g, cotangents);
  }

  // ---- the squares of one operation

  /** |gradient|^2 of an operand for each example. */
  private Tensor squares(Node node, int k, Variable g) {
    if (node.operation instanceof DifferentiableRule rule
        && rule.operation() instanceof Affine affine
        && affine.isParameter(k, node.parents.length)) {
      return ofAffine(affine, rule, node, k, g.numbers());
    }
    if (node.operation instanceof LinearAlgebraRules.Matmul product
        && k == 1
        && product.rankA() >= 2
        && product.rankB() == 2) {
      return ofProduct(node.operand(0).numbers(), g.numbers());
    }
    int[] only = new int[node.parents.length];
    Arrays.fill(only, Node.NOWHERE);
    only[k] = node.parents[k];
    Variable pulled = node.operation.pullbacks(g, node.withParents(only))[k];
    if (pulled == null) {
      return Tensor.zeros(g.dtype(), examples);
    }
    int[] shape = node.operandShape(k);
    boolean apart =
        node.operation instanceof ElementwiseRules.Apply || !Arrays.equals(pulled.shape(), shape);
    if (apart) {
      return ofRepeated(node, pulled.numbers(), shape);
    }
    if (node.operation instanceof DifferentiableRule rule) {
      return oneByOne(rule, node, k, g.numbers());
    }
    throw Checks.notApart(OP, node, pulled, examples);
  }

  private Tensor ofAffine(Affine affine, DifferentiableRule rule, Node node, int k, Tensor g) {
    List<Tensor> operands = rule.operandNumbers(node);
    Tensor[] cotangents = new Tensor[rule.values().size()];
    cotangents[rule.index()] = g;
    Tensor linear =
        affine.linearCotangent(operands, rule.resultNumbers(), Arrays.asList(cotangents));
    if (k == 1) {
      return ofProduct(operands.get(0), linear);
    }
    checkExamples(node, linear);
    return rowSquares(positions(linear).sum(1));
  }

  /** For y[i,t] = W x[i,t], from x and g. */
  private Tensor ofProduct(Tensor x, Tensor g) {
    Checks.examplesFirst(OP, x, examples);
    if (x.rank() == 2) {
      return rowSquares(x).mul(rowSquares(g));
    }
    Tensor xs = positions(x);
    Tensor gs = positions(g);
    int positions = xs.size(1);
    int in = xs.size(2);
    int out = gs.size(2);
    if ((long) positions * (in + out) <= (long) in * out) {
      Tensor products = xs.matmul(xs.matrixTranspose()).mul(gs.matmul(gs.matrixTranspose()));
      // Rounding may leave a little less than nothing.
      return products.sum(1, 2).clipMin(0);
    }
    Tensor squares = Tensor.zeros(x.dtype(), examples);
    for (int i = 0; i < examples; i++) {
      Tensor gradient = gs.select(0, i).transpose().matmul(xs.select(0, i));
      squares.set(gradient.square().sum().item(), i);
    }
    return squares;
  }

  /** As (examples, positions, width). */
  private Tensor positions(Tensor x) {
    int width = x.size(-1);
    int rest = examples * width == 0 ? 0 : x.size() / (examples * width);
    return x.reshape(examples, rest, width);
  }

  /** A cotangent that has the examples along its first axis; it is summed where the operand is repeated within an example. */
  private Tensor ofRepeated(Node node, Tensor pulled, int[] shape) {
    checkExamples(node, pulled);
    int added = pulled.rank() - shape.length;
    List<Integer> axes = new ArrayList<>();
    for (int axis = 1; axis < pulled.rank(); axis++) {
      if (axis < added || shape[axis - added] != pulled.size(axis)) {
        axes.add(axis);
      }
    }
    int[] repeated = axes.stream().mapToInt(Integer::intValue).toArray();
    return rowSquares(repeated.length == 0 ? pulled : pulled.sum(repeated, true));
  }

  private void checkExamples(Node node, Tensor pulled) {
    if (pulled.rank() == 0 || pulled.size(0) != examples) {
      throw Checks.notApart(OP, node, new Variable(pulled), examples);
    }
  }

  /** The pullback of each example alone. */
  private Tensor oneByOne(DifferentiableRule rule, Node node, int k, Tensor g) {
    boolean[] wanted = new boolean[node.parents.length];
    wanted[k] = true;
    Tensor squares = Tensor.zeros(g.dtype(), examples);
    Checks.examplesFirst(OP, g, examples);
    List<Tensor> operands = rule.operandNumbers(node);
    Differentiable one = rule.operation().ofOneExample();
    for (int i = 0; i < examples; i++) {
      Tensor[] cotangents = new Tensor[rule.values().size()];
      cotangents[rule.index()] = g.narrow(0, i, i + 1);
      List<Tensor> of = example(operands, k, i);
      List<Tensor> results = example(rule.resultNumbers(), NONE, i);
      Tensor gradient =
          one.pullback(of, results, Arrays.asList(cotangents), wanted).get(k);
      squares.set(gradient.square().sum().item(), i);
    }
    return squares;
  }

  /** The part of tensors that belongs to an example; what is no array of examples, and the one that all share, are whole. */
  private List<Tensor> example(List<Tensor> tensors, int shared, int i) {
    List<Tensor> parts = new ArrayList<>();
    for (int j = 0; j < tensors.size(); j++) {
      Tensor tensor = tensors.get(j);
      boolean all = j == shared || tensor == null || tensor.rank() == 0;
      parts.add(all || tensor.size(0) != examples ? tensor : tensor.narrow(0, i, i + 1));
    }
    return parts;
  }

  private Tensor rowSquares(Tensor x) {
    return x.size() == 0
        ? Tensor.zeros(x.dtype(), examples)
        : x.reshape(examples, x.size() / examples).square().sum(1);
  }
}

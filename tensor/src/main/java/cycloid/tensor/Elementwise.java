package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named function of corresponding elements: its equation, and the derivatives that follow from it.
 *
 * <pre>
 * static final Elementwise LEAKY_RELU = Elementwise.define("leakyRelu(x; slope) = where(x &gt; 0, x, slope * x)");
 * static final Elementwise TANH = Elementwise.define("tanh(x) = tanh(x)").derivative("x", "1 - y^2");
 * </pre>
 *
 * <p>Operands stand before the semicolon, scalars after it; {@code y} is the result. Immutable.
 */
public final class Elementwise {
  /** The name of the result, in the equation and in derivatives. */
  public static final String OUTPUT = "y";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name;
  private final List<String> operands;
  private final List<String> scalars;
  private final Equation equation;
  private final Map<String, Expression> partials;
  private final int number = NUMBERS.incrementAndGet();
  private final int[] readOperands;
  private final int[] readScalars;
  private int cost = -1;
  private final Kernel[] kernels = new Kernel[DType.values().length];

  private Elementwise(
      String name,
      List<String> operands,
      List<String> scalars,
      Equation equation,
      Map<String, Expression> partials) {
    this.name = name;
    this.operands = operands;
    this.scalars = scalars;
    this.equation = equation;
    this.partials = partials;
    List<String> read = new ArrayList<>(operands);
    read.retainAll(equation.inputs());
    this.readOperands = positions(operands, read);
    this.readScalars = positions(scalars, equation.inputs());
  }

  /**
   * Defines a function by its text {@code name(operands; scalars) = expression}.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the text has another form, a name is used twice or is not
   * declared, or the
   *            expression is malformed
   * </pre>
   */
  public static Elementwise define(String text) {
    Definition head = Definition.head(text);
    String body = Definition.body(text);
    if (head == null || body == null) {
      throw Checks.definition(text);
    }
    return of(head.name(), head.operands(), head.scalars(), Expression.parse(body));
  }

  /** Defines a function by its expression in operands and scalars. */
  public static Elementwise of(
      String name, List<String> operands, List<String> scalars, Expression expression) {
    List<String> declared = new ArrayList<>(operands);
    declared.addAll(scalars);
    Checks.declaredNames(name, operands, declared);
    Checks.usedNames(name, expression.names(), declared);
    Equation equation = Equation.of(Map.of(OUTPUT, expression));
    return new Elementwise(
        name, List.copyOf(operands), List.copyOf(scalars), equation, new HashMap<>());
  }

  /**
   * The same function with a derivative given, where a better conditioned form is known than the symbolic one.
   *
   * @param operand the operand x of dy/dx
   * @param text an expression in operands, scalars and the result {@code y}
   */
  public Elementwise derivative(String operand, String text) {
    Checks.operand(this, operand);
    Expression partial = Expression.parse(text);
    Set<String> known = new HashSet<>(operands);
    known.addAll(scalars);
    known.add(OUTPUT);
    Checks.usedNames(name + ": d/d" + operand, partial.names(), known);
    Map<String, Expression> given = new HashMap<>(partials);
    given.put(operand, partial);
    return new Elementwise(name, operands, scalars, equation, given);
  }

  /** What the function is called, in error texts too. */
  public String name() {
    return name;
  }

  /** The names of the operands, in order. */
  public List<String> operands() {
    return operands;
  }

  /** The names of the scalars, in order. */
  public List<String> scalars() {
    return scalars;
  }

  /** The equation {@code y = ...}. */
  public Equation equation() {
    return equation;
  }

  /**
   * The derivative dy/d(operand), in operands, scalars and the result: wherever the formula of the result stands in the
   * derivative, {@code y} stands for it, so that nothing is computed twice.
   */
  public Expression partial(String operand) {
    Checks.operand(this, operand);
    synchronized (partials) {
      return partials.computeIfAbsent(operand, this::symbolicPartial);
    }
  }

  private Expression symbolicPartial(String operand) {
    Expression y = equation.expression(OUTPUT);
    return y.derivative(operand).replace(y, Expression.variable(OUTPUT));
  }

  // ---- for the loop that runs it, and for regions

  /** A number that no other function has. */
  int number() {
    return number;
  }

  /** What an element costs, see {@link Expression#cost}. */
  int cost() {
    if (cost < 0) {
      cost = equation.expression(OUTPUT).cost();
    }
    return cost;
  }

  /** The kernel of the operands that the equation reads, then {@code y}; kept here, a global cache costs too much. */
  Kernel kernel(DType dtype) {
    Kernel kernel = kernels[dtype.ordinal()];
    if (kernel == null) {
      List<String> arrays = new ArrayList<>(operands);
      arrays.retainAll(equation.inputs());
      arrays.add(OUTPUT);
      kernel = Kernel.of(equation, dtype, arrays.toArray(String[]::new));
      kernels[dtype.ordinal()] = kernel;
    }
    return kernel;
  }

  /** The kernel's arrays: the operands that the equation reads, then the result. */
  Tensor[] arrays(Tensor[] values, Tensor result) {
    Tensor[] arrays = new Tensor[readOperands.length + 1];
    for (int i = 0; i < readOperands.length; i++) {
      arrays[i] = values[readOperands[i]];
    }
    arrays[readOperands.length] = result;
    return arrays;
  }

  /** The kernel's scalars: those that the equation reads, in the order in which it does. */
  double[] kernelScalars(double[] values) {
    if (inOrder(readScalars, values.length)) {
      return values;
    }
    double[] read = new double[readScalars.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = values[readScalars[i]];
    }
    return read;
  }

  /** The positions in `declared` of those names of `order` that are in it. */
  private static int[] positions(List<String> declared, List<String> order) {
    return order.stream().mapToInt(declared::indexOf).filter(i -> i >= 0).toArray();
  }

  private static boolean inOrder(int[] positions, int length) {
    if (positions.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (positions[i] != i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String parameters =
        String.join(", ", operands) + (scalars.isEmpty() ? "" : "; " + String.join(", ", scalars));
    return name + "(" + parameters + ") = " + equation.expression(OUTPUT).text();
  }
}

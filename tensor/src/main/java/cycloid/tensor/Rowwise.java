package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import cycloid.simd.RowDerivative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A named function of rows, reductions included: its equation, which runs as one kernel while a row is in the cache, and
 * the derivatives of any order that follow from it, which are functions of rows too.
 *
 * <pre>
 * static final Rowwise SOFTMAX = Rowwise.define("softmax(x)", """
 *     e = exp(x - detach(max(x)))
 *     y = e / sum(e)
 *     """).pullback("x", "y * (g - sum(g * y))");
 * </pre>
 *
 * <p>Operands stand before the semicolon, scalars after it; {@code y} is the result, the other names that are assigned are
 * temporary. A result that depends on the row only through reductions has one value a row. {@code sum mean max min norm}
 * and {@code dot} reduce over the row; ties of max and min share the derivative equally; {@code detach} makes a constant
 * for the derivative of what cancels. Immutable.
 */
public final class Rowwise {
  /** The name of the result, in the equation and in derivatives. */
  public static final String RESULT = "y";

  /** The name of the result's cotangent in a pullback that is given. */
  public static final String COTANGENT = "g";

  private final String name;
  private final List<Row> operands;
  private final List<String> scalars;
  private final List<Row> results;
  private final List<Expression> formulas;
  private final Map<String, Expression> givenPullbacks;
  private final Equation equation;
  private final List<String> arrays;
  private final int[] readOperands;
  private final int[] readScalars;
  private final boolean[] perLane;
  private final Kernel[] kernels = new Kernel[DType.values().length];
  private final Map<RowRule.Request, RowRule> rules = new ConcurrentHashMap<>();

  /**
   * An operand or a result.
   *
   * @param name its name in formulas
   * @param perLane whether it has a value for each lane, not one a row
   */
  record Row(String name, boolean perLane) {}

  Rowwise(
      String name,
      List<Row> operands,
      List<String> scalars,
      List<Row> results,
      List<Expression> formulas,
      Map<String, Expression> givenPullbacks) {
    this.name = name;
    this.operands = List.copyOf(operands);
    this.scalars = List.copyOf(scalars);
    this.results = List.copyOf(results);
    this.formulas = List.copyOf(formulas);
    this.givenPullbacks = Map.copyOf(givenPullbacks);
    Map<String, Expression> outputs = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      outputs.put(results.get(i).name, formulas.get(i));
    }
    this.equation = Equation.of(outputs);
    this.arrays = new ArrayList<>();
    operands.stream().map(Row::name).filter(equation.inputs()::contains).forEach(arrays::add);
    results.stream().map(Row::name).forEach(arrays::add);
    this.readOperands = IntStream.range(0, operands.size())
        .filter(i -> arrays.contains(operands.get(i).name))
        .toArray();
    this.perLane = new boolean[arrays.size()];
    Stream.concat(operands.stream(), results.stream())
        .filter(row -> row.perLane && arrays.contains(row.name))
        .forEach(row -> perLane[arrays.indexOf(row.name)] = true);
    this.readScalars = equation.inputs().stream()
        .filter(scalars::contains)
        .mapToInt(scalars::indexOf)
        .toArray();
  }

  /**
   * Defines a function by its head {@code name(operands; scalars)} and its equation, which assigns {@code y}.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the head has another form, a name is used twice or is not declared, or the
   *            equation is malformed or does not assign y
   * </pre>
   */
  public static Rowwise define(String head, String equation) {
    Definition definition = Definition.head(head);
    if (definition == null) {
      throw Checks.definition(head);
    }
    Equation parsed = Equation.parse(equation);
    List<String> declared = new ArrayList<>(definition.operands());
    declared.addAll(definition.scalars());
    Checks.declaredNames(definition.name(), definition.operands(), declared);
    Expression formula = parsed.expression(RESULT);
    Checks.usedNames(definition.name(), formula.names(), declared);
    List<Row> operands =
        definition.operands().stream().map(operand -> new Row(operand, true)).toList();
    boolean perLane = RowDerivative.isPerLane(formula, Set.copyOf(definition.operands()));
    return new Rowwise(
        definition.name(),
        operands,
        definition.scalars(),
        List.of(new Row(RESULT, perLane)),
        List.of(formula),
        Map.of());
  }

  /**
   * The same function with the cotangent of an operand given, where a better form is known than the symbolic one.
   *
   * @param operand the operand whose cotangent it is
   * @param text a formula in operands, scalars, the result {@code y} and its cotangent {@code g}; on several lines an
   *     equation that assigns it, {@code dx} for an operand x
   */
  public Rowwise pullback(String operand, String text) {
    Expression formula = text.contains("\n")
        ? Equation.parse(text).expression("d" + operand)
        : Expression.parse(text);
    Set<String> known = new HashSet<>(scalars);
    operands.forEach(row -> known.add(row.name));
    Checks.usedNames(name, Set.of(operand), known);
    known.add(RESULT);
    known.add(COTANGENT);
    Checks.usedNames(name + ": pullback to " + operand, formula.names(), known);
    Map<String, Expression> given = new HashMap<>(givenPullbacks);
    given.put(operand, formula);
    return new Rowwise(name, operands, scalars, results, formulas, given);
  }

  /** What the function is called, in error texts too. */
  public String name() {
    return name;
  }

  /** The equation of its results. */
  public Equation equation() {
    return equation;
  }

  /**
   * The results for rows along an axis.
   *
   * <pre>
   * Shapes:    operands broadcast together; a result with one value a row has extent 1 along the axis
   * DType:     all equal; results have the same
   * Errors:    IllegalArgumentException when shapes do not broadcast, dtypes differ, or there is no such axis
   * </pre>
   *
   * @param axis counted from the last one, which is -1, or from the first operand's first one, which is 0
   */
  public <A extends Array<A>> A apply(List<A> operands, int axis, double... scalars) {
    A first = operands.get(0);
    int rank = first.rank();
    int fromEnd = Checks.axis(name, first.shape(), axis) - rank;
    return first
        .apply(new RowOperation(this, fromEnd, -1, scalars.clone()), operands)
        .get(0);
  }

  // ---- for operations that run it, and for its derivatives

  /**
   * Runs over the rows of matrices of one dtype whose lanes are neighbours, as no checks, shapes or broadcasting are: for
   * short rows these take as long as the loop.
   *
   * @param matrices the operands that the equation reads, then the results; (rows, 1) what has one value a row
   */
  void run(int rows, int lanes, Tensor[] matrices, double... scalars) {
    int count = matrices.length;
    Object[] storages = new Object[count];
    int[] offsets = new int[count];
    int[] rowStrides = new int[count];
    int[] laneStrides = new int[count];
    for (int k = 0; k < count; k++) {
      storages[k] = matrices[k].storage;
      offsets[k] = matrices[k].offset;
      rowStrides[k] = matrices[k].strides[0];
      laneStrides[k] = perLane[k] ? 1 : 0;
    }
    kernel(matrices[0].dtype)
        .run(rows, lanes, storages, offsets, rowStrides, laneStrides, kernelScalars(scalars));
  }

  List<Row> operands() {
    return operands;
  }

  List<String> scalars() {
    return scalars;
  }

  List<Row> results() {
    return results;
  }

  List<Expression> formulas() {
    return formulas;
  }

  /** The cotangent of an operand as it was given; null where it is to be derived. */
  Expression givenPullback(String operand) {
    return givenPullbacks.get(operand);
  }

  /** The operands that the equation reads, then the results: the kernel's arrays. */
  Tensor[] arrays(List<Tensor> values, Tensor[] computed) {
    Tensor[] tensors = Arrays.copyOf(computed, readOperands.length + computed.length);
    System.arraycopy(computed, 0, tensors, readOperands.length, computed.length);
    for (int i = 0; i < readOperands.length; i++) {
      tensors[i] = values.get(readOperands[i]);
    }
    return tensors;
  }

  /** Whether an array of the kernel has a value for each lane. */
  boolean isPerLane(int array) {
    return perLane[array];
  }

  Kernel kernel(DType dtype) {
    Kernel kernel = kernels[dtype.ordinal()];
    if (kernel == null) {
      Set<String> rows = new HashSet<>();
      operands.stream().filter(row -> !row.perLane).map(Row::name).forEach(rows::add);
      rows.retainAll(arrays);
      kernel = Kernel.of(equation, dtype, rows, arrays.toArray(String[]::new));
      kernels[dtype.ordinal()] = kernel;
    }
    return kernel;
  }

  /** The kernel's scalars, in the order in which the equation reads them. */
  double[] kernelScalars(double[] values) {
    double[] read = new double[readScalars.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = values[readScalars[i]];
    }
    return read;
  }

  /** A derivative; the same object for the same request. */
  RowRule rule(RowRule.Request request) {
    return rules.computeIfAbsent(request, asked -> RowRule.of(this, asked));
  }
}

package cycloid.simd;

import static cycloid.simd.Operation.COUNT;
import static cycloid.simd.Operation.DETACH;
import static cycloid.simd.Operation.DIV;
import static cycloid.simd.Operation.EXP;
import static cycloid.simd.Operation.EXP_DOWN;
import static cycloid.simd.Operation.LARGEST;
import static cycloid.simd.Operation.MEAN;
import static cycloid.simd.Operation.MUL;
import static cycloid.simd.Operation.POW;
import static cycloid.simd.Operation.SQRT;
import static cycloid.simd.Operation.SUB;
import static cycloid.simd.Operation.SUM;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of an equation for one dtype: what is computed once a call, once a row, and in which loop over the lanes.
 *
 * <p>A value has a rate. It is <em>uniform</em> if it depends on scalars, row arrays and reductions only: it is then
 * computed once, in double, and rounded to the dtype where a lane uses it. Otherwise it is computed lane by lane in the dtype. A loop
 * must end before its reductions are known, so a value has a stage: the number of loops that must run before it. Loop s
 * computes what the reductions of stage s need; the last loop also stores the outputs. What an earlier loop computed
 * and a later one needs again is recomputed where that is cheap, and kept in a scratch row where it is not.
 */
final class Program {
  /** Cost of an operation, in additions, from which on a value is kept in a scratch row. */
  private static final int EXPENSIVE = 4;

  private final DType dtype;
  private final List<String> arrays;
  private final Set<String> rowArrays;
  private final List<String> scalars;
  private final List<Stage> stages = new ArrayList<>();
  private final UniformCode uniforms;
  private final Map<Expression, Integer> uniformSlots = new LinkedHashMap<>();
  private final Map<Integer, Expression> uniformOutputs = new LinkedHashMap<>();
  private final Map<Expression, Boolean> uniform = new IdentityHashMap<>();
  private final Map<Expression, Integer> stageOf = new IdentityHashMap<>();
  private final List<Expression> order;
  private int scratchRows;

  /** One loop over the lanes of a row. */
  static final class Stage {
    private final List<Expression> body = new ArrayList<>();
    private final Set<Expression> leaves = new LinkedHashSet<>();
    private final Map<Expression, Integer> arrayOfLeaf = new HashMap<>();
    private final List<Expression> reductions = new ArrayList<>();
    private final Map<Integer, Expression> stores = new LinkedHashMap<>();

    Stage() {}

    /** A stage as given. */
    Stage(
        List<Expression> body,
        Set<Expression> leaves,
        Map<Expression, Integer> arrayOfLeaf,
        List<Expression> reductions,
        Map<Integer, Expression> stores) {
      this.body.addAll(body);
      this.leaves.addAll(leaves);
      this.arrayOfLeaf.putAll(arrayOfLeaf);
      this.reductions.addAll(reductions);
      this.stores.putAll(stores);
    }

    /** What is computed lane by lane, operands first. */
    List<Expression> body() {
      return body;
    }

    /** What the body starts from: arrays, scratch rows and uniforms. */
    Set<Expression> leaves() {
      return leaves;
    }

    /** The array or scratch row that a leaf is read from; -1 for a uniform. */
    int arrayOf(Expression leaf) {
      return arrayOfLeaf.getOrDefault(leaf, -1);
    }

    /** Reductions over this loop's lanes. */
    List<Expression> reductions() {
      return reductions;
    }

    /** The value stored to each output array and scratch row. */
    Map<Integer, Expression> stores() {
      return stores;
    }
  }

  Program(Equation equation, DType dtype, List<String> arrays, Set<String> rowArrays) {
    this.dtype = dtype;
    this.arrays = arrays;
    this.rowArrays = rowArrays;
    this.scalars =
        equation.inputs().stream().filter(name -> !arrays.contains(name)).toList();
    Map<Integer, Expression> outputs = new LinkedHashMap<>();
    for (String output : equation.outputs()) {
      if (arrays.contains(output)) {
        outputs.put(arrays.indexOf(output), lower(equation.expression(output)));
      }
    }
    List<Expression> roots = List.copyOf(outputs.values());
    this.order = Expression.topologicalOrder(roots);
    order.forEach(this::classify);
    int loops = 0;
    for (Expression node : order) {
      if (node.operation().kind() == Operation.Kind.REDUCTION) {
        loops = Math.max(loops, stageOf.get(node));
      }
    }
    Map<Integer, Expression> laneOutputs = new LinkedHashMap<>();
    for (Map.Entry<Integer, Expression> output : outputs.entrySet()) {
      if (uniform.get(output.getValue())) {
        uniformOutputs.put(output.getKey(), output.getValue());
      } else {
        laneOutputs.put(output.getKey(), output.getValue());
        loops = Math.max(loops, stageOf.get(output.getValue()) + 1);
      }
    }
    planLoops(loops, laneOutputs);
    this.uniforms = new UniformCode(order, uniform, stageOf, scalars, arrays, loops);
  }

  /** x - max(x), which is nowhere above 0. */
  private static boolean isBelowLargest(Expression e) {
    return e.operation() == SUB
        && e.operand(1).operation() == LARGEST
        && e.operand(1).operand(0) == e.operand(0);
  }

  /**
   * Writes means as sums, powers with a constant exponent as products and roots, and exp(x - max(x)) as the shorter exp
   * of what is not above 0, which has the same bits.
   */
  private static Expression lower(Expression root) {
    Map<Expression, Expression> done = new IdentityHashMap<>();
    for (Expression node : Expression.topologicalOrder(List.of(root))) {
      Expression[] x = node.operands().stream().map(done::get).toArray(Expression[]::new);
      Expression lowered = x.length == 0 ? node : Expression.of(node.operation(), x);
      if (node.operation() == DETACH) {
        lowered = x[0];
      } else if (node.operation() == MEAN) {
        lowered = Expression.of(DIV, Expression.of(SUM, x[0]), Expression.of(COUNT));
      } else if (node.operation() == POW && x[1].isConstant()) {
        lowered = power(x[0], x[1].number(), lowered);
      } else if (node.operation() == EXP && isBelowLargest(x[0])) {
        lowered = Expression.of(EXP_DOWN, x[0]);
      }
      done.put(node, lowered);
    }
    return done.get(root);
  }

  /** x^2 is x x, x^-1 is 1 / x, x^0.5 is sqrt(x); whole exponents to 16 by repeated squaring. */
  private static Expression power(Expression x, double exponent, Expression otherwise) {
    if (exponent == 0.5) {
      return Expression.of(SQRT, x);
    }
    double size = Math.abs(exponent);
    if (size != Math.rint(size) || size == 0 || size > 16) {
      return otherwise;
    }
    Expression result = null;
    Expression square = x;
    for (int bits = (int) size; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        result = result == null ? square : Expression.of(MUL, result, square);
      }
      square = Expression.of(MUL, square, square);
    }
    return exponent < 0 ? Expression.of(DIV, Expression.constant(1), result) : result;
  }

  private void classify(Expression node) {
    boolean same = true;
    int stage = 0;
    for (Expression operand : node.operands()) {
      same &= uniform.get(operand);
      stage = Math.max(stage, stageOf.get(operand));
    }
    if (node.operation() == Operation.VARIABLE) {
      same = rowArrays.contains(node.variableName()) || !arrays.contains(node.variableName());
    } else if (node.operation().kind() == Operation.Kind.REDUCTION) {
      same = true;
      stage++;
    }
    uniform.put(node, same);
    stageOf.put(node, stage);
  }

  private void planLoops(int loops, Map<Integer, Expression> laneOutputs) {
    Map<Expression, Integer> computedIn = new IdentityHashMap<>();
    Map<Expression, Integer> scratch = new IdentityHashMap<>();
    for (int s = 0; s < loops; s++) {
      Stage stage = new Stage();
      stages.add(stage);
      List<Expression> roots = new ArrayList<>();
      for (Expression node : order) {
        if (node.operation().kind() == Operation.Kind.REDUCTION && stageOf.get(node) == s + 1) {
          stage.reductions.add(node);
          roots.add(node.operand(0));
        }
      }
      if (s == loops - 1) {
        stage.stores.putAll(laneOutputs);
        roots.addAll(laneOutputs.values());
      }
      for (Expression root : roots) {
        need(root, s, stage, computedIn, scratch);
      }
    }
    keepInOutput();
  }

  /**
   * Keeps what an earlier loop computes for the last one in the output that the last one writes, where no array is read in
   * between: then the output is in the cache by the time it is written, and no scratch row takes room there.
   */
  private void keepInOutput() {
    int last = stages.size() - 1;
    if (last < 1 || scratchRows != 1 || stages.get(last).stores.isEmpty()) {
      return;
    }
    int row = arrays.size();
    int writer = 0;
    while (!stages.get(writer).stores.containsKey(row)) {
      writer++;
    }
    for (int s = writer + 1; s <= last; s++) {
      if (stages.get(s).arrayOfLeaf.values().stream().anyMatch(array -> array != row)) {
        return;
      }
    }
    int output = stages.get(last).stores.keySet().iterator().next();
    Stage stage = stages.get(writer);
    stage.stores.put(output, stage.stores.remove(row));
    stages.forEach(
        reader -> reader.arrayOfLeaf.replaceAll((leaf, array) -> array == row ? output : array));
    scratchRows = 0;
  }

  private void need(
      Expression node,
      int s,
      Stage stage,
      Map<Expression, Integer> computedIn,
      Map<Expression, Integer> scratch) {
    if (stage.leaves.contains(node) || Integer.valueOf(s).equals(computedIn.get(node))) {
      return;
    }
    if (uniform.get(node)) {
      stage.leaves.add(node);
      uniformSlots.putIfAbsent(node, uniformSlots.size());
    } else if (node.operation() == Operation.VARIABLE) {
      stage.leaves.add(node);
      stage.arrayOfLeaf.put(node, arrays.indexOf(node.variableName()));
    } else if (computedIn.containsKey(node)
        && cost(node.operation()) >= EXPENSIVE
        && !node.isCondition()) {
      Integer row = scratch.get(node);
      if (row == null) {
        row = arrays.size() + scratchRows++;
        scratch.put(node, row);
        stages.get(computedIn.get(node)).stores.put(row, node);
      }
      stage.leaves.add(node);
      stage.arrayOfLeaf.put(node, row);
    } else {
      // conditions last: the masks of vectors should live as briefly as they can
      for (int i = node.operands().size() - 1; i >= 0; i--) {
        need(node.operand(i), s, stage, computedIn, scratch);
      }
      stage.body.add(node);
      computedIn.put(node, s);
    }
  }

  private static int cost(Operation operation) {
    return switch (operation) {
      case ADD, SUB, MUL, NEG, ABS, FMA, MIN, MAX, SIGN, RELU, CLAMP, SELECT, NUMBER -> 1;
      default -> operation.isCondition() ? 1 : EXPENSIVE;
    };
  }

  DType dtype() {
    return dtype;
  }

  /** All values, operands first. */
  List<Expression> order() {
    return order;
  }

  /** Whether a value is the same for all lanes of a row. */
  boolean isUniform(Expression node) {
    return uniform.get(node);
  }

  /** The names bound to arrays, in call order. */
  List<String> arrays() {
    return arrays;
  }

  /** Bit k is set if array k is read as one value a row. */
  long rowArrays() {
    return rowArrays.stream().mapToLong(name -> 1L << arrays.indexOf(name)).sum();
  }

  /** The other names that are read, in the order of their appearance. */
  List<String> scalars() {
    return scalars;
  }

  /** The loops over the lanes, in order. */
  List<Stage> stages() {
    return stages;
  }

  /** Whether there is a reduction. */
  boolean reduces() {
    return stages.stream().anyMatch(stage -> !stage.reductions.isEmpty());
  }

  /** Rows of scratch memory, numbered after the arrays. */
  int scratchRows() {
    return scratchRows;
  }

  /** The uniforms that lanes use, in the order of their slots. */
  List<Expression> uniformsInSlots() {
    return List.copyOf(uniformSlots.keySet());
  }

  /** Whether a row is one loop that needs nothing but the arrays: no scalars, reductions or scratch rows. */
  boolean isOneLoop() {
    return stages.size() == 1
        && stages.get(0).reductions().isEmpty()
        && scratchRows == 0
        && rowArrays() == 0
        && uniformSlots.isEmpty()
        && uniformOutputs.isEmpty();
  }

  /** The slot of a uniform that lanes use. */
  int uniformOf(Expression node) {
    return uniformSlots.get(node);
  }

  /** The number of loops that must have run before {@code node} is known. */
  int stageOf(Expression node) {
    return stageOf.get(node);
  }

  /** The outputs that are one value a row. */
  Map<Integer, Expression> uniformOutputs() {
    return uniformOutputs;
  }

  /** The code for what is computed in double, once a call or a row. */
  UniformCode uniforms() {
    return uniforms;
  }

  /** Operations of all loops: a measure of the work a lane takes. */
  int operationsPerLane() {
    int sum = 0;
    for (Stage stage : stages) {
      for (Expression node : stage.body) {
        sum += cost(node.operation());
      }
      sum += stage.reductions.size();
    }
    return Math.max(1, sum);
  }
}

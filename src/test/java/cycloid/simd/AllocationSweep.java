package cycloid.simd;

import com.sun.management.ThreadMXBean;
import cycloid.optim.Optimizers;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.RowFunctions;
import cycloid.tensor.Rowwise;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the compiled loops of every kernel of the library until they allocate nothing, and prints the name of each that
 * never comes to it: a vector that is boxed would show as 16 bytes an element, or more.
 *
 * <p>A process of its own, started by {@code KernelsAllocateNothingTest}; in this package to ask for compiled loops.
 */
public final class AllocationSweep {
  private static final int LANES = 300;
  private static final int CALLS = 20;
  private static final double[] NO_SCALARS = {};
  /** After so long without a kernel that became clean, the others never do. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Less than a vector of any width in the rows of a call: what a busy virtual machine allocates on its own. */
  private static final double MOST_BYTES_PER_LANE = 0.05;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<String, Equation> equations = new LinkedHashMap<>();
  private final Set<Equation> known = new HashSet<>();

  private AllocationSweep() {}

  /** Prints a line for each kernel that allocates, then how many kernels there were. */
  public static void main(String[] arguments) throws Exception {
    AllocationSweep sweep = new AllocationSweep();
    sweep.addOperations();
    sweep.addFunctions();
    sweep.addOptimizers();
    sweep.addChain();
    List<Run> runs = new ArrayList<>();
    for (DType dtype : DType.values()) {
      sweep.equations.forEach((name, equation) -> runs.add(new Run(name, equation, dtype)));
    }
    long progress = System.nanoTime();
    List<Run> left = new ArrayList<>(runs);
    while (!left.isEmpty() && System.nanoTime() - progress < PATIENCE_NANOS) {
      if (left.removeIf(run -> run.bytesPerLane() <= MOST_BYTES_PER_LANE)) {
        progress = System.nanoTime();
      }
    }
    left.forEach(run -> System.out.println("allocates: " + run.name));
    System.out.println("kernels " + runs.size());
  }

  /** Every operation of the language, and its derivative to each operand. */
  private void addOperations() {
    for (Operation operation : Operation.values()) {
      boolean callable = switch (operation.kind()) {
        case INFIX, PREFIX, FUNCTION, COMPARISON, TEST, SELECTION -> true;
        default -> false;
      };
      if (callable) {
        Expression[] names = {
          Expression.variable("a"), Expression.variable("b"), Expression.variable("c")
        };
        Expression y = Expression.of(operation, Arrays.copyOf(names, operation.arity()));
        add(operation.name(), y);
        if (operation != Operation.TETRAGAMMA) {
          y.names().forEach(name -> add(operation.name() + " to " + name, y.derivative(name)));
        }
      }
    }
  }

  /** Every function of the tensor module: elementwise ones with their derivatives, and those of rows. */
  private void addFunctions() throws IllegalAccessException {
    for (Field field : Functions.class.getFields()) {
      if (field.get(null) instanceof Elementwise f) {
        Expression y = f.equation().expression(Elementwise.OUTPUT);
        add(field.getName(), y);
        f.operands()
            .forEach(operand -> add(field.getName() + " to " + operand, f.partial(operand)));
      }
    }
    for (Field field : RowFunctions.class.getFields()) {
      if (field.get(null) instanceof Rowwise f) {
        Expression y = f.equation().expression(Rowwise.RESULT);
        add(field.getName(), y);
        Set<String> lanes = new LinkedHashSet<>(List.of("a", "b", "x", "p"));
        List<Expression> g = List.of(Expression.variable("g"));
        RowDerivative.pullback(List.of(y), g, lanes, List.copyOf(y.names()))
            .forEach((name, gradient) -> add(field.getName() + " pullback " + name, gradient));
      }
    }
  }

  private void addOptimizers() {
    Optimizers.all().forEach(rule -> {
      for (int i = 0; i < rule.equations().size(); i++) {
        equations.put(rule.name() + " " + i, rule.equations().get(i));
      }
    });
  }

  private void addChain() {
    Expression chain = Expression.variable("a");
    for (int i = 0; i < 400; i++) {
      Operation operation = i % 2 == 0 ? Operation.MUL : Operation.ADD;
      chain = Expression.of(operation, chain, Expression.variable("b"));
    }
    add("a chain of 400 operations", chain);
  }

  private void add(String name, Expression formula) {
    Equation equation = Equation.of(Map.of("result", formula));
    if (!formula.names().isEmpty() && known.add(equation)) {
      equations.put(name, equation);
    }
  }

  /** A kernel and its operands. */
  private static final class Run {
    final String name;
    private final Kernel kernel;
    private final Object[] operands;
    private final int[] offsets;

    Run(String name, Equation equation, DType dtype) {
      Set<String> names = new LinkedHashSet<>(equation.inputs());
      names.addAll(equation.outputs());
      String[] arrays = names.toArray(String[]::new);
      this.name = name + " " + dtype;
      this.kernel = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, arrays);
      this.operands = new Object[arrays.length];
      this.offsets = new int[arrays.length];
      for (int k = 0; k < arrays.length; k++) {
        operands[k] = dtype.allocate(LANES);
        Fold.fill(dtype, operands[k], 0, LANES, 0.3);
      }
    }

    double bytesPerLane() {
      long thread = Thread.currentThread().getId();
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int call = 0; call < CALLS; call++) {
        kernel.run(LANES, operands, offsets, NO_SCALARS);
      }
      return (THREADS.getThreadAllocatedBytes(thread) - before) / (double) (CALLS * LANES);
    }
  }
}

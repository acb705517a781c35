package cycloid.simd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the compiled loops of every equation of the library, and the kernels of linear algebra, until they allocate nothing, and
 * prints the name of each that never comes to it: a vector that is boxed would show as 16 bytes an element, or more.
 *
 * <p>A process of its own, started by {@code KernelsAllocateNothingTest}; in this package to ask for compiled loops.
 */
public final class AllocationSweep {
  private static final int LANES = 300;
  private static final int CALLS = 20;

  /** Functions of 32 to 114 calls of the Vector API. */
  private static final List<String> TURNS =
      List.of("exp", "log", "tanh", "expm1", "erf", "atan", "cosh", "softplus", "erfinv", "log1p");

  private static final double[] NO_SCALARS = {};
  /** After so long without a kernel that became clean, the others never do. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Less than a vector of any width in the rows of a call: what a busy virtual machine allocates on its own. */
  private static final double MOST_BYTES_PER_LANE = 0.05;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocationSweep() {}

  /**
   * Prints a line for each kernel that allocates, then how many kernels there were.
   *
   * @param arguments {@code equations} or {@code products}: the loops of equations, or the kernels of linear algebra; {@code
   *     turns}: loops of long functions that become hot one after the other, after nothing but sums has been
   */
  public static void main(String[] arguments) throws Exception {
    List<Run> runs = new ArrayList<>();
    switch (arguments[0]) {
      case "equations" -> {
        for (DType dtype : DType.values()) {
          LibraryEquations.all()
              .forEach((name, equation) -> runs.add(new Run(name, equation, dtype)));
        }
        runUntilClean(runs);
      }
      case "products" -> {
        HandWrittenKernels.all()
            .forEach((name, call) -> runs.add(new Run(name, HandWrittenKernels.ELEMENTS, call)));
        runUntilClean(runs);
      }
      case "turns" -> {
        OneKindOfOperation.run();
        TURNS.forEach(
            name -> runs.add(new Run(name, Equation.parse("y = " + name + "(x)"), DType.F32)));
        runs.forEach(run -> runUntilClean(List.of(run)));
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("kernels " + runs.size());
  }

  private static void runUntilClean(List<Run> runs) {
    long progress = System.nanoTime();
    List<Run> left = new ArrayList<>(runs);
    while (!left.isEmpty() && System.nanoTime() - progress < PATIENCE_NANOS) {
      if (left.removeIf(run -> run.bytesPerLane() <= MOST_BYTES_PER_LANE)) {
        progress = System.nanoTime();
      }
    }
    left.forEach(run -> System.out.println("allocates: " + run.name));
  }

  /** A kernel and its operands. */
  private static final class Run {
    final String name;
    private final int lanes;
    private final Runnable call;

    Run(String name, Equation equation, DType dtype) {
      this(name + " " + dtype, LANES, call(equation, dtype));
    }

    Run(String name, int lanes, Runnable call) {
      this.name = name;
      this.lanes = lanes;
      this.call = call;
    }

    private static Runnable call(Equation equation, DType dtype) {
      Set<String> names = new LinkedHashSet<>(equation.inputs());
      names.addAll(equation.outputs());
      String[] arrays = names.toArray(String[]::new);
      Kernel kernel = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, arrays);
      Object[] operands = new Object[arrays.length];
      int[] offsets = new int[arrays.length];
      for (int k = 0; k < arrays.length; k++) {
        operands[k] = dtype.allocate(LANES);
        Fold.fill(dtype, operands[k], 0, LANES, 0.3);
      }
      return () -> kernel.run(LANES, operands, offsets, NO_SCALARS);
    }

    double bytesPerLane() {
      long thread = Thread.currentThread().getId();
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      return (THREADS.getThreadAllocatedBytes(thread) - before) / ((double) CALLS * lanes);
    }
  }
}

package cycloid.simd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs the compiled loops of every lane function and every kind of loop until C2 keeps their vectors in registers, which
 * shows by their allocating nothing; then compares their results with those of the scalar interpreter, bit by bit, all NaNs
 * being equal: over special values in all combinations, and over lengths and offsets around the vector's width. A loop of
 * which the vectors stay boxed (at a width that the processor lacks instructions for, say) is compared as it is.
 *
 * <p>A process of its own, started by {@code CompiledKernelsAgreeTest} for each width; in this package to ask for compiled
 * loops.
 */
public final class AgreementSweep {
  private static final int WARM_LANES = 300;
  private static final int CALLS = 20;
  private static final int MOST_OFFSET = 3;
  private static final double MOST_BYTES_PER_LANE = 0.05;

  /** After so much work without a kernel that became free of boxes, the others may never be. */
  private static final long PATIENCE_NANOS = 12_000_000_000L;

  private static final double[] SPECIAL = {
    0,
    1,
    2,
    3,
    0.5,
    1.5,
    2.5,
    0.25,
    Math.PI / 2,
    Math.PI,
    10,
    88.72,
    103.97,
    127.5,
    709.78,
    745.13,
    1074.5,
    1e-8,
    1e-20,
    1e-45,
    1e-300,
    Double.MIN_VALUE,
    Float.MIN_NORMAL,
    Double.MIN_NORMAL,
    1e5,
    1e15,
    1e22,
    1e37,
    1e300,
    Float.MAX_VALUE,
    Double.MAX_VALUE,
    0x1p23 - 0.5,
    0x1p52 - 0.5,
    0x1p53,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AgreementSweep() {}

  /** Prints a line for each kernel that differs; then the width, how many kernels there were, and how many without boxes. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Equation> equations = LibraryEquations.withoutDerivatives();
    List<Run> left = new ArrayList<>();
    for (DType dtype : DType.values()) {
      equations.forEach((name, equation) -> left.add(new Run(name, equation, dtype)));
    }
    int count = left.size();
    long progress = THREADS.getCurrentThreadCpuTime();
    while (!left.isEmpty() && THREADS.getCurrentThreadCpuTime() - progress < PATIENCE_NANOS) {
      if (left.removeIf(Run::isComparedOnceCompiled)) {
        progress = THREADS.getCurrentThreadCpuTime();
      }
    }
    left.forEach(Run::compare);
    System.out.println("bits " + 32 * Simd.lanes(DType.F32) + " kernels " + count
        + " without boxes " + (count - left.size()));
  }

  /** The lengths: none, around one vector and around the lanes of a sum, several of them and a rest, a chunk of a sum. */
  private static int[] lengths(DType dtype) {
    int lanes = Simd.lanes(dtype);
    int sum = RowLoop.virtualLanes(dtype);
    return new int[] {
      0, 1, lanes - 1, lanes, lanes + 1, sum - 1, sum, sum + 1, 4 * sum + 3, 1000, 4098
    };
  }

  /** A kernel in both tiers. */
  private static final class Run {
    final String name;
    private final DType dtype;
    private final String[] names;
    private final int inputs;
    private final Kernel compiled;
    private final Kernel interpreted;
    private final double[] scalars;

    Run(String name, Equation equation, DType dtype) {
      Set<String> arrays = new LinkedHashSet<>(equation.inputs());
      this.name = name + " " + dtype;
      this.dtype = dtype;
      this.inputs = arrays.size();
      arrays.addAll(equation.outputs());
      this.names = arrays.toArray(String[]::new);
      this.compiled = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, names);
      this.interpreted = Kernel.of(Kernel.Tier.INTERPRETED, equation, dtype, names);
      this.scalars = new double[compiled.scalars().size()];
    }

    /** False until the loops are compiled; then compares. */
    boolean isComparedOnceCompiled() {
      Object[] operands = random(WARM_LANES, 1);
      long thread = Thread.currentThread().getId();
      long before = THREADS.getThreadAllocatedBytes(thread);
      int[] offsets = new int[names.length];
      for (int call = 0; call < CALLS; call++) {
        compiled.run(WARM_LANES, operands, offsets, scalars);
      }
      long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
      if (bytes > MOST_BYTES_PER_LANE * CALLS * WARM_LANES) {
        return false;
      }
      compare();
      return true;
    }

    /** Prints where the tiers differ. */
    void compare() {
      String difference = compareSpecial();
      for (int n : lengths(dtype)) {
        for (int offset = 0; offset <= MOST_OFFSET && difference.isEmpty(); offset++) {
          difference = compare(n, offset, random(n + MOST_OFFSET * names.length, n));
        }
      }
      if (!difference.isEmpty()) {
        System.out.println("differs: " + name + difference);
      }
    }

    private String compareSpecial() {
      int values = 2 * SPECIAL.length;
      int n = inputs < 2 ? values : values * values;
      Object[] operands = random(n, 7);
      Random random = new Random(11);
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < inputs; k++) {
          int place = k == 0 ? i % values : k == 1 ? i / values : random.nextInt(values);
          double magnitude = SPECIAL[place / 2];
          dtype.set(operands[k], i, place % 2 == 0 ? magnitude : -magnitude);
        }
      }
      return compare(n, 0, operands);
    }

    /** Every array starts at another place of a vector, shifted by the offset. */
    private String compare(int n, int offset, Object[] operands) {
      Object[] copies = new Object[operands.length];
      int[] offsets = new int[operands.length];
      for (int k = 0; k < operands.length; k++) {
        copies[k] = dtype.allocate(dtype.length(operands[k]));
        System.arraycopy(operands[k], 0, copies[k], 0, dtype.length(operands[k]));
        offsets[k] = k % 2 == 0 ? offset : MOST_OFFSET - offset;
        offsets[k] = n + offsets[k] <= dtype.length(operands[k]) ? offsets[k] : 0;
      }
      compiled.run(n, operands, offsets, scalars);
      interpreted.run(n, copies, offsets, scalars);
      for (int k = 0; k < operands.length; k++) {
        for (int i = 0; i < dtype.length(operands[k]); i++) {
          double got = dtype.get(operands[k], i);
          double expected = dtype.get(copies[k], i);
          if (Double.doubleToLongBits(got) != Double.doubleToLongBits(expected)) {
            return ", n=" + n + " offset=" + offset + ": " + names[k] + "[" + i + "] is " + got
                + " compiled, " + expected + " interpreted";
          }
        }
      }
      return "";
    }

    /** Numbers around 0 in all arrays, some of them large and small. */
    private Object[] random(int length, long seed) {
      Random random = new Random(seed);
      Object[] operands = new Object[names.length];
      for (int k = 0; k < operands.length; k++) {
        operands[k] = dtype.allocate(length);
        for (int i = 0; i < length; i++) {
          double scale = random.nextInt(8) == 0 ? Math.scalb(1.0, random.nextInt(40) - 20) : 2;
          dtype.set(operands[k], i, scale * random.nextGaussian());
        }
      }
      return operands;
    }
  }
}

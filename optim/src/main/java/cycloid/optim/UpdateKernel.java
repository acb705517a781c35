package cycloid.optim;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of an update, compiled: one kernel for each variant and dtype, made when it is first needed.
 *
 * <p>All statements of a variant become one equation in which the arrays that are written take effect at once and
 * everything else is a temporary; so an assignment to {@code g} leaves the gradient as it is, and a step is one pass over
 * memory.
 */
final class UpdateKernel {
  /** Clipping, before anything else. */
  static final Lines RESCALED = Lines.NONE.and(Numbers.RESCALED, "g = " + Numbers.RESCALE + " * g");

  private final Rule rule;
  private final Lines lines;
  private final List<String> arrays;
  private final List<String> written;
  private final List<String> numbers;
  private final int[] switches;
  private final Variant[][] variants;

  /**
   * Lines to run.
   *
   * @param arrays all names that may stand for arrays, in the order in which a call gives them
   * @param written those among them that may be written; the first must be
   * @param numbers the names of numbers, in the order in which a call gives them; the hyper-parameters first
   */
  UpdateKernel(
      Rule rule, Lines lines, List<String> arrays, List<String> written, List<String> numbers) {
    this.rule = rule;
    this.lines = arrays.contains("g") ? lines.after(RESCALED) : lines;
    this.arrays = arrays;
    this.written = written;
    this.numbers = numbers;
    this.switches =
        this.lines.switches().stream().mapToInt(name -> indexOf(name, rule)).toArray();
    this.variants = new Variant[DType.values().length][1 << switches.length];
  }

  private int indexOf(String name, Rule rule) {
    return numbers.indexOf(
        Numbers.IMPLICIT.contains(name) ? name : rule.known(name).name());
  }

  /** A compiled variant and the memory of its calls. */
  static final class Variant {
    private final Kernel kernel;
    private final int[] arrayIndices;
    private final int[] numberIndices;
    private final Object[] operands;
    private final int[] starts;
    private final double[] scalars;
    private final boolean[] uses;

    private Variant(Kernel kernel, List<String> arrays, List<String> numbers) {
      this.kernel = kernel;
      this.arrayIndices = kernel.arrays().stream().mapToInt(arrays::indexOf).toArray();
      this.numberIndices = kernel.scalars().stream().mapToInt(numbers::indexOf).toArray();
      this.operands = new Object[arrayIndices.length];
      this.starts = new int[arrayIndices.length];
      this.scalars = new double[numberIndices.length];
      this.uses = new boolean[arrays.size()];
      for (int index : arrayIndices) {
        uses[index] = true;
      }
    }

    /** Whether this variant reads or writes an array, given by its index among the names. */
    boolean uses(int array) {
      return uses[array];
    }

    /** Runs over {@code n} elements; arrays, where they start, and numbers are in the order of their names. */
    void run(int n, Object[] arrays, int[] offsets, double[] numbers) {
      for (int k = 0; k < operands.length; k++) {
        operands[k] = arrays[arrayIndices[k]];
        starts[k] = offsets[arrayIndices[k]];
      }
      for (int k = 0; k < scalars.length; k++) {
        scalars[k] = numbers[numberIndices[k]];
      }
      kernel.run(n, operands, starts, scalars);
      Arrays.fill(operands, null);
    }
  }

  /** The variant that the numbers ask for; compiled when it is first needed. */
  Variant variant(DType dtype, double[] values) {
    int mask = 0;
    for (int k = 0; k < switches.length; k++) {
      mask |= values[switches[k]] != 0 ? 1 << k : 0;
    }
    Variant variant = variants[dtype.ordinal()][mask];
    if (variant == null) {
      variant = compile(dtype, mask);
      variants[dtype.ordinal()][mask] = variant;
    }
    return variant;
  }

  /** Finds what is wrong with any of the variants. */
  void check() {
    for (int mask = 0; mask < 1 << switches.length; mask++) {
      checkNames(equation(mask));
    }
  }

  private Equation equation(int mask) {
    return lines.equation(name -> (mask >>> lines.switches().indexOf(name) & 1) == 1);
  }

  private Variant compile(DType dtype, int mask) {
    Equation equation = equation(mask);
    Map<String, Expression> results = new LinkedHashMap<>();
    for (String name : written) {
      if (equation.outputs().contains(name)) {
        results.put(name, equation.expression(name));
      }
    }
    Equation atOnce = Equation.of(results);
    List<String> used = new ArrayList<>(arrays);
    used.removeIf(name -> !atOnce.inputs().contains(name) && !results.containsKey(name));
    return new Variant(Kernel.of(atOnce, dtype, used.toArray(new String[0])), arrays, numbers);
  }

  private void checkNames(Equation equation) {
    for (String name : equation.inputs()) {
      if (!arrays.contains(name) && !numbers.contains(name)) {
        throw Checks.unknownName(rule, name);
      }
    }
    for (String name : equation.outputs()) {
      if (numbers.contains(name)) {
        throw Checks.numberAssigned(rule.name(), name);
      }
    }
    if (!equation.outputs().contains(written.get(0))) {
      throw Checks.notAssigned(rule.name(), written.get(0), equation.outputs());
    }
  }
}

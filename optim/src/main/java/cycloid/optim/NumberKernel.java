package cycloid.optim;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines that carry the numbers of a parameter from one step to the next; they may measure parameter, gradient and
 * state. In double, but for what is measured of single precision.
 */
final class NumberKernel {
  private static final String NEXT = "next_";

  private final Lines lines;
  private final List<String> arrays;
  private final List<String> numbers;
  private final List<String> kept;
  private final boolean measures;
  private final Map<String, Variant> variants = new LinkedHashMap<>();

  private record Variant(Kernel kernel, List<String> assigned) {}

  /**
   * For the numbers of a rule.
   *
   * @param arrays names that may be measured, in the order in which a call gives them
   * @param numbers names of all numbers, in the order in which a call gives them
   */
  NumberKernel(Rule rule, List<String> arrays, List<String> numbers) {
    this.lines = rule.numberLines().after(UpdateKernel.RESCALED);
    this.arrays = arrays;
    this.numbers = numbers;
    this.kept = rule.numbers();
    this.measures = rule.numberLines().everyLine().reduces();
  }

  /** Computes the numbers after this update, in their order; {@code values} are all numbers now. */
  void run(Run run, Object[] operands, int[] offsets, double[] values) {
    DType dtype = measures ? run.dtype() : DType.F64;
    StringBuilder key = new StringBuilder(dtype.toString());
    lines.switches().forEach(name -> key.append(isOn(name, values) ? " 1" : " 0"));
    Variant variant = variants.computeIfAbsent(key.toString(), k -> compile(dtype, values));
    List<String> names = variant.kernel.arrays();
    Object[] given = new Object[names.size()];
    int[] at = new int[given.length];
    int[] laneStrides = new int[given.length];
    for (int k = 0; k < given.length; k++) {
      int index = arrays.indexOf(names.get(k));
      given[k] = index < 0 ? dtype.allocate(1) : operands[index];
      at[k] = index < 0 ? 0 : offsets[index];
      laneStrides[k] = index < 0 ? 0 : 1;
    }
    double[] scalars = variant.kernel.scalars().stream()
        .mapToDouble(name -> values[numbers.indexOf(name)])
        .toArray();
    variant.kernel.run(1, measures ? run.size : 1, given, at, null, laneStrides, scalars);
    for (String name : variant.assigned) {
      run.kept[kept.indexOf(name)] = dtype.get(given[names.indexOf(NEXT + name)], 0);
    }
  }

  private boolean isOn(String name, double[] values) {
    return values[numbers.indexOf(name)] != 0;
  }

  private Variant compile(DType dtype, double[] values) {
    Equation equation = lines.equation(name -> isOn(name, values));
    Map<String, Expression> results = new LinkedHashMap<>();
    List<String> assigned = new ArrayList<>();
    for (String name : kept) {
      if (equation.outputs().contains(name)) {
        results.put(NEXT + name, equation.expression(name));
        assigned.add(name);
      }
    }
    Equation atOnce = Equation.of(results);
    List<String> used = new ArrayList<>(arrays);
    used.removeIf(name -> !atOnce.inputs().contains(name));
    used.addAll(results.keySet());
    return new Variant(Kernel.of(atOnce, dtype, used.toArray(new String[0])), assigned);
  }
}

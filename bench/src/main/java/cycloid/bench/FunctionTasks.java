package cycloid.bench;

import cycloid.optim.Optimizers;
import cycloid.optim.Rule;
import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.RowFunctions;
import cycloid.tensor.Rowwise;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The kernel of every equation of the library on a thousand lanes: functions, functions of rows, update rules. */
final class FunctionTasks {
  private static final int LANES = 1000;
  private static final double SCALAR = 0.5; // epsilons, exponents, rates, bounds

  /** What functions of rows call their operands. */
  private static final List<String> ROWS = List.of("x", "a", "b", "p", "weight", "bias");

  private FunctionTasks() {}

  static List<Task> all() {
    Map<String, Equation> equations = new LinkedHashMap<>();
    Map<String, List<String>> arrays = new LinkedHashMap<>();
    constants(Functions.class, Elementwise.class).forEach((name, f) -> {
      equations.put(name, f.equation());
      arrays.put(name, with(f.operands(), Elementwise.OUTPUT));
    });
    constants(RowFunctions.class, Rowwise.class).forEach((name, f) -> {
      equations.put("row_" + name, f.equation());
      arrays.put("row_" + name, with(ROWS, Rowwise.RESULT));
    });
    for (Rule rule : Optimizers.all()) {
      for (int i = 0; i < rule.equations().size(); i++) {
        Equation equation = rule.equations().get(i);
        List<String> elements = elements(rule, equation);
        if (elements.stream().noneMatch(equation.outputs()::contains)) {
          continue; // of numbers of the whole parameter
        }
        String name = "rule_" + rule.name().toLowerCase(Locale.ROOT) + "_" + (i + 1);
        equations.put(name, equation);
        arrays.put(name, elements);
      }
    }
    List<Task> tasks = new ArrayList<>();
    for (DType dtype : DType.values()) {
      equations.forEach(
          (name, equation) -> tasks.add(task(name, dtype, equation, arrays.get(name))));
    }
    return tasks;
  }

  /** The constants of a class by their names in small letters. */
  private static <T> Map<String, T> constants(Class<?> holder, Class<T> type) {
    Map<String, T> constants = new LinkedHashMap<>();
    try {
      for (Field field : holder.getFields()) {
        if (type.isInstance(field.get(null))) {
          constants.put(field.getName().toLowerCase(Locale.ROOT), type.cast(field.get(null)));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a public constant must be readable", e);
    }
    return constants;
  }

  private static List<String> with(List<String> operands, String result) {
    List<String> arrays = new ArrayList<>(operands);
    arrays.add(result);
    return arrays;
  }

  /** What has a value for each element of a parameter, and is used here. */
  private static List<String> elements(Rule rule, Equation equation) {
    Set<String> used = new LinkedHashSet<>(equation.inputs());
    used.addAll(equation.outputs());
    List<String> elements = new ArrayList<>(rule.states());
    elements.addAll(List.of("p", "g", "u", "o"));
    return elements.stream().filter(used::contains).distinct().toList();
  }

  private static Task task(String name, DType dtype, Equation equation, List<String> names) {
    Set<String> used = new LinkedHashSet<>(equation.inputs());
    used.addAll(equation.outputs());
    String[] arrays = names.stream().filter(used::contains).toArray(String[]::new);
    long written = Arrays.stream(arrays).filter(equation.outputs()::contains).count();
    Cost cost = Cost.ofElements(
        dtype, 0, (double) (arrays.length - written) * LANES, (double) written * LANES);
    return new Task(
        name + "_" + dtype + "/" + LANES, List.of(), cost, () -> work(dtype, equation, arrays));
  }

  private static Work work(DType dtype, Equation equation, String[] names) {
    Kernel kernel = Kernel.of(equation, dtype, names);
    Object[] arrays = new Object[names.length];
    for (int k = 0; k < arrays.length; k++) {
      var uniform = Operands.uniform(dtype, k, LANES);
      arrays[k] = dtype == DType.F32 ? uniform.toFloatArray() : uniform.toDoubleArray();
    }
    int[] offsets = new int[arrays.length];
    double[] scalars = new double[kernel.scalars().size()];
    Arrays.fill(scalars, SCALAR);
    return () -> {
      kernel.run(LANES, arrays, offsets, scalars);
      return arrays;
    };
  }
}

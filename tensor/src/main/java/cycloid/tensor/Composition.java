package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Expression;
import cycloid.simd.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Elementwise functions of each other as one kernel: the formula of each stands wherever its name stood, nothing else is
 * changed, so every lane sees the same operations in the same order.
 */
final class Composition {
  private int times;
  private volatile Program program;

  /** Counts; whether the count has reached a number. Losing a count between threads does no harm. */
  boolean comesOften(int often) {
    return program != null || ++times >= often;
  }

  /** Computes those of the functions that are stored; see {@link Region} for the code. */
  void compute(List<Deferred> functions, int[] code, List<Tensor> arrays) {
    Program known = program;
    if (known == null) {
      known = new Program(functions, code);
      program = known;
    }
    known.run(functions, arrays);
  }

  /**
   * The kernel and what it is given.
   *
   * @param kernel of arrays x0, x1, ... that are read, then y0, y1, ... that are stored
   * @param read the positions among the region's arrays of those read
   * @param stored the positions of the functions that are stored
   * @param scalars for each scalar of the kernel its position among those of all functions
   */
  private record Program(Kernel kernel, int[] read, int[] stored, int[] scalars) {

    Program(List<Deferred> functions, int[] code) {
      this(new Builder(functions, code));
    }

    private Program(Builder builder) {
      this(
          builder.kernel,
          builder.positions('x'),
          builder.positions('y'),
          builder.kernel.scalars().stream().mapToInt(builder.scalars::indexOf).toArray());
    }

    void run(List<Deferred> functions, List<Tensor> arrays) {
      Deferred result = functions.get(functions.size() - 1);
      Tensor[] all = new Tensor[read.length + stored.length];
      boolean alike = true;
      for (int i = 0; i < read.length; i++) {
        all[i] = arrays.get(read[i]);
        alike &= Arrays.equals(all[i].shape, result.extents())
            && Arrays.equals(all[i].strides, result.steps());
      }
      boolean rowMajor = Layout.isRowMajor(result.extents(), result.steps());
      for (int i = 0; i < stored.length; i++) {
        all[read.length + i] = rowMajor
            ? Placement.unwritten(result.dtype(), result.extents(), result.size())
            : Tensor.unwrittenLike(all[0]);
      }
      Tensor out = all[all.length - 1];
      if (alike) {
        ElementwiseLoop.runFlat(kernel, values(functions), all, out);
      } else {
        ElementwiseLoop.runBroadcast(kernel, values(functions), all, out);
      }
      for (int i = 0; i < stored.length; i++) {
        functions.get(stored[i]).set(all[read.length + i]);
      }
    }

    /** The kernel's scalars. */
    private double[] values(List<Deferred> functions) {
      if (scalars.length == 0) {
        return Checks.NO_SCALARS;
      }
      int count = 0;
      for (int k = 0; k < functions.size(); k++) {
        count += functions.get(k).scalars().length;
      }
      double[] given = new double[count];
      int at = 0;
      for (int k = 0; k < functions.size(); k++) {
        double[] next = functions.get(k).scalars();
        System.arraycopy(next, 0, given, at, next.length);
        at += next.length;
      }
      double[] values = new double[scalars.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = given[scalars[i]];
      }
      return values;
    }
  }

  /** Composes the formulas. */
  private static final class Builder {
    final List<String> scalars = new ArrayList<>();
    final Kernel kernel;

    Builder(List<Deferred> functions, int[] code) {
      List<Expression> formulas = new ArrayList<>();
      Map<String, Expression> outputs = new LinkedHashMap<>();
      int at = 1;
      for (int k = 0; k < functions.size(); k++) {
        Elementwise f = functions.get(k).function();
        at++;
        boolean stored = code[at++] == 1;
        Map<String, Expression> arguments = new HashMap<>();
        for (String operand : f.operands()) {
          int source = code[at++];
          arguments.put(
              operand, source < 0 ? formulas.get(-1 - source) : Expression.variable("x" + source));
        }
        for (String scalar : f.scalars()) {
          scalars.add("s" + scalars.size());
          arguments.put(scalar, Expression.variable(scalars.get(scalars.size() - 1)));
        }
        Expression formula = f.equation().expression(Elementwise.OUTPUT).substitute(arguments);
        formulas.add(formula);
        if (stored) {
          outputs.put("y" + k, formula);
        }
      }
      kernel = kernel(Equation.of(outputs), DType.values()[code[0]]);
    }

    private static Kernel kernel(Equation equation, DType dtype) {
      List<String> arrays = new ArrayList<>();
      equation.inputs().stream().filter(name -> name.charAt(0) == 'x').forEach(arrays::add);
      arrays.addAll(equation.outputs());
      return Kernel.of(equation, dtype, arrays.toArray(String[]::new));
    }

    /** The numbers in the names of the kernel's arrays that begin with a letter. */
    int[] positions(char letter) {
      return kernel.arrays().stream()
          .filter(name -> name.charAt(0) == letter)
          .mapToInt(name -> Integer.parseInt(name.substring(1)))
          .toArray();
    }
  }
}

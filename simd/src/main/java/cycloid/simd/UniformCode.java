package cycloid.simd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes what is the same for all lanes of a row, in double: once a call what depends on scalars only, once a row what
 * depends on reductions.
 */
final class UniformCode {
  /** {@code target = operation(a, b, c)} on registers. */
  private record Step(Operation operation, int target, int a, int b, int c) {}

  private final Map<Expression, Integer> registerOf = new IdentityHashMap<>();
  private final List<List<Step>> stepsOfStage = new ArrayList<>();
  private final double[] initial;
  private final int[] scalarRegisters;
  private final int[] rowRegisters;
  private int countRegister = -1;

  UniformCode(
      List<Expression> order,
      Map<Expression, Boolean> uniform,
      Map<Expression, Integer> stageOf,
      List<String> scalars,
      List<String> arrays,
      int loops) {
    for (int s = 0; s <= loops; s++) {
      stepsOfStage.add(new ArrayList<>());
    }
    scalarRegisters = new int[scalars.size()];
    rowRegisters = new int[arrays.size()];
    java.util.Arrays.fill(scalarRegisters, -1);
    java.util.Arrays.fill(rowRegisters, -1);
    List<Double> values = new ArrayList<>();
    for (Expression node : order) {
      if (!uniform.get(node)) {
        continue;
      }
      int register = values.size();
      registerOf.put(node, register);
      values.add(node.isConstant() ? node.number() : 0.0);
      switch (node.operation()) {
        case CONSTANT -> {}
        case COUNT -> countRegister = register;
        case VARIABLE -> {
          int array = arrays.indexOf(node.variableName());
          if (array >= 0) {
            rowRegisters[array] = register;
          } else {
            scalarRegisters[scalars.indexOf(node.variableName())] = register;
          }
        }
        default -> {
          if (node.operation().kind() != Operation.Kind.REDUCTION) {
            stepsOfStage.get(stageOf.get(node)).add(step(node, register));
          }
        }
      }
    }
    initial = values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private Step step(Expression node, int target) {
    int[] operand = new int[3];
    for (int i = 0; i < node.operands().size(); i++) {
      operand[i] = registerOf.get(node.operand(i));
    }
    return new Step(node.operation(), target, operand[0], operand[1], operand[2]);
  }

  /** Registers with the constants in place. */
  double[] newRegisters() {
    return initial.clone();
  }

  int registerOf(Expression node) {
    return registerOf.get(node);
  }

  /** Sets the scalars and the number of lanes, and computes what depends on nothing else. */
  void begin(double[] registers, double[] scalars, int lanes) {
    for (int i = 0; i < scalarRegisters.length; i++) {
      if (scalarRegisters[i] >= 0) {
        registers[scalarRegisters[i]] = scalars[i];
      }
    }
    if (countRegister >= 0) {
      registers[countRegister] = lanes;
    }
    evaluate(registers, 0);
  }

  /** Reads the row arrays at a row, and computes what depends on nothing else. */
  void beginRow(double[] registers, DType dtype, Object[] arrays, int[] offsets) {
    for (int k = 0; k < rowRegisters.length; k++) {
      if (rowRegisters[k] >= 0) {
        registers[rowRegisters[k]] = dtype.get(arrays[k], offsets[k]);
      }
    }
    evaluate(registers, 0);
  }

  /** Computes what is known once {@code stage} loops have run. */
  void evaluate(double[] registers, int stage) {
    List<Step> steps = stepsOfStage.get(stage);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      registers[step.target] = ScalarEvaluator.apply(
          step.operation, registers[step.a], registers[step.b], registers[step.c]);
    }
  }
}

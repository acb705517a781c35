package cycloid.autodiff;

import cycloid.simd.DType;
import cycloid.tensor.Deferred;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Primitives;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What must hold, and the texts when it does not: {@code <op>: <what must hold>; got <what was given>}. Texts are built
 * on failure only.
 */
final class Checks {
  private Checks() {}

  // ---- recording

  /** An operand belongs to a function that is not being recorded by this thread, or not any more. */
  static IllegalStateException notRecording(
      Operation operation, List<Variable> operands, int i, boolean otherThread) {
    String got = otherThread
        ? "one of another thread"
        : "one of a function that has returned; let it return the value(), or detach() it";
    return new IllegalStateException(operation.name()
        + ": a variable must be used inside the function that it was made for; got operand " + i
        + " of " + described(operands) + ", " + got);
  }

  /** The memory of a variable's numbers was not given to others. */
  static void present(Variable variable) {
    if (isComputed(variable) && variable.numbers().isRecycled()) {
      throw new IllegalStateException(
          "value: a variable must be used inside the function that it was made for; got "
              + described(variable) + " of a step that is over; take its value() in the function");
    }
  }

  static List<Variable> outputs(String op, List<Variable> outputs) {
    for (Variable output : outputs) {
      if (output == null) {
        throw new IllegalArgumentException(op + ": f must return a variable; got null");
      }
    }
    return outputs;
  }

  static void inputs(String op, List<Variable> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          op + ": there must be something to differentiate for; got an empty list");
    }
  }

  // ---- sweeping

  /** Stands for the result among the operands of {@link #unchanged}. */
  static final int RESULT = -1;

  /** The numbers that the derivative reads are still those that the operation read or gave. */
  static void unchanged(Operation operation, int operand, Variable kept) {
    if (isComputed(kept) && kept.numbers().version() != kept.version()) {
      throw new IllegalStateException(operation.name()
          + ": numbers that its derivative needs must not be changed in place before it is taken; got "
          + (operand == RESULT ? "its result " : "operand " + operand + " ") + described(kept)
          + " at version " + kept.numbers().version() + ", recorded at version " + kept.version()
          + "; change a copy()");
    }
  }

  private static boolean isComputed(Variable variable) {
    return !(variable.operand instanceof Deferred deferred) || deferred.isComputed();
  }

  static void examples(int examples) {
    if (examples < 0) {
      throw new IllegalArgumentException(
          "perExample: there must not be fewer than 0 examples; got " + examples);
    }
  }

  static void vectorOfLosses(String op, Variable losses) {
    if (losses.rank() != 1) {
      throw new IllegalArgumentException(
          op + ": f must return a vector, the loss of each example; got " + described(losses));
    }
  }

  static void throughLayers(String op, boolean through) {
    if (!through) {
      throw new IllegalArgumentException(
          op + ": losses must depend on examples; got one of the arrays differentiated for");
    }
  }

  /** Uses of one array add up before their norm is taken. */
  static void usedOnce(String op, int array, String before, String now) {
    if (before != null) {
      throw new IllegalArgumentException(
          op + ": each array must be used once, by one operation; got array " + array + " used by "
              + before + " and " + now + "; use perExampleGradientNorms");
    }
  }

  static void examplesFirst(String op, Tensor x, int examples) {
    if (x.rank() < 2 || x.size(0) != examples) {
      throw new IllegalArgumentException(
          op + ": examples must lie along the first axis of all layers; got " + described(x)
              + " for " + examples + " losses");
    }
  }

  static IllegalArgumentException notApart(String op, Node node, Variable gradient, int examples) {
    return new IllegalArgumentException(
        op + ": what an array gets must be known for each example; got a gradient "
            + described(gradient) + " from " + node.operation.name() + " for " + examples
            + " losses; use perExampleGradientNorms");
  }

  static void recorded(boolean recorded) {
    if (!recorded) {
      throw new IllegalStateException(
          "gradients: there must be a value that they are the gradients of; got none since the last");
    }
  }

  static void notFreed(String op, boolean freed) {
    if (freed) {
      throw new IllegalStateException(
          op
              + ": a pullback can be applied once, it frees what was recorded; got a second call; use linearize()");
    }
  }

  static void scalar(String op, Variable output) {
    if (output.size() != 1) {
      String shape = Shapes.text(output.shape());
      throw new IllegalArgumentException(op + ": f must return a scalar; got shape " + shape
          + "; use jacobian(), or vjp() with a cotangent of shape " + shape);
    }
  }

  /** Tangents fit their inputs, or cotangents their outputs. */
  static void alike(
      String op, String what, String whose, List<Variable> given, List<Variable> wanted) {
    if (given.size() != wanted.size()) {
      throw new IllegalArgumentException(op + ": there must be one " + what + " for each " + whose
          + "; got " + given.size() + " for " + wanted.size());
    }
    for (int i = 0; i < given.size(); i++) {
      Variable x = wanted.get(i);
      Variable v = given.get(i);
      if (x.dtype() != v.dtype() || !Arrays.equals(x.shape(), v.shape())) {
        String position = given.size() == 1 ? "" : " " + i;
        throw new IllegalArgumentException(
            op + ": a " + what + " must have the shape and dtype of its " + whose + "; got " + whose
                + position + " " + described(x) + ", " + what + position + " " + described(v));
      }
    }
  }

  // ---- operations of users

  /** A pullback gave one cotangent for each operand, of its shape. */
  static void cotangents(Differentiable operation, List<?> operands, List<Variable> pulled) {
    if (pulled.size() != operands.size()) {
      throw new IllegalArgumentException(
          operation.name() + ": its pullback must give one cotangent for each operand; got "
              + pulled.size() + " for " + operands.size());
    }
    for (int i = 0; i < pulled.size(); i++) {
      Primitives<?> x = (Primitives<?>) operands.get(i);
      Variable g = pulled.get(i);
      if (g != null
          && (g.dtype() != x.dtype()
              || !Arrays.equals(Shapes.broadcast(x.shape(), g.shape()), g.shape()))) {
        throw new IllegalArgumentException(operation.name()
            + ": a cotangent must have the shape and dtype of its operand; got operand " + i + " "
            + described(x) + ", cotangent " + described(g));
      }
    }
  }

  /** A part that is computed again does not depend on variables of the function around it. */
  static void closed(Variable result) {
    if (result.tape != null) {
      throw new IllegalArgumentException(
          "checkpoint: f must depend on nothing but its arguments; got a result that depends on other variables, "
              + "too; hand them over as arguments");
    }
  }

  /** A part that is computed again gives the same numbers. */
  static void sameAgain(Tensor first, Tensor again) {
    boolean same = Arrays.equals(first.shape(), again.shape())
        && (first.size() == 0
            || first.equal(again).add(first.isNaN().mul(again.isNaN())).min().item() > 0);
    if (!same) {
      throw new IllegalStateException(
          "checkpoint: f must give the same numbers when it is computed again; got "
              + described(first)
              + " that differ; do not draw random numbers or change state in it");
    }
  }

  static ArithmeticException firstNaN(
      String operation, String derivativeOf, List<Variable> operands, Tensor result) {
    int[] first = result.isNaN().flatten().argMax(0);
    boolean given = operands.stream().anyMatch(x -> NaNTrace.hasNaN(x.numbers()));
    return new ArithmeticException(
        operation + ": the result must not be NaN; got the first at position "
            + first[0] + " of " + described(result) + " from operands " + described(operands)
            + (given ? ", which have NaN already" : ", which have none")
            + (derivativeOf == null ? "" : ", in the derivative of " + derivativeOf));
  }

  // ---- gradient check

  static void checkable(List<Variable> inputs) {
    for (Variable x : inputs) {
      if (x.dtype() != DType.F64) {
        throw new IllegalArgumentException(
            "gradientCheck: x must be f64, differences need its digits; got " + described(x)
                + "; convert it with to(DType.F64)");
      }
    }
  }

  static ArithmeticException wrongDerivative(
      int order, String mode, double got, double numeric, double tolerance) {
    return new ArithmeticException(String.format(
        Locale.ROOT,
        "gradientCheck: %s of order %d must agree with differences within %.1e; got %.9g, by differences %.9g",
        mode,
        order,
        tolerance,
        got,
        numeric));
  }

  // ---- text

  static String described(Primitives<?> x) {
    return Shapes.text(x.shape()) + " " + x.dtype().name().toLowerCase(Locale.ROOT);
  }

  private static String described(List<Variable> operands) {
    return String.join(", ", operands.stream().map(Checks::described).toList());
  }
}

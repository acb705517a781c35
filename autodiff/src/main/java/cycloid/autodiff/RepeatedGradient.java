package cycloid.autodiff;

import cycloid.tensor.Arena;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The value and the gradient of a scalar function, again and again, as training needs them: the memory of one evaluation is
 * used by the next.
 *
 * <pre>{@code
 * RepeatedGradient step = new RepeatedGradient("fit");
 * for (...) {
 *   double loss = step.value(f, values);
 *   List<Tensor> gradients = step.gradients();
 * }
 * }</pre>
 *
 * <p>What is not safe to overwrite is not: numbers that a function handed out by {@code Variable.value()} stay what they are.
 * Gradients are valid until the next gradients are computed, unless they are marked with {@link Tensor#kept}. Values are in
 * one {@link Arena}, gradients in another, so a value that turns out to be NaN leaves the gradients before as they were.
 *
 * <p>Where arguments follow each other in one storage, as the parameters that an optimizer packed do, their gradients follow each
 * other in one too. From the second step on they are written there by the operation that makes them, the last sum where an
 * argument is used several times; to keep one of them keeps the memory of all.
 *
 * <p>Not safe for use by several threads at a time.
 */
public final class RepeatedGradient {
  private final String op;
  private final Arena values = new Arena();
  private final Arena cotangents = new Arena();
  private final PackedGradients packed = new PackedGradients(cotangents);
  private List<Tensor> arguments;
  private Tape tape;
  private boolean busy;

  /**
   * Nothing is in memory yet.
   *
   * @param op what the caller does, for error texts
   */
  public RepeatedGradient(String op) {
    this.op = op;
  }

  /**
   * The value of a function, which is recorded.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the value has more than one element
   * </pre>
   */
  public double value(Function<List<Variable>, Variable> f, List<Tensor> xs) {
    List<Variable> inputs = new ArrayList<>(xs.size());
    for (int i = 0; i < xs.size(); i++) {
      inputs.add(new Variable(xs.get(i)));
    }
    Checks.inputs(op, inputs);
    tape = record(f, inputs);
    arguments = xs;
    Variable output = tape.outputs().get(0);
    Checks.scalar(op, output);
    return output.numbers().item();
  }

  private Tape record(Function<List<Variable>, Variable> f, List<Variable> inputs) {
    if (busy) {
      // A function that evaluates itself: its inner evaluation has memory of its own.
      return Tape.record(op, Autodiff.flatList(f), inputs, null);
    }
    busy = true;
    try {
      values.begin();
      return Tape.record(op, Autodiff.flatList(f), inputs, values);
    } finally {
      busy = false;
    }
  }

  /**
   * The gradient of the latest value, row-major; null for an argument that it does not depend on. Can be called once.
   *
   * <pre>
   * Errors:    IllegalStateException when there is no value, or recorded numbers were changed in place
   * </pre>
   */
  public List<Tensor> gradients() {
    Checks.recorded(tape != null);
    Tape recorded = tape;
    tape = null;
    packed.follow(arguments);
    arguments = null;
    cotangents.begin();
    cotangents.enter();
    try {
      Variable output = recorded.outputs().get(0);
      Variable one = new Variable(Tensor.ones(output.dtype(), output.shape()));
      List<Variable> pulled = recorded.pullback(op, List.of(one), true);
      List<Tensor> gradients = new ArrayList<>(pulled.size());
      for (int i = 0; i < pulled.size(); i++) {
        Tensor gradient = pulled.get(i) == null ? null : pulled.get(i).numbers().contiguous();
        gradients.add(packed.settled(i, gradient));
      }
      return gradients;
    } finally {
      cotangents.leave();
    }
  }

  /** How many of the latest gradients were copied to where they lie side by side; the others were written there. */
  public int copies() {
    return packed.copies();
  }
}

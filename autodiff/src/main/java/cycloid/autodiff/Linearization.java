package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function near a point: its value there, and its Jacobian J as a linear map, without the matrix.
 *
 * <p>Both products read the same tape, any number of times; neither evaluates the function again. Reading is safe for use by
 * several threads.
 *
 * @param <X> the argument: an array, or a list of them
 * @param <Y> the result, likewise
 */
public final class Linearization<X, Y> {
  private final String op;
  private final Structure<X> argument;
  private final Structure<Y> result;
  private final Tape tape;
  private final List<Variable> inputs;
  private final List<Variable> outputs;

  Linearization(
      String op,
      Structure<X> argument,
      Structure<Y> result,
      Function<List<Variable>, List<Variable>> f,
      X x) {
    this.op = op;
    this.argument = argument;
    this.result = result;
    this.inputs = argument.variables().apply(x);
    Checks.inputs(op, inputs);
    this.tape = Tape.record(op, f, inputs);
    this.outputs = tape.outputs();
  }

  /** This map, when it will be read after its point may have been changed. */
  Linearization<X, Y> settled() {
    tape.settle();
    return this;
  }

  /** The value f(x). */
  public Y value() {
    return result.join().apply(outputs);
  }

  /**
   * The Jacobian-vector product Jv: how the value changes along v.
   *
   * <pre>
   * Shapes:    v has the shape of the argument, the product that of the value
   * Errors:    IllegalArgumentException when v has another shape or dtype
   *            IllegalStateException when recorded numbers were changed in place
   * </pre>
   */
  public Y jvp(X v) {
    List<Variable> tangents = argument.variables().apply(v);
    Checks.alike(op, "tangent", "input", tangents, inputs);
    return result.join().apply(pushAll(tangents));
  }

  /**
   * The vector-Jacobian product J'u: the gradient of u'f.
   *
   * <pre>
   * Shapes:    u has the shape of the value, the product that of the argument
   * Errors:    IllegalArgumentException when u has another shape or dtype
   *            IllegalStateException when recorded numbers were changed in place
   * </pre>
   */
  public X vjp(Y u) {
    return pull(u, false);
  }

  X pull(Y u, boolean free) {
    List<Variable> cotangents = result.variables().apply(u);
    Checks.alike(op, "cotangent", "output", cotangents, outputs);
    return argument.join().apply(pullAll(cotangents, free));
  }

  List<Variable> inputs() {
    return inputs;
  }

  List<Variable> outputs() {
    return outputs;
  }

  /** J'u. */
  List<Variable> pullAll(List<Variable> cotangents, boolean free) {
    return zerosForNull(tape.pullback(op, cotangents, free), inputs);
  }

  /** Jv, where a tangent may be null for zero. */
  List<Variable> pushAll(List<Variable> tangents) {
    return zerosForNull(tape.pushforward(op, tangents), outputs);
  }

  private static List<Variable> zerosForNull(List<Variable> derivatives, List<Variable> alike) {
    List<Variable> result = new ArrayList<>(derivatives.size());
    for (int i = 0; i < derivatives.size(); i++) {
      Variable d = derivatives.get(i);
      Variable x = alike.get(i);
      result.add(d != null ? d : new Variable(Tensor.zeros(x.dtype(), x.shape())));
    }
    return result;
  }
}

package cycloid.autodiff.nn;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.ValueAndGradient;
import cycloid.autodiff.Variable;
import cycloid.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of a model: an object that has parameters, and other modules as its parts.
 *
 * <p>A subclass registers them in its constructor:
 *
 * <pre>{@code
 * final class Residual extends Layer {
 *   private final Linear inner = child("inner", new Linear(64, 64, DType.F32, Random.key(1)));
 *   private final Parameter scale = parameter("scale", Tensor.ones(DType.F32));
 *
 *   public <A extends Array<A>> A forward(A x, Parameters<A> p) {
 *     return x.add(inner.forward(x, p).tanh().mul(p.get(scale)));
 *   }
 * }
 * }</pre>
 *
 * <p>Parameters are named by the path to them, as PyTorch names them: {@code "inner.weight"}. A training step is
 *
 * <pre>{@code
 * double loss = model.backward(p -> Losses.crossEntropy(model.forward(p.constant(x), p), labels));
 * optimizer.step();
 * }</pre>
 */
public abstract class Module {
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private Map<String, Parameter> all;
  private Module parent;
  private String name;

  // ---- registration

  /**
   * Registers a parameter of this module.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the name is taken, empty, or has a dot
   *            IllegalStateException when the parameters were asked for already
   * </pre>
   */
  protected final Parameter parameter(String name, Tensor value) {
    Checks.registration(
        this, name, own.containsKey(name) || children.containsKey(name), all != null);
    Parameter parameter = new Parameter(name, value);
    parameter.belongsTo(this);
    own.put(name, parameter);
    return parameter;
  }

  /** Registers a part of this module; errors as {@link #parameter}. A module that is a part already keeps its names. */
  protected final <M extends Module> M child(String name, M module) {
    Checks.registration(
        this, name, own.containsKey(name) || children.containsKey(name), all != null);
    children.put(name, module);
    Module part = module;
    if (part.parent == null) {
      part.parent = this;
      part.name = name;
    }
    return module;
  }

  /** What comes before the names of this module's parameters: empty, or ending in a dot. */
  final String path() {
    return parent == null ? "" : parent.path() + name + ".";
  }

  // ---- parameters

  /**
   * All parameters by name, in the order of registration, parts after the module's own; one that is reached in two ways has
   * the first name. From now on nothing more can be registered.
   */
  public final Map<String, Parameter> parameters() {
    if (all == null) {
      Map<String, Parameter> found = new LinkedHashMap<>();
      collect("", found, new IdentityHashMap<>());
      all = Collections.unmodifiableMap(found);
    }
    return all;
  }

  private void collect(String prefix, Map<String, Parameter> found, Map<Parameter, String> seen) {
    own.forEach((name, parameter) -> {
      if (seen.putIfAbsent(parameter, name) == null) {
        found.put(prefix + name, parameter);
      }
    });
    children.forEach((name, child) -> {
      child.parameters();
      child.collect(prefix + name + ".", found, seen);
    });
  }

  /** The number of numbers that are learned. */
  public final long parameterCount() {
    return parameters().values().stream()
        .mapToLong(parameter -> parameter.value().size())
        .sum();
  }

  // ---- training

  /**
   * Computes a loss and its gradient: sets the gradient of every parameter, in place of the one before, and returns the loss.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the loss is no scalar
   *            ArithmeticException when it is infinite or NaN; the gradients are left as they were
   * </pre>
   *
   * @param loss the loss, given the parameters as variables
   */
  public final double backward(Function<Parameters<Variable>, Variable> loss) {
    List<Parameter> learned = List.copyOf(parameters().values());
    Checks.learned(learned);
    List<Tensor> values = learned.stream().map(Parameter::value).toList();
    ValueAndGradient<Tensor, List<Tensor>> result =
        Autodiff.valueAndGrad(variables -> loss.apply(Parameters.of(learned, variables)), values);
    double value = result.value().item();
    Checks.finiteLoss(value);
    for (int i = 0; i < learned.size(); i++) {
      learned.get(i).setGradient(result.gradient().get(i));
    }
    return value;
  }

  /** Forgets all gradients. */
  public final void zeroGradients() {
    parameters().values().forEach(Parameter::zeroGradient);
  }
}

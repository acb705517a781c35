package cycloid.autodiff.nn;

import cycloid.autodiff.RepeatedGradient;
import cycloid.autodiff.Variable;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.Safetensors;
import cycloid.tensor.random.Random;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Optimizer optimizer = AdamW.rule().on(model.parameters());
 * double loss = model.backward(p -> Losses.crossEntropy(model.forward(p.constant(x), p), labels));
 * optimizer.step();
 * }</pre>
 *
 * <p>A module starts in training mode. {@link #eval} turns off what only training does: dropout, and the statistics that a
 * batch norm takes from the batch; {@link #train()} turns it on again.
 */
public abstract class Module {
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, Buffer> ownBuffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private Map<String, Parameter> named;
  private Map<String, Buffer> namedBuffers;
  private List<Parameter> parameters;
  private Module parent;
  private String name;
  private boolean training = true;
  private final RepeatedGradient step = new RepeatedGradient("backward");

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
    checkRegistration(name);
    Parameter parameter = new Parameter(name, value);
    parameter.belongsTo(this);
    own.put(name, parameter);
    return parameter;
  }

  /** Registers numbers that are saved with the parameters but not learned; errors as {@link #parameter}. */
  protected final Buffer buffer(String name, Tensor value) {
    checkRegistration(name);
    Buffer buffer = new Buffer(name, value);
    ownBuffers.put(name, buffer);
    return buffer;
  }

  /** Registers a part of this module; errors as {@link #parameter}. A module that is a part already keeps its names. */
  protected final <M extends Module> M child(String name, M module) {
    checkRegistration(name);
    children.put(name, module);
    Module part = module;
    if (part.parent == null) {
      part.parent = this;
      part.name = name;
    }
    return module;
  }

  private void checkRegistration(String name) {
    boolean taken =
        own.containsKey(name) || ownBuffers.containsKey(name) || children.containsKey(name);
    Checks.registration(this, name, taken, named != null);
  }

  /** What comes before the names of this module's parameters: empty, or ending in a dot. */
  final String path() {
    return parent == null ? "" : parent.path() + name + ".";
  }

  // ---- parameters

  /**
   * All parameters, in the order of registration, parts after the module's own; one that is reached in two ways stands once.
   * From now on nothing more can be registered.
   */
  public final List<Parameter> parameters() {
    collect();
    return parameters;
  }

  /** All parameters by name, in the order of {@link #parameters}; one that is reached in two ways has the first name. */
  public final Map<String, Parameter> namedParameters() {
    collect();
    return named;
  }

  /** All buffers by name, in the order of registration. */
  public final Map<String, Buffer> namedBuffers() {
    collect();
    return namedBuffers;
  }

  private void collect() {
    if (named == null) {
      Map<String, Parameter> foundParameters = new LinkedHashMap<>();
      Map<String, Buffer> foundBuffers = new LinkedHashMap<>();
      collect("", foundParameters, foundBuffers, new IdentityHashMap<>());
      named = Collections.unmodifiableMap(foundParameters);
      namedBuffers = Collections.unmodifiableMap(foundBuffers);
      parameters = List.copyOf(foundParameters.values());
    }
  }

  private void collect(
      String prefix,
      Map<String, Parameter> foundParameters,
      Map<String, Buffer> foundBuffers,
      Map<Object, String> seen) {
    own.forEach((name, parameter) -> {
      if (seen.putIfAbsent(parameter, name) == null) {
        foundParameters.put(prefix + name, parameter);
      }
    });
    ownBuffers.forEach((name, buffer) -> {
      if (seen.putIfAbsent(buffer, name) == null) {
        foundBuffers.put(prefix + name, buffer);
      }
    });
    children.forEach((name, child) -> {
      child.collect();
      child.collect(prefix + name + ".", foundParameters, foundBuffers, seen);
    });
  }

  /** The number of numbers that are learned. */
  public final long parameterCount() {
    return parameters().stream()
        .mapToLong(parameter -> parameter.value().size())
        .sum();
  }

  /** The parameters of this module itself, without its parts', by name. */
  final Map<String, Parameter> ownParameters() {
    return own;
  }

  /** What this module is called in a summary: its class, or how it prints where it says more. */
  final String title() {
    String text = toString();
    return text.contains("@") ? getClass().getSimpleName() : text;
  }

  /** The parts by name, in the order of registration. */
  final Map<String, Module> children() {
    return children;
  }

  /** This module and its parts, to any depth; one that is reached in two ways stands once. */
  final List<Module> all() {
    List<Module> found = new ArrayList<>();
    addTo(found, new IdentityHashMap<>());
    return found;
  }

  private void addTo(List<Module> found, Map<Module, Boolean> seen) {
    if (seen.putIfAbsent(this, true) == null) {
      found.add(this);
      children.values().forEach(child -> child.addTo(found, seen));
    }
  }

  /** A table of all parts: their names, what they are, and how many numbers each learns. */
  public final String summary() {
    return Summary.of(this);
  }

  // ---- mode

  /** Whether this module is in training mode. */
  public final boolean isTraining() {
    return training;
  }

  /** Puts this module and its parts in training mode. */
  public final void train() {
    all().forEach(module -> module.training = true);
  }

  /**
   * Puts this module and its parts in training mode, and gives each part that draws random numbers a key of its own.
   *
   * <p>With a key that depends on the step, {@code model.train(key.fold(step))}, a step draws the same numbers whenever it is
   * taken, so that training can be resumed without a trace.
   */
  public final void train(Random key) {
    List<Module> all = all();
    Random[] keys = key.split(all.size());
    for (int i = 0; i < keys.length; i++) {
      all.get(i).training = true;
      all.get(i).randomness(keys[i]);
    }
  }

  /** Puts this module and its parts in the mode for use. */
  public final void eval() {
    all().forEach(module -> module.training = false);
  }

  /** Where this module draws random numbers from now on; for those that draw some. */
  protected void randomness(Random key) {}

  // ---- state

  /** The numbers that make up this module, by name, as PyTorch's state_dict: parameters and buffers, not copied. */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    namedParameters().forEach((name, parameter) -> state.put(name, parameter.value()));
    namedBuffers().forEach((name, buffer) -> state.put(name, buffer.value()));
    return state;
  }

  /**
   * Sets all parameters and buffers to the numbers given.
   *
   * <pre>
   * Errors:    IllegalArgumentException when names differ, or a shape or dtype; nothing has changed then
   * </pre>
   */
  public final void load(Map<String, Tensor> state) {
    Map<String, Tensor> mine = state();
    Checks.state(mine, state);
    mine.forEach((name, value) -> value.copyFrom(state.get(name)));
  }

  /**
   * Writes {@link #state} to a .safetensors file, which PyTorch reads; replaces the file whole or not at all.
   *
   * <pre>
   * Errors:    IOException when writing fails; the old file is as it was then
   * </pre>
   */
  public final void save(Path path) throws IOException {
    Safetensors.write(path, state());
  }

  /**
   * Sets all parameters and buffers to the numbers of a .safetensors file.
   *
   * <pre>
   * Errors:    IOException when reading fails, and those of {@link #load(Map)}; nothing has changed then
   * </pre>
   */
  public final void load(Path path) throws IOException {
    load(Safetensors.read(path));
  }

  // ---- training

  /**
   * Computes a loss and its gradient: sets the gradient of every parameter, in place of the one before, and returns the loss.
   *
   * <pre>
   * Memory:    that of the call before is used again, but never that of a tensor that was handed out
   * Errors:    IllegalArgumentException when the loss is no scalar, or does not depend on some parameter
   *            ArithmeticException when it is infinite or NaN; the gradients are left as they were
   * </pre>
   *
   * @param loss the loss, given the parameters as variables
   */
  public final double backward(Function<Parameters<Variable>, Variable> loss) {
    return backward(loss, false);
  }

  /**
   * Computes a loss and its gradient, see {@link #backward(Function)}.
   *
   * @param allowUnused whether the loss may do without some parameters, whose gradient is null then: optimizers pass them over
   */
  public final double backward(Function<Parameters<Variable>, Variable> loss, boolean allowUnused) {
    List<Parameter> learned = parameters();
    Checks.learned(learned);
    List<Tensor> values = new ArrayList<>(learned.size());
    for (int i = 0; i < learned.size(); i++) {
      values.add(learned.get(i).value());
    }
    double value = step.value(variables -> loss.apply(Parameters.of(learned, variables)), values);
    Checks.finiteLoss(value);
    List<Tensor> gradients = step.gradients();
    Checks.used(learned, gradients, allowUnused);
    for (int i = 0; i < learned.size(); i++) {
      learned.get(i).newGradient(gradients.get(i));
    }
    return value;
  }

  /** Forgets all gradients. */
  public final void zeroGradients() {
    parameters().forEach(Parameter::zeroGradient);
  }
}

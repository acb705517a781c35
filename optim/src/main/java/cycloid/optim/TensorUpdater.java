package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies a rule to one parameter after the other: lines that prepare tensors, something that is not elementwise in
 * between, which gives the tensor {@code o}, and lines that use it.
 */
abstract class TensorUpdater implements Updater {
  /** The result of what is in between. */
  private static final String RESULT = "o";

  final Numbers numbers;
  private final List<String> prepared;
  private final int states;
  private final List<String> before;
  private final List<String> after;
  private final UpdateKernel first;
  private final UpdateKernel last;
  private final Map<Parameter, Map<String, Tensor>> kept = new IdentityHashMap<>();

  /**
   * For a rule with two phases.
   *
   * @param prepared names that the first phase assigns, beside states; what is in between receives them
   * @param more names of numbers that what is in between sets for the second phase
   */
  TensorUpdater(Rule rule, List<String> prepared, String... more) {
    this.numbers = new Numbers(rule, more);
    this.prepared = prepared;
    this.states = rule.states().size();
    this.before = join(List.of("p", "g"), rule.states(), prepared);
    this.after = join(List.of("p", RESULT), rule.states(), prepared);
    this.first = new UpdateKernel(
        rule, rule.phases().get(0), before, join(prepared, rule.states()), numbers.names());
    this.last = new UpdateKernel(
        rule, rule.phases().get(1), after, join(List.of("p"), rule.states()), numbers.names());
  }

  @SafeVarargs
  private static List<String> join(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }

  /**
   * What is in between.
   *
   * @param parameter to be updated; its value is not to be changed
   * @param prepared what the first phase assigned, shaped like the parameter, in the order of the names
   * @param kept what is kept for the parameter, to be changed by replacing entries
   * @return o, with as many elements as the parameter, of its dtype
   */
  abstract Tensor between(Parameter parameter, List<Tensor> prepared, Map<String, Tensor> kept);

  /** What is kept for a parameter before its first update. */
  abstract Map<String, Tensor> beginning(Parameter parameter);

  @Override
  public void check() {
    first.check();
    last.check();
  }

  @Override
  public boolean joinsNeighbours() {
    return false;
  }

  @Override
  public boolean needsFiniteGradients() {
    return true;
  }

  @Override
  public Map<String, Tensor> kept(Parameter parameter) {
    return kept.computeIfAbsent(parameter, p -> new LinkedHashMap<>(beginning(p)));
  }

  @Override
  public void keep(Parameter parameter, Map<String, Tensor> values) {
    kept(parameter).putAll(values);
  }

  @Override
  public void forget(Parameter parameter) {
    kept.remove(parameter);
  }

  @Override
  public void update(Run run, double[] values) {
    numbers.take(values, run);
    List<Tensor> tensors = prepared.stream()
        .map(name -> Tensor.zeros(run.dtype(), run.first.shape()))
        .toList();
    run(first, before, run, run.gradients, run.gradientsAt, tensors);
    Tensor result = between(run.first, tensors, kept(run.first)).contiguous();
    run(last, after, run, result.storage(), result.offset(), tensors);
  }

  /** Runs a phase; {@code second} is the array after the parameter. */
  private void run(
      UpdateKernel kernel,
      List<String> names,
      Run run,
      Object second,
      int secondAt,
      List<Tensor> tensors) {
    Object[] arrays = new Object[names.size()];
    int[] offsets = new int[names.size()];
    UpdateKernel.Variant variant = kernel.variant(run.dtype(), numbers.values());
    arrays[0] = run.parameters;
    offsets[0] = run.parametersAt;
    arrays[1] = second;
    offsets[1] = secondAt;
    for (int k = 0; k < states; k++) {
      arrays[2 + k] = variant.uses(2 + k) ? run.state(k) : null;
      offsets[2 + k] = run.stateAt;
    }
    for (int k = 0; k < tensors.size(); k++) {
      arrays[2 + states + k] = tensors.get(k).storage();
      offsets[2 + states + k] = tensors.get(k).offset();
    }
    variant.run(run.size, arrays, offsets, numbers.values());
  }
}

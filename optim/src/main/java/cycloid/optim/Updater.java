package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.Map;

/** Applies a rule to the parameters of one group. It holds the memory of its calls, so it belongs to one optimizer. */
interface Updater {

  /** Finds what is wrong with the rule, before any step. */
  void check();

  /** Whether several neighbours in memory may be updated by one call: nothing couples the elements of a parameter. */
  boolean joinsNeighbours();

  /** Whether a gradient that is not finite would spoil what cannot be mended: such a step must not begin. */
  default boolean needsFiniteGradients() {
    return false;
  }

  /**
   * Updates what lies under the run.
   *
   * @param values the hyper-parameters, in the order of their definition
   */
  void update(Run run, double[] values);

  /**
   * What is kept for a parameter beyond a number for each of its elements, by name: matrices, factors. Names and shapes
   * are the same at all times.
   */
  default Map<String, Tensor> kept(Parameter parameter) {
    return Map.of();
  }

  /** Forgets what is kept for a parameter. */
  default void forget(Parameter parameter) {}

  /** Replaces what is kept for a parameter; names and shapes fit. */
  default void keep(Parameter parameter, Map<String, Tensor> values) {}
}

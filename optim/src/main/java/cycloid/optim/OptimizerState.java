package cycloid.optim;

import cycloid.tensor.Tensor;
import java.util.Map;

/**
 * A snapshot of an optimizer: named tensors, and named texts for everything else; what a file of tensors with metadata can
 * hold. Numbers are written as texts that read back to the same bits.
 *
 * <p>{@code "group.0.1.m"} is the state m of parameter 1 of group 0; {@code "group.0.1.t"} is how many updates it has
 * seen. A hyper-parameter that follows a schedule reads {@code "scheduled"}.
 *
 * @param tensors the state of the parameters
 * @param properties rules, hyper-parameters, counters, and what is needed to see that the state fits
 */
public record OptimizerState(Map<String, Tensor> tensors, Map<String, String> properties) {

  /** A snapshot from its parts; the maps are copied. */
  public OptimizerState {
    tensors = Map.copyOf(tensors);
    properties = Map.copyOf(properties);
  }
}

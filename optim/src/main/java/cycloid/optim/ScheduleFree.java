package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the averages that schedule-free rules learn to the parameters, for evaluation, and takes them away again.
 *
 * <pre>{@code
 * ScheduleFree averages = ScheduleFree.of(optimizer);
 * averages.swapIn();
 * ... // evaluate
 * averages.swapOut();
 * }</pre>
 *
 * <pre>
 * Equation:  x = y + (1 - 1 / momentum) (z - y), y the parameter, for rules that keep z
 * Edge:      parameters of other rules stay, and those that were not updated yet
 * </pre>
 */
public final class ScheduleFree {
  private final Optimizer optimizer;
  private final List<Tensor> kept = new ArrayList<>();

  private ScheduleFree(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** For the parameters of an optimizer. */
  public static ScheduleFree of(Optimizer optimizer) {
    return new ScheduleFree(optimizer);
  }

  /**
   * Gives the averages to the parameters, and keeps their numbers until {@link #swapOut}.
   *
   * @throws IllegalStateException if they are in already
   */
  public void swapIn() {
    Checks.swapped("swapIn", !kept.isEmpty(), false);
    for (ParameterGroup group : optimizer.groups()) {
      int state = group.rule().states().indexOf("z");
      List<ParameterGroup.Place> places = group.places();
      for (int i = 0; i < places.size(); i++) {
        Tensor y = group.parameters().get(i).value();
        kept.add(y.copy());
        Tensor z = state < 0 ? null : places.get(i).block().state(places.get(i).index(), state);
        if (z != null) {
          y.copyFrom(y.add(z.sub(y).mul(1 - 1 / group.get("momentum"))));
        }
      }
    }
  }

  /**
   * Gives the parameters their own numbers back, to the bit.
   *
   * @throws IllegalStateException if the averages are not in
   */
  public void swapOut() {
    Checks.swapped("swapOut", !kept.isEmpty(), true);
    int at = 0;
    for (ParameterGroup group : optimizer.groups()) {
      for (Parameter parameter : group.parameters()) {
        parameter.value().copyFrom(kept.get(at++));
      }
    }
    kept.clear();
  }
}

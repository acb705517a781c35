package cycloid.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that the lines of a rule may name, by their place: hyper-parameters first, then what every rule has, then
 * those of its own updater.
 */
final class Numbers {
  /** The number of this update of a parameter, from 1. */
  static final String T = "t";

  /** 1 if gradients are to be multiplied by {@link #RESCALE}, else 0. */
  static final String RESCALED = "rescaled";

  /** What clipping multiplies gradients by. */
  static final String RESCALE = "rescale";

  /** What every rule has; no rule may use these names for anything else. */
  static final List<String> IMPLICIT = List.of(T, RESCALED, RESCALE);

  private final List<String> names;
  private final double[] values;

  Numbers(Rule rule, String... more) {
    names = new ArrayList<>(
        rule.hyperparameters().stream().map(Hyperparameter::name).toList());
    names.addAll(IMPLICIT);
    names.addAll(List.of(more));
    values = new double[names.size()];
  }

  /** All names, in their order. */
  List<String> names() {
    return names;
  }

  /** All values, in the order of their names; not a copy. */
  double[] values() {
    return values;
  }

  /** Takes the hyper-parameters, and what a run knows. */
  void take(double[] hyperparameters, Run run) {
    System.arraycopy(hyperparameters, 0, values, 0, hyperparameters.length);
    int next = hyperparameters.length;
    values[next] = run.t;
    values[next + 1] = run.rescale == 1 ? 0 : 1;
    values[next + 2] = run.rescale;
  }

  double get(String name) {
    return values[names.indexOf(name)];
  }

  boolean isOn(String name) {
    return get(name) != 0;
  }

  void set(String name, double value) {
    values[names.indexOf(name)] = value;
  }
}

package cycloid.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Applies a rule that is one equation: parameters, gradients and state go through one kernel. */
final class ElementwiseUpdater implements Updater {
  private static final int FIRST_STATE = 2;

  private final UpdateKernel kernel;
  private final List<String> kept;
  private final NumberKernel numberKernel;
  private final boolean reduces;
  private final Object[] arrays;
  private final int[] offsets;
  private final Numbers numbers;

  ElementwiseUpdater(Rule rule) {
    List<String> names = new ArrayList<>(List.of("p", "g"));
    names.addAll(rule.states());
    List<String> written = new ArrayList<>(names);
    written.remove("g");
    this.numbers = new Numbers(rule, rule.numbers().toArray(new String[0]));
    this.kept = rule.numbers();
    this.numberKernel = kept.isEmpty() ? null : new NumberKernel(rule, names, numbers.names());
    this.kernel = new UpdateKernel(rule, rule.phases().get(0), names, written, numbers.names());
    this.reduces = rule.phases().get(0).everyLine().reduces()
        || (numberKernel != null && rule.numberLines().everyLine().reduces());
    this.arrays = new Object[names.size()];
    this.offsets = new int[names.size()];
  }

  @Override
  public void check() {
    kernel.check();
  }

  @Override
  public boolean joinsNeighbours() {
    return !reduces;
  }

  @Override
  public void update(Run run, double[] values) {
    numbers.take(values, run);
    if (numberKernel != null) {
      carryNumbers(run);
    }
    UpdateKernel.Variant variant = kernel.variant(run.dtype(), numbers.values());
    bind(0, run.parameters, run.parametersAt);
    bind(1, run.gradients, run.gradientsAt);
    for (int k = FIRST_STATE; k < arrays.length; k++) {
      bind(k, variant.uses(k) ? run.state(k - FIRST_STATE) : null, run.stateAt);
    }
    variant.run(run.size, arrays, offsets, numbers.values());
    Arrays.fill(arrays, null);
  }

  /** From the numbers before this update to those that the lines read. */
  private void carryNumbers(Run run) {
    give(run.kept);
    bind(0, run.parameters, run.parametersAt);
    bind(1, run.gradients, run.gradientsAt);
    for (int k = FIRST_STATE; k < arrays.length; k++) {
      bind(k, run.state(k - FIRST_STATE), run.stateAt);
    }
    numberKernel.run(run, arrays, offsets, numbers.values());
    give(run.kept);
  }

  private void give(double[] values) {
    for (int k = 0; k < values.length; k++) {
      numbers.set(kept.get(k), values[k]);
    }
  }

  private void bind(int index, Object array, int offset) {
    arrays[index] = array;
    offsets[index] = offset;
  }
}

package cycloid.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Applies a rule that is one equation: parameters, gradients and state go through one kernel. */
final class ElementwiseUpdater implements Updater {
  private static final int FIRST_STATE = 2;

  private final UpdateKernel kernel;
  private final boolean reduces;
  private final Object[] arrays;
  private final int[] offsets;
  private final Numbers numbers;

  ElementwiseUpdater(Rule rule) {
    List<String> names = new ArrayList<>(List.of("p", "g"));
    names.addAll(rule.states());
    List<String> written = new ArrayList<>(names);
    written.remove("g");
    this.numbers = new Numbers(rule);
    this.kernel = new UpdateKernel(rule, rule.phases().get(0), names, written, numbers.names());
    this.reduces = rule.phases().get(0).everyLine().reduces();
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
    UpdateKernel.Variant variant = kernel.variant(run.dtype(), numbers.values());
    bind(0, run.parameters, run.parametersAt);
    bind(1, run.gradients, run.gradientsAt);
    for (int k = FIRST_STATE; k < arrays.length; k++) {
      bind(k, variant.uses(k) ? run.state(k - FIRST_STATE) : null, run.stateAt);
    }
    variant.run(run.size, arrays, offsets, numbers.values());
    Arrays.fill(arrays, null);
  }

  private void bind(int index, Object array, int offset) {
    arrays[index] = array;
    offsets[index] = offset;
  }
}

package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters that lie side by side in memory, in their order, with their state laid out the same way: one large parameter
 * where it is, or many small ones packed together, so that one kernel call updates all.
 *
 * <p>Packing binds the parameters to views of the common storage. Should one be bound elsewhere later, the block follows.
 */
final class Block {
  /** Gradients of fewer elements are copied together for one call; below it, copying was measured to cost less than calling. */
  static final int WORTH_A_CALL = 2048;

  /** As many gradients are copied together: they are still in the first or second level cache when they are used. */
  static final int GATHERED = 16384;

  private final Parameter[] parameters;
  private final Tensor[] values;
  private final int[] starts;
  private final long[] steps;
  private final Object[] states;
  private final double[][] numbers;
  private final Run run;
  private Object scratch;

  Block(List<Parameter> parameters, int states, double[] numbers) {
    this.parameters = parameters.toArray(new Parameter[0]);
    this.values = new Tensor[this.parameters.length];
    this.starts = new int[this.parameters.length + 1];
    this.steps = new long[this.parameters.length];
    this.states = new Object[states];
    this.numbers = new double[this.parameters.length][];
    for (int i = 0; i < this.parameters.length; i++) {
      values[i] = this.parameters[i].value();
      this.numbers[i] = numbers.clone();
      starts[i + 1] = starts[i] + values[i].size();
    }
    if (!liesTogether()) {
      pack();
    }
    this.run = new Run(this);
  }

  // ---- where the parameters lie

  private boolean liesTogether() {
    for (int i = 0; i < values.length; i++) {
      if (!values[i].isContiguous() || (i > 0 && !follows(values[i - 1], values[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean follows(Tensor a, Tensor b) {
    return b.storage() == a.storage() && b.offset() == a.offset() + a.size();
  }

  private void pack() {
    Tensor together = Tensor.zeros(dtype(), starts[values.length]);
    for (int i = 0; i < values.length; i++) {
      Tensor view = together.narrow(0, starts[i], starts[i + 1]).reshape(values[i].shape());
      parameters[i].rebind(view);
      values[i] = view;
    }
  }

  /** Follows parameters that were bound elsewhere; changes no number. */
  void follow() {
    boolean moved = false;
    for (int i = 0; i < parameters.length; i++) {
      moved |= parameters[i].value() != values[i];
      values[i] = parameters[i].value();
    }
    if (moved && !liesTogether()) {
      pack();
    }
  }

  DType dtype() {
    return values[0].dtype();
  }

  // ---- a step

  /** Updates all parameters that have a gradient, which is multiplied by {@code rescale}. */
  void update(Updater updater, double[] hyperparameters, double rescale) {
    int from = 0;
    run.rescale = rescale;
    while (from < parameters.length) {
      if (parameters[from].latestGradient() == null) {
        from++;
        continue;
      }
      int to = bindGradients(from);
      run.first = parameters[from];
      run.size = starts[to] - starts[from];
      run.t = steps[from] + 1;
      run.kept = numbers[from];
      run.parameters = values[from].storage();
      run.parametersAt = values[from].offset();
      run.stateAt = starts[from];
      updater.update(run, hyperparameters);
      for (int i = from; i < to; i++) {
        steps[i]++;
        System.arraycopy(run.kept, 0, numbers[i], 0, run.kept.length);
        values[i].modified();
      }
      from = to;
    }
    run.gradients = null;
  }

  /**
   * Finds how many parameters from {@code from} on can be updated at once, and where their gradients lie: where they are,
   * if that is side by side or the parameter is large, else copied together.
   *
   * @return the first parameter that is not among them
   */
  private int bindGradients(int from) {
    Tensor first = parameters[from].latestGradient();
    if (first.isContiguous()) {
      int to = adjoining(from);
      if (starts[to] - starts[from] >= WORTH_A_CALL || gathered(from) <= to) {
        run.gradients = first.storage();
        run.gradientsAt = first.offset();
        return to;
      }
    }
    int to = gathered(from);
    gather(from, to);
    run.gradients = scratch;
    run.gradientsAt = 0;
    return to;
  }

  /** The end of the parameters from {@code from} on whose gradients follow each other in memory. */
  private int adjoining(int from) {
    int to = from + 1;
    while (to < parameters.length && alike(from, to)) {
      Tensor gradient = parameters[to].latestGradient();
      if (!gradient.isContiguous() || !follows(parameters[to - 1].latestGradient(), gradient)) {
        break;
      }
      to++;
    }
    return to;
  }

  /** The end of the parameters from {@code from} on whose gradients are copied together; at least one. */
  private int gathered(int from) {
    int to = from + 1;
    while (to < parameters.length && alike(from, to) && starts[to + 1] - starts[from] <= GATHERED) {
      to++;
    }
    return to;
  }

  /** Whether a parameter takes part as {@code from} does: it has a gradient, as many updates and the same numbers. */
  private boolean alike(int from, int to) {
    return parameters[to].latestGradient() != null
        && steps[to] == steps[from]
        && Arrays.equals(numbers[to], numbers[from]);
  }

  private void gather(int from, int to) {
    int size = starts[to] - starts[from];
    if (scratch == null || dtype().length(scratch) < size) {
      scratch = dtype().allocate(Math.max(size, Math.min(starts[parameters.length], GATHERED)));
    }
    for (int i = from; i < to; i++) {
      // A copy is made only of a gradient that does not lie in row-major order.
      Tensor gradient = parameters[i].latestGradient().contiguous();
      System.arraycopy(
          gradient.storage(),
          gradient.offset(),
          scratch,
          starts[i] - starts[from],
          gradient.size());
    }
  }

  /** The numbers of one state; zeros when it is first used. */
  Object state(int index) {
    if (states[index] == null) {
      states[index] = dtype().allocate(starts[parameters.length]);
    }
    return states[index];
  }

  // ---- one parameter

  int count() {
    return parameters.length;
  }

  Parameter parameter(int i) {
    return parameters[i];
  }

  long steps(int i) {
    return steps[i];
  }

  /** The numbers that are kept for a parameter; not a copy. */
  double[] numbers(int i) {
    return numbers[i];
  }

  /** A copy of one state of one parameter; null if it was never used. */
  Tensor state(int i, int index) {
    if (states[index] == null || steps[i] == 0) {
      return null;
    }
    Tensor copy = Tensor.zeros(dtype(), values[i].shape());
    System.arraycopy(states[index], starts[i], copy.storage(), 0, copy.size());
    return copy;
  }

  /** Sets the number of updates that a parameter has seen. */
  void restore(int i, long count) {
    steps[i] = count;
  }

  /** Sets one state of one parameter; null stands for zeros. */
  void restore(int i, int index, Tensor saved) {
    if (saved != null) {
      System.arraycopy(
          saved.contiguous().storage(),
          saved.contiguous().offset(),
          state(index),
          starts[i],
          saved.size());
    } else if (states[index] != null) {
      Tensor zeros = Tensor.zeros(dtype(), values[i].size());
      System.arraycopy(zeros.storage(), 0, states[index], starts[i], zeros.size());
    }
  }
}

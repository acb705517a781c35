package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running average of parameters, beside the training: evaluate with it, train on without it.
 *
 * <pre>{@code
 * IterateAverage average = IterateAverage.exponential(model.parameters(), 0.999);
 * for (...) {
 *   optimizer.step();
 *   average.update();
 * }
 * average.swapIn();    // the model now has the averages
 * ... // evaluate
 * average.swapOut();   // and now its own numbers again
 * }</pre>
 *
 * <pre>
 * Equation:  a = (1 - w) a + w p,  where w is a function of n = 0, 1, ..., how many were averaged before
 *
 *   exponential      w = 1, 1 - d, 1 - d, ...            the first update copies; as PyTorch
 *   unbiased         w = (1 - d) / (1 - d^(n + 1))       weights d^k of the k-th last, divided by their sum
 *   fromZero         w = 1 - d, a = 0 before             biased towards 0; as optax
 *   warmedUp         w = 1 - min(d, (1 + n) / (10 + n))  short memory at first
 *   equal            w = 1 / (n + 1)                     Polyak, Ruppert; stochastic weight averaging
 *   polynomial       w = (gamma + 1) / (gamma + 1 + n)   forgets the first steps; gamma = 8
 *
 * Memory:    one copy of the parameters, in their dtype
 * Edge:      layers that keep statistics of their inputs (batch norm) should see the data once more after swapIn
 * Source:    Ruppert 1988; Polyak &amp; Juditsky 1992; Shamir &amp; Zhang 2013 (polynomial); Izmailov et al. 2018
 *            (arXiv:1803.05407)
 * </pre>
 */
public final class IterateAverage {
  private static final Equation AVERAGE = Equation.parse("a = (1 - w) * a + w * p");
  private static final String FORMAT = "cycloid-average-1";

  private final List<Parameter> parameters;
  private final List<Tensor> averages;
  private final Schedule weights;
  private long start;
  private long every = 1;
  private long seen;
  private long averaged;
  private boolean isIn;

  private IterateAverage(List<Parameter> parameters, Schedule weights) {
    Checks.parameters("average", parameters);
    this.parameters = List.copyOf(parameters);
    this.averages = new ArrayList<>();
    parameters.forEach(parameter -> averages.add(parameter.value().copy()));
    this.weights = weights;
  }

  // ---- which average

  /** An average with weights of your own: {@code weights.at(n)} in [0, 1], where n parameters were averaged before. */
  public static IterateAverage of(List<Parameter> parameters, Schedule weights) {
    return new IterateAverage(parameters, weights);
  }

  /**
   * Exponential, starting with the first parameters; {@code decay} d of half-life h is 2^(-1 / h).
   *
   * @throws IllegalArgumentException if {@code decay} is not in [0, 1)
   */
  public static IterateAverage exponential(List<Parameter> parameters, double decay) {
    Checks.decay("average", decay);
    return of(parameters, n -> n == 0 ? 1 : 1 - decay);
  }

  /** Exponential, with what the start at 0 takes away given back. */
  public static IterateAverage unbiased(List<Parameter> parameters, double decay) {
    Checks.decay("average", decay);
    return of(parameters, n -> n == 0 ? 1 : (1 - decay) / (1 - StrictMath.pow(decay, n + 1)));
  }

  /** Exponential, starting at 0. */
  public static IterateAverage fromZero(List<Parameter> parameters, double decay) {
    Checks.decay("average", decay);
    IterateAverage average = of(parameters, n -> 1 - decay);
    average.averages.forEach(a -> a.fill(0));
    return average;
  }

  /** Exponential with a decay that grows to {@code decay}. */
  public static IterateAverage warmedUp(List<Parameter> parameters, double decay) {
    Checks.decay("average", decay);
    return of(parameters, n -> n == 0 ? 1 : 1 - Math.min(decay, (1.0 + n) / (10 + n)));
  }

  /** All alike. */
  public static IterateAverage equal(List<Parameter> parameters) {
    return of(parameters, n -> 1.0 / (n + 1));
  }

  /** Later parameters weigh more, by the power {@code gamma} of their number. */
  public static IterateAverage polynomial(List<Parameter> parameters, double gamma) {
    Checks.notNegative("average", "gamma", gamma);
    return of(parameters, n -> (gamma + 1) / (gamma + 1 + n));
  }

  /** Averages only from update {@code start} on, counted from 0, and from then on every {@code every}-th. */
  public IterateAverage from(long start, long every) {
    Checks.stepCount("average", "start", start, 0);
    Checks.stepCount("average", "every", every, 1);
    this.start = start;
    this.every = every;
    return this;
  }

  // ---- use

  /**
   * Takes the parameters in; to be called after each step.
   *
   * @throws IllegalStateException while the averages are swapped in
   */
  public void update() {
    Checks.swapped("update", isIn, false);
    if (seen >= start && (seen - start) % every == 0) {
      double w = weights.at(averaged);
      for (int k = 0; k < averages.size(); k++) {
        average(averages.get(k), parameters.get(k).value(), w);
      }
      averaged++;
    }
    seen++;
  }

  private static void average(Tensor a, Tensor value, double w) {
    Tensor p = value.contiguous();
    Kernel.of(AVERAGE, a.dtype(), "a", "p")
        .run(
            a.size(),
            new Object[] {a.storage(), p.storage()},
            new int[] {a.offset(), p.offset()},
            w);
    a.modified();
  }

  /** How many parameters were averaged. */
  public long count() {
    return averaged;
  }

  /** Copies of the averages, in the order of the parameters. */
  public List<Tensor> values() {
    Checks.swapped("values", isIn, false);
    return averages.stream().map(Tensor::copy).toList();
  }

  /**
   * Gives the averages to the parameters, and keeps their numbers until {@link #swapOut}.
   *
   * @throws IllegalStateException if they are in already
   */
  public void swapIn() {
    Checks.swapped("swapIn", isIn, false);
    swap();
  }

  /**
   * Gives the parameters their own numbers back.
   *
   * @throws IllegalStateException if the averages are not in
   */
  public void swapOut() {
    Checks.swapped("swapOut", isIn, true);
    swap();
  }

  private void swap() {
    for (int k = 0; k < averages.size(); k++) {
      Tensor value = parameters.get(k).value();
      Tensor kept = value.copy();
      value.copyFrom(averages.get(k));
      averages.get(k).copyFrom(kept);
    }
    isIn = !isIn;
  }

  // ---- state

  /**
   * A copy of all that a later run needs to go on with the same bits.
   *
   * @throws IllegalStateException while the averages are swapped in
   */
  public OptimizerState state() {
    Checks.swapped("state", isIn, false);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int k = 0; k < averages.size(); k++) {
      tensors.put(key(k), averages.get(k).copy());
    }
    return new OptimizerState(
        tensors,
        Map.of("format", FORMAT, "seen", Long.toString(seen), "averaged", Long.toString(averaged)));
  }

  /**
   * Goes on from a saved state; parameters are matched by their order.
   *
   * @throws IllegalArgumentException if shapes or dtypes differ; nothing has changed then
   * @throws IllegalStateException while the averages are swapped in
   */
  public void load(OptimizerState state) {
    Checks.swapped("load", isIn, false);
    Checks.saved("format", FORMAT, String.valueOf(state.properties().get("format")));
    long seenBefore = Checks.savedCount(state.properties(), "seen");
    long averagedBefore = Checks.savedCount(state.properties(), "averaged");
    Checks.saved("number of parameters", averages.size(), state.tensors().size());
    for (int k = 0; k < averages.size(); k++) {
      Tensor saved = Checks.savedTensor(state.tensors(), key(k));
      Checks.saved(key(k), Checks.text(averages.get(k)), Checks.text(saved));
    }
    for (int k = 0; k < averages.size(); k++) {
      averages.get(k).copyFrom(state.tensors().get(key(k)));
    }
    seen = seenBefore;
    averaged = averagedBefore;
  }

  private static String key(int parameter) {
    return "average." + parameter;
  }
}

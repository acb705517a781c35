package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * L-BFGS: steps along -H g, where H is built from the last steps and what they changed of the gradient. For smooth losses
 * of all data at once; gradients of different batches spoil H.
 *
 * <pre>{@code
 * Lbfgs lbfgs = Lbfgs.on(model.parameters());
 * for (int k = 0; k < 20; k++) {
 *   double loss = lbfgs.step(() -> model.backward(p -> loss(p)));
 * }
 * }</pre>
 *
 * <pre>
 * name               default  PyTorch  meaning
 * learningRate       1        1        first trial of a step length; without search, the step length
 * iterations         20       20       most iterations of a call
 * evaluations        500      25       most evaluations of the loss in a call, about
 * gradientTolerance  1e-7     1e-7     ends when no element of the gradient is larger
 * changeTolerance    1e-9     1e-9     ends when neither loss nor any parameter changes more
 * history            10       100      pairs that are remembered
 * lineSearch         on       off      the strong conditions of Wolfe, c1 = 1e-4, c2 = 0.9
 *
 * First step:  min(1, 1 / |g|_1) learningRate along -g
 * Pairs:       s = the step, y = the change of the gradient, kept if s'y &gt; 1e-10 |s| |y| (1e-6 in single precision);
 *              PyTorch: s'y &gt; 1e-10
 * Edge:        where the search finds nothing lower or the direction does not lead down, the memory is cleared and
 *              steepest descent tried once
 * Memory:      2 history + 4 vectors of all parameters
 * Source:      Nocedal 1980; Liu &amp; Nocedal 1989; Nocedal &amp; Wright 2006, Algorithm 7.5
 * </pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class Lbfgs {
  private static final String FORMAT = "cycloid-lbfgs-1";
  private static final int SEARCH_TRIALS = 25;

  private final FlatParameters parameters;
  private LbfgsMemory memory = new LbfgsMemory(10);
  private double learningRate = 1;
  private int iterations = 20;
  private int evaluations = 500;
  private double gradientTolerance = 1e-7;
  private double changeTolerance = 1e-9;
  private int history = 10;
  private boolean lineSearch = true;
  private boolean isPyTorch;

  private Tensor direction;
  private Tensor lastGradient;
  private double lastStep;
  private long iterated;
  private long evaluated;

  private Lbfgs(List<Parameter> parameters) {
    this.parameters = new FlatParameters("L-BFGS", parameters);
  }

  /**
   * L-BFGS for parameters.
   *
   * @throws IllegalArgumentException if there are none or their dtypes differ
   */
  public static Lbfgs on(List<Parameter> parameters) {
    return new Lbfgs(parameters);
  }

  // ---- settings

  /**
   * The choices of PyTorch's optimizer, number by number: its defaults, an absolute bound on s'y, no second try, and what
   * is left of the evaluations as the bound of a search; with one iteration a call and a search, nothing ever moves.
   */
  public Lbfgs asPyTorch() {
    isPyTorch = true;
    lineSearch = false;
    evaluations = iterations * 5 / 4;
    return history(100);
  }

  /** Sets the step length that is tried first, or taken where there is no search. */
  public Lbfgs learningRate(double value) {
    Checks.positive("L-BFGS", "learningRate", value);
    learningRate = value;
    return this;
  }

  /** Sets the most iterations of a call; as PyTorch, evaluations too, to a quarter more. */
  public Lbfgs iterations(int most) {
    Checks.stepCount("L-BFGS", "iterations", most, 1);
    iterations = most;
    evaluations = isPyTorch ? most * 5 / 4 : evaluations;
    return this;
  }

  /** Sets the most evaluations of a call. */
  public Lbfgs evaluations(int most) {
    Checks.stepCount("L-BFGS", "evaluations", most, 1);
    evaluations = most;
    return this;
  }

  /** Sets what ends a call: no element of the gradient, no change of loss or parameters is larger. */
  public Lbfgs tolerances(double gradient, double change) {
    Checks.notNegative("L-BFGS", "gradientTolerance", gradient);
    Checks.notNegative("L-BFGS", "changeTolerance", change);
    gradientTolerance = gradient;
    changeTolerance = change;
    return this;
  }

  /** Sets how many pairs are remembered, and forgets those that are. */
  public Lbfgs history(int pairs) {
    Checks.stepCount("L-BFGS", "history", pairs, 1);
    history = pairs;
    memory = new LbfgsMemory(pairs);
    return this;
  }

  /** Sets whether step lengths are searched for. */
  public Lbfgs lineSearch(boolean on) {
    lineSearch = on;
    return this;
  }

  /** How many iterations there were in all. */
  public long iterated() {
    return iterated;
  }

  /** How often the loss was evaluated in all. */
  public long evaluated() {
    return evaluated;
  }

  // ---- a call

  /** Where the parameters are, and what is known there. */
  private static final class Place {
    Tensor x;
    double loss;
    Tensor gradient;
    int evaluations;
  }

  /**
   * Some iterations.
   *
   * @param loss computes the loss at the parameters' values and sets their gradients; called several times
   * @return the loss before
   */
  public double step(DoubleSupplier loss) {
    Place at = new Place();
    at.x = parameters.values();
    at.loss = evaluate(loss, at);
    at.gradient = parameters.gradients();
    double before = at.loss;
    for (int k = 1; k <= iterations; k++) {
      if (largest(at.gradient) <= gradientTolerance || !iterate(loss, at, k == iterations)) {
        break;
      }
      if (k == iterations || at.evaluations >= evaluations) {
        break;
      }
    }
    return before;
  }

  private double evaluate(DoubleSupplier loss, Place at) {
    at.evaluations++;
    evaluated++;
    return loss.getAsDouble();
  }

  /** One iteration; returns whether a further one is worth it. */
  private boolean iterate(DoubleSupplier loss, Place at, boolean isLast) {
    remember(at.gradient);
    iterated++;
    double lossBefore = at.loss;
    Tensor xBefore = at.x;
    boolean moved = move(loss, at, isLast);
    if (!moved && !isPyTorch && memory.size() > 0) {
      memory.clear();
      moved = move(loss, at, isLast);
    }
    if (!moved) {
      return false;
    }
    return !(largest(at.x.sub(xBefore)) <= changeTolerance)
        && !(Math.abs(at.loss - lossBefore) < changeTolerance);
  }

  /** Takes in the pair of the last step, whose end the gradient belongs to. */
  private void remember(Tensor gradient) {
    if (lastGradient == null) {
      return;
    }
    Tensor y = gradient.sub(lastGradient);
    Tensor s = direction.mul(lastStep);
    double sy = LbfgsMemory.dot(s, y);
    double least = isPyTorch ? 1e-10 : relative() * norm(s) * norm(y);
    if (sy > least && Double.isFinite(sy)) {
      memory.add(s, y);
    }
  }

  private double relative() {
    return parameters.dtype().bytes() == Double.BYTES ? 1e-10 : 1e-6;
  }

  /** Along the direction; returns false, where it was, if that does not lead down. */
  private boolean move(DoubleSupplier loss, Place at, boolean isLast) {
    boolean isFirst = lastGradient == null || (!isPyTorch && memory.size() == 0);
    Tensor g = at.gradient;
    direction = (isFirst ? g : memory.product(g)).neg();
    lastGradient = g;
    lastStep = 0;
    double slope = LbfgsMemory.dot(g, direction);
    // Written so that NaN stops, too.
    if (!(slope <= (isPyTorch ? -changeTolerance : -Double.MIN_NORMAL))) {
      return false;
    }
    double first = isFirst ? Math.min(1, 1 / g.abs().sum().item()) * learningRate : learningRate;
    if (!lineSearch) {
      lastStep = first;
      arrive(at, first);
      if (!isLast) {
        at.loss = evaluate(loss, at);
        at.gradient = parameters.gradients();
      }
      return true;
    }
    StrongWolfe.Point found = search(loss, at, slope, first);
    lastStep = found.step();
    arrive(at, found.step());
    at.loss = found.value();
    at.gradient = found.gradient();
    return isPyTorch || found.step() > 0;
  }

  private StrongWolfe.Point search(DoubleSupplier loss, Place at, double slope, double first) {
    int trials = isPyTorch ? Math.max(0, evaluations - at.evaluations) : SEARCH_TRIALS;
    StrongWolfe wolfe = new StrongWolfe(1e-4, 0.9, trials, changeTolerance, isPyTorch ? 2 : 1);
    StrongWolfe.Point start = new StrongWolfe.Point(0, at.loss, slope, at.gradient);
    return wolfe.search(
        step -> {
          parameters.set(at.x.add(direction.mul(step)));
          double value = evaluate(loss, at);
          Tensor gradient = parameters.gradients();
          return new StrongWolfe.Point(step, value, LbfgsMemory.dot(gradient, direction), gradient);
        },
        start,
        first,
        largest(direction));
  }

  private void arrive(Place at, double step) {
    at.x = at.x.add(direction.mul(step));
    parameters.set(at.x);
  }

  private static double largest(Tensor vector) {
    return vector.size() == 0 ? 0 : vector.abs().max().item();
  }

  private static double norm(Tensor vector) {
    return Math.sqrt(LbfgsMemory.dot(vector, vector));
  }

  // ---- state

  /** A copy of all that a later run needs to go on with the same bits, apart from the parameters and settings. */
  public OptimizerState state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (lastGradient != null) {
      tensors.put("direction", direction.copy());
      tensors.put("gradient", lastGradient.copy());
    }
    for (int i = 0; i < memory.size(); i++) {
      tensors.put("s." + i, memory.step(i).copy());
      tensors.put("y." + i, memory.change(i).copy());
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("format", FORMAT);
    properties.put("pairs", Integer.toString(memory.size()));
    properties.put("step", Double.toString(lastStep));
    properties.put("iterated", Long.toString(iterated));
    properties.put("evaluated", Long.toString(evaluated));
    return new OptimizerState(tensors, properties);
  }

  /**
   * Goes on from a saved state; settings stay.
   *
   * @throws IllegalArgumentException if sizes or dtypes differ, or there are more pairs than are remembered; nothing has
   *     changed then
   */
  public void load(OptimizerState state) {
    Map<String, String> properties = state.properties();
    Checks.saved("format", FORMAT, String.valueOf(properties.get("format")));
    long pairs = Checks.savedCount(properties, "pairs");
    Checks.ordered("load", "pairs", pairs, "history", history);
    double step = Checks.savedValue(properties, "step");
    final long iteratedBefore = Checks.savedCount(properties, "iterated");
    final long evaluatedBefore = Checks.savedCount(properties, "evaluated");
    LbfgsMemory saved = new LbfgsMemory(history);
    for (int i = 0; i < pairs; i++) {
      saved.add(vector(state, "s." + i), vector(state, "y." + i));
    }
    boolean hasMoved = state.tensors().containsKey("direction");
    Tensor savedDirection = hasMoved ? vector(state, "direction") : null;
    lastGradient = hasMoved ? vector(state, "gradient") : null;
    direction = savedDirection;
    memory = saved;
    lastStep = step;
    iterated = iteratedBefore;
    evaluated = evaluatedBefore;
  }

  private Tensor vector(OptimizerState state, String key) {
    Tensor saved = Checks.savedTensor(state.tensors(), key);
    Tensor like = Tensor.zeros(parameters.dtype(), parameters.size());
    Checks.saved(key, Checks.text(like), Checks.text(saved));
    return saved.copy();
  }
}

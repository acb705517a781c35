package cycloid.train;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.data.Dataset;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.optim.Optimizers;
import cycloid.optim.Routing;
import cycloid.optim.Rule;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.io.IOException;
import java.util.List;

/**
 * A training run, epoch after epoch. The order of the examples in an epoch depends on the seed and the number of the epoch
 * alone, so a run that goes on from a {@link RunFile} computes the same bits as one that was never interrupted.
 */
public final class Run {
  /** The rule that updates matrices only; what else a model has is left to AdamW. */
  private static final String MATRICES_ONLY = "Muon";

  /** Examples that are evaluated at once. */
  private static final int EVALUATED = 1024;

  private final Plan plan;
  private final Problem problem;
  private final Split split;
  private final Layer model;
  private final Optimizer optimizer;
  private final Random orders;
  private int epoch;

  /** Hears of every step. */
  public interface Listener {
    /** Takes what step number {@code step} of {@code steps} in this epoch found. */
    void step(int step, int steps, double loss);
  }

  /**
   * What an epoch came to.
   *
   * @param epoch its number, from 1
   * @param loss the mean loss of its steps
   * @param score on the test examples, {@link #scoreName}
   */
  public record Epoch(int epoch, double loss, double score) {}

  /** A run that cannot go on: a loss or a gradient is not finite. */
  public static final class Diverged extends Exception {
    private static final long serialVersionUID = 1;

    Diverged(String message) {
      super(message);
    }
  }

  /**
   * A run at its beginning.
   *
   * @throws IOException if the data cannot be read
   * @throws IllegalArgumentException if a name is unknown, or the model does not suit the data
   */
  public Run(Plan plan) throws IOException {
    this.plan = plan;
    Random[] keys = Random.key(plan.seed()).split(3);
    problem = Problems.load(plan.data());
    split = Split.of(problem, keys[0]);
    model = Models.create(plan.model(), problem, keys[1]);
    optimizer = optimizer(plan, model.parameters());
    orders = keys[2];
  }

  private static Optimizer optimizer(Plan plan, List<Parameter> parameters) {
    Rule rule = Optimizers.named(plan.optimizer());
    if (!Double.isNaN(plan.learningRate())) {
      rule = rule.learningRate(plan.learningRate());
    }
    if (!Double.isNaN(plan.weightDecay())) {
      rule = rule.weightDecay(plan.weightDecay());
    }
    if (!rule.name().equals(MATRICES_ONLY)) {
      return rule.on(parameters);
    }
    String head = parameters.get(parameters.size() - 2).name();
    return Routing.matrices(parameters, rule, AdamW.rule(), head);
  }

  /** The names of the data that come with the program, for a help text. */
  public static String dataNames() {
    return Problems.names();
  }

  /** The names of the models, for a help text. */
  public static String modelNames() {
    return Models.NAMES;
  }

  public Plan plan() {
    return plan;
  }

  /** How many epochs are done. */
  public int epoch() {
    return epoch;
  }

  Layer model() {
    return model;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Says that so many epochs are done: the model and the optimizer were loaded. */
  void goOnAfter(int epoch) {
    this.epoch = epoch;
  }

  /** What is trained on what, in a few words. */
  public String description() {
    return String.format(
        "%s, %d parameters; %s, %d examples to learn from, %d for the test",
        plan.model(),
        model.parameterCount(),
        plan.data(),
        split.training().size(),
        split.test().size());
  }

  /**
   * Learns from every example once.
   *
   * @throws Diverged if a loss or a gradient is not finite, saying which operation gave it first; the model is as it was
   *     after the step before
   */
  public Epoch next(Listener listener) throws Diverged {
    int steps = (split.training().size() - 1) / plan.batch() + 1;
    int step = 0;
    double sum = 0;
    for (Dataset batch : split.training().batches(plan.batch(), orders.fold(epoch + 1))) {
      double loss = step(batch, ++step);
      sum += loss;
      listener.step(step, steps, loss);
    }
    epoch++;
    return new Epoch(epoch, sum / steps, score());
  }

  private double step(Dataset batch, int step) throws Diverged {
    try {
      double loss = model.backward(p -> loss(p, batch));
      optimizer.step();
      return loss;
    } catch (ArithmeticException e) {
      throw new Diverged("epoch " + (epoch + 1) + ", step " + step + ": " + diagnosis(batch, e)
          + "; a smaller learning rate may help");
    }
  }

  /** Does the step again, looking at the result of every operation. */
  private String diagnosis(Dataset batch, ArithmeticException found) {
    try {
      Autodiff.traceNaN(() -> model.backward(p -> loss(p, batch)));
    } catch (ArithmeticException first) {
      return first.getMessage();
    }
    return found.getMessage();
  }

  private <A extends Array<A>> A loss(Parameters<A> p, Dataset batch) {
    A out = model.forward(p.constant(batch.inputs()), p);
    if (problem.classes() > 0) {
      return Losses.crossEntropy(out, batch.labels());
    }
    return Losses.mse(out.reshape(batch.size()), p.constant(batch.targets()));
  }

  /** What {@link Epoch#score} is. */
  public String scoreName() {
    return problem.classes() > 0 ? "test accuracy" : "test error (RMS, units of the target)";
  }

  private double score() {
    model.eval();
    double sum = 0;
    for (Dataset part : split.test().batches(EVALUATED)) {
      Tensor out = model.forward(part.inputs());
      sum += problem.classes() > 0 ? right(out, part.labels()) : squaredErrors(out, part);
    }
    model.train();
    double mean = sum / split.test().size();
    return problem.classes() > 0 ? mean : split.unit() * Math.sqrt(mean);
  }

  private static int right(Tensor out, int[] labels) {
    int[] read = out.argMax(1);
    int right = 0;
    for (int i = 0; i < read.length; i++) {
      right += read[i] == labels[i] ? 1 : 0;
    }
    return right;
  }

  private static double squaredErrors(Tensor out, Dataset part) {
    return out.reshape(part.size()).sub(part.targets()).square().sum().item();
  }
}

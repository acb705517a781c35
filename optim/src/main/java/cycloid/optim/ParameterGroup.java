package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Parameters that are updated by the same rule with the same hyper-parameters.
 *
 * <p>Hyper-parameters are read in every step; changing one here takes effect in the next.
 */
public final class ParameterGroup {
  /** Parameters of fewer elements are packed together; larger ones stay where they are. */
  private static final int SMALL = Block.WORTH_A_CALL;

  /** A pack is closed when it has as many elements. */
  private static final int LARGEST_PACK = 1 << 24;

  private final Rule rule;
  private final List<Parameter> parameters;
  private final List<Hyperparameter> hyperparameters;
  private final Schedule[] schedules;
  private final double[] values;
  private final Updater updater;
  private final List<Block> blocks;
  private final LongSupplier clock;
  private final ToDoubleFunction<String> currentValues = this::value;

  ParameterGroup(Rule rule, List<Parameter> parameters, LongSupplier clock) {
    this.rule = rule;
    this.parameters = List.copyOf(parameters);
    this.hyperparameters = rule.hyperparameters();
    this.schedules =
        hyperparameters.stream().map(h -> rule.setting(h.name())).toArray(Schedule[]::new);
    this.values = new double[schedules.length];
    this.clock = clock;
    Checks.parameters(rule.name(), parameters);
    parameters.forEach(rule::accept);
    rule.equations();
    this.updater = rule.newUpdater();
    updater.check();
    evaluate();
    this.blocks = arrange();
  }

  private List<Block> arrange() {
    List<Block> arranged = new ArrayList<>();
    Map<DType, List<Parameter>> packs = new EnumMap<>(DType.class);
    int states = rule.states().size();
    double[] numbers = rule.initialNumbers();
    for (Parameter parameter : parameters) {
      int size = parameter.value().size();
      if (size >= SMALL || !updater.joinsNeighbours()) {
        arranged.add(new Block(List.of(parameter), states, numbers));
        continue;
      }
      List<Parameter> pack =
          packs.computeIfAbsent(parameter.value().dtype(), dtype -> new ArrayList<>());
      if (pack.stream().mapToInt(packed -> packed.value().size()).sum() + size > LARGEST_PACK) {
        arranged.add(new Block(pack, states, numbers));
        pack.clear();
      }
      pack.add(parameter);
    }
    packs.values().forEach(pack -> arranged.add(new Block(pack, states, numbers)));
    return List.copyOf(arranged);
  }

  // ---- what is in it

  /** The rule, with the hyper-parameters that it was given to begin with. */
  public Rule rule() {
    return rule;
  }

  /** The parameters, in their order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * The value of a hyper-parameter in the coming step.
   *
   * @throws IllegalArgumentException if the rule has no such hyper-parameter
   */
  public double get(String name) {
    return schedules[index(name)].at(clock.getAsLong());
  }

  /**
   * Sets a hyper-parameter, from the next step on.
   *
   * @throws IllegalArgumentException if the rule has no such hyper-parameter, or the value is not one that it may take
   */
  public ParameterGroup set(String name, double value) {
    return set(name, Schedule.constant(value));
  }

  /** Lets a hyper-parameter vary, from the next step on; the schedule is asked for the optimizer's steps, from 0. */
  public ParameterGroup set(String name, Schedule schedule) {
    int index = index(name);
    if (schedule instanceof ConstantSchedule constant) {
      Checks.value(rule.name(), hyperparameters.get(index), constant.value());
    }
    schedules[index] = schedule;
    return this;
  }

  /** The learning rate in the coming step. */
  public double learningRate() {
    return get("lr");
  }

  /** Sets the learning rate, from the next step on. */
  public ParameterGroup learningRate(double value) {
    return set("lr", value);
  }

  private int index(String name) {
    return hyperparameters.indexOf(rule.known(name));
  }

  Schedule schedule(String name) {
    return schedules[index(name)];
  }

  // ---- a step

  /** Finds what is wrong, before any number changes. */
  void prepare() {
    evaluate();
    for (Block block : blocks) {
      block.follow();
    }
  }

  /** Reads the hyper-parameters. */
  private void evaluate() {
    long step = clock.getAsLong();
    for (int k = 0; k < values.length; k++) {
      values[k] = schedules[k].at(step);
      if (!(schedules[k] instanceof ConstantSchedule)) {
        Checks.scheduled(rule.name(), hyperparameters.get(k), values[k], step);
      }
    }
    rule.checkTogether(currentValues);
  }

  private double value(String name) {
    return values[index(name)];
  }

  /** Updates all parameters that have a gradient, which is multiplied by {@code rescale}. */
  void update(double rescale) {
    for (Block block : blocks) {
      block.update(updater, values, rescale);
    }
  }

  /** Whether a gradient that is not finite would spoil what cannot be mended. */
  boolean needsFiniteGradients() {
    return updater.needsFiniteGradients();
  }

  // ---- state

  Updater updater() {
    return updater;
  }

  /** Forgets the state of all parameters. */
  void forget() {
    double[] initial = rule.initialNumbers();
    for (Block block : blocks) {
      for (int i = 0; i < block.count(); i++) {
        block.restore(i, 0);
        System.arraycopy(initial, 0, block.numbers(i), 0, initial.length);
        for (int s = 0; s < rule.states().size(); s++) {
          block.restore(i, s, null);
        }
        updater.forget(block.parameter(i));
      }
    }
  }

  /** Where the numbers of a parameter are. */
  record Place(Block block, int index) {}

  /** The places of the parameters, in their order. */
  List<Place> places() {
    Place[] places = new Place[parameters.size()];
    for (Block block : blocks) {
      for (int i = 0; i < block.count(); i++) {
        places[indexOf(block.parameter(i))] = new Place(block, i);
      }
    }
    return Arrays.asList(places);
  }

  private int indexOf(Parameter parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) == parameter) {
        return i;
      }
    }
    throw new AssertionError(parameter.name());
  }
}

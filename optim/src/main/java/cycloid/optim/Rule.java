package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.Equation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * An update rule: the equations that carry a parameter from one step to the next, the names of their state, and
 * hyper-parameters with their values. What is printed is what runs.
 *
 * <p>In the equations {@code p} is the parameter, {@code g} its gradient, {@code t} the number of this update of the
 * parameter, counted from 1; every other name is a state, which starts at 0 and is kept from step to step, a
 * hyper-parameter, or a temporary. What depends on numbers alone, as {@code beta1^t} does, is computed once a step, in
 * double. Assigning {@code g} changes it for the statements below only: gradients are never modified. A reduction, as in
 * {@code norm(g)}, is over one parameter.
 *
 * <p>Rules are immutable: every method that changes one gives another. The rules of this library are {@link Sgd},
 * {@link Adam}, {@link AdamW}, {@link Lion}, {@link Muon}, {@link Shampoo}; they are written with the methods that are open to everyone:
 *
 * <pre>{@code
 * Rule momentum = Rule.define("momentum")
 *     .hyperparameter("lr", 0.01)
 *     .hyperparameter("mu", 0.9)
 *     .hyperparameter("weightDecay", 0)
 *     .state("v")
 *     .when("weightDecay", "g = g + weightDecay * p")
 *     .line("v = mu * v + g")
 *     .line("p = p - lr * v");
 * Optimizer optimizer = momentum.learningRate(0.1).on(model.parameters());
 * }</pre>
 */
public final class Rule {
  private String name = "optimizer";
  private String source = "";
  private String remark = "";
  private Map<String, Hyperparameter> hyperparameters = new LinkedHashMap<>();
  private Map<String, Schedule> settings = Map.of();
  private List<String> states = List.of();
  private Map<String, Double> numbers = Map.of();
  private Lines numberLines = Lines.NONE;
  private List<Lines> phases = List.of(Lines.NONE);
  private Function<Rule, Updater> updater = ElementwiseUpdater::new;
  private BiConsumer<String, Parameter> accepts = (rule, parameter) -> {};
  private BiConsumer<String, ToDoubleFunction<String>> together = (rule, values) -> {};

  private Rule() {}

  private Rule(Rule other) {
    name = other.name;
    source = other.source;
    remark = other.remark;
    hyperparameters = new LinkedHashMap<>(other.hyperparameters);
    settings = new LinkedHashMap<>(other.settings);
    states = new ArrayList<>(other.states);
    numbers = new LinkedHashMap<>(other.numbers);
    numberLines = other.numberLines;
    phases = new ArrayList<>(other.phases);
    updater = other.updater;
    accepts = other.accepts;
    together = other.together;
  }

  // ---- definition

  /** The beginning of a rule: its name, as error texts will say it, and no lines yet. */
  public static Rule define(String name) {
    Rule rule = new Rule();
    rule.name = name;
    return rule;
  }

  /** This rule under another name. */
  public Rule named(String name) {
    Rule rule = new Rule(this);
    rule.name = name;
    return rule;
  }

  /** Where the rule comes from: authors, year, number of the paper. */
  public Rule source(String source) {
    Rule rule = new Rule(this);
    rule.source = source;
    return rule;
  }

  /** What a reader of the equations must know beyond them, in a sentence. */
  public Rule remark(String remark) {
    Rule rule = new Rule(this);
    rule.remark = remark;
    return rule;
  }

  /** One more hyper-parameter; what values it may take follows from its name, as for lr, beta1, eps, weightDecay. */
  public Rule hyperparameter(String name, double initial) {
    return hyperparameter(name, initial, Domain.ofName(name));
  }

  /**
   * One more hyper-parameter.
   *
   * @param initial its value when the user gives none
   * @throws IllegalArgumentException if {@code initial} is not in the domain or the name is taken
   */
  public Rule hyperparameter(String name, double initial, Domain domain) {
    Hyperparameter hyperparameter = new Hyperparameter(name, initial, domain);
    Checks.value(this.name, hyperparameter, initial);
    claim(name);
    Rule rule = new Rule(this);
    rule.hyperparameters.put(name, hyperparameter);
    return rule;
  }

  /** Hyper-parameters and their values, in the order of the alphabet. */
  public Rule defaults(Map<String, Double> values) {
    Rule rule = this;
    for (Map.Entry<String, Double> value : new TreeMap<>(values).entrySet()) {
      rule = rule.hyperparameter(value.getKey(), value.getValue());
    }
    return rule;
  }

  /** Names of numbers that are kept for each element, from step to step; they start at 0. */
  public Rule state(String... names) {
    Rule rule = new Rule(this);
    for (String state : names) {
      rule.claim(state);
      rule.states.add(state);
    }
    return rule;
  }

  /**
   * A number that is kept for each parameter, in double; it starts at {@code initial}. The lines of {@link #first} carry
   * it from step to step, all others may read it.
   */
  public Rule number(String name, double initial) {
    claim(name);
    Rule rule = new Rule(this);
    rule.numbers.put(name, initial);
    return rule;
  }

  /** One more statement about numbers, which come before all other lines; it may reduce over the parameter. */
  public Rule first(String text) {
    return first("", text);
  }

  /** One more statement about numbers that takes part only under a condition; see {@link #when}. */
  public Rule first(String condition, String text) {
    Rule rule = new Rule(this);
    rule.numberLines = numberLines.and(condition, text);
    return rule;
  }

  /** One more statement, or several. */
  public Rule line(String text) {
    return when("", text);
  }

  /**
   * One more statement that takes part only under a condition.
   *
   * @param condition hyper-parameters that must not be 0, and, with {@code !}, those that must be: {@code "momentum
   *     !nesterov"}
   * @throws IllegalArgumentException naming line, column and what was expected, if {@code text} is no equation
   */
  public Rule when(String condition, String text) {
    Rule rule = new Rule(this);
    int last = phases.size() - 1;
    rule.phases.set(last, phases.get(last).and(condition, text));
    return rule;
  }

  /** The lines that follow are a second equation, run after something that is not elementwise. */
  Rule thenLines() {
    Rule rule = new Rule(this);
    rule.phases.add(Lines.NONE);
    return rule;
  }

  /** How the equations are applied, where that is more than running one of them. */
  Rule updatedBy(Function<Rule, Updater> updater) {
    Rule rule = new Rule(this);
    rule.updater = updater;
    return rule;
  }

  /** A check of each parameter when it is added, and one of all hyper-parameters together when a step begins. */
  Rule checkedBy(
      BiConsumer<String, Parameter> accepts,
      BiConsumer<String, ToDoubleFunction<String>> together) {
    Rule rule = new Rule(this);
    rule.accepts = accepts;
    rule.together = together;
    return rule;
  }

  private void claim(String name) {
    if (hyperparameters.containsKey(name)
        || states.contains(name)
        || numbers.containsKey(name)
        || Set.of("p", "g").contains(name)
        || Numbers.IMPLICIT.contains(name)) {
      throw Checks.nameTaken(this.name, name);
    }
  }

  // ---- settings

  /**
   * This rule with another value of a hyper-parameter.
   *
   * @throws IllegalArgumentException if the rule has no such hyper-parameter, or the value is not one that it may take
   */
  public Rule with(String name, double value) {
    Checks.value(this.name, known(name), value);
    return with(name, Schedule.constant(value));
  }

  /** This rule with a hyper-parameter that varies; its values are checked in every step. */
  public Rule with(String name, Schedule schedule) {
    if (schedule instanceof ConstantSchedule constant) {
      Checks.value(this.name, known(name), constant.value());
    }
    known(name);
    Rule rule = new Rule(this);
    rule.settings.put(name, schedule);
    return rule;
  }

  /** The learning rate {@code lr}: change of a parameter for a unit of the update. */
  public Rule learningRate(double value) {
    return with("lr", value);
  }

  /** The learning rate {@code lr}, as a function of the step. */
  public Rule learningRate(Schedule schedule) {
    return with("lr", schedule);
  }

  /** How much of the last steps goes on: {@code momentum}. */
  public Rule momentum(double value) {
    return with("momentum", value);
  }

  /** The gradient is looked up where the momentum leads: {@code nesterov}. */
  public Rule nesterov() {
    return with("nesterov", 1);
  }

  /** The decays of the moving averages: {@code beta1} and {@code beta2}. */
  public Rule betas(double beta1, double beta2) {
    return with("beta1", beta1).with("beta2", beta2);
  }

  /** What keeps a division from exploding: {@code eps}. */
  public Rule epsilon(double value) {
    return with("eps", value);
  }

  /** The pull towards 0: {@code weightDecay}; each rule says whether it is coupled with the gradient. */
  public Rule weightDecay(double value) {
    return with("weightDecay", value);
  }

  /** Ascends instead of descending: the gradient is negated before anything else sees it. */
  public Rule maximize() {
    return with("maximize", 1);
  }

  // ---- clipping

  /** Clips each element of the gradient to [-c, c], before anything else; NaN stays. */
  public Rule clipValue(double c) {
    return clipped("clipValue", c, "g = min(max(g, -clipValue), clipValue)");
  }

  /** Clips the norm of the gradient of each parameter to {@code bound}; all together: {@link Optimizer#clip}. */
  public Rule clipNorm(double bound) {
    return clipped("clipNorm", bound, "g = g * min(1, clipNorm / (norm(g) + 1e-6))");
  }

  /** Clips the root mean square of the gradient of each parameter to {@code bound}. */
  public Rule clipRms(double bound) {
    return clipped("clipRms", bound, "g = g / max(1, sqrt(mean(g^2)) / clipRms)");
  }

  /** One more hyper-parameter, and a line before all others. */
  private Rule clipped(String name, double value, String line) {
    Rule rule = new Rule(hyperparameter(name, value, Domain.POSITIVE));
    Lines clip = Lines.NONE.and("", line);
    rule.phases.set(0, phases.get(0).after(clip));
    rule.numberLines = numberLines.isEmpty() ? numberLines : numberLines.after(clip);
    return rule;
  }

  // ---- what it is

  /** The name, as in the literature. */
  public String name() {
    return name;
  }

  /** Where it comes from; empty if nobody said. */
  public String source() {
    return source;
  }

  /** What a reader must know beyond the equations; empty if there is nothing. */
  public String remark() {
    return remark;
  }

  /** The hyper-parameters, in order of their definition, with their initial values. */
  public List<Hyperparameter> hyperparameters() {
    return List.copyOf(hyperparameters.values());
  }

  /** The names of what is kept for each element; where none were given, those that the equation reads and assigns. */
  public List<String> states() {
    return states.isEmpty() ? inferredStates() : List.copyOf(states);
  }

  /** The value of a hyper-parameter, as a function of the step. */
  public Schedule setting(String name) {
    Hyperparameter hyperparameter = known(name);
    Schedule schedule = settings.get(name);
    return schedule == null ? Schedule.constant(hyperparameter.initial()) : schedule;
  }

  /**
   * The equations that run with the present hyper-parameters; one that varies counts as not 0.
   *
   * @throws IllegalArgumentException if there are none
   */
  public List<Equation> equations() {
    if (phases.stream().anyMatch(Lines::isEmpty)) {
      throw Checks.noEquation(name);
    }
    List<Equation> equations = new ArrayList<>();
    if (!numberLines.isEmpty()) {
      equations.add(numberLines.equation(this::isOn));
    }
    phases.forEach(lines -> equations.add(lines.equation(this::isOn)));
    return equations;
  }

  private boolean isOn(String name) {
    return !(setting(name) instanceof ConstantSchedule constant) || constant.value() != 0;
  }

  /** The name, and the equations below. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    for (Equation equation : equations()) {
      text.append('\n').append(equation.text());
    }
    return text.toString();
  }

  // ---- use

  /**
   * An optimizer that applies this rule to parameters.
   *
   * @throws IllegalArgumentException if the equations use a name that is neither state nor hyper-parameter or do not
   *     assign p; if there is no parameter, or one stands twice
   */
  public Optimizer on(List<Parameter> parameters) {
    Optimizer optimizer = new GroupOptimizer();
    optimizer.add(this, parameters);
    return optimizer;
  }

  /** An optimizer that applies this rule to parameters. */
  public Optimizer on(Parameter... parameters) {
    return on(List.of(parameters));
  }

  /** The names of the numbers that are kept for each parameter. */
  List<String> numbers() {
    return List.copyOf(numbers.keySet());
  }

  /** What those numbers are before the first update. */
  double[] initialNumbers() {
    return numbers.values().stream().mapToDouble(x -> x).toArray();
  }

  Lines numberLines() {
    return numberLines;
  }

  List<Lines> phases() {
    return phases;
  }

  Updater newUpdater() {
    return updater.apply(this);
  }

  void accept(Parameter parameter) {
    accepts.accept(name, parameter);
  }

  void checkTogether(ToDoubleFunction<String> values) {
    together.accept(name, values);
  }

  Hyperparameter known(String name) {
    Hyperparameter hyperparameter = hyperparameters.get(name);
    if (hyperparameter == null) {
      throw Checks.unknownHyperparameter(this.name, name, hyperparameters.keySet());
    }
    return hyperparameter;
  }

  private List<String> inferredStates() {
    Set<String> kept = new TreeSet<>();
    for (Lines lines : phases) {
      Equation equation = lines.everyLine();
      equation.inputs().stream().filter(equation.outputs()::contains).forEach(kept::add);
    }
    kept.removeAll(hyperparameters.keySet());
    kept.removeAll(Set.of("p", "g", "t"));
    return List.copyOf(kept);
  }
}

package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Improves parameters along their gradients, step by step.
 *
 * <p>{@link #step} reads the gradient of every parameter and updates its numbers in place. A parameter without gradient is
 * left as it is: no decay, no state, and its count of updates does not advance; a gradient of zeros is a gradient.
 * Gradients are neither modified nor kept. In a steady state a step allocates nothing.
 *
 * <p>Small parameters are packed into common storage when they are added, so their tensors are replaced: ask a parameter
 * for its value instead of keeping the tensor.
 *
 * <pre>{@code
 * Optimizer mine = Optimizer.ofEquations("""
 *         v = mu * v + g
 *         p = p - lr * v
 *         """)
 *     .defaults(Map.of("mu", 0.9, "lr", 0.01))
 *     .on(model.parameters());
 * }</pre>
 *
 * <p>Optimizers are not safe for use by several threads.
 */
public interface Optimizer {

  /**
   * Updates all parameters that have a gradient.
   *
   * @throws IllegalArgumentException if a schedule gives a value out of range; nothing has changed then
   * @throws ArithmeticException if a gradient is not finite and the policy is {@link NonFinite#THROW}; nothing has changed
   */
  void step();

  /** How many steps were taken; skipped ones do not count. */
  long steps();

  /** The groups, in the order in which they were added. */
  List<ParameterGroup> groups();

  /**
   * Adds parameters, updated by a rule; their state starts empty.
   *
   * @throws IllegalArgumentException if there are none, or one is in this optimizer already or stands twice
   */
  ParameterGroup add(Rule rule, List<Parameter> parameters);

  /** Sets what a step does when a gradient is not finite; this optimizer. */
  Optimizer onNonFinite(NonFinite policy);

  /** Sets a bound on the norm of all gradients together, null for none; this optimizer. */
  Optimizer clip(Clipping clipping);

  /** The norm of all gradients in the last step, before clipping; NaN where {@link #clip} set no bound. */
  double gradientNorm();

  /** How many steps were skipped because a gradient was not finite. */
  long skippedSteps();

  /** A copy of all that a later run needs to go on with the same bits, apart from the parameters. */
  OptimizerState state();

  /**
   * Goes on from a saved state. Groups and parameters are matched by their order; hyper-parameters take the saved values,
   * but schedules stay.
   *
   * @throws IllegalArgumentException if rules, names, shapes or dtypes differ; nothing has changed then
   */
  void load(OptimizerState state);

  /** Forgets the state of all parameters, as if none was updated yet; hyper-parameters and the count of steps stay. */
  void forget();

  /** Forgets the gradients of all parameters. */
  default void zeroGradients() {
    for (ParameterGroup group : groups()) {
      group.parameters().forEach(Parameter::zeroGradient);
    }
  }

  /** Sets the learning rate of all groups, from the next step on. */
  default void learningRate(double value) {
    groups().forEach(group -> group.learningRate(value));
  }

  /**
   * The beginning of an optimizer of your own: its equations, where {@code p} is the parameter, {@code g} the gradient and
   * {@code t} the number of the update, from 1.
   *
   * @throws IllegalArgumentException naming line, column and what was expected, if the text is no equation
   */
  static Rule ofEquations(String text) {
    return Rule.define("optimizer").line(text);
  }

  /** An optimizer with a group for each rule that {@code router} returns, in the order of first appearance. */
  static Optimizer route(List<Parameter> parameters, Function<Parameter, Rule> router) {
    Map<Rule, List<Parameter>> routed = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      routed.computeIfAbsent(router.apply(parameter), rule -> new ArrayList<>()).add(parameter);
    }
    Optimizer optimizer = new GroupOptimizer();
    routed.forEach(optimizer::add);
    return optimizer;
  }
}

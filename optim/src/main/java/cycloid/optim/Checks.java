package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What must hold, and the texts when it does not: {@code <op>: <what must hold>; got <what was given>}. Texts are built
 * on failure only.
 */
final class Checks {
  private Checks() {}

  // ---- hyper-parameters

  static void value(String rule, Hyperparameter hyperparameter, double value) {
    if (!hyperparameter.domain().contains(value)) {
      throw fault(
          rule, "%s must be %s", "%s", hyperparameter.name(), hyperparameter.domain(), value);
    }
  }

  static void scheduled(String rule, Hyperparameter hyperparameter, double value, long step) {
    if (!hyperparameter.domain().scheduled().contains(value)) {
      throw fault(
          rule,
          "%s must be %s",
          "%s from its schedule at step %d",
          hyperparameter.name(),
          hyperparameter.domain().scheduled(),
          value,
          step);
    }
  }

  static IllegalArgumentException unknownHyperparameter(
      String rule, String name, Collection<String> known) {
    return fault(rule, "a hyper-parameter must be one of %s", "'%s'", known, name);
  }

  static void nesterov(String rule, ToDoubleFunction<String> values) {
    double momentum = values.applyAsDouble("momentum");
    double dampening = values.applyAsDouble("dampening");
    if (values.applyAsDouble("nesterov") != 0 && (momentum == 0 || dampening != 0)) {
      throw fault(
          rule,
          "nesterov needs momentum > 0 and dampening = 0",
          "momentum=%s, dampening=%s",
          momentum,
          dampening);
    }
  }

  static IllegalArgumentException unknownOptimizer(String name, List<String> known) {
    return fault("optimizers", "a name must be one of %s", "'%s'", known, name);
  }

  // ---- equations

  static IllegalArgumentException unknownName(Rule rule, String name) {
    return fault(
        rule.name(),
        "a name must be p, g, t, one of the state %s or of the hyper-parameters %s",
        "'%s'",
        rule.states(),
        rule.hyperparameters().stream().map(Hyperparameter::name).toList(),
        name);
  }

  static IllegalArgumentException notAssigned(String rule, String name, List<String> outputs) {
    return fault(
        rule, "the equation must assign '%s'", "an equation that assigns %s", name, outputs);
  }

  static IllegalArgumentException numberAssigned(String rule, String name) {
    return fault(rule, "t and hyper-parameters must not be assigned", "'%s = ...'", name);
  }

  static IllegalArgumentException nameTaken(String rule, String name) {
    return fault(rule, "a name must stand for one thing", "'%s' twice", name);
  }

  static IllegalArgumentException noEquation(String rule) {
    return fault(rule, "a rule must have an equation", "none");
  }

  // ---- parameters

  static void parameters(String rule, List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      throw fault(rule, "a group must have at least one parameter", "none");
    }
  }

  static IllegalArgumentException twice(String rule, Parameter parameter) {
    return fault(rule, "a parameter must be in one group, once", "'%s' twice", parameter.name());
  }

  static void matrix(String rule, Parameter parameter) {
    if (parameter.value().rank() < 2) {
      throw fault(
          rule,
          "a parameter must have at least two axes",
          "'%s' %s; use Routing.matrices() to update it by another rule",
          parameter.name(),
          text(parameter.value()));
    }
  }

  static ArithmeticException notFinite(Parameter parameter, Tensor gradient) {
    Tensor flat = gradient.flatten();
    int at = 0;
    while (Double.isFinite(flat.get(at))) {
      at++;
    }
    return new ArithmeticException(format(
        "step: gradients must be finite; got %s at element %d of '%s' %s",
        flat.get(at), at, parameter.name(), text(gradient)));
  }

  static void names(String op, Collection<String> names, List<Parameter> parameters) {
    List<String> known = parameters.stream().map(Parameter::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw fault(op, "a name must be that of a parameter, one of %s", "'%s'", known, name);
      }
    }
  }

  // ---- saved state

  static void saved(String what, Object expected, Object got) {
    if (!expected.equals(got)) {
      throw fault("load", "%s must be %s", "%s", what, expected, got);
    }
  }

  static void savedNames(Collection<String> expected, Collection<String> got) {
    for (String name : got) {
      if (!expected.contains(name)) {
        throw fault("load", "an entry must be one of this optimizer", "'%s'", name);
      }
    }
  }

  static IllegalArgumentException scheduleMissing(String key) {
    return fault(
        "load", "'%s' must be given a schedule before loading, as it had", "a constant", key);
  }

  static long savedCount(Map<String, String> properties, String key) {
    String text = properties.get(key);
    try {
      long count = Long.parseLong(String.valueOf(text));
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Told below, as a negative number is.
    }
    throw fault("load", "'%s' must be a whole number from 0", "%s", key, text);
  }

  static double savedValue(Map<String, String> properties, String key) {
    String text = properties.get(key);
    try {
      return Double.parseDouble(String.valueOf(text));
    } catch (NumberFormatException e) {
      throw fault("load", "'%s' must be a number", "%s", key, text);
    }
  }

  // ---- texts

  /** Shape and dtype, as {@code (32, 784) f64}. */
  private static String text(Tensor tensor) {
    return Shapes.text(tensor.shape()) + " " + tensor.dtype();
  }

  private static IllegalArgumentException fault(
      String op, String must, String got, Object... values) {
    return new IllegalArgumentException(op + ": " + format(must + "; got " + got, values));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}

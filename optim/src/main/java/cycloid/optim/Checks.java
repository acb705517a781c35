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

  static void oneDtype(String op, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (parameter.dtype() != parameters.get(0).dtype()) {
        throw fault(
            op, "all parameters must have one dtype", "%s, %s", parameters.get(0), parameter);
      }
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

  // ---- schedules and other settings

  static void stepCount(String op, String name, long value, long least) {
    if (value < least) {
      throw fault(op, "%s must be at least %d", "%d", name, least, value);
    }
  }

  static void positive(String op, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw fault(op, "%s must be positive", "%s", name, value);
    }
  }

  static void notNegative(String op, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw fault(op, "%s must be in [0, infinity)", "%s", name, value);
    }
  }

  static void fraction(String op, String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw fault(op, "%s must be in (0, 1)", "%s", name, value);
    }
  }

  static void part(String op, String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw fault(op, "%s must be in (0, 1]", "%s", name, value);
    }
  }

  static void ordered(String op, String low, double least, String high, double most) {
    if (!(least <= most)) {
      throw fault(op, "%s must not be above %s", "%s=%s, %s=%s", low, high, low, least, high, most);
    }
  }

  static void order(String op, double order) {
    if (!(order > 0)) {
      throw fault(op, "order must be above 0, or infinite", "%s", order);
    }
  }

  static void points(String op, Map<?, ?> points) {
    if (points.isEmpty()) {
      throw fault(op, "there must be at least one point", "none");
    }
  }

  static void phases(String op, long warmUp, long total, long decay) {
    if (warmUp < 0 || decay < 1 || warmUp + decay > total) {
      throw fault(
          op,
          "warmUp >= 0 and decay >= 1 must fit into total",
          "warmUp=%d, decay=%d, total=%d",
          warmUp,
          decay,
          total);
    }
  }

  static void decay(String op, double decay) {
    if (!Domain.FRACTION.contains(decay)) {
      throw fault(op, "decay must be %s", "%s", Domain.FRACTION, decay);
    }
  }

  static void swapped(String op, boolean isIn, boolean mustBe) {
    if (isIn != mustBe) {
      throw new IllegalStateException(format(
          "%s: the averages must be swapped %s; got averages swapped %s",
          op, mustBe ? "in" : "out", isIn ? "in" : "out"));
    }
  }

  // ---- saved state

  static void saved(String what, Object expected, Object got) {
    if (!expected.equals(got)) {
      throw fault("load", "%s must be %s", "%s", what, expected, got);
    }
  }

  static Tensor savedTensor(Map<String, Tensor> tensors, String key) {
    Tensor tensor = tensors.get(key);
    if (tensor == null) {
      throw fault("load", "there must be an entry '%s'", "%s", key, tensors.keySet());
    }
    return tensor;
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
  static String text(Tensor tensor) {
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

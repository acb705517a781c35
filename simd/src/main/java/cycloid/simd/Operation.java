package cycloid.simd;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The operation table of the equation language: one row an operation.
 *
 * <p>A row says how the operation is written, how many operands it has, and its partial derivatives, themselves in the
 * language: {@code a}, {@code b}, {@code c} are the operands and {@code y} is the result. What an operation computes,
 * lane by lane, is the lane method of the same name (see {@code Lanes.java.template}): {@code LOG1P} is {@code log1p}.
 *
 * <p>Where a derivative does not exist the row makes a choice: 0 at the kinks of abs, relu and clamp's inside is closed;
 * equal operands of max and min share the derivative, one half each.
 */
enum Operation {
  // arithmetic
  ADD("+", Kind.INFIX, 2, "1", "1"),
  SUB("-", Kind.INFIX, 2, "1", "-1"),
  MUL("*", Kind.INFIX, 2, "b", "a"),
  DIV("/", Kind.INFIX, 2, "1 / b", "-y / b"),
  POW(
      "^",
      Kind.INFIX,
      2,
      "where(b == 0, 0, b * a ^ (b - 1))",
      "where(a == 0 and b >= 0, 0, y * log(a))"),
  NEG("-", Kind.PREFIX, 1, "-1"),
  FMA("fma", Kind.FUNCTION, 3, "b", "a", "1"),

  // conditions
  LESS("<", Kind.COMPARISON, 2),
  LESS_EQUAL("<=", Kind.COMPARISON, 2),
  GREATER(">", Kind.COMPARISON, 2),
  GREATER_EQUAL(">=", Kind.COMPARISON, 2),
  EQUAL("==", Kind.COMPARISON, 2),
  NOT_EQUAL("!=", Kind.COMPARISON, 2),
  IS_NAN("isnan", Kind.TEST, 1),
  AND("and", Kind.CONNECTIVE, 2),
  OR("or", Kind.CONNECTIVE, 2),
  NOT("not", Kind.CONNECTIVE, 1),
  SELECT("where", Kind.SELECTION, 3),
  NUMBER("number", Kind.NUMBER, 1),

  // roots and absolute values
  ABS("abs", Kind.FUNCTION, 1, "sign(a)"),
  SIGN("sign", Kind.FUNCTION, 1, "0"),
  SQRT("sqrt", Kind.FUNCTION, 1, "0.5 / y"),
  RSQRT("rsqrt", Kind.FUNCTION, 1, "-0.5 * y / a"),
  CBRT("cbrt", Kind.FUNCTION, 1, "1 / (3 * y * y)"),
  HYPOT("hypot", Kind.FUNCTION, 2, "a / y", "b / y"),
  COPY_SIGN("copysign", Kind.FUNCTION, 2, "where(a == 0, 0, sign(y) * sign(a))", "0"),

  /** The same value, which derivatives take for a constant. */
  DETACH("detach", Kind.FUNCTION, 1, "0"),

  // exponentials and logarithms
  EXP("exp", Kind.FUNCTION, 1, "y"),
  /** exp of what is not above 0, in fewer operations; above 0 it has no meaning. */
  EXP_DOWN("expdown", Kind.FUNCTION, 1, "y"),
  EXPM1("expm1", Kind.FUNCTION, 1, "y + 1"),
  EXP2("exp2", Kind.FUNCTION, 1, "0.6931471805599453 * y"),
  LOG("log", Kind.FUNCTION, 1, "1 / a"),
  LOG1P("log1p", Kind.FUNCTION, 1, "1 / (1 + a)"),
  LOG2("log2", Kind.FUNCTION, 1, "1.4426950408889634 / a"),
  LOG10("log10", Kind.FUNCTION, 1, "0.4342944819032518 / a"),
  XLOGY(
      "xlogy", Kind.FUNCTION, 2, "where(a == 0 and b <= 0, 0, log(b))", "where(a == 0, 0, a / b)"),
  LOG_ADD_EXP("logaddexp", Kind.FUNCTION, 2, "sigmoid(a - b)", "sigmoid(b - a)"),

  // circular functions
  SIN("sin", Kind.FUNCTION, 1, "cos(a)"),
  COS("cos", Kind.FUNCTION, 1, "-sin(a)"),
  TAN("tan", Kind.FUNCTION, 1, "1 + y * y"),
  ASIN("asin", Kind.FUNCTION, 1, "rsqrt((1 - a) * (1 + a))"),
  ACOS("acos", Kind.FUNCTION, 1, "-rsqrt((1 - a) * (1 + a))"),
  ATAN("atan", Kind.FUNCTION, 1, "1 / (1 + a * a)"),
  ATAN2("atan2", Kind.FUNCTION, 2, "b / (a * a + b * b)", "-a / (a * a + b * b)"),

  // hyperbolic functions
  SINH("sinh", Kind.FUNCTION, 1, "cosh(a)"),
  COSH("cosh", Kind.FUNCTION, 1, "sinh(a)"),
  TANH("tanh", Kind.FUNCTION, 1, "(1 - y) * (1 + y)"),
  ASINH("asinh", Kind.FUNCTION, 1, "1 / hypot(1, a)"),
  ACOSH("acosh", Kind.FUNCTION, 1, "rsqrt(a - 1) * rsqrt(a + 1)"),
  ATANH("atanh", Kind.FUNCTION, 1, "1 / ((1 - a) * (1 + a))"),

  // activations and the error function
  SIGMOID("sigmoid", Kind.FUNCTION, 1, "y * (1 - y)"),
  LOG_SIGMOID("logsigmoid", Kind.FUNCTION, 1, "sigmoid(-a)"),
  SOFTPLUS("softplus", Kind.FUNCTION, 1, "sigmoid(a)"),
  RELU("relu", Kind.FUNCTION, 1, "where(a > 0, 1, 0)"),
  GELU("gelu", Kind.FUNCTION, 1, "geluslope(a)"),
  GELU_SLOPE("geluslope", Kind.FUNCTION, 1, "0.3989422804014327 * (2 - a * a) * exp(-0.5 * a * a)"),
  GELU_TANH(
      "gelutanh",
      Kind.FUNCTION,
      1,
      "sigmoid(1.5957691216057308 * a + 0.07135481627260025 * a ^ 3)"
          + " + y * sigmoid(-1.5957691216057308 * a - 0.07135481627260025 * a ^ 3)"
          + " * (1.5957691216057308 + 0.21406444881780073 * a * a)"),
  SILU("silu", Kind.FUNCTION, 1, "sigmoid(a) * (1 + a * sigmoid(-a))"),
  MISH(
      "mish",
      Kind.FUNCTION,
      1,
      "tanh(softplus(a)) + a * sigmoid(a) * (1 - tanh(softplus(a))) * (1 + tanh(softplus(a)))"),
  ERF("erf", Kind.FUNCTION, 1, "1.1283791670955126 * exp(-a * a)"),
  ERFC("erfc", Kind.FUNCTION, 1, "-1.1283791670955126 * exp(-a * a)"),
  ERFINV("erfinv", Kind.FUNCTION, 1, "0.8862269254527580 * exp(y * y)"),

  // the gamma function's logarithm and its derivatives
  LGAMMA("lgamma", Kind.FUNCTION, 1, "digamma(a)"),
  DIGAMMA("digamma", Kind.FUNCTION, 1, "trigamma(a)"),
  TRIGAMMA("trigamma", Kind.FUNCTION, 1, "tetragamma(a)"),
  TETRAGAMMA("tetragamma", Kind.FUNCTION, 1),

  // order and rounding
  MIN(
      "min",
      Kind.FUNCTION,
      2,
      "where(a < b, 1, where(a == b, 0.5, 0))",
      "where(b < a, 1, where(a == b, 0.5, 0))"),
  MAX(
      "max",
      Kind.FUNCTION,
      2,
      "where(a > b, 1, where(a == b, 0.5, 0))",
      "where(b > a, 1, where(a == b, 0.5, 0))"),
  FMAX(
      "fmax",
      Kind.FUNCTION,
      2,
      "where(a > b or isnan(b), 1, where(a == b, 0.5, 0))",
      "where(b > a or isnan(a) and not isnan(b), 1, where(a == b, 0.5, 0))"),
  FMIN(
      "fmin",
      Kind.FUNCTION,
      2,
      "where(a < b or isnan(b), 1, where(a == b, 0.5, 0))",
      "where(b < a or isnan(a) and not isnan(b), 1, where(a == b, 0.5, 0))"),
  CLAMP(
      "clamp",
      Kind.FUNCTION,
      3,
      "where(a >= b and a <= c, 1, 0)",
      "where(a < b, 1, 0)",
      "where(a > c, 1, 0)"),
  FLOOR("floor", Kind.FUNCTION, 1, "0"),
  CEIL("ceil", Kind.FUNCTION, 1, "0"),
  ROUND("round", Kind.FUNCTION, 1, "0"),
  TRUNC("trunc", Kind.FUNCTION, 1, "0"),
  FMOD("fmod", Kind.FUNCTION, 2, "1", "-trunc(a / b)"),
  REMAINDER("remainder", Kind.FUNCTION, 2, "1", "-floor(a / b)"),

  // reductions over the lane axis
  SUM("sum", Kind.REDUCTION, 1),
  MEAN("mean", Kind.REDUCTION, 1),
  LARGEST("max", Kind.REDUCTION, 1),
  SMALLEST("min", Kind.REDUCTION, 1),
  /** The number of lanes of a row; {@code mean(x)} is {@code sum(x) / count}. */
  COUNT("count", Kind.LEAF, 0),

  // leaves
  CONSTANT("number", Kind.LEAF, 0),
  VARIABLE("name", Kind.LEAF, 0);

  /** What a row is: it decides how the operation is parsed, typed, printed and called. */
  enum Kind {
    /** Values to a value, written between its operands. */
    INFIX,
    /** A value to a value, written before its operand. */
    PREFIX,
    /** Values to a value, written as a call. */
    FUNCTION,
    /** Two values to a condition, written between them. */
    COMPARISON,
    /** A value to a condition, written as a call. */
    TEST,
    /** Conditions to a condition. */
    CONNECTIVE,
    /** {@code where(condition, value, value)}. */
    SELECTION,
    /** A condition as a value, 1 or 0. */
    NUMBER,
    /** All lanes of a row to one value. */
    REDUCTION,
    /** A number, a name, or the number of lanes. */
    LEAF
  }

  private static final Map<String, List<Operation>> CALLS = new HashMap<>();

  static {
    for (Operation operation : values()) {
      boolean call = switch (operation.kind) {
        case FUNCTION, TEST, SELECTION, REDUCTION -> true;
        default -> false;
      };
      if (call) {
        CALLS.merge(
            operation.symbol, List.of(operation), (one, two) -> List.of(one.get(0), two.get(0)));
      }
    }
    CALLS.put("pow", List.of(POW));
  }

  private final String symbol;
  private final Kind kind;
  private final int arity;
  private final String[] partials;
  private volatile Expression[] partialExpressions;

  Operation(String symbol, Kind kind, int arity, String... partials) {
    this.symbol = symbol;
    this.kind = kind;
    this.arity = arity;
    this.partials = partials;
  }

  /** The operator or function name as it is written. */
  String symbol() {
    return symbol;
  }

  Kind kind() {
    return kind;
  }

  /** Number of operands. */
  int arity() {
    return arity;
  }

  /** Whether the result is a condition, not a number. */
  boolean isCondition() {
    return kind == Kind.COMPARISON || kind == Kind.TEST || kind == Kind.CONNECTIVE;
  }

  /** Whether operand {@code i} is a condition, not a number. */
  boolean takesCondition(int i) {
    return kind == Kind.CONNECTIVE || kind == Kind.NUMBER || (kind == Kind.SELECTION && i == 0);
  }

  /** The lane method: {@code LOG_SIGMOID} is {@code logSigmoid}. */
  String laneMethod() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_")) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(
          name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return this == IS_NAN ? "isNaN" : name.toString();
  }

  /** Whether another operation with the same operand takes most of the same steps, so that in one loop they are taken once. */
  boolean sharesWorkWith(Operation other) {
    return this == GELU && other == GELU_SLOPE || this == GELU_SLOPE && other == GELU;
  }

  /** Whether arguments may be too far from 0 for the straight-line code of a vector loop. */
  boolean hasFarArguments() {
    return farTest() != null;
  }

  /** The test for far arguments in vector loops; null where there are none. */
  String farTest() {
    return switch (this) {
      case SIN, COS, TAN -> "isFar";
      case FMOD, REMAINDER -> "isFarQuotient";
      default -> null;
    };
  }

  /** The lane method in vector loops, which no far argument reaches: {@code nearSin} for {@code sin}. */
  String vectorLaneMethod() {
    String method = laneMethod();
    return hasFarArguments()
        ? "near" + Character.toUpperCase(method.charAt(0)) + method.substring(1)
        : method;
  }

  /** The partial derivative to operand {@code i}, an expression in a, b, c and y. */
  Expression partial(int i) {
    Expression[] known = partialExpressions;
    if (known == null) {
      known = new Expression[partials.length];
      for (int j = 0; j < known.length; j++) {
        known[j] = Expression.parse(partials[j]);
      }
      partialExpressions = known;
    }
    if (known.length == 0) {
      throw new IllegalArgumentException(
          "derivative: every function in the formula must have one; got " + symbol
              + ", which has none in this language");
    }
    return known[i];
  }

  /** The operations written as a call of {@code name}; empty for an unknown name. */
  static List<Operation> called(String name) {
    return CALLS.getOrDefault(name, List.of());
  }

  /** All names that can be called, sorted. */
  static List<String> callNames() {
    return CALLS.keySet().stream().sorted().toList();
  }
}

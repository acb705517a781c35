package cycloid.simd;

import java.util.List;

/**
 * Prints a formula: decides where parentheses are needed, and leaves the marks to its subclasses.
 *
 * <p>Binding strengths, weakest first: or, and, not, comparison, sum, product, sign, power, atom.
 */
abstract class Printer {
  static final int OR = 1;
  static final int AND = 2;
  static final int NOT = 3;
  static final int COMPARISON = 4;
  static final int SUM = 5;
  static final int PRODUCT = 6;
  static final int SIGN = 7;
  static final int POWER = 8;
  static final int ATOM = 9;

  /** The formula, without parentheses around it. */
  final String print(Expression e) {
    return atLeast(0, e);
  }

  /** The formula, in parentheses if it binds weaker than its place asks for. */
  final String atLeast(int strength, Expression e) {
    String text = bare(e);
    return strength(e) < strength ? parentheses(text) : text;
  }

  int strength(Expression e) {
    return switch (e.operation()) {
      case OR -> OR;
      case AND -> AND;
      case NOT -> NOT;
      case ADD, SUB -> SUM;
      case MUL, DIV -> PRODUCT;
      case NEG -> SIGN;
      case POW -> POWER;
      case NUMBER -> strength(e.operand(0));
      case CONSTANT -> e.number() < 0 || 1 / e.number() < 0 ? SIGN : ATOM;
      default -> e.operation().kind() == Operation.Kind.COMPARISON ? COMPARISON : ATOM;
    };
  }

  private String bare(Expression e) {
    List<Expression> x = e.operands();
    return switch (e.operation()) {
      case CONSTANT -> number(e.number());
      case VARIABLE -> name(e.variableName());
      case COUNT -> name("n");
      case NUMBER -> bare(x.get(0));
      case ADD -> infix("+", atLeast(SUM, x.get(0)), atLeast(PRODUCT, x.get(1)));
      case SUB -> infix("-", atLeast(SUM, x.get(0)), atLeast(PRODUCT, x.get(1)));
      case MUL -> product(x.get(0), x.get(1));
      case DIV -> quotient(x.get(0), x.get(1));
      case POW -> power(x.get(0), x.get(1));
      case NEG -> negative(atLeast(SIGN, x.get(0)));
      case OR -> infix("or", atLeast(OR, x.get(0)), atLeast(AND, x.get(1)));
      case AND -> infix("and", atLeast(AND, x.get(0)), atLeast(NOT, x.get(1)));
      case NOT -> not(atLeast(NOT, x.get(0)));
      default ->
        e.operation().kind() == Operation.Kind.COMPARISON
            ? infix(e.operation().symbol(), atLeast(SUM, x.get(0)), atLeast(SUM, x.get(1)))
            : call(e.operation(), x);
    };
  }

  abstract String number(double value);

  abstract String name(String name);

  abstract String parentheses(String inside);

  abstract String infix(String symbol, String left, String right);

  abstract String negative(String operand);

  abstract String not(String operand);

  abstract String product(Expression a, Expression b);

  abstract String quotient(Expression a, Expression b);

  abstract String power(Expression a, Expression b);

  abstract String call(Operation operation, List<Expression> operands);

  /** The shortest decimal that reads back as the same double; a whole number has no point. */
  static String decimal(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0)) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace("E", "e");
  }

  /** {@code beta1} is a letter and an index; {@code m_hat} is m with a hat, kept as its suffix. */
  static String[] splitIndex(String name) {
    int end = name.length();
    while (end > 1 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    return new String[] {name.substring(0, end), name.substring(end)};
  }
}

package cycloid.simd;

import java.util.List;

/** Prints a formula in the language itself. */
final class TextPrinter extends Printer {
  @Override
  String number(double value) {
    return decimal(value);
  }

  @Override
  String name(String name) {
    return name;
  }

  @Override
  String parentheses(String inside) {
    return "(" + inside + ")";
  }

  @Override
  String infix(String symbol, String left, String right) {
    return left + " " + symbol + " " + right;
  }

  @Override
  String negative(String operand) {
    return "-" + operand;
  }

  @Override
  String not(String operand) {
    return "not " + operand;
  }

  @Override
  String product(Expression a, Expression b) {
    return infix("*", atLeast(PRODUCT, a), atLeast(SIGN, b));
  }

  @Override
  String quotient(Expression a, Expression b) {
    return infix("/", atLeast(PRODUCT, a), atLeast(SIGN, b));
  }

  @Override
  String power(Expression a, Expression b) {
    return atLeast(ATOM, a) + "^" + atLeast(SIGN, b);
  }

  @Override
  String call(Operation operation, List<Expression> operands) {
    StringBuilder result = new StringBuilder(operation.symbol()).append('(');
    for (int i = 0; i < operands.size(); i++) {
      result.append(i == 0 ? "" : ", ").append(print(operands.get(i)));
    }
    return result.append(')').toString();
  }
}

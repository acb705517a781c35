package cycloid.simd;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints a formula in LaTeX. */
final class LatexPrinter extends Printer {
  private static final Map<String, String> SYMBOLS =
      Map.of("<=", "\\le", ">=", "\\ge", "==", "=", "!=", "\\ne", "and", "\\land", "or", "\\lor");
  private static final Set<String> KNOWN =
      Set.of("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "min", "max");

  @Override
  String number(double value) {
    String text = decimal(value);
    int e = text.indexOf('e');
    if (e < 0) {
      return text;
    }
    String mantissa = text.substring(0, e).replaceFirst("\\.0$", "");
    String power = "10^{" + text.substring(e + 1) + "}";
    return mantissa.equals("1") ? power : mantissa + " \\cdot " + power;
  }

  @Override
  String name(String name) {
    String[] parts = splitIndex(name);
    String letter = parts[0];
    if (GreekLetters.of(letter) != null) {
      letter = "\\" + (letter.equals("eps") ? "epsilon" : letter);
    } else if (letter.length() > 1) {
      letter = "\\mathrm{" + letter.replace("_", "\\_") + "}";
    }
    return parts[1].isEmpty() ? letter : letter + "_{" + parts[1] + "}";
  }

  @Override
  String parentheses(String inside) {
    return "\\left(" + inside + "\\right)";
  }

  @Override
  String infix(String symbol, String left, String right) {
    return left + " " + SYMBOLS.getOrDefault(symbol, symbol) + " " + right;
  }

  @Override
  String negative(String operand) {
    return "-" + operand;
  }

  @Override
  String not(String operand) {
    return "\\lnot " + operand;
  }

  @Override
  String product(Expression a, Expression b) {
    String between = b.isConstant() ? " \\cdot " : " \\, ";
    return atLeast(PRODUCT, a) + between + atLeast(SIGN, b);
  }

  @Override
  String quotient(Expression a, Expression b) {
    return "\\frac{" + print(a) + "}{" + print(b) + "}";
  }

  @Override
  String power(Expression a, Expression b) {
    return atLeast(ATOM, a) + "^{" + print(b) + "}";
  }

  @Override
  int strength(Expression e) {
    return e.operation() == Operation.DIV ? POWER : super.strength(e);
  }

  @Override
  String call(Operation operation, List<Expression> x) {
    return switch (operation) {
      case SQRT -> "\\sqrt{" + print(x.get(0)) + "}";
      case CBRT -> "\\sqrt[3]{" + print(x.get(0)) + "}";
      case ABS -> "\\left|" + print(x.get(0)) + "\\right|";
      case FLOOR -> "\\left\\lfloor " + print(x.get(0)) + "\\right\\rfloor ";
      case CEIL -> "\\left\\lceil " + print(x.get(0)) + "\\right\\rceil ";
      case FMA ->
        print(Expression.of(
            Operation.ADD, Expression.of(Operation.MUL, x.get(0), x.get(1)), x.get(2)));
      case SUM -> "\\sum " + atLeast(PRODUCT, x.get(0));
      case SELECT ->
        "\\begin{cases}" + print(x.get(1)) + " & \\text{if } " + print(x.get(0)) + " \\\\ "
            + print(x.get(2)) + " & \\text{otherwise}\\end{cases}";
      default -> {
        String symbol = operation.symbol();
        StringBuilder arguments = new StringBuilder();
        for (Expression operand : x) {
          arguments.append(arguments.isEmpty() ? "" : ", ").append(print(operand));
        }
        yield (KNOWN.contains(symbol) ? "\\" + symbol : "\\operatorname{" + symbol + "}")
            + parentheses(arguments.toString());
      }
    };
  }
}

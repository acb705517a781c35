package cycloid.simd;

import java.util.List;
import java.util.Map;

/** Prints a formula in MathML (Core), as one {@code <mrow>} or a single element. */
final class MathmlPrinter extends Printer {
  private static final Map<String, String> SYMBOLS = Map.ofEntries(
      Map.entry("-", "−"),
      Map.entry("<", "&lt;"),
      Map.entry(">", "&gt;"),
      Map.entry("<=", "≤"),
      Map.entry(">=", "≥"),
      Map.entry("==", "="),
      Map.entry("!=", "≠"),
      Map.entry("and", "∧"),
      Map.entry("or", "∨"));

  @Override
  String number(double value) {
    String text = decimal(value).replace("-", "−");
    int e = text.indexOf('e');
    if (e < 0) {
      return "<mn>" + text + "</mn>";
    }
    String mantissa = text.substring(0, e).replaceFirst("\\.0$", "");
    String power = "<msup><mn>10</mn><mn>" + text.substring(e + 1) + "</mn></msup>";
    return mantissa.equals("1") ? power : row("<mn>" + mantissa + "</mn><mo>·</mo>" + power);
  }

  @Override
  String name(String name) {
    String[] parts = splitIndex(name);
    String greek = GreekLetters.of(parts[0]);
    String letter = "<mi>" + (greek != null ? greek : parts[0]) + "</mi>";
    return parts[1].isEmpty() ? letter : "<msub>" + letter + "<mn>" + parts[1] + "</mn></msub>";
  }

  @Override
  String parentheses(String inside) {
    return row("<mo>(</mo>" + inside + "<mo>)</mo>");
  }

  @Override
  String infix(String symbol, String left, String right) {
    return row(left + operator(SYMBOLS.getOrDefault(symbol, symbol)) + right);
  }

  @Override
  String negative(String operand) {
    return row("<mo form=\"prefix\">−</mo>" + operand);
  }

  @Override
  String not(String operand) {
    return row("<mo>¬</mo>" + operand);
  }

  @Override
  String product(Expression a, Expression b) {
    String between = b.isConstant() ? "<mo>·</mo>" : "<mspace width=\"0.17em\"/>";
    return row(atLeast(PRODUCT, a) + between + atLeast(SIGN, b));
  }

  @Override
  String quotient(Expression a, Expression b) {
    return "<mfrac>" + print(a) + print(b) + "</mfrac>";
  }

  @Override
  String power(Expression a, Expression b) {
    return "<msup>" + atLeast(ATOM, a) + print(b) + "</msup>";
  }

  @Override
  int strength(Expression e) {
    return e.operation() == Operation.DIV ? POWER : super.strength(e);
  }

  @Override
  String call(Operation operation, List<Expression> x) {
    return switch (operation) {
      case SQRT -> "<msqrt>" + print(x.get(0)) + "</msqrt>";
      case CBRT -> "<mroot>" + print(x.get(0)) + "<mn>3</mn></mroot>";
      case ABS -> row("<mo>|</mo>" + print(x.get(0)) + "<mo>|</mo>");
      case FLOOR -> row("<mo>⌊</mo>" + print(x.get(0)) + "<mo>⌋</mo>");
      case CEIL -> row("<mo>⌈</mo>" + print(x.get(0)) + "<mo>⌉</mo>");
      case FMA ->
        print(Expression.of(
            Operation.ADD, Expression.of(Operation.MUL, x.get(0), x.get(1)), x.get(2)));
      case SUM -> row("<mo>∑</mo>" + atLeast(PRODUCT, x.get(0)));
      case SELECT ->
        row("<mo>{</mo><mtable><mtr><mtd>" + print(x.get(1)) + "</mtd><mtd><mtext>if </mtext>"
            + print(x.get(0))
            + "</mtd></mtr><mtr><mtd>" + print(x.get(2))
            + "</mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable>");
      default -> {
        StringBuilder arguments = new StringBuilder();
        for (Expression operand : x) {
          arguments.append(arguments.isEmpty() ? "" : "<mo>,</mo>").append(print(operand));
        }
        yield row("<mi>" + operation.symbol() + "</mi>" + parentheses(arguments.toString()));
      }
    };
  }

  private static String operator(String symbol) {
    return "<mo>" + symbol + "</mo>";
  }

  private static String row(String inside) {
    return "<mrow>" + inside + "</mrow>";
  }
}

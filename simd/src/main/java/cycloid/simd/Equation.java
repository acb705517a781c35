package cycloid.simd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One or more assignments, as a textbook writes them: what is printed is what runs.
 *
 * <pre>{@code
 * Equation adam = Equation.parse("""
 *     m = beta1 * m + (1 - beta1) * g
 *     v = beta2 * v + (1 - beta2) * g^2
 *     p = p - lr * (m / bias1) / (sqrt(v / bias2) + eps)
 *     """);
 * }</pre>
 *
 * <p>Statements are separated by a line's end or a semicolon and take effect in their order: a name that was assigned
 * stands for its new value in the statements below. A line goes on inside parentheses and after an operator; {@code #}
 * starts a comment. Operators are {@code + - * / ^}, the comparisons, {@code and or not}; {@code ^} binds tighter than a
 * sign before it, {@code -x^2} is {@code -(x^2)}. {@code where(c, a, b)} is a where c holds, else b, lane by lane. A
 * comparison used as a number is 1 or 0. {@code sum mean max min} of one operand reduce over the lanes of a row, and the
 * result is the same for all lanes of that row. Only the contraction that is written happens: {@code fma(a, b, c)}.
 *
 * <p>Equations are immutable.
 */
public final class Equation {
  private final List<Statement> statements;
  private final Map<String, Expression> outputs;
  private final List<String> inputs;

  /**
   * {@code name = formula}, as written: names in the formula may be those of statements above.
   *
   * @param name what is assigned
   * @param formula its value
   */
  record Statement(String name, Expression formula) {}

  private Equation(List<Statement> statements) {
    this.statements = List.copyOf(statements);
    Map<String, Expression> assigned = new LinkedHashMap<>();
    Set<String> read = new LinkedHashSet<>();
    for (Statement statement : statements) {
      for (String name : statement.formula.names()) {
        if (!assigned.containsKey(name)) {
          read.add(name);
        }
      }
      assigned.put(statement.name, statement.formula.substitute(assigned));
    }
    this.outputs = assigned;
    this.inputs = List.copyOf(read);
  }

  /**
   * Reads an equation.
   *
   * @throws IllegalArgumentException naming line, column and what was expected, if {@code text} is not an equation
   */
  public static Equation parse(String text) {
    return new Equation(new Parser(text).statements());
  }

  /** An equation from formulas: each output's formula is in terms of inputs only, and all take effect at once. */
  public static Equation of(Map<String, Expression> outputs) {
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("equation: at least one output is needed; got none");
    }
    Set<String> read = new LinkedHashSet<>();
    List<Statement> statements = new ArrayList<>();
    for (Map.Entry<String, Expression> output : outputs.entrySet()) {
      statements.add(new Statement(output.getKey(), output.getValue().asNumber()));
      read.addAll(output.getValue().names());
    }
    Map<String, Expression> formulas = new LinkedHashMap<>();
    statements.forEach(statement -> formulas.put(statement.name, statement.formula));
    return new Equation(statements, formulas, List.copyOf(read));
  }

  private Equation(
      List<Statement> statements, Map<String, Expression> outputs, List<String> inputs) {
    this.statements = List.copyOf(statements);
    this.outputs = outputs;
    this.inputs = inputs;
  }

  /** Names that are read before they are assigned, in the order of their first appearance. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names that are assigned, in the order of their first assignment. */
  public List<String> outputs() {
    return List.copyOf(outputs.keySet());
  }

  /**
   * The final value of {@code output} in terms of inputs.
   *
   * @throws IllegalArgumentException if the equation does not assign {@code output}
   */
  public Expression expression(String output) {
    Expression formula = outputs.get(output);
    if (formula == null) {
      throw new IllegalArgumentException(
          "equation: an output must be one of " + outputs() + "; got '" + output + "'");
    }
    return formula;
  }

  /** Whether a statement reduces over the lanes of a row, so that lanes do not stand for themselves. */
  public boolean reduces() {
    List<Expression> formulas = statements.stream().map(Statement::formula).toList();
    return Expression.topologicalOrder(formulas).stream()
        .anyMatch(node -> node.operation().kind() == Operation.Kind.REDUCTION);
  }

  /** The statements, as they were written. */
  List<Statement> statements() {
    return statements;
  }

  /** The equation in the language itself, one statement a line. */
  public String text() {
    StringBuilder result = new StringBuilder();
    for (Statement statement : statements) {
      result.append(result.isEmpty() ? "" : "\n");
      result
          .append(statement.name)
          .append(" = ")
          .append(new TextPrinter().print(statement.formula));
    }
    return result.toString();
  }

  /** The equation in LaTeX, an {@code aligned} environment; an arrow marks a value that replaces an earlier one. */
  public String latex() {
    StringBuilder result = new StringBuilder("\\begin{aligned}");
    LatexPrinter printer = new LatexPrinter();
    for (Statement statement : statements) {
      result.append(result.length() == 15 ? "\n" : " \\\\\n").append(printer.name(statement.name));
      result
          .append(replaces(statement) ? " &\\leftarrow " : " &= ")
          .append(printer.print(statement.formula));
    }
    return result.append("\n\\end{aligned}").toString();
  }

  /** The equation as one complete {@code <math display="block">} element, a row for each statement. */
  public String mathml() {
    MathmlPrinter printer = new MathmlPrinter();
    StringBuilder result =
        new StringBuilder("<math display=\"block\"><mtable displaystyle=\"true\">");
    for (Statement statement : statements) {
      result
          .append("<mtr><mtd style=\"text-align:right\">")
          .append(printer.name(statement.name))
          .append("</mtd>");
      result.append("<mtd><mo>").append(replaces(statement) ? "←" : "=").append("</mo></mtd>");
      result
          .append("<mtd style=\"text-align:left\">")
          .append(printer.print(statement.formula))
          .append("</mtd></mtr>");
    }
    return result.append("</mtable></math>").toString();
  }

  private boolean replaces(Statement statement) {
    return inputs.contains(statement.name);
  }

  @Override
  public String toString() {
    return text();
  }

  /** Equal if the statements are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Equation equation
        && statements.equals(equation.statements)
        && inputs.equals(equation.inputs);
  }

  @Override
  public int hashCode() {
    return statements.hashCode();
  }
}

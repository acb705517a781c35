package cycloid.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the equation language by recursive descent.
 *
 * <pre>
 *   equation   = statement { separator statement }
 *   statement  = name "=" condition
 *   condition  = conjunction { "or" conjunction }
 *   conjunction = negation { "and" negation }
 *   negation   = "not" negation | comparison
 *   comparison = sum [ ( "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!=" ) sum ]
 *   sum        = product { ( "+" | "-" ) product }
 *   product    = signed { ( "*" | "/" ) signed }
 *   signed     = ( "-" | "+" ) signed | power
 *   power      = primary [ "^" signed ]
 *   primary    = number | name | name "(" condition { "," condition } ")" | "(" condition ")"
 * </pre>
 */
final class Parser {
  private static final Set<String> RESERVED = Set.of("and", "or", "not", "pi");

  private final String text;
  private final List<Token> tokens;
  private int at;

  Parser(String text) {
    this.text = text;
    this.tokens = Token.all(text);
  }

  /** A whole text that is one formula. */
  Expression expression() {
    Expression result = condition();
    skipSeparators();
    if (peek().kind() != Token.Kind.END) {
      throw error(
          peek(),
          "expected an operator or the end of the formula; got " + peek().described());
    }
    return result;
  }

  /** A whole text that is an equation: one or more statements. */
  List<Equation.Statement> statements() {
    List<Equation.Statement> statements = new ArrayList<>();
    skipSeparators();
    do {
      statements.add(statement());
      if (peek().kind() != Token.Kind.SEPARATOR && peek().kind() != Token.Kind.END) {
        throw error(
            peek(),
            "expected an operator or the end of the statement; got " + peek().described());
      }
      skipSeparators();
    } while (peek().kind() != Token.Kind.END);
    return statements;
  }

  private Equation.Statement statement() {
    Token name = next();
    if (name.kind() != Token.Kind.NAME || RESERVED.contains(name.text())) {
      throw error(name, "expected a name to assign to; got " + name.described());
    }
    if (!Operation.called(name.text()).isEmpty()) {
      throw error(name, "'" + name.text() + "' is a function and cannot be assigned to");
    }
    expect("=", "expected '=' after '" + name.text() + "'");
    return new Equation.Statement(name.text(), condition().asNumber());
  }

  private Expression condition() {
    Expression left = conjunction();
    while (accept("or")) {
      left = Expression.of(Operation.OR, left, conjunction());
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (accept("and")) {
      left = Expression.of(Operation.AND, left, negation());
    }
    return left;
  }

  private Expression negation() {
    return accept("not") ? Expression.of(Operation.NOT, negation()) : comparison();
  }

  private Expression comparison() {
    Expression left = sum();
    Operation operation = infix(Operation.Kind.COMPARISON);
    if (operation == null) {
      return left;
    }
    at++;
    Expression result = Expression.of(operation, left, sum());
    if (infix(Operation.Kind.COMPARISON) != null) {
      throw error(peek(), "comparisons do not chain; join them with 'and'");
    }
    return result;
  }

  private Expression sum() {
    Expression left = product();
    while (true) {
      if (accept("+")) {
        left = Expression.of(Operation.ADD, left, product());
      } else if (accept("-")) {
        left = Expression.of(Operation.SUB, left, product());
      } else {
        return left;
      }
    }
  }

  private Expression product() {
    Expression left = signed();
    while (true) {
      if (accept("*")) {
        left = Expression.of(Operation.MUL, left, signed());
      } else if (accept("/")) {
        left = Expression.of(Operation.DIV, left, signed());
      } else {
        return left;
      }
    }
  }

  private Expression signed() {
    if (accept("-")) {
      Expression operand = signed();
      return operand.isConstant()
          ? Expression.constant(-operand.number())
          : Expression.of(Operation.NEG, operand);
    }
    return accept("+") ? signed() : power();
  }

  private Expression power() {
    Expression base = primary();
    return accept("^") ? Expression.of(Operation.POW, base, signed()) : base;
  }

  private Expression primary() {
    Token token = next();
    if (token.kind() == Token.Kind.NUMBER) {
      return Expression.constant(Double.parseDouble(token.text()));
    }
    if (token.is("(")) {
      Expression inside = condition();
      expect(")", "expected ')'");
      return inside;
    }
    if (token.kind() == Token.Kind.NAME && !Set.of("and", "or", "not").contains(token.text())) {
      if (peek().is("(")) {
        return call(token);
      }
      if (!Operation.called(token.text()).isEmpty()) {
        throw error(
            peek(),
            "expected '(' after the function '" + token.text() + "'; got "
                + peek().described());
      }
      return token.text().equals("pi")
          ? Expression.constant(Math.PI)
          : Expression.variable(token.text());
    }
    throw error(token, "expected a number, a name or '('; got " + token.described());
  }

  private Expression call(Token function) {
    List<Operation> candidates = Operation.called(function.text());
    if (candidates.isEmpty() && !Macro.exists(function.text())) {
      throw error(
          function,
          "unknown function '" + function.text() + "'"
              + Names.didYouMean(function.text(), names()));
    }
    expect("(", "expected '('");
    List<Expression> arguments = new ArrayList<>();
    if (!peek().is(")")) {
      do {
        arguments.add(condition());
      } while (accept(","));
    }
    expect(")", "expected ',' or ')' in the call of '" + function.text() + "'");
    Expression macro = Macro.expand(function.text(), arguments);
    if (macro != null) {
      return macro;
    }
    for (Operation candidate : candidates) {
      if (candidate.arity() == arguments.size()) {
        return Expression.of(candidate, arguments.toArray(Expression[]::new));
      }
    }
    throw error(
        function,
        "'" + function.text() + "' takes " + arities(function.text(), candidates) + "; got "
            + arguments.size());
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(Operation.callNames());
    names.addAll(Macro.names());
    return names;
  }

  private static String arities(String name, List<Operation> candidates) {
    if (candidates.isEmpty()) {
      return Macro.arity(name) + (Macro.arity(name) == 1 ? " operand" : " operands");
    }
    StringBuilder result = new StringBuilder();
    for (Operation candidate : candidates) {
      result.append(result.isEmpty() ? "" : " or ").append(candidate.arity());
    }
    return result
        .append(candidates.size() == 1 && candidates.get(0).arity() == 1 ? " operand" : " operands")
        .toString();
  }

  private Operation infix(Operation.Kind kind) {
    for (Operation operation : Operation.values()) {
      if (operation.kind() == kind && peek().is(operation.symbol())) {
        return operation;
      }
    }
    return null;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  private boolean accept(String symbol) {
    if (peek().is(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String symbol, String what) {
    if (!accept(symbol)) {
      throw error(peek(), what + "; got " + peek().described());
    }
  }

  private void skipSeparators() {
    while (peek().kind() == Token.Kind.SEPARATOR) {
      at++;
    }
  }

  private IllegalArgumentException error(Token token, String what) {
    return new IllegalArgumentException(message(text, token.line(), token.column(), what));
  }

  /** The error text: place, cause, the line, and a mark under the place. */
  static String message(String text, int line, int column, String what) {
    String source = text.split("\n", -1)[line - 1];
    return "equation, line " + line + ", column " + column + ": " + what + "\n  " + source + "\n  "
        + " ".repeat(column - 1) + "^";
  }
}

package cycloid.simd;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An immutable formula: a number, a name, or an operation on formulas.
 *
 * <p>Equal formulas are the same object (hash consing), so a formula is a directed acyclic graph in which a shared
 * subexpression stands once, and comparing two formulas is comparing two references.
 *
 * <p>Example: {@code Expression.parse("x^2 + sin(x)").derivative("x").text()} is {@code 2 * x + cos(x)}.
 */
public final class Expression {
  private static final Map<Node, Node> NODES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Expression> COLLECTED = new ReferenceQueue<>();

  /** Functions of one or a few instructions; the others are polynomials, most with a division. */
  private static final Set<Operation> SHORT = EnumSet.of(
      Operation.ABS,
      Operation.SIGN,
      Operation.COPY_SIGN,
      Operation.FMA,
      Operation.MAX,
      Operation.MIN,
      Operation.CLAMP,
      Operation.RELU,
      Operation.DETACH);

  private final Operation operation;
  private final List<Expression> operands;
  private final double value;
  private final String name;
  private final int hash;

  private Expression(Operation operation, List<Expression> operands, double value, String name) {
    this.operation = operation;
    this.operands = operands;
    this.value = value;
    this.name = name;
    int h = operation.ordinal() * 31 + Double.hashCode(value);
    h = h * 31 + (name == null ? 0 : name.hashCode());
    for (Expression operand : operands) {
      h = h * 31 + System.identityHashCode(operand);
    }
    this.hash = h;
  }

  /**
   * Reads a formula, for example {@code "0.5 * x * (1 + erf(x / sqrt(2)))"}.
   *
   * @throws IllegalArgumentException naming line, column and what was expected, if {@code text} is not a formula
   */
  public static Expression parse(String text) {
    return new Parser(text).expression();
  }

  /** The name of an array or a scalar. */
  public static Expression variable(String name) {
    return intern(new Expression(Operation.VARIABLE, List.of(), 0, name));
  }

  /** A number. */
  public static Expression constant(double value) {
    return intern(new Expression(Operation.CONSTANT, List.of(), value, null));
  }

  /** The operation applied to operands; a condition used as a number, or a number as a condition, is converted. */
  static Expression of(Operation operation, Expression... operands) {
    Expression[] typed = operands.clone();
    for (int i = 0; i < typed.length; i++) {
      typed[i] = operation.takesCondition(i) ? typed[i].asCondition() : typed[i].asNumber();
    }
    return intern(new Expression(operation, List.of(typed), 0, null));
  }

  private static Expression intern(Expression expression) {
    for (Object dead = COLLECTED.poll(); dead != null; dead = COLLECTED.poll()) {
      NODES.remove(dead);
    }
    Node fresh = new Node(expression);
    while (true) {
      Node known = NODES.putIfAbsent(fresh, fresh);
      if (known == null) {
        return expression;
      }
      Expression same = known.get();
      if (same != null) {
        return same;
      }
      NODES.remove(known);
    }
  }

  /** This, as 1 or 0 where it is a condition. */
  Expression asNumber() {
    return isCondition() ? intern(new Expression(Operation.NUMBER, List.of(this), 0, null)) : this;
  }

  /** This, as "is not 0" where it is a number. */
  Expression asCondition() {
    if (isCondition()) {
      return this;
    }
    return operation == Operation.NUMBER
        ? operands.get(0)
        : of(Operation.NOT_EQUAL, this, constant(0));
  }

  Operation operation() {
    return operation;
  }

  List<Expression> operands() {
    return operands;
  }

  Expression operand(int i) {
    return operands.get(i);
  }

  boolean isCondition() {
    return operation.isCondition();
  }

  boolean isConstant() {
    return operation == Operation.CONSTANT;
  }

  boolean isConstant(double number) {
    return isConstant() && value == number;
  }

  /** The number, of a constant. */
  double number() {
    return value;
  }

  /** The name, of a variable. */
  String variableName() {
    return name;
  }

  /** The names that occur, in the order of their first occurrence. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Expression node : topologicalOrder(List.of(this))) {
      if (node.operation == Operation.VARIABLE) {
        names.add(node.name);
      }
    }
    return names;
  }

  /** What a lane costs, in additions, roughly: a division or a root counts as 8, a power or a longer function as 16. */
  public int cost() {
    int cost = 0;
    for (Expression node : topologicalOrder(List.of(this))) {
      cost += switch (node.operation) {
        case DIV, SQRT, RSQRT -> 8;
        case POW -> node.operand(1).isConstant(2) ? 1 : 16;
        default ->
          switch (node.operation.kind()) {
            case LEAF -> 0;
            case FUNCTION -> SHORT.contains(node.operation) ? 1 : 16;
            default -> 1;
          };
      };
    }
    return cost;
  }

  /** This formula with names replaced by formulas, all at once. */
  public Expression substitute(Map<String, Expression> replacements) {
    return rebuild(
        node -> node.operation == Operation.VARIABLE ? replacements.get(node.name) : null);
  }

  /**
   * This formula with {@code replacement} wherever {@code part} stands in it.
   *
   * <p>Example: in the derivative of y = tanh(x), replacing {@code tanh(x)} by {@code y} gives {@code (1 - y) * (1 + y)}.
   */
  public Expression replace(Expression part, Expression replacement) {
    return rebuild(node -> node == part ? replacement : null);
  }

  /** Rebuilds from the leaves; a node for which {@code change} gives a formula becomes that formula. */
  private Expression rebuild(UnaryOperator<Expression> change) {
    Map<Expression, Expression> done = new IdentityHashMap<>();
    for (Expression node : topologicalOrder(List.of(this))) {
      Expression rebuilt = change.apply(node);
      if (rebuilt == null) {
        rebuilt =
            node.withOperands(node.operands.stream().map(done::get).toArray(Expression[]::new));
      }
      done.put(node, rebuilt);
    }
    return done.get(this);
  }

  private Expression withOperands(Expression[] parts) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] != operands.get(i)) {
        return of(operation, parts);
      }
    }
    return this;
  }

  /**
   * The derivative to a name, simplified.
   *
   * <p>A piecewise formula is differentiated piece by piece, so that a NaN or an infinity in the derivative of the piece
   * that is not taken does not spread.
   *
   * @throws IllegalArgumentException if a reduction over the lanes is in the way
   */
  public Expression derivative(String name) {
    return Derivative.of(this, name);
  }

  /** This formula with constants folded and neutral elements removed; equal up to the sign of zero. */
  public Expression simplify() {
    return Simplify.all(this);
  }

  /** The formula in the language itself: parsing it gives this formula again. */
  public String text() {
    return new TextPrinter().print(this);
  }

  /** The formula in LaTeX, without delimiters. */
  public String latex() {
    return new LatexPrinter().print(this);
  }

  /** The formula as one complete {@code <math>} element. */
  public String mathml() {
    return "<math>" + new MathmlPrinter().print(this) + "</math>";
  }

  @Override
  public String toString() {
    return text();
  }

  /** All nodes that the roots reach, operands before what uses them; roots in their order. */
  static List<Expression> topologicalOrder(List<Expression> roots) {
    Set<Expression> ordered = new LinkedHashSet<>();
    for (Expression root : roots) {
      visit(root, ordered);
    }
    return List.copyOf(ordered);
  }

  private static void visit(Expression root, Set<Expression> ordered) {
    java.util.ArrayDeque<Expression> path = new java.util.ArrayDeque<>();
    path.push(root);
    while (!path.isEmpty()) {
      Expression node = path.peek();
      Expression next = null;
      if (!ordered.contains(node)) {
        for (Expression operand : node.operands) {
          if (!ordered.contains(operand)) {
            next = operand;
            break;
          }
        }
      }
      if (next == null) {
        ordered.add(path.pop());
      } else {
        path.push(next);
      }
    }
  }

  /** The weak entry of a formula in the table of all formulas: equal when one level deep they are the same. */
  private static final class Node extends WeakReference<Expression> {
    private final int hash;

    Node(Expression expression) {
      super(expression, COLLECTED);
      this.hash = expression.hash;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object object) {
      if (this == object) {
        return true;
      }
      if (!(object instanceof Node other)) {
        return false;
      }
      Expression a = get();
      Expression b = other.get();
      return a != null && b != null && a.sameAs(b);
    }
  }

  private boolean sameAs(Expression other) {
    if (operation != other.operation
        || Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(other.value)
        || !java.util.Objects.equals(name, other.name)
        || operands.size() != other.operands.size()) {
      return false;
    }
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) != other.operands.get(i)) {
        return false;
      }
    }
    return true;
  }
}

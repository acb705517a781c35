package cycloid.simd;

import static cycloid.simd.Operation.ADD;
import static cycloid.simd.Operation.DIV;
import static cycloid.simd.Operation.MUL;
import static cycloid.simd.Operation.NEG;
import static cycloid.simd.Operation.POW;
import static cycloid.simd.Operation.SELECT;
import static cycloid.simd.Operation.SUB;
import static cycloid.simd.Operation.VARIABLE;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds formulas without neutral elements: {@code 0 + x}, {@code 1 * x}, {@code x ^ 1}, {@code --x}.
 *
 * <p>These are the identities of real numbers that keep every bit but the sign of a zero. {@code 0 * x} is 0, although
 * floating point says NaN for an infinite x: a derivative that does not depend on x is exactly zero. Numbers in
 * a product are gathered in front; sums are not reordered and nothing is distributed.
 */
final class Simplify {
  private static final Expression ZERO = Expression.constant(0);
  private static final Expression ONE = Expression.constant(1);

  private Simplify() {}

  /** The whole formula, rebuilt from its leaves. */
  static Expression all(Expression root) {
    return substituting(root, Map.of());
  }

  /** The formula with names replaced, rebuilt from its leaves; what takes a name's place is left as it is. */
  static Expression substituting(Expression root, Map<String, Expression> names) {
    Map<Expression, Expression> done = new IdentityHashMap<>();
    for (Expression node : Expression.topologicalOrder(List.of(root))) {
      Expression[] operands = node.operands().stream().map(done::get).toArray(Expression[]::new);
      Expression leaf =
          node.operation() == VARIABLE ? names.getOrDefault(node.variableName(), node) : node;
      done.put(node, operands.length == 0 ? leaf : apply(node.operation(), operands));
    }
    return done.get(root);
  }

  /** One operation on operands that are simple already. */
  static Expression apply(Operation operation, Expression... x) {
    return switch (operation) {
      case ADD -> add(x[0], x[1]);
      case SUB -> subtract(x[0], x[1]);
      case MUL -> multiply(x[0], x[1]);
      case DIV -> divide(x[0], x[1]);
      case POW -> power(x[0], x[1]);
      case NEG -> negate(x[0]);
      case SELECT -> select(x[0], x[1], x[2]);
      case FMA ->
        x[0].isConstant() || x[1].isConstant()
            ? fma(x[0], x[1], x[2])
            : Expression.of(operation, x);
      default -> {
        boolean fold = operation.kind() == Operation.Kind.FUNCTION;
        for (Expression operand : x) {
          fold &= operand.isConstant();
        }
        yield fold
            ? Expression.constant(ScalarEvaluator.apply(operation, x))
            : Expression.of(operation, x);
      }
    };
  }

  static Expression add(Expression a, Expression b) {
    if (a.isConstant(0)) {
      return b;
    }
    if (b.isConstant(0)) {
      return a;
    }
    if (a.isConstant() && b.isConstant()) {
      return Expression.constant(a.number() + b.number());
    }
    if (isNegative(b)) {
      return subtract(a, negate(b));
    }
    if (a.operation() == NEG) {
      return subtract(b, a.operand(0));
    }
    return a == b ? multiply(Expression.constant(2), a) : Expression.of(ADD, a, b);
  }

  static Expression subtract(Expression a, Expression b) {
    if (b.isConstant(0)) {
      return a;
    }
    if (a.isConstant(0)) {
      return negate(b);
    }
    if (a.isConstant() && b.isConstant()) {
      return Expression.constant(a.number() - b.number());
    }
    return isNegative(b) ? add(a, negate(b)) : Expression.of(SUB, a, b);
  }

  static Expression multiply(Expression a, Expression b) {
    if (a.isConstant(0) || b.isConstant(0)) {
      return ZERO;
    }
    if (a.isConstant() && b.isConstant()) {
      return Expression.constant(a.number() * b.number());
    }
    if (b.isConstant()) {
      return multiply(b, a);
    }
    if (a.isConstant(1)) {
      return b;
    }
    if (a.isConstant(-1)) {
      return negate(b);
    }
    if (a.operation() == NEG) {
      return negate(multiply(a.operand(0), b));
    }
    if (b.operation() == NEG) {
      return negate(multiply(a, b.operand(0)));
    }
    if (a.operation() == DIV && a.operand(0).isConstant(1)) {
      return divide(b, a.operand(1));
    }
    if (b.operation() == DIV && b.operand(0).isConstant(1)) {
      return divide(a, b.operand(1));
    }
    double factor = factor(a) * factor(b);
    if (factor != 1 && !(a.isConstant() && factor(b) == 1)) {
      return multiply(Expression.constant(factor), multiply(withoutFactor(a), withoutFactor(b)));
    }
    if (isMask(b) && !isMask(a)) {
      return select(b.operand(0), masked(a, b.operand(1)), masked(a, b.operand(2)));
    }
    if (isMask(a) && !isMask(b)) {
      return select(a.operand(0), masked(b, a.operand(1)), masked(b, a.operand(2)));
    }
    return a == b ? Expression.of(POW, a, Expression.constant(2)) : Expression.of(MUL, a, b);
  }

  /** The number that a product begins with; 1 where it begins with none. */
  private static double factor(Expression e) {
    if (e.isConstant()) {
      return e.number();
    }
    return e.operation() == MUL && e.operand(0).isConstant() ? e.operand(0).number() : 1;
  }

  /** Whether a minus stands in front: a sum takes it over. */
  private static boolean isNegative(Expression e) {
    return e.operation() == NEG || (!e.isConstant() && factor(e) < 0);
  }

  private static Expression withoutFactor(Expression e) {
    if (e.isConstant()) {
      return ONE;
    }
    return factor(e) == 1 ? e : e.operand(1);
  }

  /** {@code where(c, 1, 0)} and its like: a choice between numbers. Times x it is a choice between multiples of x. */
  private static boolean isMask(Expression e) {
    return e.operation() == SELECT
        && e.operand(1).isConstant()
        && (e.operand(2).isConstant() || isMask(e.operand(2)));
  }

  private static Expression masked(Expression a, Expression factor) {
    return multiply(factor, a);
  }

  static Expression divide(Expression a, Expression b) {
    if (a.isConstant(0)) {
      return ZERO;
    }
    if (b.isConstant(1)) {
      return a;
    }
    if (a.isConstant() && b.isConstant() && !b.isConstant(0)) {
      return Expression.constant(a.number() / b.number());
    }
    return a.operation() == NEG ? negate(divide(a.operand(0), b)) : Expression.of(DIV, a, b);
  }

  static Expression power(Expression a, Expression b) {
    if (b.isConstant(0)) {
      return ONE;
    }
    if (b.isConstant(1)) {
      return a;
    }
    if (a.isConstant() && b.isConstant()) {
      return Expression.constant(DoubleLanes.pow(a.number(), b.number()));
    }
    return Expression.of(POW, a, b);
  }

  static Expression negate(Expression a) {
    if (a.isConstant()) {
      return Expression.constant(-a.number());
    }
    if (factor(a) != 1) {
      return multiply(Expression.constant(-factor(a)), withoutFactor(a));
    }
    return a.operation() == NEG ? a.operand(0) : Expression.of(NEG, a);
  }

  static Expression select(Expression condition, Expression a, Expression b) {
    Boolean known = truth(condition);
    if (known != null) {
      return known ? a : b;
    }
    return a == b ? a : Expression.of(SELECT, condition, a, b);
  }

  private static Expression fma(Expression a, Expression b, Expression c) {
    return a.isConstant(0) || b.isConstant(0) || a.isConstant(1) || b.isConstant(1)
        ? add(multiply(a, b), c)
        : Expression.of(Operation.FMA, a, b, c);
  }

  /** The truth of a comparison of two numbers; null where it is not known. */
  private static Boolean truth(Expression condition) {
    if (condition.operation().kind() == Operation.Kind.COMPARISON
        && condition.operand(0).isConstant()
        && condition.operand(1).isConstant()) {
      double a = condition.operand(0).number();
      double b = condition.operand(1).number();
      return ScalarEvaluator.compare(condition.operation(), a, b);
    }
    if (condition.operation() == Operation.AND) {
      Boolean left = truth(condition.operand(0));
      Boolean right = truth(condition.operand(1));
      if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
        return false;
      }
      return left != null && right != null ? Boolean.TRUE : null;
    }
    return null;
  }
}

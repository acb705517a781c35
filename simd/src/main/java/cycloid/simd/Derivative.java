package cycloid.simd;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Symbolic differentiation: the chain rule over the operation table. */
final class Derivative {
  private Derivative() {}

  /** d root / d name: for each operation y = f(a, b, c), dy = f_a da + f_b db + f_c dc. */
  static Expression of(Expression root, String name) {
    Map<Expression, Expression> d = new IdentityHashMap<>();
    for (Expression node : Expression.topologicalOrder(List.of(root))) {
      d.put(node, chain(node, name, d));
    }
    return d.get(root);
  }

  private static Expression chain(Expression y, String name, Map<Expression, Expression> d) {
    Expression zero = Expression.constant(0);
    switch (y.operation().kind()) {
      case LEAF:
        boolean itself = y.operation() == Operation.VARIABLE && y.variableName().equals(name);
        return Expression.constant(itself ? 1 : 0);
      case COMPARISON, TEST, CONNECTIVE, NUMBER:
        return zero;
      case SELECTION:
        return Simplify.select(y.operand(0), d.get(y.operand(1)), d.get(y.operand(2)));
      case REDUCTION:
        if (d.get(y.operand(0)).isConstant(0)) {
          return zero;
        }
        throw new IllegalArgumentException("derivative: the formula must be elementwise in " + name
            + "; got " + y.text() + ", a reduction over the lanes");
      default:
        Expression sum = zero;
        for (int i = 0; i < y.operands().size(); i++) {
          Expression inner = d.get(y.operand(i));
          if (!inner.isConstant(0)) {
            sum = Simplify.add(sum, Simplify.multiply(partial(y, i), inner));
          }
        }
        return sum;
    }
  }

  /** The table's partial derivative with the operands and the result in place of a, b, c and y. */
  static Expression partial(Expression y, int i) {
    Map<String, Expression> operands = new HashMap<>();
    for (int j = 0; j < y.operands().size(); j++) {
      operands.put(String.valueOf((char) ('a' + j)), y.operand(j));
    }
    operands.put("y", y);
    return Simplify.substituting(y.operation().partial(i), operands);
  }
}

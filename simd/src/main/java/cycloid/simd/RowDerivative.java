package cycloid.simd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derivatives of formulas over a row, reductions included: the derivative of an equation is an equation.
 *
 * <p>A value is per lane or per row. With {@code g} the cotangent of a node y, reverse mode gives
 *
 * <pre>
 * y = f(a, b)    a receives g df/da; a value per row that lanes use receives the sum over the lanes
 * y = sum(a)     every lane of a receives g
 * y = mean(a)    every lane of a receives g / count
 * y = max(a)     the lanes with a = y share g equally; min likewise
 * </pre>
 *
 * <p>and forward mode the same from the operands to y.
 */
public final class RowDerivative {
  private static final Expression ZERO = Expression.constant(0);
  private static final Expression COUNT = Expression.of(Operation.COUNT);

  private final Set<String> lanes;
  private final Map<Expression, Boolean> perLane = new IdentityHashMap<>();

  /** Cotangents that are already the node's own: per lane for a node per lane, per row for one per row. */
  private final Map<Expression, Expression> cotangents = new IdentityHashMap<>();

  /** Cotangents per lane of nodes per row: they are summed when all have arrived. */
  private final Map<Expression, Expression> unsummed = new IdentityHashMap<>();

  private RowDerivative(Set<String> lanes) {
    this.lanes = lanes;
  }

  /** Whether a formula has a value for each lane, when {@code lanes} do and other names have one a row. */
  public static boolean isPerLane(Expression formula, Set<String> lanes) {
    return new RowDerivative(lanes).isPerLane(formula);
  }

  /**
   * The cotangents of names: the adjoint of the derivative, applied to the cotangents of the results.
   *
   * @param results formulas
   * @param cotangents of the results, in their order; a name among the lanes for a result per lane
   * @param lanes the names with a value for each lane, cotangents included; all others have one a row
   * @param wanted the names whose cotangents are asked for
   * @return the cotangents, without those that are zero
   */
  public static Map<String, Expression> pullback(
      List<Expression> results,
      List<Expression> cotangents,
      Set<String> lanes,
      Collection<String> wanted) {
    RowDerivative derivative = new RowDerivative(lanes);
    for (int i = 0; i < results.size(); i++) {
      Expression g = cotangents.get(i);
      derivative.contribute(derivative.isPerLane(g), results.get(i).asNumber(), g);
    }
    Map<String, Expression> found = new LinkedHashMap<>();
    List<Expression> order = new ArrayList<>(Expression.topologicalOrder(results));
    java.util.Collections.reverse(order);
    for (Expression node : order) {
      Expression g = derivative.cotangent(node);
      if (g.isConstant(0)) {
        continue;
      }
      if (node.operation() == Operation.VARIABLE) {
        found.put(node.variableName(), g);
      } else {
        derivative.pullback(node, g);
      }
    }
    Map<String, Expression> result = new LinkedHashMap<>();
    wanted.stream().filter(found::containsKey).forEach(name -> result.put(name, found.get(name)));
    return result;
  }

  /**
   * The tangents of formulas: the derivative, applied to the tangents of names.
   *
   * @param results formulas
   * @param tangents of names; those of other names are zero
   * @param lanes the names with a value for each lane, tangents included
   * @return one tangent for each result, the constant 0 where it is zero
   */
  public static List<Expression> pushforward(
      List<Expression> results, Map<String, Expression> tangents, Set<String> lanes) {
    RowDerivative derivative = new RowDerivative(lanes);
    Map<Expression, Expression> d = new IdentityHashMap<>();
    for (Expression node : Expression.topologicalOrder(results)) {
      d.put(
          node,
          node.operation() == Operation.VARIABLE
              ? tangents.getOrDefault(node.variableName(), ZERO)
              : derivative.pushforward(node, d));
    }
    return results.stream().map(d::get).toList();
  }

  private boolean isPerLane(Expression formula) {
    if (!perLane.containsKey(formula)) {
      for (Expression node : Expression.topologicalOrder(List.of(formula))) {
        boolean lane = node.operation() == Operation.VARIABLE
            ? lanes.contains(node.variableName())
            : node.operation().kind() != Operation.Kind.REDUCTION
                && node.operands().stream().anyMatch(perLane::get);
        perLane.put(node, lane);
      }
    }
    return perLane.get(formula);
  }

  // ---- reverse mode

  private Expression cotangent(Expression node) {
    Expression own = cotangents.getOrDefault(node, ZERO);
    Expression lane = unsummed.get(node);
    return lane == null ? own : Simplify.add(own, Expression.of(Operation.SUM, lane));
  }

  /** Adds to a node's cotangent what one that uses it, per lane or per row, passes on. */
  private void contribute(boolean fromLanes, Expression to, Expression g) {
    if (g.isConstant(0)) {
      return;
    }
    if (!fromLanes || isPerLane(to)) {
      cotangents.merge(to, g, Simplify::add);
    } else if (isPerLane(g)) {
      unsummed.merge(to, g, Simplify::add);
    } else {
      cotangents.merge(to, Simplify.multiply(COUNT, g), Simplify::add);
    }
  }

  private void pullback(Expression y, Expression g) {
    boolean fromLanes = isPerLane(y);
    switch (y.operation().kind()) {
      case LEAF, COMPARISON, TEST, CONNECTIVE, NUMBER -> {}
      case SELECTION -> {
        contribute(fromLanes, y.operand(1), Simplify.select(y.operand(0), g, ZERO));
        contribute(fromLanes, y.operand(2), Simplify.select(y.operand(0), ZERO, g));
      }
      case REDUCTION -> pullbackOfReduction(y, y.operand(0), g);
      default -> {
        for (int i = 0; i < y.operands().size(); i++) {
          Expression partial = Derivative.partial(y, i);
          contribute(fromLanes, y.operand(i), Simplify.multiply(g, partial));
        }
      }
    }
  }

  private void pullbackOfReduction(Expression y, Expression x, Expression g) {
    if (y.operation() == Operation.SUM) {
      contribute(true, x, g);
    } else if (!isPerLane(x)) {
      contribute(false, x, g);
    } else if (y.operation() == Operation.MEAN) {
      contribute(true, x, Simplify.divide(g, COUNT));
    } else {
      Expression chosen = chosen(y, x);
      contribute(true, x, Simplify.select(chosen, Simplify.divide(g, number(chosen)), ZERO));
    }
  }

  /** Whether a lane is among those that max or min chose. */
  private static Expression chosen(Expression y, Expression x) {
    return Expression.of(Operation.EQUAL, x, y);
  }

  private static Expression number(Expression chosen) {
    return Expression.of(Operation.SUM, chosen);
  }

  // ---- forward mode

  private Expression pushforward(Expression y, Map<Expression, Expression> d) {
    switch (y.operation().kind()) {
      case LEAF, COMPARISON, TEST, CONNECTIVE, NUMBER:
        return ZERO;
      case SELECTION:
        return Simplify.select(y.operand(0), d.get(y.operand(1)), d.get(y.operand(2)));
      case REDUCTION:
        return pushforwardOfReduction(y, y.operand(0), d.get(y.operand(0)));
      default:
        Expression sum = ZERO;
        for (int i = 0; i < y.operands().size(); i++) {
          Expression dx = d.get(y.operand(i));
          if (!dx.isConstant(0)) {
            sum = Simplify.add(sum, Simplify.multiply(Derivative.partial(y, i), dx));
          }
        }
        return sum;
    }
  }

  private Expression pushforwardOfReduction(Expression y, Expression x, Expression dx) {
    if (dx.isConstant(0)) {
      return ZERO;
    }
    if (y.operation() == Operation.SUM) {
      return isPerLane(dx) ? Expression.of(Operation.SUM, dx) : Simplify.multiply(COUNT, dx);
    }
    if (!isPerLane(x) || (y.operation() == Operation.MEAN && !isPerLane(dx))) {
      return dx;
    }
    if (y.operation() == Operation.MEAN) {
      return Expression.of(Operation.MEAN, dx);
    }
    Expression chosen = chosen(y, x);
    Expression sum = Expression.of(Operation.SUM, Simplify.select(chosen, dx, ZERO));
    return Simplify.divide(sum, number(chosen));
  }
}

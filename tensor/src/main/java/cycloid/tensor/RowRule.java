package cycloid.tensor;

import cycloid.simd.Expression;
import cycloid.simd.RowDerivative;
import cycloid.tensor.Rowwise.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A derivative of a function of rows: again such a function, and what its operands and results stand for.
 *
 * @param function the derivative; null where nothing is to be computed
 * @param sources where its operands come from: operand i of the function is i, then its results, then what flows in
 * @param targets for each of its results, the number of the operand (pullback) or result (pushforward) it belongs to
 * @param passed for each operand the place, among the sources, of the cotangent that it receives as it is; -1 for none
 */
record RowRule(Rowwise function, List<Integer> sources, List<Integer> targets, int[] passed) {

  /**
   * Which derivative.
   *
   * @param forward pushforward instead of pullback
   * @param flowing for each result (pullback) or operand (pushforward) a bit, set where a cotangent or tangent flows in
   * @param wanted for each operand a bit, set where its cotangent is asked for; unused in a pushforward
   * @param added for each operand a bit, set where its cotangent is added to another array; these arrays are further operands of
   *     the function, in their order, and sources behind all others
   */
  record Request(boolean forward, long flowing, long wanted, long added) {
    boolean flows(int i) {
      return (flowing >>> i & 1) != 0;
    }

    boolean wants(int i) {
      return (wanted >>> i & 1) != 0;
    }

    boolean adds(int i) {
      return (added >>> i & 1) != 0;
    }
  }

  static RowRule of(Rowwise f, Request request) {
    return new Builder(f, request).rule();
  }

  private static final class Builder {
    private static final Expression SUM = Expression.parse("s + x");

    private final Rowwise f;
    private final Request request;
    private final List<Row> known = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> lanes = new HashSet<>();

    Builder(Rowwise f, Request request) {
      this.f = f;
      this.request = request;
      known.addAll(f.operands());
      known.addAll(f.results());
      known.forEach(row -> taken.add(row.name()));
      taken.addAll(f.scalars());
      List<Row> flows = request.forward ? f.operands() : f.results();
      for (Row row : flows) {
        known.add(new Row(fresh(flowName(row)), row.perLane()));
      }
      known.stream().filter(Row::perLane).map(Row::name).forEach(lanes::add);
    }

    /** A function with one result has its cotangent named g, as pullbacks that are given name it. */
    private String flowName(Row row) {
      if (request.forward) {
        return "d" + row.name();
      }
      return f.results().size() == 1 ? Rowwise.COTANGENT : "g" + row.name();
    }

    private String fresh(String name) {
      String candidate = name;
      for (int i = 2; !taken.add(candidate); i++) {
        candidate = name + i;
      }
      return candidate;
    }

    RowRule rule() {
      Map<Integer, Expression> formulas = request.forward ? pushforward() : pullback();
      addToOthers(formulas);
      int[] passed = passed(formulas);
      List<Row> targets = request.forward ? f.results() : f.operands();
      List<Row> results = new ArrayList<>();
      Set<String> used = new HashSet<>();
      formulas.forEach((target, formula) -> {
        Row row = targets.get(target);
        results.add(new Row(fresh("d" + row.name()), row.perLane()));
        used.addAll(formula.names());
      });
      if (formulas.isEmpty()) {
        return new RowRule(null, List.of(), List.of(), passed);
      }
      List<Row> operands = new ArrayList<>();
      List<Integer> sources = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        if (used.contains(known.get(i).name())) {
          operands.add(known.get(i));
          sources.add(i);
        }
      }
      String name = f.name() + (request.forward ? " pushforward" : " pullback");
      List<Expression> values = List.copyOf(formulas.values());
      Rowwise derivative = new Rowwise(name, operands, f.scalars(), results, values, Map.of());
      return new RowRule(derivative, sources, List.copyOf(formulas.keySet()), passed);
    }

    private void addToOthers(Map<Integer, Expression> formulas) {
      for (int i = 0; i < f.operands().size(); i++) {
        if (request.adds(i)) {
          Row other = new Row(fresh("s" + f.operands().get(i).name()), true);
          known.add(other);
          Expression s = Expression.variable(other.name());
          formulas.computeIfPresent(i, (operand, x) -> SUM.substitute(Map.of("s", s, "x", x)));
        }
      }
    }

    /** Takes out the operands that receive a cotangent as it is, lane for lane: it need not be copied. */
    private int[] passed(Map<Integer, Expression> formulas) {
      int[] passed = new int[f.operands().size()];
      for (int i = 0; i < passed.length; i++) {
        passed[i] = request.forward ? -1 : passed(f.operands().get(i), formulas.get(i));
        if (passed[i] >= 0) {
          formulas.remove(i);
        }
      }
      return passed;
    }

    private int passed(Row operand, Expression formula) {
      for (int j = 0; formula != null && j < f.results().size(); j++) {
        if (f.results().get(j).perLane() && operand.perLane() && formula.equals(flow(j))) {
          return f.operands().size() + f.results().size() + j;
        }
      }
      return -1;
    }

    private Map<Integer, Expression> pullback() {
      List<Expression> results = new ArrayList<>();
      List<Expression> cotangents = new ArrayList<>();
      for (int i = 0; i < f.results().size(); i++) {
        if (request.flows(i)) {
          results.add(f.formulas().get(i));
          cotangents.add(flow(i));
        }
      }
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < f.operands().size(); i++) {
        String operand = f.operands().get(i).name();
        if (request.wants(i) && f.givenPullback(operand) == null) {
          wanted.add(operand);
        }
      }
      Map<String, Expression> derived = RowDerivative.pullback(results, cotangents, lanes, wanted);
      Map<Integer, Expression> formulas = new LinkedHashMap<>();
      for (int i = 0; i < f.operands().size(); i++) {
        String operand = f.operands().get(i).name();
        Expression given = f.givenPullback(operand);
        if (given != null && request.wants(i)) {
          formulas.put(i, given);
        } else if (derived.containsKey(operand)) {
          formulas.put(i, inResults(derived.get(operand)));
        }
      }
      return formulas;
    }

    private Map<Integer, Expression> pushforward() {
      Map<String, Expression> tangents = new HashMap<>();
      for (int i = 0; i < f.operands().size(); i++) {
        if (request.flows(i)) {
          tangents.put(f.operands().get(i).name(), flow(i));
        }
      }
      List<Expression> derived = RowDerivative.pushforward(f.formulas(), tangents, lanes);
      Map<Integer, Expression> formulas = new LinkedHashMap<>();
      for (int i = 0; i < derived.size(); i++) {
        if (!derived.get(i).text().equals("0")) {
          formulas.put(i, inResults(derived.get(i)));
        }
      }
      return formulas;
    }

    /** The cotangent or tangent that flows in at a place. */
    private Expression flow(int i) {
      int first = f.operands().size() + f.results().size();
      return Expression.variable(known.get(first + i).name());
    }

    /** With results for their formulas, so that nothing is computed twice. */
    private Expression inResults(Expression formula) {
      Expression replaced = formula;
      for (int i = 0; i < f.results().size(); i++) {
        Expression result = Expression.variable(f.results().get(i).name());
        replaced = replaced.replace(f.formulas().get(i), result);
      }
      return replaced;
    }
  }
}

package cycloid.simd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Cuts a long stage into parts that run one after the other over a block of lanes.
 *
 * <p>What a part computes and a later one reads goes through a row of scratch memory; a condition travels as 1 or 0. The
 * operations and their order in each lane stay the same, and with them the bits. Only the last part stores to the
 * caller's arrays and reduces: an output may be the array that an earlier part still reads.
 */
final class StageSplitter {
  private final Program.Stage stage;
  private final List<Expression> body;
  private final int[] cost;
  private final int most;
  private final int firstRow;

  /** The place in the body where each value is read last; the body's end for what is stored or reduced. */
  private final Map<Expression, Integer> lastUse = new HashMap<>();

  private final Map<Expression, Integer> rowOf = new HashMap<>();
  private final Deque<Integer> freeRows = new ArrayDeque<>();
  private int rows;

  /**
   * Prepares a split.
   *
   * @param cost what an operation costs
   * @param most what a part may cost; an operation that costs more is a part of its own
   * @param firstRow the number of the first scratch row
   */
  StageSplitter(Program.Stage stage, ToIntFunction<Operation> cost, int most, int firstRow) {
    this.stage = stage;
    this.body = stage.body();
    this.cost = body.stream().map(Expression::operation).mapToInt(cost).toArray();
    this.most = most;
    this.firstRow = firstRow;
    for (int i = 0; i < body.size(); i++) {
      for (Expression operand : body.get(i).operands()) {
        lastUse.put(operand, i);
      }
    }
    stage.reductions().forEach(reduction -> lastUse.put(reduction.operand(0), body.size()));
    stage.stores().values().forEach(value -> lastUse.put(value, body.size()));
  }

  /** The parts; the stage itself where it is short enough. */
  List<Program.Stage> parts() {
    List<Program.Stage> parts = new ArrayList<>();
    int start = 0;
    for (int end = cut(start); end < body.size(); end = cut(start)) {
      parts.add(part(start, end));
      start = end;
    }
    parts.add(parts.isEmpty() ? stage : part(start, body.size()));
    return parts;
  }

  /** The number of scratch rows that the parts need. */
  int rows() {
    return rows;
  }

  /** Where the part that begins at {@code start} ends: in its later half, where the fewest values cross. */
  private int cut(int start) {
    int end = start;
    int sum = 0;
    int half = start + 1;
    while (end < body.size() && (end == start || isShared(start, end) || sum + cost[end] <= most)) {
      sum += isShared(start, end) ? 0 : cost[end];
      end++;
      half = 2 * sum <= most ? end : half;
    }
    if (end == body.size()) {
      return end;
    }
    int best = end;
    for (int i = end - 1; i >= half; i--) {
      best = crossing(start, i) < crossing(start, best) ? i : best;
    }
    return best;
  }

  /** Whether most of the work of an operation is done already by one from the start on, with the same operand. */
  private boolean isShared(int start, int at) {
    Expression x = body.get(at);
    for (int i = start; i < at; i++) {
      if (x.operation().sharesWorkWith(body.get(i).operation())
          && x.operands().equals(body.get(i).operands())) {
        return true;
      }
    }
    return false;
  }

  private int crossing(int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += lastUse.get(body.get(i)) >= end ? 1 : 0;
    }
    return count;
  }

  private Program.Stage part(int start, int end) {
    List<Expression> nodes = body.subList(start, end);
    Set<Expression> leaves = new LinkedHashSet<>();
    for (Expression node : nodes) {
      node.operands().stream().filter(x -> !nodes.contains(x)).forEach(leaves::add);
    }
    boolean last = end == body.size();
    List<Expression> reductions = last ? stage.reductions() : List.of();
    Map<Integer, Expression> stores = new LinkedHashMap<>();
    if (last) {
      stores.putAll(stage.stores());
      reductions.stream().map(reduction -> reduction.operand(0)).forEach(leaves::add);
      leaves.addAll(stores.values());
      nodes.forEach(leaves::remove);
    } else {
      nodes.stream().filter(x -> lastUse.get(x) >= end).forEach(x -> stores.put(newRow(x), x));
    }
    Map<Expression, Integer> arrays = new HashMap<>();
    for (Expression leaf : leaves) {
      int array = rowOf.getOrDefault(leaf, stage.arrayOf(leaf));
      if (array >= 0) {
        arrays.put(leaf, array);
      }
    }
    leaves.stream()
        .filter(leaf -> rowOf.containsKey(leaf) && lastUse.get(leaf) < end)
        .forEach(leaf -> freeRows.add(rowOf.get(leaf)));
    return new Program.Stage(nodes, leaves, arrays, reductions, stores);
  }

  private int newRow(Expression value) {
    int row = freeRows.isEmpty() ? firstRow + rows++ : freeRows.remove();
    rowOf.put(value, row);
    return row;
  }
}

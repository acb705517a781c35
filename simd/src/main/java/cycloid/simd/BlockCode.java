package cycloid.simd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage of a program as steps over buffers, for the block interpreter.
 *
 * <p>An operand k &gt;= 0 is a buffer; k &lt; 0 is array -1 - k, read in place. The first {@link #filledBuffers} buffers
 * hold values that are the same for all lanes. A buffer is used again once its value is no longer needed.
 */
final class BlockCode {
  /** {@code target = operation(a, b, c)} over a block. */
  record Step(Operation operation, int target, int a, int b, int c) {}

  /** Accumulates {@code value} into the virtual lanes that start at {@code accumulator}. */
  record Reduction(Operation operation, int value, int accumulator) {}

  /** Copies {@code value} to {@code array}. */
  record Store(int value, int array) {}

  final List<Step> steps = new ArrayList<>();
  final List<Reduction> reductions = new ArrayList<>();
  final List<Store> stores = new ArrayList<>();
  final int filledBuffers;
  /** The array each filled buffer takes its value from, or -1. */
  final int[] filledFromArray;
  /** The uniform each filled buffer takes its value from, where it is not an array. */
  final int[] filledFromUniform;

  final int buffers;

  private final Map<Expression, Integer> places = new HashMap<>();

  BlockCode(Program program, Program.Stage stage, long broadcast) {
    List<Expression> filled = new ArrayList<>();
    for (Expression leaf : stage.leaves()) {
      int array = stage.arrayOf(leaf);
      if (array >= 0 && (broadcast >>> array & 1) == 0) {
        places.put(leaf, -1 - array);
      } else {
        places.put(leaf, filled.size());
        filled.add(leaf);
      }
    }
    filledBuffers = filled.size();
    filledFromArray = new int[filledBuffers];
    filledFromUniform = new int[filledBuffers];
    for (int u = 0; u < filledBuffers; u++) {
      filledFromArray[u] = stage.arrayOf(filled.get(u));
      filledFromUniform[u] = filledFromArray[u] < 0 ? program.uniformOf(filled.get(u)) : 0;
    }
    buffers = emitSteps(stage) + 1;
    int lanes = RowLoop.virtualLanes(program.dtype());
    for (int r = 0; r < stage.reductions().size(); r++) {
      Expression reduction = stage.reductions().get(r);
      reductions.add(
          new Reduction(reduction.operation(), places.get(reduction.operand(0)), r * lanes));
    }
    stage.stores().forEach((array, value) -> stores.add(new Store(places.get(value), array)));
  }

  /** Assigns buffers and returns how many are used. */
  private int emitSteps(Program.Stage stage) {
    Map<Expression, Integer> lastUse = lastUses(stage);
    List<Integer> free = new ArrayList<>();
    int used = filledBuffers;
    for (int s = 0; s < stage.body().size(); s++) {
      Expression node = stage.body().get(s);
      int target = free.isEmpty() ? used++ : free.remove(free.size() - 1);
      int[] operand = new int[3];
      for (int i = 0; i < node.operands().size(); i++) {
        operand[i] = places.get(node.operand(i));
      }
      steps.add(new Step(node.operation(), target, operand[0], operand[1], operand[2]));
      places.put(node, target);
      for (Expression x : node.operands().stream().distinct().toList()) {
        if (places.get(x) >= filledBuffers && lastUse.get(x) == s) {
          free.add(places.get(x));
        }
      }
    }
    return used;
  }

  /** The last step that reads each value; values that are reduced or stored are needed to the end. */
  private static Map<Expression, Integer> lastUses(Program.Stage stage) {
    Map<Expression, Integer> lastUse = new HashMap<>();
    for (int s = 0; s < stage.body().size(); s++) {
      for (Expression operand : stage.body().get(s).operands()) {
        lastUse.put(operand, s);
      }
    }
    stage.reductions().forEach(reduction -> lastUse.put(reduction.operand(0), Integer.MAX_VALUE));
    stage.stores().values().forEach(value -> lastUse.put(value, Integer.MAX_VALUE));
    return lastUse;
  }
}

package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the loops of one stage of a program: straight-line bodies in which every operation is a call, or a copy, of one
 * lane method.
 *
 * <pre>
 *   [short reductions] for (; i + virtual lanes &lt;= to; i += virtual lanes) { body per vector, each into its register }
 *   for (; i + lanes &lt;= to; i += lanes) { vector body }
 *   for (; i &lt; to; i++)                 { scalar body }
 * </pre>
 *
 * <p>Where each lane is by itself and the body is short, the last lanes are a vector too: it ends at the last lane, begins
 * inside the vector before it, and is computed first, while its arguments are what they were, and stored last.
 *
 * <p>The vector body of a circular function is for moderate angles, that of a remainder for moderate quotients. Where a lane has
 * a far one ({@code isFar} of the lanes), the vector loop ends before it has stored anything of that step, the scalar loop
 * does the lanes of that vector, and the vector loop goes on.
 *
 * <p>Why straight-line code: a shared loop over operation objects boxes its vectors, and the just-in-time compiler stops
 * inlining a tree of nodes that call one another at the second level. A call of a static method always inlines.
 */
final class StageLoops {
  /** Accumulators of a greatest or least element: its operation has a long latency, and its order does not matter. */
  private static final int MOST_VECTORS = 4;

  /** C2 of JDK 17 boxes vectors that live from before a loop to after it. */
  private static final boolean KEEPS_VECTORS = Runtime.version().feature() >= 21;

  private final LoopFrame frame;
  private final Program.Stage stage;
  private final boolean inRegisters;
  private final boolean endsInVector;
  private final Code code;
  private final LaneCode lane;
  private final int lanes;
  private final int virtualLanes;
  private Label vectorExit;

  /**
   * The loops of a stage.
   *
   * @param isShort whether the body is repeated: so that each vector of virtual lanes is in a register of its own, or, without
   *     reductions, for the last lanes
   */
  StageLoops(LoopFrame frame, Program.Stage stage, boolean isShort) {
    this.frame = frame;
    this.stage = stage;
    this.inRegisters = isShort && !stage.reductions().isEmpty();
    this.endsInVector = isShort && frame.lanes > 1 && endsInVector(stage);
    this.code = frame.code;
    this.lane = frame.lane;
    this.lanes = frame.lanes;
    this.virtualLanes = RowLoop.virtualLanes(frame.program.dtype());
  }

  /** Writes the loops over lanes from..to of the frame; reductions begin with what the accumulators hold, and end there. */
  void write() {
    int mark = code.mark();
    code.load('I', frame.from);
    code.store('I', frame.index);
    code.load('I', frame.to);
    code.store('I', frame.limit);
    Map<Expression, Integer> hoisted = hoist();
    if (inRegisters) {
      accumulatingLoop(hoisted);
    }
    if (endsInVector) {
      loopAndLastVector(hoisted);
    } else if (lanes > 1 && hasFarArguments(stage)) {
      loopsAroundFarLanes(hoisted);
    } else {
      if (lanes > 1) {
        loop(lanes, hoisted, true);
      }
      loop(1, hoisted, false);
    }
    code.release(mark);
  }

  /** Whether the last lanes of a stage may be computed in a vector of their own. */
  static boolean endsInVector(Program.Stage stage) {
    return KEEPS_VECTORS && stage.reductions().isEmpty() && !hasFarArguments(stage);
  }

  private static boolean hasFarArguments(Program.Stage stage) {
    return stage.body().stream().anyMatch(node -> node.operation().hasFarArguments());
  }

  /** The vector loop, then the vector that ends at the last lane; the scalar loop where there are fewer lanes. */
  private void loopAndLastVector(Map<Expression, Integer> hoisted) {
    Label few = new Label();
    Label done = new Label();
    int last = code.local("I");
    code.load('I', frame.to);
    code.push(lanes);
    code.op(Code.ISUB);
    code.store('I', last);
    code.load('I', last);
    code.load('I', frame.from);
    code.jump(Code.IF_ICMPLT, few);
    int mark = code.mark();
    position(last);
    Map<Expression, Integer> values = body(hoisted, 0, true);
    position(frame.from);
    code.load('I', frame.to);
    code.push(1);
    code.op(Code.ISUB);
    code.store('I', frame.limit);
    loop(lanes, hoisted, true);
    position(last);
    store(values, true, 0);
    code.release(mark);
    code.jump(Code.GOTO, done);
    code.place(few);
    loop(1, hoisted, false);
    code.place(done);
  }

  private void position(int slot) {
    code.load('I', slot);
    code.store('I', frame.index);
  }

  /** The scalar loop does the lanes of one vector, where one of them is far, and the vector loop goes on. */
  private void loopsAroundFarLanes(Map<Expression, Integer> hoisted) {
    Label again = new Label();
    code.place(again);
    loop(lanes, hoisted, true);
    code.load('I', frame.index);
    code.push(lanes);
    code.op(Code.IADD);
    code.load('I', frame.to);
    code.invoke(Code.INVOKESTATIC, "java/lang/Math", "min", "(II)I");
    code.store('I', frame.limit);
    loop(1, hoisted, false);
    code.load('I', frame.index);
    code.load('I', frame.to);
    code.jump(Code.IF_ICMPLT, again);
  }

  /**
   * Puts the numbers that are the same for all lanes into locals, before the loops. The body makes vectors of them: C2 moves
   * that out of the loop, while vectors in locals that live across it may stay boxed (JDK 17).
   */
  private Map<Expression, Integer> hoist() {
    Map<Expression, Integer> values = new HashMap<>();
    for (Expression leaf : stage.leaves()) {
      int array = stage.arrayOf(leaf);
      if (array >= 0 && !frame.isBroadcast(array)) {
        continue;
      }
      int slot = code.local(String.valueOf(lane.type));
      if (array >= 0) {
        code.load('A', frame.arrays.get(array));
        code.load('I', frame.offsets.get(array));
        lane.load(false);
      } else {
        frame.uniform.accept(leaf);
      }
      code.store(lane.type, slot);
      values.put(leaf, slot);
    }
    return values;
  }

  /** {@code for (; i < to - (step - 1); i += step) body}; the reductions of the body go to memory. */
  private void loop(int step, Map<Expression, Integer> hoisted, boolean vector) {
    int mark = code.mark();
    int bound = bound(step);
    Label head = new Label();
    Label exit = new Label();
    vectorExit = exit;
    code.place(head);
    code.load('I', frame.index);
    code.load('I', bound);
    code.jump(Code.IF_ICMPGE, exit);
    int bodyMark = code.mark();
    Map<Expression, Integer> values = body(hoisted, 0, vector);
    for (int r = 0; r < stage.reductions().size(); r++) {
      accumulateInMemory(r, values, vector);
    }
    store(values, vector, 0);
    code.release(bodyMark);
    advance(step);
    code.jump(Code.GOTO, head);
    code.release(mark);
    code.place(exit);
  }

  /** The main loop of a stage that reduces: accumulators for each vector of virtual lanes. */
  private void accumulatingLoop(Map<Expression, Integer> hoisted) {
    int mark = code.mark();
    int kept = virtualLanes / lanes;
    int vectors = onlyOrders() ? Math.max(kept, MOST_VECTORS) : kept;
    int reductions = stage.reductions().size();
    int[][] accumulators = new int[reductions][vectors];
    for (int r = 0; r < reductions; r++) {
      for (int v = 0; v < vectors; v++) {
        accumulators[r][v] = code.local(lane.vectorType);
        accumulator(r, v % kept);
        lane.load(true);
        code.store('A', accumulators[r][v]);
      }
    }
    int bound = bound(vectors * lanes);
    Label head = new Label();
    Label exit = new Label();
    code.place(head);
    code.load('I', frame.index);
    code.load('I', bound);
    code.jump(Code.IF_ICMPGE, exit);
    vectorExit = exit;
    for (int v = 0; v < vectors; v++) {
      int bodyMark = code.mark();
      Map<Expression, Integer> values = body(hoisted, v * lanes, true);
      for (int r = 0; r < reductions; r++) {
        code.load('A', accumulators[r][v]);
        value(stage.reductions().get(r).operand(0), values, true);
        lane.operation(accumulation(r), true);
        code.store('A', accumulators[r][v]);
      }
      store(values, true, v * lanes);
      code.release(bodyMark);
    }
    advance(vectors * lanes);
    code.jump(Code.GOTO, head);
    code.place(exit);
    for (int r = 0; r < reductions; r++) {
      for (int v = 0; v < kept; v++) {
        code.load('A', accumulators[r][v]);
        for (int more = v + kept; more < vectors; more += kept) {
          code.load('A', accumulators[r][more]);
          lane.operation(accumulation(r), true);
        }
        accumulator(r, v);
        lane.storeVector();
      }
    }
    code.release(mark);
  }

  /** Pushes the accumulators, and where a vector of one begins. */
  private void accumulator(int r, int vector) {
    code.load('A', frame.accumulators);
    code.push(r * virtualLanes + vector * lanes);
  }

  /** Whether all reductions are greatest and least elements, which can be joined in any order. */
  private boolean onlyOrders() {
    return stage.reductions().stream().noneMatch(node -> node.operation() == Operation.SUM);
  }

  private int bound(int step) {
    int bound = code.local("I");
    code.load('I', frame.limit);
    code.push(step - 1);
    code.op(Code.ISUB);
    code.store('I', bound);
    return bound;
  }

  private void advance(int step) {
    code.load('I', frame.index);
    code.push(step);
    code.op(Code.IADD);
    code.store('I', frame.index);
  }

  /** Loads what the body reads and computes its operations, at lane i + shift. */
  private Map<Expression, Integer> body(
      Map<Expression, Integer> hoisted, int shift, boolean vector) {
    Map<Expression, Integer> values = new HashMap<>();
    for (Expression leaf : stage.leaves()) {
      int slot = code.local(lane.valueType(leaf, vector));
      if (hoisted.containsKey(leaf)) {
        code.load(lane.type, hoisted.get(leaf));
        if (vector) {
          lane.broadcast();
        }
      } else {
        element(stage.arrayOf(leaf), shift);
        lane.load(vector);
      }
      if (leaf.isCondition()) {
        lane.condition(vector);
      }
      code.store(lane.kind(leaf, vector), slot);
      values.put(leaf, slot);
    }
    for (Expression node : stage.body()) {
      int slot = code.local(lane.valueType(node, vector));
      if (vector && node.operation().hasFarArguments()) {
        leaveWhereFar(node, values, shift);
      }
      for (Expression operand : node.operands()) {
        value(operand, values, vector);
      }
      lane.operation(node.operation(), vector);
      code.store(lane.kind(node, vector), slot);
      values.put(node, slot);
    }
    return values;
  }

  /** Leaves the vector loop before the vector at i + shift if one of its lanes is far. */
  private void leaveWhereFar(Expression node, Map<Expression, Integer> values, int shift) {
    for (Expression operand : node.operands()) {
      value(operand, values, true);
    }
    lane.farTest(node.operation());
    if (shift == 0) {
      code.jump(Code.IFNE, vectorExit);
      return;
    }
    Label near = new Label();
    code.jump(Code.IFEQ, near);
    advance(shift);
    code.jump(Code.GOTO, vectorExit);
    code.place(near);
  }

  private void store(Map<Expression, Integer> values, boolean vector, int shift) {
    stage.stores().forEach((array, node) -> {
      if (vector) {
        number(node, values, true);
        element(array, shift);
        lane.storeVector();
      } else {
        element(array, shift);
        number(node, values, false);
        lane.storeNumber();
      }
    });
  }

  /** Accumulates lanes i.. into the virtual lanes (i - from) mod virtual lanes. */
  private void accumulateInMemory(int r, Map<Expression, Integer> values, boolean vector) {
    int mark = code.mark();
    int position = code.local("I");
    code.load('I', frame.index);
    code.load('I', frame.from);
    code.op(Code.ISUB);
    code.push(virtualLanes - 1);
    code.op(Code.IAND);
    code.push(r * virtualLanes);
    code.op(Code.IADD);
    code.store('I', position);
    if (!vector) {
      code.load('A', frame.accumulators);
      code.load('I', position);
    }
    code.load('A', frame.accumulators);
    code.load('I', position);
    lane.load(vector);
    value(stage.reductions().get(r).operand(0), values, vector);
    lane.operation(accumulation(r), vector);
    if (vector) {
      code.load('A', frame.accumulators);
      code.load('I', position);
      lane.storeVector();
    } else {
      lane.storeNumber();
    }
    code.release(mark);
  }

  private Operation accumulation(int r) {
    return Fold.operation(stage.reductions().get(r).operation());
  }

  private void value(Expression node, Map<Expression, Integer> values, boolean vector) {
    code.load(lane.kind(node, vector), values.get(node));
  }

  /** Pushes a value as a number, a condition as 1 or 0. */
  private void number(Expression node, Map<Expression, Integer> values, boolean vector) {
    value(node, values, vector);
    if (node.isCondition()) {
      lane.operation(Operation.NUMBER, vector);
    }
  }

  /** Pushes array k and the index of lane i + shift in it. */
  private void element(int k, int shift) {
    code.load('A', frame.arrays.get(k));
    code.load('I', frame.offsets.get(k));
    code.load('I', frame.index);
    code.op(Code.IADD);
    if (shift != 0) {
      code.push(shift);
      code.op(Code.IADD);
    }
  }
}

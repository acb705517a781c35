package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.util.LinkedHashMap;
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
 * <p>Where each lane is by itself, the last lanes are a vector too: it ends at the last lane, begins inside the vector before
 * it, and is computed first, while its arguments are what they were, and stored last. Fewer lanes than a vector has, and
 * the last lanes of a reduction, are a vector under a mask ({@link LastLanes}): a short row is about as fast as one of whole
 * vectors.
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

  /** On JDK 17 C2 boxes vectors that live from before a loop to after it, and masked loads and stores are slow. */
  private static final boolean FAST_ENDS = Runtime.version().feature() >= 21;

  private final LoopFrame frame;
  private final Program.Stage stage;
  private final boolean inRegisters;
  private final Code code;
  private final LaneCode lane;
  private final int lanes;
  private final int virtualLanes;
  private final StageBody body;

  /**
   * The loops of a stage.
   *
   * @param inRegisters whether the body is repeated, so that each vector of virtual lanes is in a register of its own
   */
  StageLoops(LoopFrame frame, Program.Stage stage, boolean inRegisters) {
    this.frame = frame;
    this.stage = stage;
    this.inRegisters = inRegisters;
    this.code = frame.code;
    this.lane = frame.lane;
    this.lanes = frame.lanes;
    this.virtualLanes = RowLoop.virtualLanes(frame.program.dtype());
    this.body = new StageBody(frame, stage);
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
    if (lanes > 1 && hasFarArguments(stage)) {
      loopsAroundFarLanes(hoisted);
    } else if (lanes > 1 && FAST_ENDS) {
      if (stage.reductions().isEmpty()) {
        loopAndLastVector(hoisted);
      } else {
        if (!inRegisters || !LastLanes.isShort(stage)) {
          loop(lanes, hoisted, true);
        }
        lastLanes(hoisted);
      }
    } else {
      if (lanes > 1) {
        loop(lanes, hoisted, true);
      }
      loop(1, hoisted, false);
    }
    code.release(mark);
  }

  private static boolean hasFarArguments(Program.Stage stage) {
    return stage.body().stream().anyMatch(node -> node.operation().hasFarArguments());
  }

  /** The vector loop, then the vector that ends at the last lane; fewer lanes are last lanes. */
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
    Map<Expression, Integer> values = body.compute(hoisted, 0, true);
    position(frame.from);
    code.load('I', frame.to);
    code.push(1);
    code.op(Code.ISUB);
    code.store('I', frame.limit);
    loop(lanes, hoisted, true);
    position(last);
    body.store(values, true, 0);
    code.release(mark);
    code.jump(Code.GOTO, done);
    code.place(few);
    lastLanes(hoisted);
    code.place(done);
  }

  private void position(int slot) {
    code.load('I', slot);
    code.store('I', frame.index);
  }

  /** The lanes from i on: under a mask where all arrays have room for the whole vector, one by one elsewhere. */
  private void lastLanes(Map<Expression, Integer> hoisted) {
    if (LastLanes.isShort(stage)) {
      LastLanes step = new LastLanes(frame, stage, hoisted);
      Label head = new Label();
      Label full = new Label();
      code.place(head);
      code.load('I', frame.index);
      code.load('I', frame.to);
      code.jump(Code.IF_ICMPGE, full);
      step.call(full);
      frame.advance(lanes);
      code.jump(Code.GOTO, head);
      code.place(full);
    }
    code.load('I', frame.to);
    code.store('I', frame.limit);
    loop(1, hoisted, false);
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
    Map<Expression, Integer> values = new LinkedHashMap<>();
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
    body.farExit = exit;
    code.place(head);
    code.load('I', frame.index);
    code.load('I', bound);
    code.jump(Code.IF_ICMPGE, exit);
    body.step(hoisted, vector);
    frame.advance(step);
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
    body.farExit = exit;
    for (int v = 0; v < vectors; v++) {
      int bodyMark = code.mark();
      Map<Expression, Integer> values = body.compute(hoisted, v * lanes, true);
      for (int r = 0; r < reductions; r++) {
        code.load('A', accumulators[r][v]);
        body.value(stage.reductions().get(r).operand(0), values, true);
        lane.operation(body.accumulation(r), true);
        code.store('A', accumulators[r][v]);
      }
      body.store(values, true, v * lanes);
      code.release(bodyMark);
    }
    frame.advance(vectors * lanes);
    code.jump(Code.GOTO, head);
    code.place(exit);
    for (int r = 0; r < reductions; r++) {
      for (int v = 0; v < kept; v++) {
        code.load('A', accumulators[r][v]);
        for (int more = v + kept; more < vectors; more += kept) {
          code.load('A', accumulators[r][more]);
          lane.operation(body.accumulation(r), true);
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
}

package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.util.HashMap;
import java.util.Map;

/** Writes one step of a stage's loops: loads, the operations, stores, and reductions into memory; of a lane or of a vector. */
class StageBody {
  private final LoopFrame frame;
  private final Program.Stage stage;
  private final Code code;
  private final LaneCode lane;
  private final int virtualLanes;

  /** Where a vector leaves the loop before it has stored anything, if one of its lanes is far. */
  Label farExit;

  StageBody(LoopFrame frame, Program.Stage stage) {
    this.frame = frame;
    this.stage = stage;
    this.code = frame.code;
    this.lane = frame.lane;
    this.virtualLanes = RowLoop.virtualLanes(frame.program.dtype());
  }

  /** A whole step at lane i; the reductions go to memory. */
  void step(Map<Expression, Integer> hoisted, boolean vector) {
    int mark = code.mark();
    Map<Expression, Integer> values = compute(hoisted, 0, vector);
    for (int r = 0; r < stage.reductions().size(); r++) {
      accumulateInMemory(r, values, vector);
    }
    store(values, vector, 0);
    code.release(mark);
  }

  /** Loads what the body reads and computes its operations, at lane i + shift. */
  Map<Expression, Integer> compute(Map<Expression, Integer> hoisted, int shift, boolean vector) {
    Map<Expression, Integer> values = new HashMap<>();
    for (Expression leaf : stage.leaves()) {
      if (hoisted.containsKey(leaf)) {
        code.load(lane.type, hoisted.get(leaf));
        if (vector) {
          lane.broadcast();
        }
      } else {
        load(stage.arrayOf(leaf), shift, vector);
      }
      if (leaf.isCondition()) {
        lane.condition(vector);
      }
      int slot = code.local(lane.valueType(leaf, vector));
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

  /** Pushes lane i + shift of array k, or the vector that begins there. */
  void load(int k, int shift, boolean vector) {
    element(k, shift);
    lane.load(vector);
  }

  /** A vector of results, an array and an index are taken; the vector is stored. */
  void storeVector() {
    lane.storeVector();
  }

  /** A vector of accumulators that is to be stored becomes one whose lanes may be; {@code position} is a local. */
  void select(int position) {}

  /** Leaves the vector loop before the vector at i + shift if one of its lanes is far. */
  private void leaveWhereFar(Expression node, Map<Expression, Integer> values, int shift) {
    for (Expression operand : node.operands()) {
      value(operand, values, true);
    }
    lane.farTest(node.operation());
    if (shift == 0) {
      code.jump(Code.IFNE, farExit);
      return;
    }
    Label near = new Label();
    code.jump(Code.IFEQ, near);
    frame.advance(shift);
    code.jump(Code.GOTO, farExit);
    code.place(near);
  }

  void store(Map<Expression, Integer> values, boolean vector, int shift) {
    stage.stores().forEach((array, node) -> {
      if (vector) {
        number(node, values, true);
        element(array, shift);
        storeVector();
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
    accumulator(r);
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
      select(position);
      code.load('A', frame.accumulators);
      code.load('I', position);
      lane.storeVector();
    } else {
      lane.storeNumber();
    }
    code.release(mark);
  }

  /** Pushes where the virtual lane of lane i is. */
  void accumulator(int r) {
    code.load('I', frame.index);
    code.load('I', frame.from);
    code.op(Code.ISUB);
    code.push(virtualLanes - 1);
    code.op(Code.IAND);
    code.push(r * virtualLanes);
    code.op(Code.IADD);
  }

  Operation accumulation(int r) {
    return Fold.operation(stage.reductions().get(r).operation());
  }

  void value(Expression node, Map<Expression, Integer> values, boolean vector) {
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
  void element(int k, int shift) {
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

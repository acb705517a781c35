package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A method that is being written and runs loops over lanes: its code, and where its local variables are. */
final class LoopFrame {
  final Program program;
  final long broadcast;
  final int lanes;
  final ClassFile file;
  final Code code;
  final LaneCode lane;

  /** The local of each array, and that of where its row starts. */
  final Map<Integer, Integer> arrays = new HashMap<>();

  final Map<Integer, Integer> offsets = new HashMap<>();

  /** The local of the virtual lanes of the reductions. */
  int accumulators;

  /** The locals of the first lane, of one past the last, and of the loops' position and end. */
  int from;

  int to;
  int index;
  int limit;

  /** Pushes a uniform as a number of the loop's type. */
  Consumer<Expression> uniform;

  /**
   * A frame without locals.
   *
   * @param broadcast bit k is set if array k has one value a row
   * @param lanes the lanes of a vector; 1 for loops without vectors
   */
  LoopFrame(Program program, long broadcast, int lanes, ClassFile file, Code code) {
    this.program = program;
    this.broadcast = broadcast;
    this.lanes = lanes;
    this.file = file;
    this.code = code;
    this.lane = new LaneCode(program.dtype(), code);
  }

  boolean isBroadcast(int array) {
    return array < 64 && (broadcast >>> array & 1) == 1;
  }

  /** Puts the arrays of a stage, and where their rows start, into locals. */
  void loadArrays(Program.Stage stage, int given, int starts) {
    for (Expression leaf : stage.leaves()) {
      if (stage.arrayOf(leaf) >= 0) {
        loadArray(stage.arrayOf(leaf), given, starts);
      }
    }
    stage.stores().keySet().forEach(k -> loadArray(k, given, starts));
  }

  /** Puts array k, and where its row starts, into locals; `given` and `starts` are the locals of all; starts -1 is all 0. */
  void loadArray(int k, int given, int starts) {
    if (arrays.containsKey(k)) {
      return;
    }
    int array = code.local(lane.arrayType);
    code.load('A', given);
    code.push(k);
    code.op(Code.AALOAD);
    code.cast(lane.arrayType);
    code.store('A', array);
    arrays.put(k, array);
    int offset = zero();
    if (starts >= 0) {
      code.load('A', starts);
      code.push(k);
      code.op(Code.IALOAD);
      code.store('I', offset);
    }
    offsets.put(k, offset);
  }

  /** Puts the memory of the virtual lanes into a local of its type. */
  void loadAccumulators(int given) {
    accumulators = code.local(lane.arrayType);
    code.load('A', given);
    code.cast(lane.arrayType);
    code.store('A', accumulators);
  }

  /** Makes the locals of the loops' position and end. */
  void makeCounters() {
    index = zero();
    limit = zero();
  }

  /** Moves the loops' position. */
  void advance(int step) {
    code.load('I', index);
    code.push(step);
    code.op(Code.IADD);
    code.store('I', index);
  }

  /** A new local that holds 0. */
  int zero() {
    int slot = code.local("I");
    code.push(0);
    code.store('I', slot);
    return slot;
  }
}

package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A step of a stage's loops over the lanes from i to the end, at most as many as a vector has: a vector of which the other
 * lanes reach neither the arrays nor the accumulators, under a mask. It is a static method.
 *
 * <p>Why a method of its own, and of few arrays: what the Vector API makes of a masked load or store is so long that the first of
 * HotSpot's compilers gives up on a method with more (it is out of virtual registers), and the second never gets it.
 */
final class LastLanes {
  private static final int MOST_MASKED = 4;

  private final LoopFrame caller;
  private final Program.Stage stage;
  private final Map<Expression, Integer> hoisted;
  private final Set<Integer> arrays = new TreeSet<>();
  private final String method;
  private final StringBuilder descriptor = new StringBuilder("(");
  private int slots;

  // the method's code, and its locals
  private final Code code;
  private final LoopFrame frame;
  private final Map<Expression, Integer> uniforms = new HashMap<>();
  private final int lanes;

  /**
   * Writes the method.
   *
   * @param hoisted the caller's locals of what is the same for all lanes
   */
  LastLanes(LoopFrame caller, Program.Stage stage, Map<Expression, Integer> hoisted) {
    this.caller = caller;
    this.stage = stage;
    this.hoisted = hoisted;
    stage.leaves().stream()
        .filter(leaf -> !hoisted.containsKey(leaf))
        .forEach(leaf -> arrays.add(stage.arrayOf(leaf)));
    arrays.addAll(stage.stores().keySet());
    int numbers = hoisted.size() * (caller.lane.type == 'D' ? 2 : 1);
    this.code = new Code(caller.file, 2 * arrays.size() + numbers + (reduces() ? 4 : 2));
    this.frame = new LoopFrame(caller.program, caller.broadcast, caller.lanes, caller.file, code);
    parameters();
    this.method = caller.file.addStatic(descriptor.append(")V").toString(), code);
    this.lanes = code.local(LaneCode.MASK);
    write();
  }

  /** Whether the first compiler has room for the masked loads and stores of a stage. */
  static boolean isShort(Program.Stage stage) {
    return stage.leaves().stream().filter(leaf -> stage.arrayOf(leaf) >= 0).count()
            + stage.stores().size()
        <= MOST_MASKED;
  }

  private boolean reduces() {
    return !stage.reductions().isEmpty();
  }

  private void parameters() {
    for (int k : arrays) {
      frame.arrays.put(k, parameter(frame.lane.arrayType));
      frame.offsets.put(k, parameter("I"));
    }
    frame.index = parameter("I");
    frame.to = parameter("I");
    if (reduces()) {
      frame.accumulators = parameter(frame.lane.arrayType);
      frame.from = parameter("I");
    }
    hoisted
        .keySet()
        .forEach(leaf -> uniforms.put(leaf, parameter(String.valueOf(frame.lane.type))));
  }

  private int parameter(String type) {
    int slot = slots;
    code.parameter(slot, type);
    descriptor.append(type);
    slots += type.equals("D") ? 2 : 1;
    return slot;
  }

  /**
   * Writes the call, for the lanes from the caller's position to its end.
   *
   * @param full where the caller goes on, without the call, if an array ends inside the vector
   */
  void call(Label full) {
    Code code = caller.code;
    for (int k : arrays) {
      code.load('A', caller.arrays.get(k));
      code.op(Code.ARRAYLENGTH);
      code.load('I', caller.offsets.get(k));
      code.load('I', caller.index);
      code.op(Code.IADD);
      code.push(caller.lanes);
      code.op(Code.IADD);
      code.jump(Code.IF_ICMPLT, full);
    }
    for (int k : arrays) {
      code.load('A', caller.arrays.get(k));
      code.load('I', caller.offsets.get(k));
    }
    code.load('I', caller.index);
    code.load('I', caller.to);
    if (reduces()) {
      code.load('A', caller.accumulators);
      code.load('I', caller.from);
    }
    hoisted.values().forEach(slot -> code.load(caller.lane.type, slot));
    code.invokeOwn(method, descriptor.toString(), slots);
  }

  private void write() {
    code.load('I', frame.to);
    code.load('I', frame.index);
    code.op(Code.ISUB);
    frame.lane.firstLanes();
    code.store('A', lanes);
    new Body().step(uniforms, true);
    code.op(Code.RETURN);
  }

  /** A step under the mask. */
  private final class Body extends StageBody {
    Body() {
      super(frame, stage);
    }

    @Override
    void load(int k, int shift, boolean vector) {
      element(k, shift);
      code.load('A', lanes);
      frame.lane.loadSome();
    }

    @Override
    void select(int position) {
      code.load('A', frame.accumulators);
      code.load('I', position);
      frame.lane.load(true);
      code.load('A', lanes);
      frame.lane.blend();
    }

    @Override
    void storeVector() {
      code.load('A', lanes);
      frame.lane.storeSome();
    }
  }
}

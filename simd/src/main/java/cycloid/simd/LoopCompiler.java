package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a hidden class of one stage of a program: straight-line loops in which every operation is a call of one lane
 * method.
 *
 * <pre>
 *   load the arrays, the offsets, the uniforms
 *   [short reductions] for (; i + virtual lanes &lt;= to; i += virtual lanes) { body per vector, each into its register }
 *   for (; i + lanes &lt;= to; i += lanes) { vector body }
 *   for (; i &lt; to; i++)                 { scalar body }
 * </pre>
 *
 * <p>The vector body of a circular function is for moderate angles, that of a remainder for moderate quotients. Where a lane has
 * a far one ({@code isFar} of the lanes), the vector loop ends before it has stored anything of that step, the scalar loop
 * does the lanes of that vector, and the vector loop goes on.
 *
 * <p>Why straight-line code: a shared loop over operation objects boxes its vectors, and the just-in-time compiler stops
 * inlining a tree of nodes that call one another at the second level. A call of a static method always inlines.
 */
final class LoopCompiler {
  /** HotSpot leaves longer methods to its interpreter (HugeMethodLimit). */
  private static final int MOST_BYTES = 8000;

  /**
   * Calls of the Vector API in one method. C2 spends seconds on 200 and boxes the vectors of 500, and in a shorter chain
   * of operations the processor overlaps more steps of the loop.
   */
  private static final int MOST_CALLS = 72;

  /** A longer body hides the latency of its accumulators by itself: it need not be repeated to keep them in registers. */
  private static final int MOST_UNROLLED_BYTES = 1500;

  private static final String PACKAGE = "cycloid/simd/";
  private static final String RUN =
      "([Ljava/lang/Object;[IIILjava/lang/Object;Ljava/lang/Object;)V";

  // the slots of run's parameters
  private static final int ARRAYS = 1;
  private static final int OFFSETS = 2;
  private static final int FROM = 3;
  private static final int TO = 4;
  private static final int UNIFORMS = 5;
  private static final int ACCUMULATORS = 6;

  private final Program program;
  private final Program.Stage stage;
  private final long broadcast;
  private final int lanes;
  private final int virtualLanes;
  private final boolean inRegisters;

  private final ClassFile file = new ClassFile();
  private final Code code = new Code(file, 7);
  private final LaneCode lane;
  private final Map<Integer, Integer> arrayLocal = new HashMap<>();
  private final Map<Integer, Integer> offsetLocal = new HashMap<>();
  private int index;
  private int limit;
  private Label vectorExit;

  private LoopCompiler(
      Program program, Program.Stage stage, long broadcast, int lanes, boolean inRegisters) {
    this.inRegisters = inRegisters;
    this.program = program;
    this.stage = stage;
    this.broadcast = broadcast;
    this.lanes = lanes;
    this.virtualLanes = RowLoop.virtualLanes(program.dtype());
    this.lane = new LaneCode(program.dtype(), code);
  }

  /** Whether this process can make classes and compile them: not in a native image, not with -Xint. */
  static boolean isAvailable() {
    return System.getProperty("org.graalvm.nativeimage.imagecode") == null
        && !System.getProperty("java.vm.info", "").contains("interpreted mode");
  }

  /**
   * Compiles a stage, in parts where it is long.
   *
   * @param broadcast bit k is set if array k has one value a row
   * @param lanes the lanes of a vector; 1 for a loop without vectors
   */
  static RowLoop compile(Program program, Program.Stage stage, long broadcast, int lanes) {
    LaneCode costs = new LaneCode(program.dtype(), null);
    int arrays = program.arrays().size() + program.scratchRows();
    StageSplitter splitter = new StageSplitter(
        stage, x -> lanes > 1 ? costs.vectorCalls(x).size() : 1, MOST_CALLS, arrays);
    RowLoop[] parts = splitter.parts().stream()
        .map(part -> compilePart(program, part, broadcast, lanes))
        .toArray(RowLoop[]::new);
    return parts.length == 1
        ? parts[0]
        : new SplitLoop(parts, program.dtype(), arrays, splitter.rows());
  }

  private static RowLoop compilePart(
      Program program, Program.Stage stage, long broadcast, int lanes) {
    boolean inRegisters = lanes > 1 && !stage.reductions().isEmpty();
    LoopCompiler compiler = new LoopCompiler(program, stage, broadcast, lanes, inRegisters);
    byte[] bytes = compiler.classBytes();
    if (inRegisters && compiler.code.size() > MOST_UNROLLED_BYTES) {
      compiler = new LoopCompiler(program, stage, broadcast, lanes, false);
      bytes = compiler.classBytes();
    }
    if (lanes > 1 && compiler.code.size() > MOST_BYTES) {
      return compilePart(program, stage, broadcast, 1);
    }
    try {
      MethodHandles.Lookup nest = lanes > 1 ? compiler.lane.vectorLookup() : MethodHandles.lookup();
      MethodHandles.Lookup lookup =
          nest.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE);
      return (RowLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernel: a compiled loop could not be made", e);
    }
  }

  private byte[] classBytes() {
    code.parameter(0, PACKAGE + "CompiledLoop");
    code.parameter(ARRAYS, "[Ljava/lang/Object;");
    code.parameter(OFFSETS, "[I");
    code.parameter(FROM, "I");
    code.parameter(TO, "I");
    code.parameter(UNIFORMS, "java/lang/Object");
    code.parameter(ACCUMULATORS, "java/lang/Object");
    loadArrays();
    index = code.local("I");
    code.load('I', FROM);
    code.store('I', index);
    limit = code.local("I");
    code.load('I', TO);
    code.store('I', limit);
    Map<Expression, Integer> hoisted = hoist();
    if (inRegisters) {
      accumulatingLoop(hoisted);
    }
    if (lanes > 1 && hasFarArguments(stage)) {
      loopsAroundFarLanes(hoisted);
    } else {
      if (lanes > 1) {
        loop(lanes, hoisted, true);
      }
      loop(1, hoisted, false);
    }
    code.op(Code.RETURN);
    return file.write(PACKAGE + "CompiledLoop", PACKAGE + "RowLoop", "run", RUN, code);
  }

  private static boolean hasFarArguments(Program.Stage stage) {
    return stage.body().stream().anyMatch(node -> node.operation().hasFarArguments());
  }

  /** The scalar loop does the lanes of one vector, where one of them is far, and the vector loop goes on. */
  private void loopsAroundFarLanes(Map<Expression, Integer> hoisted) {
    Label again = new Label();
    code.place(again);
    loop(lanes, hoisted, true);
    code.load('I', index);
    code.push(lanes);
    code.op(Code.IADD);
    code.load('I', TO);
    code.invoke(Code.INVOKESTATIC, "java/lang/Math", "min", "(II)I");
    code.store('I', limit);
    loop(1, hoisted, false);
    code.load('I', index);
    code.load('I', TO);
    code.jump(Code.IF_ICMPLT, again);
  }

  /** Puts every array that is read or stored, and where its row starts, into locals. */
  private void loadArrays() {
    for (Expression leaf : stage.leaves()) {
      if (stage.arrayOf(leaf) >= 0) {
        loadArray(stage.arrayOf(leaf));
      }
    }
    stage.stores().keySet().forEach(this::loadArray);
    if (!stage.reductions().isEmpty()) {
      int slot = code.local(lane.arrayType);
      code.load('A', ACCUMULATORS);
      code.cast(lane.arrayType);
      code.store('A', slot);
      arrayLocal.put(-1, slot);
    }
  }

  private void loadArray(int k) {
    if (arrayLocal.containsKey(k)) {
      return;
    }
    int array = code.local(lane.arrayType);
    code.load('A', ARRAYS);
    code.push(k);
    code.op(Code.AALOAD);
    code.cast(lane.arrayType);
    code.store('A', array);
    arrayLocal.put(k, array);
    int offset = code.local("I");
    code.load('A', OFFSETS);
    code.push(k);
    code.op(Code.IALOAD);
    code.store('I', offset);
    offsetLocal.put(k, offset);
  }

  /**
   * Puts the numbers that are the same for all lanes into locals, before the loops. The body makes vectors of them: C2 moves
   * that out of the loop, while vectors in locals that live across it may stay boxed (JDK 17).
   */
  private Map<Expression, Integer> hoist() {
    Map<Expression, Integer> values = new HashMap<>();
    for (Expression leaf : stage.leaves()) {
      int array = stage.arrayOf(leaf);
      if (array >= 0 && !isBroadcast(array)) {
        continue;
      }
      int slot = code.local(String.valueOf(lane.type));
      if (array >= 0) {
        code.load('A', arrayLocal.get(array));
        code.load('I', offsetLocal.get(array));
      } else {
        code.load('A', UNIFORMS);
        code.cast(lane.arrayType);
        code.push(program.uniformOf(leaf));
      }
      lane.load(false);
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
    code.load('I', index);
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

  /** The main loop of a stage that reduces: one accumulator for each vector of virtual lanes. */
  private void accumulatingLoop(Map<Expression, Integer> hoisted) {
    int mark = code.mark();
    int vectors = virtualLanes / lanes;
    int reductions = stage.reductions().size();
    int[] accumulators = new int[reductions * vectors];
    for (int a = 0; a < accumulators.length; a++) {
      accumulators[a] = code.local(lane.vectorType);
      code.load('A', arrayLocal.get(-1));
      code.push(a * lanes);
      lane.load(true);
      code.store('A', accumulators[a]);
    }
    int bound = bound(virtualLanes);
    Label head = new Label();
    Label exit = new Label();
    code.place(head);
    code.load('I', index);
    code.load('I', bound);
    code.jump(Code.IF_ICMPGE, exit);
    vectorExit = exit;
    for (int v = 0; v < vectors; v++) {
      int bodyMark = code.mark();
      Map<Expression, Integer> values = body(hoisted, v * lanes, true);
      for (int r = 0; r < reductions; r++) {
        int accumulator = accumulators[r * vectors + v];
        code.load('A', accumulator);
        value(stage.reductions().get(r).operand(0), values, true);
        lane.operation(accumulation(r), true);
        code.store('A', accumulator);
      }
      store(values, true, v * lanes);
      code.release(bodyMark);
    }
    advance(virtualLanes);
    code.jump(Code.GOTO, head);
    code.place(exit);
    for (int a = 0; a < accumulators.length; a++) {
      code.load('A', accumulators[a]);
      code.load('A', arrayLocal.get(-1));
      code.push(a * lanes);
      lane.storeVector();
    }
    code.release(mark);
  }

  private int bound(int step) {
    int bound = code.local("I");
    code.load('I', limit);
    code.push(step - 1);
    code.op(Code.ISUB);
    code.store('I', bound);
    return bound;
  }

  private void advance(int step) {
    code.load('I', index);
    code.push(step);
    code.op(Code.IADD);
    code.store('I', index);
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
    code.load('I', index);
    code.load('I', FROM);
    code.op(Code.ISUB);
    code.push(virtualLanes - 1);
    code.op(Code.IAND);
    code.push(r * virtualLanes);
    code.op(Code.IADD);
    code.store('I', position);
    if (!vector) {
      code.load('A', arrayLocal.get(-1));
      code.load('I', position);
    }
    code.load('A', arrayLocal.get(-1));
    code.load('I', position);
    lane.load(vector);
    value(stage.reductions().get(r).operand(0), values, vector);
    lane.operation(accumulation(r), vector);
    if (vector) {
      code.load('A', arrayLocal.get(-1));
      code.load('I', position);
      lane.storeVector();
    } else {
      lane.storeNumber();
    }
    code.release(mark);
  }

  private Operation accumulation(int r) {
    return switch (stage.reductions().get(r).operation()) {
      case SUM -> Operation.ADD;
      case LARGEST -> Operation.MAX;
      case SMALLEST -> Operation.MIN;
      default ->
        throw new IllegalStateException("not a reduction: " + stage.reductions().get(r));
    };
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
    code.load('A', arrayLocal.get(k));
    code.load('I', offsetLocal.get(k));
    code.load('I', index);
    code.op(Code.IADD);
    if (shift != 0) {
      code.push(shift);
      code.op(Code.IADD);
    }
  }

  private boolean isBroadcast(int array) {
    return array < 64 && (broadcast >>> array & 1) == 1;
  }

  /** The loops of all stages. */
  static RowLoop[] compileAll(Program program, long broadcast, int lanes) {
    return program.stages().stream()
        .map(stage -> compile(program, stage, broadcast, lanes))
        .toArray(RowLoop[]::new);
  }
}

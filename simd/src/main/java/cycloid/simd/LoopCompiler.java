package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
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
 * <p>The vector body of a circular function is for moderate angles. Where a lane has a far one ({@code isFar} of the lanes), the
 * vector loop ends before it has stored anything of that step, and the scalar loop does the rest of the row.
 *
 * <p>Why straight-line code: a shared loop over operation objects boxes its vectors, and the just-in-time compiler stops
 * inlining a tree of nodes that call one another at the second level. A call of a static method always inlines.
 */
final class LoopCompiler {
  /** HotSpot leaves longer methods to its interpreter (HugeMethodLimit). */
  private static final int MOST_BYTES = 8000;

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

  // names that depend on the dtype
  private final char type;
  private final String arrayType;
  private final String prefix;
  private final String vectorType;
  private final String maskType = "jdk/incubator/vector/VectorMask";

  private final ClassFile file = new ClassFile();
  private final Code code = new Code(file, 7);
  private final Map<Integer, Integer> arrayLocal = new HashMap<>();
  private final Map<Integer, Integer> offsetLocal = new HashMap<>();
  private int index;
  private Label vectorExit;

  private LoopCompiler(
      Program program, Program.Stage stage, long broadcast, int lanes, boolean inRegisters) {
    this.inRegisters = inRegisters;
    this.program = program;
    this.stage = stage;
    this.broadcast = broadcast;
    this.lanes = lanes;
    this.virtualLanes = RowLoop.virtualLanes(program.dtype());
    boolean single = program.dtype() == DType.F32;
    this.type = single ? 'F' : 'D';
    this.arrayType = "[" + type;
    this.prefix = PACKAGE + (single ? "Float" : "Double");
    this.vectorType = "jdk/incubator/vector/" + (single ? "FloatVector" : "DoubleVector");
  }

  /** Whether this process can make classes and compile them: not in a native image, not with -Xint. */
  static boolean isAvailable() {
    return System.getProperty("org.graalvm.nativeimage.imagecode") == null
        && !System.getProperty("java.vm.info", "").contains("interpreted mode");
  }

  /**
   * Compiles a stage.
   *
   * @param broadcast bit k is set if array k has one value a row
   * @param lanes the lanes of a vector; 1 for a loop without vectors
   * @return the loop; null if it would be too long for the just-in-time compiler
   */
  static RowLoop compile(Program program, Program.Stage stage, long broadcast, int lanes) {
    boolean leavesEarly =
        stage.body().stream().anyMatch(node -> node.operation().hasFarArguments());
    boolean inRegisters = lanes > 1 && !stage.reductions().isEmpty() && !leavesEarly;
    LoopCompiler compiler = new LoopCompiler(program, stage, broadcast, lanes, inRegisters);
    byte[] bytes = compiler.classBytes();
    if (inRegisters && compiler.code.size() > MOST_UNROLLED_BYTES) {
      compiler = new LoopCompiler(program, stage, broadcast, lanes, false);
      bytes = compiler.classBytes();
    }
    if (compiler.code.size() > MOST_BYTES) {
      return null;
    }
    try {
      MethodHandles.Lookup nest = lanes > 1 ? compiler.vectorLookup() : MethodHandles.lookup();
      MethodHandles.Lookup lookup =
          nest.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE);
      return (RowLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernel: a compiled loop could not be made", e);
    }
  }

  /** Copied lane methods may use what is private in their class: the loop is made a nest mate of it. */
  private MethodHandles.Lookup vectorLookup() {
    return type == 'F' ? FloatVectorMemory.lookup() : DoubleVectorMemory.lookup();
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
    if (lanes > 1) {
      int mark = code.mark();
      Map<Expression, Integer> values = hoist(true);
      if (inRegisters) {
        accumulatingLoop(values);
      }
      loop(lanes, values, true);
      code.release(mark);
    }
    Map<Expression, Integer> values = hoist(false);
    loop(1, values, false);
    code.op(Code.RETURN);
    return file.write(PACKAGE + "CompiledLoop", PACKAGE + "RowLoop", "run", RUN, code);
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
      int slot = code.local(arrayType);
      code.load('A', ACCUMULATORS);
      code.cast(arrayType);
      code.store('A', slot);
      arrayLocal.put(-1, slot);
    }
  }

  private void loadArray(int k) {
    if (arrayLocal.containsKey(k)) {
      return;
    }
    int array = code.local(arrayType);
    code.load('A', ARRAYS);
    code.push(k);
    code.op(Code.AALOAD);
    code.cast(arrayType);
    code.store('A', array);
    arrayLocal.put(k, array);
    int offset = code.local("I");
    code.load('A', OFFSETS);
    code.push(k);
    code.op(Code.IALOAD);
    code.store('I', offset);
    offsetLocal.put(k, offset);
  }

  /** Puts the values that are the same for all lanes into locals, before the loops. */
  private Map<Expression, Integer> hoist(boolean vector) {
    Map<Expression, Integer> values = new HashMap<>();
    for (Expression leaf : stage.leaves()) {
      int array = stage.arrayOf(leaf);
      if (array >= 0 && !isBroadcast(array)) {
        continue;
      }
      int slot = code.local(valueType(leaf, vector));
      if (array >= 0) {
        code.load('A', arrayLocal.get(array));
        code.load('I', offsetLocal.get(array));
      } else {
        code.load('A', UNIFORMS);
        code.cast(arrayType);
        code.push(program.uniformOf(leaf));
      }
      code.op(type == 'F' ? Code.FALOAD : Code.DALOAD);
      if (vector) {
        memory("broadcast", "(" + type + ")L" + vectorType + ";");
      }
      if (leaf.isCondition()) {
        code.op(type == 'F' ? Code.FCONST_0 : Code.DCONST_0);
        if (vector) {
          memory("broadcast", "(" + type + ")L" + vectorType + ";");
        }
        lane(Operation.NOT_EQUAL, vector);
      }
      code.store(kind(leaf, vector), slot);
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
      accumulators[a] = code.local(vectorType);
      code.load('A', arrayLocal.get(-1));
      code.push(a * lanes);
      memory("load", "(" + arrayType + "I)L" + vectorType + ";");
      code.store('A', accumulators[a]);
    }
    int bound = bound(virtualLanes);
    Label head = new Label();
    Label exit = new Label();
    code.place(head);
    code.load('I', index);
    code.load('I', bound);
    code.jump(Code.IF_ICMPGE, exit);
    for (int v = 0; v < vectors; v++) {
      int bodyMark = code.mark();
      Map<Expression, Integer> values = body(hoisted, v * lanes, true);
      for (int r = 0; r < reductions; r++) {
        int accumulator = accumulators[r * vectors + v];
        code.load('A', accumulator);
        value(stage.reductions().get(r).operand(0), values, true, v * lanes);
        lane(accumulation(r), true);
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
      memory("store", "(L" + vectorType + ";" + arrayType + "I)V");
    }
    code.release(mark);
  }

  private int bound(int step) {
    int bound = code.local("I");
    code.load('I', TO);
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
    Map<Expression, Integer> values = new HashMap<>(hoisted);
    for (Expression leaf : stage.leaves()) {
      if (!values.containsKey(leaf)) {
        int slot = code.local(valueType(leaf, vector));
        element(stage.arrayOf(leaf), shift);
        if (vector) {
          memory("load", "(" + arrayType + "I)L" + vectorType + ";");
        } else {
          code.op(type == 'F' ? Code.FALOAD : Code.DALOAD);
        }
        code.store(kind(leaf, vector), slot);
        values.put(leaf, slot);
      }
    }
    for (Expression node : stage.body()) {
      int slot = code.local(valueType(node, vector));
      if (vector && node.operation().hasFarArguments()) {
        for (Expression operand : node.operands()) {
          value(operand, values, true, shift);
        }
        String operands = ("L" + vectorType + ";").repeat(node.operands().size());
        vectorLane(node.operation().farTest(), "(" + operands + ")Z");
        code.jump(Code.IFNE, vectorExit);
      }
      for (Expression operand : node.operands()) {
        value(operand, values, vector, shift);
      }
      lane(node.operation(), vector);
      code.store(kind(node, vector), slot);
      values.put(node, slot);
    }
    return values;
  }

  private void store(Map<Expression, Integer> values, boolean vector, int shift) {
    stage.stores().forEach((array, node) -> {
      if (vector) {
        value(node, values, true, shift);
        element(array, shift);
        memory("store", "(L" + vectorType + ";" + arrayType + "I)V");
      } else {
        element(array, shift);
        value(node, values, false, shift);
        code.op(type == 'F' ? Code.FASTORE : Code.DASTORE);
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
    if (vector) {
      memory("load", "(" + arrayType + "I)L" + vectorType + ";");
    } else {
      code.op(type == 'F' ? Code.FALOAD : Code.DALOAD);
    }
    value(stage.reductions().get(r).operand(0), values, vector, 0);
    lane(accumulation(r), vector);
    if (vector) {
      code.load('A', arrayLocal.get(-1));
      code.load('I', position);
      memory("store", "(L" + vectorType + ";" + arrayType + "I)V");
    } else {
      code.op(type == 'F' ? Code.FASTORE : Code.DASTORE);
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

  private void value(Expression node, Map<Expression, Integer> values, boolean vector, int shift) {
    code.load(kind(node, vector), values.get(node));
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

  private String valueType(Expression node, boolean vector) {
    if (vector) {
      return node.isCondition() ? maskType : vectorType;
    }
    return node.isCondition() ? "I" : String.valueOf(type);
  }

  private char kind(Expression node, boolean vector) {
    return vector ? 'A' : node.isCondition() ? 'I' : type;
  }

  private void memory(String method, String descriptor) {
    if (!copiedMemory().copy(method, descriptor, code)) {
      code.invoke(Code.INVOKESTATIC, prefix + "VectorMemory", method, descriptor);
    }
  }

  private void lane(Operation operation, boolean vector) {
    StringBuilder descriptor = new StringBuilder("(");
    for (int i = 0; i < operation.arity(); i++) {
      descriptor.append(descriptor(operation.takesCondition(i), vector));
    }
    descriptor.append(')').append(descriptor(operation.isCondition(), vector));
    if (vector) {
      vectorLane(operation.vectorLaneMethod(), descriptor.toString());
    } else {
      code.invoke(
          Code.INVOKESTATIC, prefix + "Lanes", operation.laneMethod(), descriptor.toString());
    }
  }

  private void vectorLane(String method, String descriptor) {
    if (!copiedLanes().copy(method, descriptor, code)) {
      code.invoke(Code.INVOKESTATIC, prefix + "VectorLanes", method, descriptor);
    }
  }

  private LaneMethods copiedLanes() {
    return type == 'F' ? FloatCode.LANES : DoubleCode.LANES;
  }

  private LaneMethods copiedMemory() {
    return type == 'F' ? FloatCode.MEMORY : DoubleCode.MEMORY;
  }

  private static final class FloatCode {
    static final LaneMethods LANES = new LaneMethods(FloatVectorLanes.class);
    static final LaneMethods MEMORY = new LaneMethods(FloatVectorMemory.class);
  }

  private static final class DoubleCode {
    static final LaneMethods LANES = new LaneMethods(DoubleVectorLanes.class);
    static final LaneMethods MEMORY = new LaneMethods(DoubleVectorMemory.class);
  }

  private String descriptor(boolean condition, boolean vector) {
    if (vector) {
      return "L" + (condition ? maskType : vectorType) + ";";
    }
    return condition ? "Z" : String.valueOf(type);
  }

  /** The loops of all stages; null where one is too long. */
  static RowLoop[] compileAll(Program program, long broadcast, int lanes) {
    List<Program.Stage> stages = program.stages();
    RowLoop[] loops = new RowLoop[stages.size()];
    for (int s = 0; s < loops.length; s++) {
      loops[s] = compile(program, stages.get(s), broadcast, lanes);
      if (loops[s] == null) {
        return null;
      }
    }
    return loops;
  }
}

package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import java.lang.invoke.MethodHandles;

/** Makes a hidden class of one stage of a program: its {@link StageLoops} in one method. */
final class LoopCompiler {
  /** HotSpot leaves longer methods to its interpreter (HugeMethodLimit). */
  static final int MOST_BYTES = 8000;

  /**
   * Calls of the Vector API in one method. C2 spends seconds on 200 and boxes the vectors of 500, and in a shorter chain
   * of operations the processor overlaps more steps of the loop.
   */
  private static final int MOST_CALLS = 72;

  /** A longer body hides the latency of its accumulators by itself: it need not be repeated to keep them in registers. */
  private static final int MOST_UNROLLED_BYTES = 1500;

  static final String PACKAGE = "cycloid/simd/";
  private static final String RUN =
      "([Ljava/lang/Object;[IIILjava/lang/Object;Ljava/lang/Object;)V";

  // the slots of run's parameters
  private static final int ARRAYS = 1;
  private static final int OFFSETS = 2;
  private static final int FROM = 3;
  private static final int TO = 4;
  private static final int UNIFORMS = 5;
  private static final int ACCUMULATORS = 6;

  private final Program.Stage stage;
  private final boolean inRegisters;
  private final ClassFile file = new ClassFile(PACKAGE + "CompiledLoop");
  private final Code code = new Code(file, 7);
  private final LoopFrame frame;

  private LoopCompiler(
      Program program, Program.Stage stage, long broadcast, int lanes, boolean inRegisters) {
    this.stage = stage;
    this.inRegisters = inRegisters;
    this.frame = new LoopFrame(program, broadcast, lanes, file, code);
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
    return (RowLoop) define(bytes, compiler.frame);
  }

  /** An object of a hidden class; copied lane methods may use what is private in theirs, so it is made a nest mate. */
  static Object define(byte[] bytes, LoopFrame frame) {
    try {
      MethodHandles.Lookup nest =
          frame.lanes > 1 ? frame.lane.vectorLookup() : MethodHandles.lookup();
      MethodHandles.Lookup lookup =
          nest.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE);
      return lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernel: a compiled loop could not be made", e);
    }
  }

  private byte[] classBytes() {
    LaneCode lane = frame.lane;
    code.parameter(0, PACKAGE + "CompiledLoop");
    code.parameter(ARRAYS, "[Ljava/lang/Object;");
    code.parameter(OFFSETS, "[I");
    code.parameter(FROM, "I");
    code.parameter(TO, "I");
    code.parameter(UNIFORMS, "java/lang/Object");
    code.parameter(ACCUMULATORS, "java/lang/Object");
    frame.from = FROM;
    frame.to = TO;
    frame.loadArrays(stage, ARRAYS, OFFSETS);
    if (!stage.reductions().isEmpty()) {
      frame.loadAccumulators(ACCUMULATORS);
    }
    frame.makeCounters();
    frame.uniform = leaf -> {
      code.load('A', UNIFORMS);
      code.cast(lane.arrayType);
      code.push(frame.program.uniformOf(leaf));
      lane.load(false);
    };
    new StageLoops(frame, stage, inRegisters).write();
    code.op(Code.RETURN);
    return file.write(PACKAGE + "RowLoop", "run", RUN, code);
  }

  /** The loops of all stages. */
  static RowLoop[] compileAll(Program program, long broadcast, int lanes) {
    return program.stages().stream()
        .map(stage -> compile(program, stage, broadcast, lanes))
        .toArray(RowLoop[]::new);
  }
}

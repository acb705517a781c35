package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import cycloid.simd.ClassFile.Label;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a hidden class of a whole program with reductions: one method that runs all rows, so that a short row costs little
 * more than its lanes.
 *
 * <pre>
 *   load the arrays; compute what depends on scalars alone
 *   for each row {
 *     for each stage { its loops; fold the virtual lanes; compute what depends on the reductions, in double }
 *     store what is one value a row
 *   }
 * </pre>
 *
 * <p>The bits are those of the loops that {@link StagedRows} runs one by one. Rows are of one chunk at most: in a loop over chunks
 * C2 would leave range checks in the loops over lanes.
 */
final class RowsCompiler {
  /** Calls of the Vector API in one method that C2 takes without effort; a longer program runs stage by stage. */
  private static final int MOST_CALLS = 200;

  private static final int MOST_REPEATED_CALLS = 48;

  /** The first of HotSpot's compilers runs out of virtual registers on 4500, and the second never gets the method. */
  private static final int MOST_BYTES = 4000;

  private static final String RUN = "(II[Ljava/lang/Object;[I[I[DLjava/lang/Object;)V";

  // the slots of run's parameters
  private static final int ROWS = 1;
  private static final int N = 2;
  private static final int ARRAYS = 3;
  private static final int OFFSETS = 4;
  private static final int ROW_STRIDES = 5;
  private static final int SCALARS = 6;
  private static final int ACCUMULATORS = 7;

  private final Program program;
  private final int mostRepeatedCalls;
  private final ClassFile file = new ClassFile(LoopCompiler.PACKAGE + "CompiledRows");
  private final Code code = new Code(file, 8);
  private final LoopFrame frame;
  private final LaneCode number;
  private final Map<Expression, Integer> uniforms = new HashMap<>();
  private final Set<Expression> perRow = new HashSet<>();

  private RowsCompiler(Program program, long broadcast, int lanes, int mostRepeatedCalls) {
    this.mostRepeatedCalls = mostRepeatedCalls;
    this.program = program;
    this.frame = new LoopFrame(program, broadcast, lanes, file, code);
    this.number = new LaneCode(DType.F64, code);
  }

  /** The loop of a program; null if it has no reduction, or is too long for one method. */
  static RowsLoop compile(Program program, long broadcast, int lanes) {
    if (!program.reduces()) {
      return null;
    }
    RowsLoop loop = compile(new RowsCompiler(program, broadcast, lanes, MOST_REPEATED_CALLS));
    return loop != null ? loop : compile(new RowsCompiler(program, broadcast, lanes, 0));
  }

  private static RowsLoop compile(RowsCompiler compiler) {
    if (compiler.calls() > MOST_CALLS) {
      return null;
    }
    byte[] bytes = compiler.classBytes();
    return compiler.code.size() > MOST_BYTES
        ? null
        : (RowsLoop) LoopCompiler.define(bytes, compiler.frame);
  }

  private int calls() {
    int sum = 0;
    for (Program.Stage stage : program.stages()) {
      sum += calls(stage) + (inRegisters(stage) ? unrolledCalls(stage) : 0);
    }
    return sum;
  }

  private int calls(Program.Stage stage) {
    return stage.body().stream()
        .mapToInt(
            node -> frame.lanes > 1 ? frame.lane.vectorCalls(node.operation()).size() : 1)
        .sum();
  }

  private int unrolledCalls(Program.Stage stage) {
    return calls(stage) * RowLoop.virtualLanes(program.dtype()) / frame.lanes;
  }

  /**
   * A short body is repeated, to keep each vector of accumulators in a register; a longer one hides the latency of
   * accumulators.
   */
  private boolean inRegisters(Program.Stage stage) {
    return frame.lanes > 1
        && !stage.reductions().isEmpty()
        && unrolledCalls(stage) <= mostRepeatedCalls;
  }

  private byte[] classBytes() {
    code.parameter(0, LoopCompiler.PACKAGE + "CompiledRows");
    code.parameter(ROWS, "I");
    code.parameter(N, "I");
    code.parameter(ARRAYS, "[Ljava/lang/Object;");
    code.parameter(OFFSETS, "[I");
    code.parameter(ROW_STRIDES, "[I");
    code.parameter(SCALARS, "[D");
    code.parameter(ACCUMULATORS, "java/lang/Object");
    loadArrays();
    frame.loadAccumulators(ACCUMULATORS);
    frame.makeCounters();
    frame.from = frame.zero();
    frame.to = N;
    frame.uniform = this::pushNarrow;
    findPerRow();
    computeUniforms(0, false);
    int row = frame.zero();
    Label head = new Label();
    Label exit = new Label();
    code.place(head);
    code.load('I', row);
    code.load('I', ROWS);
    code.jump(Code.IF_ICMPGE, exit);
    int mark = code.mark();
    row();
    code.release(mark);
    nextRow(row);
    code.jump(Code.GOTO, head);
    code.place(exit);
    code.op(Code.RETURN);
    return file.write(LoopCompiler.PACKAGE + "RowsLoop", "run", RUN, code);
  }

  private void loadArrays() {
    int operands = program.arrays().size();
    for (int k = 0; k < operands + program.scratchRows(); k++) {
      frame.loadArray(k, ARRAYS, k < operands ? OFFSETS : -1);
    }
  }

  private void row() {
    computeUniforms(0, true);
    List<Program.Stage> stages = program.stages();
    for (int s = 0; s < stages.size(); s++) {
      Program.Stage stage = stages.get(s);
      StageLoops loops = new StageLoops(frame, stage, inRegisters(stage));
      if (stage.reductions().isEmpty()) {
        loops.write();
      } else {
        reduce(stage, loops);
        computeUniforms(s + 1, false);
      }
    }
    program.uniformOutputs().forEach(this::storeRowOutput);
  }

  private void reduce(Program.Stage stage, StageLoops loops) {
    for (int r = 0; r < stage.reductions().size(); r++) {
      fillAccumulators(r, Fold.identity(stage.reductions().get(r).operation()));
    }
    loops.write();
    for (int r = 0; r < stage.reductions().size(); r++) {
      fold(r, stage.reductions().get(r));
    }
  }

  private void fillAccumulators(int r, double identity) {
    int virtualLanes = RowLoop.virtualLanes(program.dtype());
    LaneCode lane = frame.lane;
    if (frame.lanes == 1) {
      code.load('A', frame.accumulators);
      code.push(r * virtualLanes);
      code.push((r + 1) * virtualLanes);
      lane.push(identity);
      lane.fill();
      return;
    }
    for (int v = 0; v < virtualLanes; v += frame.lanes) {
      lane.push(identity);
      lane.broadcast();
      code.load('A', frame.accumulators);
      code.push(r * virtualLanes + v);
      lane.storeVector();
    }
  }

  private void fold(int r, Expression reduction) {
    code.load('A', frame.accumulators);
    code.push(r * RowLoop.virtualLanes(program.dtype()));
    frame.lane.fold(reduction.operation(), frame.lanes > 1);
    frame.lane.widen();
    int slot = code.local("D");
    code.store('D', slot);
    uniforms.put(reduction, slot);
  }

  // ---- what is the same for all lanes

  /** Finds what depends on arrays of one value a row. */
  private void findPerRow() {
    for (Expression node : program.order()) {
      boolean array =
          node.operation() == Operation.VARIABLE && program.arrays().contains(node.variableName());
      if (array || node.operands().stream().anyMatch(perRow::contains)) {
        perRow.add(node);
      }
    }
  }

  /** Computes the uniforms that are known after {@code stage} loops: those of stage 0 once, or once a row. */
  private void computeUniforms(int stage, boolean eachRow) {
    for (Expression node : program.order()) {
      boolean asked = program.isUniform(node)
          && program.stageOf(node) == stage
          && (stage > 0 || perRow.contains(node) == eachRow);
      if (asked && !uniforms.containsKey(node)) {
        pushValue(node);
        int slot = code.local(number.valueType(node, false));
        code.store(number.kind(node, false), slot);
        uniforms.put(node, slot);
      }
    }
  }

  private void pushValue(Expression node) {
    switch (node.operation()) {
      case CONSTANT -> code.push(node.number());
      case COUNT -> {
        code.load('I', N);
        code.op(Code.I2D);
      }
      case VARIABLE -> {
        int array = program.arrays().indexOf(node.variableName());
        if (array >= 0) {
          code.load('A', frame.arrays.get(array));
          code.load('I', frame.offsets.get(array));
          frame.lane.load(false);
          frame.lane.widen();
        } else {
          code.load('A', SCALARS);
          code.push(program.scalars().indexOf(node.variableName()));
          number.load(false);
        }
      }
      default -> {
        for (Expression operand : node.operands()) {
          code.load(number.kind(operand, false), uniforms.get(operand));
        }
        number.operation(node.operation(), false);
      }
    }
  }

  /** Pushes a uniform rounded to the dtype, a condition as 1 or 0. */
  private void pushNarrow(Expression node) {
    code.load(number.kind(node, false), uniforms.get(node));
    if (node.isCondition()) {
      number.operation(Operation.NUMBER, false);
    }
    frame.lane.narrow();
  }

  private void storeRowOutput(int k, Expression value) {
    code.load('A', frame.arrays.get(k));
    code.load('I', frame.offsets.get(k));
    if (frame.isBroadcast(k)) {
      pushNarrow(value);
      frame.lane.storeNumber();
    } else {
      code.load('I', frame.offsets.get(k));
      code.load('I', N);
      code.op(Code.IADD);
      pushNarrow(value);
      frame.lane.fill();
    }
  }

  private void nextRow(int row) {
    for (int k = 0; k < program.arrays().size(); k++) {
      code.load('I', frame.offsets.get(k));
      code.load('A', ROW_STRIDES);
      code.push(k);
      code.op(Code.IALOAD);
      code.op(Code.IADD);
      code.store('I', frame.offsets.get(k));
    }
    code.load('I', row);
    code.push(1);
    code.op(Code.IADD);
    code.store('I', row);
  }
}

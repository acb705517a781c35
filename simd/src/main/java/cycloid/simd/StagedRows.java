package cycloid.simd;

import java.util.Arrays;
import java.util.List;

/** Runs a program row by row and stage by stage, each stage by a loop of its own: interpreted, or compiled. */
final class StagedRows {
  private final Program program;
  private final DType dtype;
  private final boolean hasRowArrays;
  private final Reduction[][] reductions;
  private final int[] uniformRegister;
  private final int[] uniformStage;
  /** The array and the register of each output that is one value a row. */
  private final int[][] rowOutputs;

  /** A reduction of a stage, and the register of its result. */
  private record Reduction(Operation operation, int register) {}

  StagedRows(Program program) {
    this.program = program;
    this.dtype = program.dtype();
    this.hasRowArrays = program.rowArrays() != 0;
    UniformCode code = program.uniforms();
    this.reductions = program.stages().stream()
        .map(stage -> stage.reductions().stream()
            .map(node -> new Reduction(node.operation(), code.registerOf(node)))
            .toArray(Reduction[]::new))
        .toArray(Reduction[][]::new);
    this.rowOutputs = program.uniformOutputs().entrySet().stream()
        .map(output -> new int[] {output.getKey(), code.registerOf(output.getValue())})
        .toArray(int[][]::new);
    List<Expression> uniforms = program.uniformsInSlots();
    this.uniformRegister = uniforms.stream().mapToInt(code::registerOf).toArray();
    this.uniformStage = uniforms.stream().mapToInt(program::stageOf).toArray();
  }

  /**
   * Runs over rows of n lanes.
   *
   * @param offsets where the first row starts in each of the caller's arrays
   * @param rowStrides from one row's start to the next; null for a single row
   * @param broadcast bit k is set if array k has one value a row
   */
  void run(
      RowLoop[] loops,
      RowState state,
      int rows,
      int n,
      int[] offsets,
      int[] rowStrides,
      long broadcast,
      double[] scalars) {
    System.arraycopy(offsets, 0, state.offsets, 0, offsets.length);
    Arrays.fill(state.offsets, offsets.length, state.offsets.length, 0);
    program.uniforms().begin(state.registers, scalars, n);
    narrow(state, 0);
    for (int row = 0; row < rows; row++) {
      if (hasRowArrays) {
        program.uniforms().beginRow(state.registers, dtype, state.arrays, state.offsets);
        narrow(state, 0);
      }
      runRow(loops, state, n, broadcast);
      if (rowStrides != null) {
        for (int k = 0; k < rowStrides.length; k++) {
          state.offsets[k] += rowStrides[k];
        }
      }
    }
  }

  private void runRow(RowLoop[] loops, RowState state, int n, long broadcast) {
    for (int s = 0; s < loops.length; s++) {
      if (reductions[s].length == 0) {
        loops[s].run(state.arrays, state.offsets, 0, n, state.uniforms, null);
      } else {
        reduce(loops[s], reductions[s], state, n, broadcast);
        program.uniforms().evaluate(state.registers, s + 1);
        narrow(state, s + 1);
      }
    }
    for (int[] output : rowOutputs) {
      int k = output[0];
      int lanes = (broadcast >>> k & 1) == 1 ? 1 : n;
      Fold.fill(dtype, state.arrays[k], state.offsets[k], lanes, state.registers[output[1]]);
    }
  }

  /** Runs a loop that reduces, chunk by chunk; joins the chunks in order, in double. */
  private void reduce(RowLoop loop, Reduction[] reductions, RowState state, int n, long broadcast) {
    int lanes = RowLoop.virtualLanes(dtype);
    int from = 0;
    do {
      int to = (int) Math.min((long) from + RowLoop.CHUNK, n);
      for (int r = 0; r < reductions.length; r++) {
        double identity = Fold.identity(reductions[r].operation);
        Fold.fill(dtype, state.accumulators, r * lanes, lanes, identity);
      }
      shift(state, from, broadcast);
      loop.run(state.arrays, state.offsets, 0, to - from, state.uniforms, state.accumulators);
      shift(state, -from, broadcast);
      for (int r = 0; r < reductions.length; r++) {
        Operation reduction = reductions[r].operation;
        double chunk = Fold.lanes(dtype, reduction, state.accumulators, r * lanes);
        int register = reductions[r].register;
        state.registers[register] =
            from == 0 ? chunk : Fold.join(reduction, state.registers[register], chunk);
      }
      from = to;
    } while (from < n);
  }

  /** Moves the arrays that have lanes; one value a row stays where it is. */
  private static void shift(RowState state, int lanes, long broadcast) {
    if (lanes != 0) {
      for (int k = 0; k < state.offsets.length; k++) {
        if (k >= 64 || (broadcast >>> k & 1) == 0) {
          state.offsets[k] += lanes;
        }
      }
    }
  }

  /** Rounds the uniforms that became known after {@code stage} loops to the dtype. */
  private void narrow(RowState state, int stage) {
    for (int u = 0; u < uniformRegister.length; u++) {
      if (uniformStage[u] == stage) {
        dtype.set(state.uniforms, u, state.registers[uniformRegister[u]]);
      }
    }
  }
}

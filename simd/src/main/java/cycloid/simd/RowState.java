package cycloid.simd;

import java.util.Arrays;

/** The memory of one call of a kernel. */
final class RowState {
  /** The caller's arrays, then the scratch rows. */
  final Object[] arrays;

  /** Where the row of the moment starts in each. */
  final int[] offsets;

  /** What is the same for all lanes, in double, and as lanes use it. */
  final double[] registers;

  final Object uniforms;

  /** The virtual lanes of as many reductions as a stage has at most. */
  final Object accumulators;

  private final DType dtype;
  private final int operands;

  RowState(Program program) {
    this.dtype = program.dtype();
    this.operands = program.arrays().size();
    this.arrays = new Object[operands + program.scratchRows()];
    this.offsets = new int[arrays.length];
    this.registers = program.uniforms().newRegisters();
    this.uniforms = dtype.allocate(program.uniformsInSlots().size());
    int most = 0;
    for (Program.Stage stage : program.stages()) {
      most = Math.max(most, stage.reductions().size());
    }
    this.accumulators = dtype.allocate(most * RowLoop.virtualLanes(dtype));
  }

  /** Takes the caller's arrays, and makes scratch rows as long as asked for. */
  void hold(Object[] given, int n) {
    System.arraycopy(given, 0, arrays, 0, operands);
    for (int k = operands; k < arrays.length; k++) {
      if (arrays[k] == null || dtype.length(arrays[k]) < n) {
        arrays[k] = dtype.allocate(n);
      }
    }
  }

  /** Lets go of the caller's arrays. */
  void release() {
    Arrays.fill(arrays, 0, operands, null);
  }
}

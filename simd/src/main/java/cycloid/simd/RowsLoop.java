package cycloid.simd;

/** A whole program over rows: all its loops over the lanes, and between them what is the same for all lanes of a row. */
abstract class RowsLoop {

  /**
   * Runs the program.
   *
   * @param rows how many, above 0
   * @param n the lanes of each
   * @param arrays the operands, then the scratch rows; all of the program's type
   * @param offsets where the first row starts in each operand
   * @param rowStrides from one row's start to the next, for each operand
   * @param scalars in the program's order
   * @param accumulators the virtual lanes of as many reductions as a stage has at most; of the program's type
   */
  abstract void run(
      int rows,
      int n,
      Object[] arrays,
      int[] offsets,
      int[] rowStrides,
      double[] scalars,
      Object accumulators);
}

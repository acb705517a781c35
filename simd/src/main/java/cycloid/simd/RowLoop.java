package cycloid.simd;

/**
 * One loop over the lanes of a row: what a {@link Program}'s stage does to lanes {@code from} to {@code to}.
 *
 * <p>The numeric policy of reductions: lane i, counted from {@code from}, goes to virtual lane i mod {@link
 * #virtualLanes}, whatever the machine's vectors are. A loop that reduces is called for chunks of at most {@link #CHUNK}
 * lanes; the caller folds the virtual lanes and joins the chunks.
 */
abstract class RowLoop {
  /** Lanes after which partial sums are folded and joined in double: bounds the growth of rounding errors. */
  static final int CHUNK = 8192;

  /** 128 bytes of lanes: several accumulators at every vector width, to hide the latency of an addition. */
  static int virtualLanes(DType dtype) {
    return dtype == DType.F32 ? 32 : 16;
  }

  /**
   * Runs the loop.
   *
   * @param arrays the operands, then the scratch rows; all of the loop's type
   * @param offsets where this row starts in each array
   * @param from the first lane
   * @param to one past the last lane
   * @param uniforms the values that are the same for all lanes, of the loop's type
   * @param accumulators the virtual lanes of each reduction, one after the other; of the loop's type
   */
  abstract void run(
      Object[] arrays, int[] offsets, int from, int to, Object uniforms, Object accumulators);
}

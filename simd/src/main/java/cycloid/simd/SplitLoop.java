package cycloid.simd;

/** The parts of a long stage, one after the other over each block of lanes that stays in the first-level cache. */
final class SplitLoop extends RowLoop {
  /** Lanes of a block; a multiple of the virtual lanes of a reduction, a divisor of {@link RowLoop#CHUNK}. */
  private static final int BLOCK = 512;

  private final RowLoop[] parts;
  private final DType dtype;
  private final int arrays;
  private final int rows;
  private final ObjectPool<Memory> pool = new ObjectPool<>();

  /**
   * Joins the parts.
   *
   * @param arrays the number of arrays that the stage knows; scratch rows follow them
   */
  SplitLoop(RowLoop[] parts, DType dtype, int arrays, int rows) {
    this.parts = parts;
    this.dtype = dtype;
    this.arrays = arrays;
    this.rows = rows;
  }

  @Override
  void run(Object[] arrays, int[] offsets, int from, int to, Object uniforms, Object accumulators) {
    Memory memory = pool.take();
    if (memory == null) {
      memory = new Memory();
    }
    System.arraycopy(arrays, 0, memory.arrays, 0, this.arrays);
    System.arraycopy(offsets, 0, memory.offsets, 0, this.arrays);
    for (int start = from; start < to; start += BLOCK) {
      for (int row = 0; row < rows; row++) {
        memory.offsets[this.arrays + row] = -start;
      }
      int end = Math.min(start + BLOCK, to);
      for (RowLoop part : parts) {
        part.run(memory.arrays, memory.offsets, start, end, uniforms, accumulators);
      }
    }
    java.util.Arrays.fill(memory.arrays, 0, this.arrays, null);
    pool.give(memory);
  }

  /** The caller's arrays and the scratch rows, as the parts see them. */
  private final class Memory {
    final Object[] arrays = new Object[SplitLoop.this.arrays + rows];
    final int[] offsets = new int[arrays.length];

    Memory() {
      for (int row = 0; row < rows; row++) {
        arrays[SplitLoop.this.arrays + row] = dtype.allocate(BLOCK);
      }
    }
  }
}

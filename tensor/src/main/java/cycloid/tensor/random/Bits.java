package cycloid.tensor.random;

import cycloid.simd.Workers;

/**
 * The random bits of a key: number i of a draw is half i mod 2 of block i / 2, and its replacement number a, when a method
 * refuses it, that half of the same block with a as attempt. So every element depends on the key and its index alone.
 */
final class Bits {
  /** What the last word of the counter says: bits of different purposes never share a counter. */
  static final int NUMBERS = 0;

  static final int SPLIT = 1;
  static final int FOLD = 2;

  /** How many numbers are made at a time, an even number: they stay in the first-level cache. */
  private static final int CHUNK = 2048;

  private static final double UNIT_53 = 0x1p-53;

  private final long key;

  /** Uses the bits of numbers `start`, `start` + 1, ..., `start` + `count` - 1; `start` is even. */
  interface Chunk {
    void use(long[] bits, int start, int count);
  }

  Bits(long key) {
    this.key = key;
  }

  /** All numbers of a draw, in chunks, on the threads of {@link Workers}. */
  void forEachChunk(int size, Chunk chunk) {
    Workers.run(size, CHUNK, (start, end) -> {
      long[] bits = new long[CHUNK];
      Philox.blocks(key, start >>> 1, 0, NUMBERS, (end - start + 1) >>> 1, bits);
      chunk.use(bits, start, end - start);
    });
  }

  /** A block of two numbers. */
  void block(long counter, int attempt, int purpose, long[] out) {
    Philox.blocks(key, counter, attempt, purpose, 1, out);
  }

  /** A number in [0, 1): the leading 53 bits. */
  static double uniform(long bits) {
    return (bits >>> 11) * UNIT_53;
  }

  /**
   * A whole number in [0, range), all equally likely.
   *
   * <pre>
   * Formula:   floor(range * bits / 2^64), where bits are replaced while range * bits mod 2^64 &lt; 2^64 mod range
   * Source:    Lemire 2019, "Fast random integer generation in an interval", algorithm 5
   * </pre>
   *
   * @param bits those of number i
   */
  long below(long range, long bits, long i) {
    long product = bits * range;
    if (Long.compareUnsigned(product, range) < 0) {
      long excess = Long.remainderUnsigned(-range, range);
      long[] block = new long[2];
      for (int attempt = 1; Long.compareUnsigned(product, excess) < 0; attempt++) {
        block(i >>> 1, attempt, NUMBERS, block);
        bits = block[(int) (i & 1)];
        product = bits * range;
      }
    }
    return Math.multiplyHigh(bits, range) + (bits < 0 ? range : 0);
  }
}

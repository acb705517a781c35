package cycloid.tensor.random;

/**
 * Philox4x32-10: a bijection of 128 bits for each key of 64 bits, which scrambles a counter into four random words.
 *
 * <pre>
 * Round:     (hi0, lo0) = 0xD2511F53 * c0,  (hi1, lo1) = 0xCD9E8D57 * c2
 *            c = (hi1 ^ c1 ^ k0, lo1, hi0 ^ c3 ^ k1, lo0);  k += (0x9E3779B9, 0xBB67AE85)
 * Source:    Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"; passes BigCrush
 * </pre>
 */
final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final long WEYL_0 = 0x9E3779B9L;
  private static final long WEYL_1 = 0xBB67AE85L;
  private static final long WORD = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Writes two numbers of 64 bits for each of several counters, which differ in their first half.
   *
   * @param key the words k0, the lower, and k1
   * @param first the words c0, the lower, and c1 of the first counter; the others follow
   * @param attempt the word c2
   * @param purpose the word c3
   * @param count how many counters
   * @param out the results: words 1 and 0, then words 3 and 2 of each
   */
  static void blocks(long key, long first, int attempt, int purpose, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      // Words are kept in longs, whose product is whole; that is faster than widening them each
      // time.
      long c0 = (first + i) & WORD;
      long c1 = (first + i) >>> 32;
      long c2 = attempt & WORD;
      long c3 = purpose & WORD;
      long k0 = key & WORD;
      long k1 = key >>> 32;
      for (int round = 0; round < ROUNDS; round++) {
        long product0 = MULTIPLIER_0 * c0;
        long product1 = MULTIPLIER_1 * c2;
        c0 = (product1 >>> 32) ^ c1 ^ k0;
        c1 = product1 & WORD;
        c2 = (product0 >>> 32) ^ c3 ^ k1;
        c3 = product0 & WORD;
        k0 = (k0 + WEYL_0) & WORD;
        k1 = (k1 + WEYL_1) & WORD;
      }
      out[2 * i] = c0 | c1 << 32;
      out[2 * i + 1] = c2 | c3 << 32;
    }
  }
}

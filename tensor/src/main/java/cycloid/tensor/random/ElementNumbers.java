package cycloid.tensor.random;

/**
 * As many numbers as one element of a draw takes, for methods that try until they succeed: those of blocks (i, 0), (i, 1),
 * (i, 2), ... for element i. StrictMath gives the same results everywhere.
 */
final class ElementNumbers {
  private final Bits bits;
  private final long[] block = new long[2];
  private long element;
  private int attempt;
  private boolean half;

  ElementNumbers(Bits bits) {
    this.bits = bits;
  }

  /** Goes to the first number of an element. */
  void moveTo(long element) {
    this.element = element;
    this.attempt = 0;
    this.half = false;
  }

  /** The next number, in [0, 1). */
  double uniform() {
    if (!half) {
      bits.block(element, attempt++, Bits.NUMBERS, block);
    }
    half = !half;
    return Bits.uniform(block[half ? 0 : 1]);
  }

  /** A normal number, of two uniform ones. */
  double normal() {
    double r = Math.sqrt(2 * exponential());
    return r * StrictMath.cos(2 * Math.PI * uniform());
  }

  /** An exponential number with mean 1. */
  double exponential() {
    return -StrictMath.log(1 - uniform());
  }
}

package cycloid.bench;

import cycloid.simd.DType;

/**
 * What a call must do at least, whoever does it: the basis of its limit on a machine.
 *
 * @param dtype of the arithmetic
 * @param flops sums and products; a function such as exp has none that all libraries share, and counts 0
 * @param read bytes that must be read, each once
 * @param written bytes that must be written, each once
 */
public record Cost(DType dtype, double flops, double read, double written) {
  /** The cost of arrays of elements, each read or written once. */
  static Cost ofElements(DType dtype, double flops, double read, double written) {
    return new Cost(dtype, flops, dtype.bytes() * read, dtype.bytes() * written);
  }

  /** Whether its rate is told in sums and products: those that outnumber the bytes. */
  boolean isArithmetic() {
    return flops > bytes();
  }

  /** Sums and products a byte. */
  double intensity() {
    return flops / bytes();
  }

  double bytes() {
    return read + written;
  }
}

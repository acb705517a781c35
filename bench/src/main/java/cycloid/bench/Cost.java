package cycloid.bench;

import cycloid.simd.DType;

/**
 * What a call must do at least, whoever does it: the basis of its limit on a machine.
 *
 * @param dtype of the arithmetic
 * @param flops sums and products; a function such as exp has none that all libraries share, and counts 0
 * @param read bytes that must be read, each once
 * @param written bytes that must be written, each once
 * @param inPlace whether what is written has been read before
 * @param calls kernels of equations that must be called one after the other
 */
public record Cost(
    DType dtype, double flops, double read, double written, boolean inPlace, int calls) {
  /** The cost of arrays of elements, each read or written once, in one call. */
  static Cost ofElements(DType dtype, double flops, double read, double written) {
    return new Cost(dtype, flops, dtype.bytes() * read, dtype.bytes() * written, false, 1);
  }

  /** The same, where what is written has been read before: the two share memory. */
  Cost updating() {
    return new Cost(dtype, flops, read, written, true, calls);
  }

  /** The same in as many calls. */
  Cost in(int calls) {
    return new Cost(dtype, flops, read, written, inPlace, calls);
  }

  /** Whether its rate is told in sums and products: those that outnumber the bytes. */
  boolean isArithmetic() {
    return flops > bytes();
  }

  /** Sums and products a byte. */
  double intensity() {
    return flops / bytes();
  }

  /** Bytes that are moved. */
  double bytes() {
    return read + written;
  }

  /** Bytes of the memory that they are moved from and to. */
  double workingSet() {
    return inPlace ? Math.max(read, written) : bytes();
  }
}

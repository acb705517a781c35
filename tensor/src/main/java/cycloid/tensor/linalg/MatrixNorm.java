package cycloid.tensor.linalg;

/** Which norm of a matrix. */
public enum MatrixNorm {
  /** The root of the sum of squares of all elements. */
  FROBENIUS,
  /** The sum of the singular values. */
  NUCLEAR,
  /** The greatest singular value. */
  SPECTRAL,
  /** The greatest sum of absolute values of a column. */
  ONE,
  /** The greatest sum of absolute values of a row. */
  INFINITY
}

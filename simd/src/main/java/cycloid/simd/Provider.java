package cycloid.simd;

/** What runs the kernels. */
public enum Provider {
  /** Vectors of the processor, through {@code jdk.incubator.vector}. */
  VECTOR,
  /** Plain loops. Same bits, more time. */
  SCALAR
}

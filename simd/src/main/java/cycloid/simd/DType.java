package cycloid.simd;

/**
 * The element type of an array: single or double precision, IEEE 754.
 *
 * <p>Data types never mix silently: an operation takes operands of one type and gives a result of that type.
 */
public enum DType {
  /** Single precision, {@code float[]}: 24 bits of significand, unit roundoff 2^-24. */
  F32(4, float[].class),
  /** Double precision, {@code double[]}: 53 bits of significand, unit roundoff 2^-53. */
  F64(8, double[].class);

  private final int bytes;
  private final Class<?> arrayType;

  DType(int bytes, Class<?> arrayType) {
    this.bytes = bytes;
    this.arrayType = arrayType;
  }

  /** Bytes of one element: 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /** {@code float[].class} or {@code double[].class}. */
  public Class<?> arrayType() {
    return arrayType;
  }

  /** A new array of {@code n} zeros: a {@code float[]} or a {@code double[]}. */
  public Object allocate(int n) {
    return this == F32 ? new float[n] : new double[n];
  }

  /** The length of {@code array}, which must be of this type. */
  public int length(Object array) {
    return this == F32 ? ((float[]) array).length : ((double[]) array).length;
  }

  /** Element {@code i} of {@code array}, widened to double where it is single. */
  public double get(Object array, int i) {
    return this == F32 ? ((float[]) array)[i] : ((double[]) array)[i];
  }

  /** Sets element {@code i} of {@code array} to {@code value}, rounded to nearest even where the type is single. */
  public void set(Object array, int i, double value) {
    if (this == F32) {
      ((float[]) array)[i] = (float) value;
    } else {
      ((double[]) array)[i] = value;
    }
  }

  /** The name in error texts and printed arrays: {@code f32} or {@code f64}. */
  @Override
  public String toString() {
    return this == F32 ? "f32" : "f64";
  }
}

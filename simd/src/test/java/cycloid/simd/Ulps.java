package cycloid.simd;

/** Errors in units in the last place. */
final class Ulps {
  private Ulps() {}

  /** The distance from {@code got} to {@code expected + low}, in ulps of {@code expected}; 0 for two NaNs. */
  static double error(DType dtype, double got, double expected, double low) {
    if (Double.isNaN(expected) || Double.isNaN(got)) {
      return Double.isNaN(expected) && Double.isNaN(got) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (got == expected) {
      return Double.isInfinite(expected) ? 0 : Math.abs(low) / ulp(dtype, expected);
    }
    return Math.abs((got - expected) - low) / ulp(dtype, expected);
  }

  private static double ulp(DType dtype, double x) {
    return dtype == DType.F32 ? Math.ulp((float) x) : Math.ulp(x);
  }
}

package cycloid.tensor.io;

/**
 * A floating-point format of 16 bits: sign, exponent, fraction.
 *
 * <pre>
 * F16:       5 and 10 bits, IEEE 754 binary16: 11 significant bits, greatest number 65504
 * BF16:      8 and 7 bits, the leading half of a float: 8 significant bits, the range of float
 * </pre>
 */
enum HalfFloat {
  F16(5, 10),
  BF16(8, 7);

  private static final int FLOAT_BIAS = 127;
  private static final int FLOAT_FRACTION = 23;

  private final int fraction;
  private final int bias;
  /** The exponent field of infinities and NaN: all ones. */
  private final int special;

  HalfFloat(int exponentBits, int fractionBits) {
    this.fraction = fractionBits;
    this.special = (1 << exponentBits) - 1;
    this.bias = special >> 1;
  }

  /** The number that 16 bits mean; exact. */
  float widen(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> fraction) & special;
    int digits = half & ((1 << fraction) - 1);
    if (exponent == 0) {
      float subnormal = Math.scalb((float) digits, 1 - bias - fraction);
      return sign == 0 ? subnormal : -subnormal;
    }
    int widened = exponent == special ? 0xFF : exponent - bias + FLOAT_BIAS;
    return Float.intBitsToFloat(
        sign | widened << FLOAT_FRACTION | digits << (FLOAT_FRACTION - fraction));
  }

  /** The 16 bits nearest to a number, of two equally near ones the even; past the greatest number infinity. */
  short narrow(double x) {
    int sign = (int) (Double.doubleToRawLongBits(x) >>> 48) & 0x8000;
    if (Double.isNaN(x)) {
      return (short) (sign | special << fraction | 1 << (fraction - 1));
    }
    double size = Math.min(Math.abs(x), Double.MAX_VALUE);
    int exponent = Math.max(Math.getExponent(size), 1 - bias);
    // The digits count units of the last place; the leading one, and a carry, add to the exponent
    // field.
    int digits = (int) Math.rint(Math.scalb(size, fraction - exponent));
    int bits = ((exponent + bias - 1) << fraction) + digits;
    return (short) (sign | Math.min(bits, special << fraction));
  }
}

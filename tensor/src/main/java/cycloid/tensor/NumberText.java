package cycloid.tensor;

import cycloid.simd.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Prints the numbers of one tensor alike, as NumPy does: the fewest digits that tell a number from its
 * neighbours, but at most eight decimals; with exponents when the largest is beyond 1e8 (1e6 for f32), the
 * least below 1e-4, or their ratio above 1000.
 */
final class NumberText {
  private static final int PRECISION = 8;

  private final DType dtype;
  private final boolean scientific;
  private int decimals;
  private int exponentDigits = 2;
  private int before;
  private final int after;

  NumberText(DType dtype, List<Double> values) {
    this.dtype = dtype;
    this.scientific = needsExponents(dtype, values);
    for (double value : values) {
      if (Double.isFinite(value)) {
        String text = scientific ? scientific(value) : positional(value);
        int point = text.indexOf('.');
        int end = scientific ? text.indexOf('e') : text.length();
        before = Math.max(before, point);
        decimals = Math.max(decimals, end - point - 1);
        exponentDigits = Math.max(exponentDigits, text.length() - end - 2);
      }
    }
    // What stands right of the point, where NaN and infinities are aligned.
    after = decimals + (scientific ? exponentDigits + 2 : 0);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        before = Math.max(before, word(value).length() - after - 1);
      }
    }
  }

  private static boolean needsExponents(DType dtype, List<Double> values) {
    double greatest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      double magnitude = Math.abs(value);
      if (magnitude > 0 && Double.isFinite(magnitude)) {
        greatest = Math.max(greatest, magnitude);
        least = Math.min(least, magnitude);
      }
    }
    boolean single = dtype == DType.F32;
    double ratio = single ? (float) greatest / (float) least : greatest / least;
    return greatest > 0
        && (greatest >= (single ? 1e6 : 1e8) || least < (single ? 1e-4f : 1e-4) || ratio > 1000);
  }

  /** The text of a number, padded to the width of all. */
  String text(double value) {
    int width = before + 1 + after;
    if (!Double.isFinite(value)) {
      return " ".repeat(width - word(value).length()) + word(value);
    }
    String text = scientific
        ? sign(value) + exponential(rounded(value, decimals), decimals, exponentDigits)
        : positional(value);
    int point = text.indexOf('.');
    String padded = " ".repeat(before - point) + text;
    return padded + " ".repeat(Math.max(0, width - padded.length()));
  }

  /** The text of a number on its own: all its digits. */
  static String scalar(DType dtype, double value) {
    if (!Double.isFinite(value)) {
      return word(value);
    }
    BigDecimal digits = shortest(dtype, value);
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude >= (dtype == DType.F32 ? 1e6 : 1e16) || magnitude < 1e-4)) {
      return sign(value) + exponential(digits, 0, 2).replace(".e", "e");
    }
    String plain = digits.abs().toPlainString();
    return sign(value) + (plain.contains(".") ? plain : plain + ".0");
  }

  private static String word(double value) {
    return value != value ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  /** For example {@code 1.}, {@code -0.25}. */
  private String positional(double value) {
    BigDecimal digits = shortest(dtype, value);
    if (digits.scale() > PRECISION) {
      digits = stripped(new BigDecimal(value).setScale(PRECISION, RoundingMode.HALF_EVEN));
    }
    String plain = digits.abs().toPlainString();
    return sign(value) + (plain.contains(".") ? plain : plain + ".");
  }

  /** For example {@code 1.e+10}, {@code -2.5e-05}. */
  private String scientific(double value) {
    BigDecimal digits = shortest(dtype, value);
    return sign(value)
        + exponential(
            digits.precision() > PRECISION + 1 ? rounded(value, PRECISION) : digits, 0, 2);
  }

  /** The exact value rounded to a digit before the point and some decimals. */
  private static BigDecimal rounded(double value, int decimals) {
    return stripped(
        new BigDecimal(value).round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN)));
  }

  /** A magnitude with at least some decimals and digits of the exponent, which zeros fill up. */
  private static String exponential(BigDecimal number, int decimals, int exponentDigits) {
    String digits = number.unscaledValue().abs().toString();
    int exponent = number.signum() == 0 ? 0 : digits.length() - 1 - number.scale();
    String power = Integer.toString(Math.abs(exponent));
    return digits.charAt(0) + "." + digits.substring(1)
        + "0".repeat(Math.max(0, decimals + 1 - digits.length())) + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(Math.max(0, exponentDigits - power.length())) + power;
  }

  /** The fewest digits that are nearer to the value than to any other of its dtype. */
  private static BigDecimal shortest(DType dtype, double value) {
    BigDecimal exact = new BigDecimal(value);
    int least = 1;
    int enough = 17;
    while (least < enough) {
      int digits = (least + enough) >>> 1;
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      boolean same = dtype == DType.F32
          ? rounded.floatValue() == (float) value
          : rounded.doubleValue() == value;
      if (same) {
        enough = digits;
      } else {
        least = digits + 1;
      }
    }
    return stripped(exact.round(new MathContext(enough, RoundingMode.HALF_EVEN)));
  }

  /** Without trailing zeros; whole numbers have scale 0 or less. */
  private static BigDecimal stripped(BigDecimal digits) {
    return digits.signum() == 0 ? BigDecimal.ZERO : digits.stripTrailingZeros();
  }
}

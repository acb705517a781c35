package cycloid.study.markup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, the same on every machine and in every locale.
 *
 * <p>Numbers for people have a true minus sign (U+2212) and powers of ten as superscripts; {@link #coordinate} is for
 * machines.
 */
public final class Numbers {
  private static final char MINUS = '\u2212';
  private static final char NARROW_SPACE = '\u202F';
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Returns a coordinate for SVG: at most one decimal, no exponent, never {@code -0}. */
  public static String coordinate(double x) {
    if (!(Math.abs(x) < 1e9)) {
      throw new IllegalArgumentException(
          "coordinate: x must be finite and below 1e9 in size; got " + x);
    }
    long tenths = Math.round(x * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  /** Returns the number with exactly so many decimals: {@code fixed(-0.5, 2)} is "−0.50". */
  public static String fixed(double x, int decimals) {
    if (!Double.isFinite(x)) {
      return special(x);
    }
    return signed(new BigDecimal(x).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  /**
   * Returns the number with so many significant digits, in plain notation from 0.001 up to a million and as a power of
   * ten elsewhere: "0.0123", "4.56 × 10⁻⁷".
   */
  public static String significant(double x, int digits) {
    if (!Double.isFinite(x)) {
      return special(x);
    }
    if (x == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -3 && exponent < 6) {
      return signed(rounded
          .setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
          .toPlainString());
    }
    BigDecimal significand =
        rounded.movePointLeft(exponent).setScale(digits - 1, RoundingMode.HALF_EVEN);
    return signed(significand.toPlainString())
        + NARROW_SPACE
        + '×'
        + NARROW_SPACE
        + power(exponent);
  }

  /** Returns the number as it would be typed, all its digits and no more: "0.9", "-4.775", "1e-8". */
  public static String plain(double x) {
    return typed(BigDecimal.valueOf(x));
  }

  /** Returns the number as it would be typed, rounded to so many significant digits: "0.0198", "1e-8". */
  public static String trimmed(double x, int digits) {
    return typed(new BigDecimal(x).round(new MathContext(digits)));
  }

  private static String typed(BigDecimal x) {
    BigDecimal bare = x.stripTrailingZeros();
    int exponent = bare.precision() - bare.scale() - 1;
    boolean plain = exponent >= -4 && exponent < 6;
    return plain ? bare.toPlainString() : bare.toString().replace("E+", "e").replace("E", "e");
  }

  /** Returns a power of ten: {@code power(-3)} is "10⁻³". */
  public static String power(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "10⁻" : "10");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }

  /** Returns a fraction in percent: {@code percent(0.9861, 1)} is "98.6 %". */
  public static String percent(double fraction, int decimals) {
    return fixed(100 * fraction, decimals) + NARROW_SPACE + '%';
  }

  /** Returns a whole number with its thousands apart: {@code count(1797)} is "1 797", with a narrow space that does not break. */
  public static String count(long n) {
    StringBuilder text = new StringBuilder(Long.toString(Math.abs(n)));
    for (int i = text.length() - 3; i > 0; i -= 3) {
      text.insert(i, NARROW_SPACE);
    }
    return n < 0 ? MINUS + text.toString() : text.toString();
  }

  /** Returns a span of time: "430 ms", "4.1 s", "12 s", "3 min 20 s". */
  public static String duration(double seconds) {
    if (seconds < 0.9995) {
      return fixed(1000 * seconds, 0) + NARROW_SPACE + "ms";
    }
    if (seconds < 59.5) {
      return fixed(seconds, seconds < 9.95 ? 1 : 0) + NARROW_SPACE + "s";
    }
    long whole = Math.round(seconds);
    return whole / 60 + " min " + whole % 60 + NARROW_SPACE + "s";
  }

  private static String signed(String plain) {
    boolean zero = plain.chars().allMatch(c -> "-0.".indexOf(c) >= 0);
    String size = plain.startsWith("-") ? plain.substring(1) : plain;
    return plain.startsWith("-") && !zero ? MINUS + size : size;
  }

  private static String special(double x) {
    return Double.isNaN(x) ? "NaN" : x > 0 ? "∞" : MINUS + "∞";
  }
}

package cycloid.study.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void coordinatesAreShortAndNeverMinusZero() {
    assertEquals("12", Numbers.coordinate(12.04));
    assertEquals("-0.1", Numbers.coordinate(-0.06));
    assertEquals("0", Numbers.coordinate(-0.04));
    assertEquals("123456.8", Numbers.coordinate(123456.78));
    assertThrows(IllegalArgumentException.class, () -> Numbers.coordinate(Double.NaN));
  }

  @Test
  void decimalsAreFixedWithATrueMinus() {
    assertEquals("−0.50", Numbers.fixed(-0.5, 2));
    assertEquals("0.0", Numbers.fixed(-0.01, 1));
    assertEquals("NaN", Numbers.fixed(Double.NaN, 1));
    assertEquals("−∞", Numbers.fixed(Double.NEGATIVE_INFINITY, 1));
  }

  @Test
  void significantDigitsSwitchToPowersOfTen() {
    assertEquals("0.0123", Numbers.significant(0.01234, 3));
    assertEquals("1.00", Numbers.significant(0.9999, 3));
    assertEquals("123000", Numbers.significant(123456.7, 3));
    assertEquals("4.56\u202F×\u202F10⁻⁷", Numbers.significant(4.56e-7, 3));
    assertEquals("−1.0\u202F×\u202F10⁶", Numbers.significant(-999999, 2));
    assertEquals("0", Numbers.significant(0, 3));
  }

  @Test
  void typedNumbersHaveNoMoreDigitsThanTheyNeed() {
    assertEquals("0.9", Numbers.plain(0.9));
    assertEquals("-4.775", Numbers.plain(-4.775));
    assertEquals("1e-8", Numbers.plain(1e-8));
    assertEquals("100", Numbers.plain(100));
    assertEquals("0", Numbers.plain(0));
    assertEquals("0.0198", Numbers.trimmed(2 / 101.0, 3));
    assertEquals("1.2e7", Numbers.trimmed(12e6, 4));
  }

  @Test
  void unitsStandAfterANarrowSpace() {
    assertEquals("98.6\u202F%", Numbers.percent(0.9861, 1));
    assertEquals("1\u202F797", Numbers.count(1797));
    assertEquals("−1\u202F000\u202F000", Numbers.count(-1_000_000));
    assertEquals("430\u202Fms", Numbers.duration(0.43));
    assertEquals("4.1\u202Fs", Numbers.duration(4.1));
    assertEquals("12\u202Fs", Numbers.duration(12.3));
    assertEquals("3 min 20\u202Fs", Numbers.duration(200));
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("1.5", Numbers.coordinate(1.5));
      assertEquals("1.50", Numbers.fixed(1.5, 2));
      assertEquals("1\u202F500", Numbers.count(1500));
    } finally {
      Locale.setDefault(before);
    }
  }
}

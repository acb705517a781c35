package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfFloatTest {
  private static final int SIGN = 0x8000;

  /** The bits of infinity: all above mean NaN. */
  private static int infinity(HalfFloat format) {
    return format == HalfFloat.F16 ? 0x7C00 : 0x7F80;
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberComesBackToItsBits(HalfFloat format) {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      float x = format.widen((short) bits);
      boolean isNan = (bits & ~SIGN) > infinity(format);
      assertEquals(isNan, Float.isNaN(x));
      int back = Short.toUnsignedInt(format.narrow(x));
      assertTrue(isNan ? (back & ~SIGN) > infinity(format) : back == bits, bits + " " + back);
    }
  }

  /** F16 has the value (-1)^s 2^(e - 15) (1 + f / 1024), and BF16 the leading bits of a float, by definition. */
  @ParameterizedTest
  @EnumSource
  void valuesAreThoseOfTheDefinition(HalfFloat format) {
    for (int bits = 0; bits < infinity(format); bits++) {
      int exponent = bits >> 10;
      double f16 =
          Math.scalb((exponent == 0 ? 0 : 1024) + (bits & 1023), Math.max(exponent, 1) - 25);
      double expected = format == HalfFloat.F16 ? f16 : Float.intBitsToFloat(bits << 16);
      assertEquals(expected, format.widen((short) bits));
      assertEquals(-expected, format.widen((short) (bits | SIGN)));
    }
  }

  /** Between neighbours a and b, everything below the middle goes to a, everything above to b, the middle to the even one. */
  @ParameterizedTest
  @EnumSource
  void numbersBetweenNeighboursGoToTheNearerAndTheMiddleToTheEvenOne(HalfFloat format) {
    for (int bits = 0; bits < infinity(format); bits++) {
      double a = format.widen((short) bits);
      // Past the greatest number stands the one that the next exponent would give.
      double b = bits + 1 == infinity(format)
          ? 2 * a - format.widen((short) (bits - 1))
          : format.widen((short) (bits + 1));
      double middle = (a + b) / 2;
      assertEquals(bits, format.narrow(Math.nextDown(middle)));
      assertEquals(bits + 1, format.narrow(Math.nextUp(middle)));
      assertEquals(bits + (bits & 1), format.narrow(middle));
      assertEquals(bits + (bits & 1) | SIGN, Short.toUnsignedInt(format.narrow(-middle)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hugeAndTinyNumbersBecomeInfinityAndZero(HalfFloat format) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double x = 1 + random.nextDouble();
      assertEquals(infinity(format), format.narrow(Math.scalb(x, 200 + i % 800)));
      assertEquals(0, format.narrow(Math.scalb(x, -200 - i % 870)));
    }
    assertEquals(infinity(format), format.narrow(Double.POSITIVE_INFINITY));
    assertEquals((short) (infinity(format) | SIGN), format.narrow(Double.NEGATIVE_INFINITY));
    assertEquals(0, format.narrow(Double.MIN_VALUE));
    assertEquals((short) SIGN, format.narrow(-0.0));
  }
}

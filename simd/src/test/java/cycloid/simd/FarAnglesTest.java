package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Angles beyond the fast reduction: exact, and no matter where in a row they stand. */
class FarAnglesTest {
  private static final int LANES = 301;

  @Test
  void quarterTurnsOfPowersOfTwoAreExact() {
    // x / (pi/2) modulo 4 and the angle left, computed with 1500 bits
    check(0x1p26, 2, -0.4342828131309945);
    check(-0x1p26, 2, 0.4342828131309945);
    check(0x1p1023, 2, -0.5981659040720844);
    check(6381956970095103.0 * 0x1p797, 1, 4.687165924254628e-19);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y = sin(x)", "y = cos(x)", "y = tan(x) * x"})
  void compiledLoopsFinishARowWithFarAngles(String equation) {
    for (int far = 0; far < LANES; far += 37) {
      double[] x = angles(far);
      assertArrayEquals(
          run(Kernel.Tier.INTERPRETED, equation, x), run(Kernel.Tier.COMPILED, equation, x));
    }
  }

  @Test
  void sumsOverARowCountFarAnglesOnce() {
    double[] x = angles(200);
    assertEquals(sum(Kernel.Tier.INTERPRETED, x), sum(Kernel.Tier.COMPILED, x));
  }

  private static void check(double x, int quadrant, double angle) {
    FarAngle reduced = FarAngle.of(x);
    assertEquals(quadrant, reduced.quadrant(), "quadrant of " + x);
    assertEquals(angle, reduced.high(), "angle of " + x);
  }

  private static double[] angles(int far) {
    double[] x = new double[LANES];
    for (int i = 0; i < LANES; i++) {
      x[i] = i * 0.37 - 50;
    }
    x[far] = 1e200;
    return x;
  }

  private static double[] run(Kernel.Tier tier, String equation, double[] x) {
    double[] y = new double[LANES];
    Kernel.of(tier, Equation.parse(equation), DType.F64, "x", "y")
        .run(LANES, new Object[] {x, y}, new int[] {0, 0});
    return y;
  }

  private static double sum(Kernel.Tier tier, double[] x) {
    double[] sum = new double[1];
    Kernel kernel = Kernel.of(tier, Equation.parse("s = sum(sin(x))"), DType.F64, "x", "s");
    kernel.run(1, LANES, new Object[] {x, sum}, new int[2], new int[] {0, 0}, new int[] {1, 0});
    return sum[0];
  }
}

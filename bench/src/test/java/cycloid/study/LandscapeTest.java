package cycloid.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LandscapeTest {
  @Test
  void valueAndGradientComeFromTheOneEquation() {
    Landscape rosenbrock = new Landscape("f = (1 - x)^2 + 100 * (y - x^2)^2");
    // at (-1.2, 1): 2.2^2 + 100 (1 - 1.44)^2 = 4.84 + 19.36
    assertEquals(24.2, rosenbrock.value(-1.2, 1), 1e-12);
    // -2 (1 - x) - 400 x (y - x^2) = -4.4 - 211.2;  200 (y - x^2) = -88
    assertArrayEquals(new double[] {-215.6, -88}, rosenbrock.gradient(-1.2, 1), 1e-11);
    assertEquals(0, rosenbrock.value(1, 1));
    assertEquals(0, Math.hypot(rosenbrock.gradient(1, 1)[0], rosenbrock.gradient(1, 1)[1]));
    assertTrue(rosenbrock.equation().mathml().startsWith("<math"));
  }
}

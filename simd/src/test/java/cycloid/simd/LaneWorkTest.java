package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

class LaneWorkTest {
  static boolean vectors() {
    return Simd.provider() == Provider.VECTOR;
  }

  private static LaneWork of(String equation, String... arrays) {
    return Kernel.of(Equation.parse(equation), DType.F32, arrays).laneWork();
  }

  @Test
  @EnabledIf("vectors")
  void everyOperationOfAVectorCountsOnce() {
    assertEquals(new LaneWork(1, 0, 0), of("z = x + y", "x", "y", "z"));
    assertEquals(new LaneWork(2, 0, 0), of("z = x * y + 1", "x", "y", "z"));
    assertEquals(new LaneWork(3, 1, 1), of("z = sqrt(x) / (1 + x)", "x", "z"));
  }

  @Test
  @EnabledIf("vectors")
  void whatIsTheSameForAllLanesCountsNothing() {
    assertEquals(new LaneWork(1, 0, 0), of("z = x * exp(a / b)", "x", "z"));
  }

  /** A sum of the first loop; a difference, a product and a sum of the second. */
  @Test
  @EnabledIf("vectors")
  void allLoopsOverARowCount() {
    assertEquals(new LaneWork(4, 0, 0), of("z = sum((x - mean(x))^2)", "x", "z"));
  }

  @Test
  @EnabledIf("vectors")
  void functionsCountWhatTheyAreMadeOf() {
    LaneWork exp = of("z = exp(x)", "x", "z");
    assertTrue(exp.instructions() > 8 && exp.instructions() < 60, exp.toString());
    assertEquals(0, exp.divisions());
  }

  @Test
  @DisabledIf("vectors")
  void withoutVectorsItIsNotKnown() {
    String text = assertThrows(UnsupportedOperationException.class, () -> of("z = x", "x", "z"))
        .getMessage();
    assertTrue(text.startsWith("kernel: the work of vector loops needs vectors; got scalar"), text);
  }
}

package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import org.junit.jupiter.api.Test;

class InitializersTest {
  private static final int OUT = 80;
  private static final int IN = 125;

  /** 10 000 numbers: their deviation is within 3 % of the expected one, but for one key in some 10^5. */
  private static Tensor weights(Initializer initializer) {
    Tensor w = initializer.initialize(DType.F64, Random.key(11), OUT, IN);
    assertEquals(0, w.mean().item(), 0.05 * w.std().item());
    return w;
  }

  private static void assertUniform(double bound, Initializer initializer) {
    Tensor w = weights(initializer);
    assertTrue(w.abs().max().item() <= bound && w.abs().max().item() > 0.99 * bound);
    assertEquals(bound / Math.sqrt(3), w.std().item(), 0.03 * bound);
  }

  private static void assertNormal(double deviation, Initializer initializer) {
    Tensor w = weights(initializer);
    assertEquals(deviation, w.std().item(), 0.03 * deviation);
    assertTrue(w.abs().max().item() > 3 * deviation);
  }

  @Test
  void spreadsAreThoseOfTheFormulas() {
    assertUniform(Math.sqrt(6.0 / (IN + OUT)), Initializers.xavierUniform(1));
    assertNormal(5.0 / 3 * Math.sqrt(2.0 / (IN + OUT)), Initializers.xavierNormal(5.0 / 3));
    assertUniform(Math.sqrt(2) * Math.sqrt(3.0 / IN), Initializers.kaimingUniform(Math.sqrt(2)));
    assertNormal(Math.sqrt(2.0 / IN), Initializers.kaimingNormal(Math.sqrt(2)));
    assertUniform(1 / Math.sqrt(IN), Initializers.linear(IN));
    assertEquals(
        0,
        Initializers.zeros().initialize(DType.F32, Random.key(1), 3).abs().max().item());
  }

  @Test
  void kernelsCountAsInputs() {
    Tensor w = Initializers.kaimingNormal(1).initialize(DType.F64, Random.key(1), 20, 10, 5, 10);
    assertEquals(1 / Math.sqrt(500), w.std().item(), 0.03 / Math.sqrt(500));
  }

  @Test
  void sameKeySameNumbersInBothDTypes() {
    Tensor doubles = Initializers.xavierUniform(1).initialize(DType.F64, Random.key(5), 4, 4);
    Tensor floats = Initializers.xavierUniform(1).initialize(DType.F32, Random.key(5), 4, 4);
    assertTrue(floats.to(DType.F64).allClose(doubles, 1e-6, 1e-6));
    assertTrue(doubles.arrayEqual(
        Initializers.xavierUniform(1).initialize(DType.F64, Random.key(5), 4, 4)));
  }

  @Test
  void weightsMustHaveTwoAxes() {
    Exception error = assertThrows(
        IllegalArgumentException.class,
        () -> Initializers.kaimingNormal(1).initialize(DType.F32, Random.key(1), 10));
    assertEquals(
        "kaimingNormal: shape must be (out, in) or (out, in, kernel...), none 0; got (10,)",
        error.getMessage());
  }

  @Test
  void truncatedNormalStaysInItsInterval() {
    Tensor w =
        Initializers.truncatedNormal(0, 1, -2, 2).initialize(DType.F64, Random.key(3), 100, 100);
    assertTrue(w.abs().max().item() <= 2 && w.abs().max().item() > 1.95);
    // The deviation of a normal cut at 2: sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)).
    assertEquals(0.87963, w.std().item(), 0.01);
    assertThrows(IllegalArgumentException.class, () -> Initializers.truncatedNormal(0, 1, 1, 1));
  }

  @Test
  void orthogonalWeightsHaveOrthonormalRowsOrColumns() {
    for (int[] shape : new int[][] {{3, 5}, {5, 3}, {4, 4}, {2, 2, 3}}) {
      Tensor w = Initializers.orthogonal(2).initialize(DType.F64, Random.key(3), shape);
      Tensor matrix = w.reshape(shape[0], -1);
      Tensor gram = shape[0] <= matrix.size(1)
          ? matrix.matmul(matrix.transpose())
          : matrix.transpose().matmul(matrix);
      assertTrue(gram.allClose(Tensor.eye(DType.F64, gram.size(0)).mul(4), 0, 1e-13));
    }
  }

  @Test
  void widthScalingKeepsTheBaseAsItIs() {
    WidthScaling base = new WidthScaling(64, 64);
    WidthScaling wide = new WidthScaling(64, 256);
    for (WidthScaling.Role role : WidthScaling.Role.values()) {
      assertEquals(1, base.adamFactor(role));
      assertEquals(1, base.sgdFactor(role));
    }
    assertEquals(0.25, wide.adamFactor(WidthScaling.Role.HIDDEN));
    assertEquals(4, wide.sgdFactor(WidthScaling.Role.INPUT));
    assertNormal(1 / Math.sqrt(IN), wide.initializer(WidthScaling.Role.HIDDEN));
    assertNormal(0.5 / Math.sqrt(IN), wide.initializer(WidthScaling.Role.OUTPUT));
    assertThrows(IllegalArgumentException.class, () -> new WidthScaling(0, 1));
  }
}

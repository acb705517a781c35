package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ClippingTest {
  private final Parameter a = new Parameter("a", Tensor.zeros(DType.F64, 2));
  private final Parameter b = new Parameter("b", Tensor.zeros(DType.F64, 1, 1));

  private void gradients(double x, double y, double z) {
    a.setGradient(Tensor.of(x, y));
    b.setGradient(Tensor.of(new double[][] {{z}}));
  }

  @Test
  void allGradientsAreScaledByOneNumber() {
    // The norm is 13.
    Optimizer optimizer = Sgd.rule().learningRate(1).on(a, b);
    optimizer.clip(Clipping.norm(1).margin(0));
    gradients(3, 4, 12);
    optimizer.step();
    assertArrayEquals(new double[] {-3 / 13.0, -4 / 13.0}, a.value().toDoubleArray(), 1e-15);
    assertEquals(-12 / 13.0, b.value().item(), 1e-15);
    assertEquals(13, optimizer.gradientNorm(), 1e-14);
    assertArrayEquals(new double[] {3, 4}, a.gradient().toDoubleArray());
  }

  @Test
  void aNormBelowTheBoundChangesNoBit() {
    Optimizer optimizer = Sgd.rule().learningRate(1).on(a, b).clip(Clipping.norm(14));
    gradients(3, 4, 12);
    optimizer.step();
    assertArrayEquals(new double[] {-3, -4}, a.value().toDoubleArray(), 0);
  }

  @Test
  void oneNormGoesOverAllGroups() {
    Optimizer optimizer = Sgd.rule().learningRate(1).on(a);
    optimizer.add(AdamW.rule(), java.util.List.of(b));
    optimizer.clip(Clipping.norm(6.5).margin(0));
    gradients(3, 4, 12);
    optimizer.step();
    assertArrayEquals(new double[] {-1.5, -2}, a.value().toDoubleArray(), 1e-15);
  }

  @Test
  void matricesOfMuonAreClippedToo() {
    // Muon's direction does not depend on the scale of a single gradient, but its momentum does.
    Parameter p = new Parameter("p", Tensor.ones(DType.F64, 2, 2));
    Optimizer optimizer = Muon.rule().on(p).clip(Clipping.norm(1).margin(0));
    p.setGradient(Tensor.full(DType.F64, 5, 2, 2));
    optimizer.step();
    assertEquals(0.05 * 0.5, optimizer.state().tensors().get("group.0.0.m").get(0, 0), 1e-15);
  }

  @Test
  void squaresThatOverflowAreNoInfiniteNorm() {
    Parameter p = new Parameter("p", Tensor.full(DType.F32, 3e30, 4));
    p.setGradient(p.value().copy());
    Optimizer optimizer = Sgd.rule().learningRate(1e-3).on(p).clip(Clipping.norm(1));
    optimizer.step();
    assertEquals(6e30, optimizer.gradientNorm(), 1e24);
  }

  @Test
  void aNormThatIsNotFiniteIsUpToThePolicy() {
    gradients(1, Double.POSITIVE_INFINITY, 2);
    Optimizer optimizer = Sgd.rule().learningRate(1).on(a, b).clip(Clipping.norm(1));
    optimizer.onNonFinite(NonFinite.SKIP_STEP).step();
    assertEquals(1, optimizer.skippedSteps());
    assertEquals(0, a.value().get(0));
    optimizer.onNonFinite(NonFinite.PROPAGATE).step();
    assertEquals(0, a.value().get(0));
    assertTrue(Double.isNaN(a.value().get(1)));
  }

  @Test
  void oneParameterAloneIsClippedByItsRule() {
    gradients(3, 4, 12);
    Sgd.rule().learningRate(1).clipNorm(1).on(a, b).step();
    assertArrayEquals(new double[] {-0.6, -0.8}, a.value().toDoubleArray(), 1e-6);
    assertEquals(-1, b.value().item(), 1e-6);
  }

  @Test
  void aBoundThatIsNotPositiveIsRefused() {
    assertEquals(
        "clip: bound must be positive; got 0.0",
        assertThrows(IllegalArgumentException.class, () -> Clipping.norm(0)).getMessage());
    assertEquals(
        "clip: order must be above 0, or infinite; got 0.0",
        assertThrows(IllegalArgumentException.class, () -> Clipping.norm(1).order(0))
            .getMessage());
    assertEquals(
        "SGD: clipValue must be positive; got -1.0",
        assertThrows(IllegalArgumentException.class, () -> Sgd.rule().clipValue(-1))
            .getMessage());
  }
}

package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.random.Random;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShampooTest {

  private static int[] merged(int largest, int axes, int... shape) {
    return new TensorBlocks(shape, largest, axes).mergedShape();
  }

  @Test
  void neighbouringAxesAreMergedFromTheLast() {
    assertArrayEquals(new int[] {2, 3, 2, 2}, merged(3, 1, 2, 3, 2, 2));
    assertArrayEquals(new int[] {24}, merged(1024, 1, 2, 3, 2, 2));
    assertArrayEquals(new int[] {12, 9}, merged(12, 1, 4, 3, 3, 3));
    assertArrayEquals(new int[] {4, 27}, merged(1024, 2, 4, 3, 3, 3));
    assertArrayEquals(new int[] {5}, merged(1024, 2, 1, 5, 1));
    assertArrayEquals(new int[] {1}, merged(1024, 2));
  }

  @Test
  void blocksCoverAnArrayOnce() {
    TensorBlocks blocks = new TensorBlocks(new int[] {5, 4}, 3, 2);
    Tensor all = Tensor.zeros(DType.F64, 5, 4);
    for (int b = 0; b < blocks.count(); b++) {
      Tensor part = blocks.part(all, b);
      assertArrayEquals(blocks.shape(b), part.shape());
      part.copyFrom(part.add(1));
    }
    assertEquals(4, blocks.count());
    assertTrue(all.arrayEqual(Tensor.ones(DType.F64, 5, 4)));
  }

  @Test
  void aRotationOfTheGradientRotatesTheStep() {
    // Without diagonal grafts, the step of Q G is Q times the step of G.
    Tensor q = Linalg.qr(Random.key(1).normal(DType.F64, 4, 4)).q();
    Parameter a = new Parameter("a", Tensor.zeros(DType.F64, 4, 3));
    Parameter b = new Parameter("b", Tensor.zeros(DType.F64, 4, 3));
    Rule rule = Shampoo.rule().betas(0.9, 0.95).epsilon(1e-6);
    Optimizer first = rule.on(a);
    Optimizer second = rule.on(b);
    for (int t = 0; t < 5; t++) {
      Tensor g = Random.key(10 + t).normal(DType.F64, 4, 3);
      a.setGradient(g);
      b.setGradient(q.matmul(g));
      first.step();
      second.step();
    }
    double error = q.matmul(a.value()).sub(b.value()).abs().max().item();
    assertTrue(error < 1e-10, "" + error);
  }

  @Test
  void aGradientThatIsNotFiniteChangesNothing() {
    Parameter a = new Parameter("a", Tensor.ones(DType.F64, 2));
    Parameter b = new Parameter("b", Tensor.ones(DType.F64, 2, 2));
    Optimizer optimizer = Sgd.rule().on(a);
    optimizer.add(Shampoo.rule(), java.util.List.of(b));
    a.setGradient(Tensor.of(Double.NaN, 1));
    b.setGradient(Tensor.of(new double[][] {{1, 2}, {Double.POSITIVE_INFINITY, 3}}));
    assertEquals(
        "step: gradients must be finite; got Infinity at element 2 of 'b' (2, 2) f64",
        assertThrows(ArithmeticException.class, optimizer::step).getMessage());
    assertTrue(a.value().arrayEqual(Tensor.ones(DType.F64, 2)));
    assertEquals(0, optimizer.steps());
    optimizer.onNonFinite(NonFinite.SKIP_STEP).step();
    assertEquals(1, optimizer.skippedSteps());
  }

  @Test
  void aFactorOfAnotherSizeIsRefused() {
    Parameter p = new Parameter("p", Tensor.ones(DType.F64, 3, 2));
    p.setGradient(Tensor.ones(DType.F64, 3, 2));
    Optimizer optimizer = Shampoo.rule().on(p);
    optimizer.step();
    OptimizerState state = optimizer.state();
    Map<String, Tensor> tensors = new HashMap<>(state.tensors());
    tensors.put("group.0.0.L.0.1", Tensor.zeros(DType.F64, 3, 3));
    OptimizerState other = new OptimizerState(tensors, state.properties());
    assertEquals(
        "load: group.0.0.L.0.1 must be (2, 2) f64; got (3, 3) f64",
        assertThrows(IllegalArgumentException.class, () -> optimizer.load(other))
            .getMessage());
  }
}

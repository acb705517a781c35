package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final Tensor LOGITS = Tensor.of(new double[][] {{1, 2, 0.5}, {-1, 0, 3}});

  @Test
  void crossEntropyByItsFormula() {
    double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(0.5)) - 2;
    double second = Math.log(Math.exp(-1) + Math.exp(0) + Math.exp(3)) + 1;
    assertEquals((first + second) / 2, Losses.crossEntropy(LOGITS, 1, 0).item(), 1e-14);
  }

  @Test
  void gradientOfCrossEntropyIsSoftmaxLessOneHot() {
    Tensor g = Autodiff.grad(x -> Losses.crossEntropy(x, 1, 0), LOGITS);
    Tensor oneHot = Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}});
    assertTrue(g.allClose(LOGITS.softmax(1).sub(oneHot).div(2), 1e-13, 1e-15));
    Autodiff.gradientCheck(x -> Losses.crossEntropy(x, 1, 0), LOGITS);
  }

  @Test
  void crossEntropyOfHugeLogitsIsFinite() {
    Tensor logits = Tensor.of(new double[][] {{1e4, -1e4}});
    assertEquals(0, Losses.crossEntropy(logits, 0).item());
    assertEquals(2e4, Losses.crossEntropy(logits, 1).item());
    assertArrayEquals(
        new double[] {1, -1},
        Autodiff.grad(x -> Losses.crossEntropy(x, 1), logits).toDoubleArray());
  }

  @Test
  void meanSquaredErrorAndItsGradient() {
    Tensor target = Tensor.of(new double[][] {{1, 1, 1}, {1, 1, 1}});
    assertEquals((0 + 1 + 0.25 + 4 + 1 + 4) / 6, Losses.mse(LOGITS, target).item(), 1e-15);
    Tensor g = Autodiff.grad(x -> Losses.mse(x, x.constant(target)), LOGITS);
    assertTrue(g.allClose(LOGITS.sub(target).mul(2.0 / 6), 0, 1e-15));
  }

  private static String error(org.junit.jupiter.api.function.Executable body) {
    return assertThrows(IllegalArgumentException.class, body).getMessage();
  }

  @Test
  void labelOutOfRangeIsRefused() {
    assertEquals(
        "crossEntropy: labels must be in [0, 3); got labels[1]=3",
        error(() -> Losses.crossEntropy(LOGITS, 0, 3)));
    assertEquals(
        "crossEntropy: labels must be in [0, 3); got labels[0]=-1",
        error(() -> Losses.crossEntropy(LOGITS, -1, 0)));
  }

  @Test
  void labelsMustBeAsManyAsRows() {
    String must =
        "crossEntropy: logits must be (batch, classes) with a label for each row, at least one; got ";
    assertEquals(must + "logits=(2, 3), 1 labels", error(() -> Losses.crossEntropy(LOGITS, 0)));
    assertEquals(
        must + "logits=(6,), 1 labels", error(() -> Losses.crossEntropy(LOGITS.flatten(), 0)));
    assertEquals(
        must + "logits=(0, 3), 0 labels",
        error(() -> Losses.crossEntropy(Tensor.zeros(DType.F64, 0, 3))));
  }

  @Test
  void predictionAndTargetMustBeAlike() {
    assertEquals(
        "mse: prediction and target must have equal shape and dtype; got prediction=(2, 3) f64, target=(3,) f64",
        error(() -> Losses.mse(LOGITS, Tensor.of(1, 2, 3))));
  }
}

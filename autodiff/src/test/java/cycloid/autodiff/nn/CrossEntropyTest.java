package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.simd.DType;
import cycloid.tensor.Indices;
import cycloid.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final Tensor LOGITS =
      Tensor.of(new double[][] {{1, 2, 0.5}, {-1, 0, 3}, {0.2, 0.1, -0.4}});
  private static final Tensor LOG = LOGITS.logSoftmax(1);
  private static final Tensor WEIGHTS = Tensor.of(1, 2, 0.5);
  private static final Indices LABELS = Indices.of(1, 0, 2);

  private static void assertClose(double expected, Tensor got) {
    assertEquals(expected, got.item(), 1e-13);
  }

  @Test
  void withoutSettingsItIsTheMeanOfLosses() {
    double sum = -(LOG.get(0, 1) + LOG.get(1, 0) + LOG.get(2, 2));
    assertClose(sum / 3, CrossEntropy.mean().of(LOGITS, LABELS));
    assertClose(
        Losses.crossEntropy(LOGITS, 1, 0, 2).item(), CrossEntropy.mean().of(LOGITS, LABELS));
    assertClose(sum, CrossEntropy.mean().reduction(LossReduction.SUM).of(LOGITS, LABELS));
    assertClose(sum / 3, CrossEntropy.mean().ofLogProbabilities().of(LOG, LABELS));
  }

  @Test
  void theMeanIsWeightedByClasses() {
    double sum = -(2 * LOG.get(0, 1) + LOG.get(1, 0) + 0.5 * LOG.get(2, 2));
    assertClose(sum / 3.5, CrossEntropy.mean().weights(WEIGHTS).of(LOGITS, LABELS));
  }

  @Test
  void ignoredLabelsCountNothing() {
    CrossEntropy loss = CrossEntropy.mean().ignoring(0).weights(WEIGHTS).smoothing(0.2);
    Tensor of = loss.reduction(LossReduction.NONE).of(LOGITS, LABELS);
    assertEquals(0, of.get(1));
    assertClose((of.get(0) + of.get(2)) / 2.5, loss.of(LOGITS, LABELS));
    Tensor g = Autodiff.grad(x -> loss.of(x, LABELS), LOGITS);
    assertArrayEquals(new double[3], g.select(0, 1).toDoubleArray());
    assertTrue(Double.isNaN(
        CrossEntropy.mean().ignoring(1).of(LOGITS, Indices.of(1, 1, 1)).item()));
  }

  @Test
  void smoothedLabelsAreSmoothedProbabilities() {
    Tensor target = Tensor.oneHot(DType.F64, LABELS, 3);
    CrossEntropy smooth = CrossEntropy.mean().smoothing(0.3);
    assertClose(smooth.of(LOGITS, target).item(), smooth.of(LOGITS, LABELS));
    Tensor mixed = target.mul(0.7).add(0.1);
    assertClose(CrossEntropy.mean().of(LOGITS, mixed).item(), smooth.of(LOGITS, LABELS));
  }

  @Test
  void classesMayHavePositionsBehindOrNoBatchBefore() {
    Tensor image = LOGITS.reshape(1, 3, 3).matrixTranspose();
    Indices labels = LABELS.reshape(1, 3);
    assertClose(
        CrossEntropy.mean().weights(WEIGHTS).of(LOGITS, LABELS).item(),
        CrossEntropy.mean().weights(WEIGHTS).of(image, labels));
    Tensor one = CrossEntropy.mean().of(LOGITS.select(0, 0), Indices.of(new int[0], 1));
    assertClose(-LOG.get(0, 1), one);
  }

  @Test
  void derivativesAgreeWithDifferences() {
    CrossEntropy loss = CrossEntropy.mean().weights(WEIGHTS).smoothing(0.2);
    Autodiff.gradientCheck(x -> loss.of(x, LABELS), LOGITS);
    Tensor target = LOGITS.softmax(0);
    Autodiff.gradientCheck(x -> loss.of(x, x.constant(target)), LOGITS);
  }

  @Test
  void faultsAreNamed() {
    assertEquals(
        "crossEntropy: labels must be in [0, 3) or the ignored one; got labels[1]=3",
        error(() -> CrossEntropy.mean().of(LOGITS, Indices.of(0, 3, 0))));
    assertEquals(
        "crossEntropy: logits must be (batch, classes, ...), labels the same without classes, weights (classes);"
            + " got logits=(3, 3), labels=(2,), weights=(3,)",
        error(() -> CrossEntropy.mean().weights(WEIGHTS).of(LOGITS, Indices.of(0, 1))));
    assertEquals(
        "crossEntropy: smoothing must be in [0, 1]; got 1.5",
        error(() -> CrossEntropy.mean().smoothing(1.5)));
  }

  private static String error(org.junit.jupiter.api.function.Executable body) {
    return assertThrows(IllegalArgumentException.class, body).getMessage();
  }
}

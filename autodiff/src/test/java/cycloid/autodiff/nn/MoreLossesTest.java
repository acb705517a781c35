package cycloid.autodiff.nn;

import static cycloid.autodiff.nn.LossReduction.MEAN;
import static cycloid.autodiff.nn.LossReduction.NONE;
import static cycloid.autodiff.nn.LossReduction.SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Variable;
import cycloid.tensor.Indices;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class MoreLossesTest {
  private static final Tensor X = Tensor.of(0.2, 0.9, 0.4);
  private static final Tensor T = Tensor.of(1, 0, 0.5);
  private static final Tensor SIGNS = Tensor.of(1, -1, 1);

  private static void assertTensor(Tensor expected, Tensor got) {
    assertTrue(got.allClose(expected, 1e-13, 1e-14), () -> "expected " + expected + ", got " + got);
  }

  /** First and second derivatives with respect to both operands. */
  private static void check(BinaryOperator<Variable> loss, Tensor x, Tensor t) {
    Autodiff.gradientCheck(xs -> loss.apply(xs.get(0), xs.get(1)), List.of(x, t));
  }

  @Test
  void reductions() {
    Tensor losses = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertEquals(3.5, MEAN.of(losses).item());
    assertEquals(21, SUM.of(losses).item());
    assertEquals(10.5, LossReduction.BATCH_MEAN.of(losses).item());
    assertTrue(NONE.of(losses) == losses);
  }

  @Test
  void differences() {
    assertTensor(Tensor.of(0.64, 0.81, 0.01), Losses.mse(X, T, NONE));
    assertTensor(Tensor.of(0.8, 0.9, 0.1), Losses.l1(X, T, NONE));
    assertTensor(Tensor.of(0.5 * 0.55, 0.5 * 0.65, 0.005), Losses.huber(X, T, 0.5, NONE));
    assertTensor(Tensor.of(0.55, 0.65, 0.01), Losses.smoothL1(X, T, 0.5, NONE));
    assertTensor(Losses.l1(X, T, SUM), Losses.smoothL1(X, T, 0, SUM));
    check((x, t) -> Losses.huber(x, t, 0.5, MEAN), X, T);
    check((x, t) -> Losses.smoothL1(x, t, 0.5, MEAN), X, T);
  }

  @Test
  void binaryCrossEntropyOfProbabilitiesAndOfLogits() {
    Tensor ones = Tensor.of(2, 1, 3);
    Tensor expected = Losses.binaryCrossEntropy(X, T, null, NONE);
    assertEquals(-Math.log(0.2), expected.get(0), 1e-15);
    assertTensor(expected, Losses.binaryCrossEntropyWithLogits(X.logit(), T, null, null, NONE));
    assertTensor(expected.mul(ones), Losses.binaryCrossEntropy(X, T, ones, NONE));
    assertEquals(
        100, Losses.binaryCrossEntropy(Tensor.of(0), Tensor.of(1), null, SUM).item());
    Tensor certain = Tensor.of(1000, -1000);
    Tensor wrong = Tensor.of(0, 1);
    assertTensor(
        Tensor.of(1000, 3000),
        Losses.binaryCrossEntropyWithLogits(certain, wrong, null, Tensor.of(3), NONE));
    Autodiff.gradientCheck(
        x -> Losses.binaryCrossEntropyWithLogits(x, x.constant(T), null, x.constant(ones), SUM), X);
    Autodiff.gradientCheck(x -> Losses.binaryCrossEntropy(x, x.constant(T), null, SUM), X);
  }

  @Test
  void divergenceOfEqualDistributionsIsZero() {
    Tensor p = Tensor.of(0, 0.25, 0.75);
    Tensor log = Tensor.of(-7, Math.log(0.25), Math.log(0.75));
    assertEquals(0, Losses.klDivergence(log, p, false, SUM).item(), 1e-15);
    Tensor logs = X.logSoftmax(0);
    assertEquals(0, Losses.klDivergence(logs, logs, true, SUM).item(), 1e-15);
    check((x, t) -> Losses.klDivergence(x, t, true, SUM), X, T);
  }

  @Test
  void likelihoodsOfCountsAndNumbers() {
    Tensor counts = Tensor.of(0, 1, 3);
    assertTensor(
        Losses.poissonNll(X, counts, false, false, 0, NONE),
        Losses.poissonNll(X.log(), counts, true, false, 0, NONE));
    Tensor full = Losses.poissonNll(X, counts, false, true, 0, NONE)
        .sub(Losses.poissonNll(X, counts, false, false, 0, NONE));
    assertEquals(Math.log(6), full.get(2), 0.03);
    assertEquals(0, full.get(1));
    Tensor normal = Losses.gaussianNll(X, T, Tensor.of(4), true, 1e-6, NONE);
    double density = Math.exp(-0.64 / 8) / Math.sqrt(8 * Math.PI);
    assertEquals(-Math.log(density), normal.get(0), 1e-14);
    Autodiff.gradientCheck(
        xs -> Losses.gaussianNll(xs.get(0), xs.get(1), xs.get(2), false, 1e-6, SUM),
        List.of(X, T, Tensor.of(0.5, 1, 2)));
  }

  @Test
  void margins() {
    assertTensor(Tensor.of(0.8, 1.9, 0.6), MarginLosses.hinge(X, SIGNS, NONE));
    assertTensor(X.mul(SIGNS).neg().softplus(), MarginLosses.softMargin(X, SIGNS, NONE));
    assertTensor(Tensor.of(0.2, 0.1, 0.4), MarginLosses.hingeEmbedding(X, SIGNS, 1, NONE));
    assertTensor(Tensor.of(1, 1.1, 0.3), MarginLosses.marginRanking(X, T, SIGNS, 0.2, NONE));
    Tensor scores = Tensor.of(new double[][] {{1, 0.5, 3}, {2, 0, 0}});
    Tensor each = MarginLosses.multiMargin(scores, Indices.of(0, 0), 1, 1, null, NONE);
    assertTensor(Tensor.of((0.5 + 3) / 3, 0), each);
    Tensor squares =
        MarginLosses.multiMargin(scores, Indices.of(0, 0), 2, 1, Tensor.of(2, 1, 1), NONE);
    assertTensor(Tensor.of(2 * (0.25 + 9) / 3, 0), squares);
  }

  @Test
  void anglesAndTriplets() {
    Tensor a = Tensor.of(new double[][] {{1, 0}, {1, 0}, {1, 0}});
    Tensor b = Tensor.of(new double[][] {{0, 2}, {3, 0}, {3, 0}});
    Tensor target = Tensor.of(1, 1, -1);
    assertTrue(MarginLosses.cosineEmbedding(a, b, target, 0.2, NONE)
        .allClose(Tensor.of(1, 0, 0.8), 0, 1e-11));
    Tensor far = MarginLosses.tripletMargin(a, b, a, 1, 2, 0, false, NONE);
    assertTensor(Tensor.of(Math.sqrt(5) + 1, 3, 3), far);
    Tensor swapped = MarginLosses.tripletMargin(a, a, b, 3, 2, 0, true, NONE);
    assertTensor(Tensor.of(3 - Math.sqrt(5), 1, 1), swapped);
    Autodiff.gradientCheck(
        xs -> MarginLosses.tripletMargin(xs.get(0), xs.get(1), xs.get(2), 1, 2, 1e-6, false, MEAN),
        List.of(a, b, Tensor.of(new double[][] {{1, 0.5}, {0.5, 0}, {1, 1}})));
  }

  @Test
  void attentionLooksAtWhatItMay() {
    Tensor q = Tensor.of(new double[][] {{1, 0}, {0, 1}});
    Tensor v = Tensor.of(new double[][] {{1, 2}, {3, 4}});
    Tensor causal = Attention.scaledDotProduct(q, q, v, null, true, 1);
    assertTensor(v.select(0, 0), causal.select(0, 0));
    Tensor second = Attention.additive(Tensor.of(new double[][] {{0, 1}, {0, 1}}));
    Tensor masked = Attention.scaledDotProduct(q, q, v, second, false, 1);
    assertTensor(v.gather(0, 1, 1), masked);
  }

  @Test
  void shapesMustBeAlike() {
    String text = assertThrows(
            IllegalArgumentException.class, () -> Losses.huber(X, Tensor.of(1), 1, MEAN))
        .getMessage();
    assertEquals(
        "huber: prediction and target must have equal shape and dtype; got prediction=(3,) f64, target=(1,) f64",
        text);
  }
}

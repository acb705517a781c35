package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Affine;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.SelfAttention;
import cycloid.tensor.SoftmaxCrossEntropy;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Whole layers as one operation, against the same in the vocabulary. */
class LayerOperationsTest {
  private static final Tensor X = Sample.numbers(-1, 2, 4, 3);
  private static final Tensor WEIGHT = Sample.permuted(-1, 1, 5, 3);
  private static final Tensor BIAS = Sample.numbers(-0.4, 0.6, 5);
  private static final int[] LABELS = {4, 0, 1, 1};

  private static Variable affine(Affine affine, List<Variable> operands) {
    return operands.get(0).apply(affine, operands).get(0);
  }

  @Test
  void linearLayerIsItsFormula() {
    Tensor expected = X.matmul(WEIGHT.transpose()).add(BIAS);
    assertTrue(
        X.apply(Affine.PLAIN, List.of(X, WEIGHT, BIAS)).get(0).allClose(expected, 1e-15, 1e-15));
    for (Elementwise f :
        List.of(Functions.RELU, Functions.TANH, Functions.SIGMOID, Functions.EXP)) {
      Tensor got = X.apply(Affine.followedBy(f), List.of(X, WEIGHT, BIAS)).get(0);
      assertTrue(got.allClose(expected.apply(f), 1e-14, 1e-14), f.name());
    }
  }

  @Test
  void derivativesOfLinearLayersAgreeWithDifferences() {
    Autodiff.gradientCheck(xs -> affine(Affine.PLAIN, xs), List.of(X, WEIGHT, BIAS));
    Autodiff.gradientCheck(xs -> affine(Affine.PLAIN, xs).square(), List.of(X, WEIGHT));
    Autodiff.gradientCheck(
        xs -> affine(Affine.followedBy(Functions.TANH), xs), List.of(X, WEIGHT, BIAS));
    Autodiff.gradientCheck(
        xs -> affine(Affine.followedBy(Functions.RELU), xs).square(), List.of(X, WEIGHT, BIAS));
    Autodiff.gradientCheck(
        xs -> affine(Affine.followedBy(Functions.SIGMOID), xs),
        List.of(Sample.numbers(-1, 1, 2, 2, 3), WEIGHT, BIAS));
    Autodiff.gradientCheck(
        xs -> affine(Affine.followedBy(Functions.TANH), xs), List.of(X.select(0, 1), WEIGHT, BIAS));
    Tensor around = Sample.permuted(-2, 2, 4, 5);
    Autodiff.gradientCheck(
        xs -> affine(Affine.AROUND, xs).square(), List.of(X, WEIGHT, BIAS, around));
    Autodiff.gradientCheck(xs -> affine(Affine.AROUND, xs).square(), List.of(X, WEIGHT, around));
    checkOneByOne(Affine.followedBy(Functions.TANH), List.of(X, WEIGHT, BIAS));
    checkOneByOne(Affine.AROUND, List.of(X, WEIGHT, BIAS, around));
  }

  /** Only one operand moves, so that each direction is on its own. */
  private static void checkOneByOne(Affine affine, List<Tensor> all) {
    for (int i = 0; i < all.size(); i++) {
      int moving = i;
      Autodiff.gradientCheck(
          x -> {
            List<Variable> operands =
                new ArrayList<>(all.stream().map(Variable::of).toList());
            operands.set(moving, x);
            return affine(affine, operands).square();
          },
          all.get(i));
    }
  }

  /** The cotangent of what goes around a block is known when that of its norm is found. */
  @Test
  void normsInsideResidualBlocksAgreeWithDifferences() {
    Tensor around = Sample.numbers(-2, 2, 3, 4, 5);
    Tensor scale = Sample.numbers(0.5, 1.5, 5);
    Autodiff.gradientCheck(
        xs -> {
          Variable x = xs.get(0);
          Variable y = x.add(x.layerNorm(xs.get(1), xs.get(2), 1e-3).square());
          Variable z = y.add(y.layerNorm(xs.get(1), xs.get(2), 1e-3).mul(y));
          return z.add(z.rmsNorm(xs.get(1), 1e-3)).square();
        },
        List.of(around, scale, BIAS));
  }

  /** One column against several: what is known of its cotangent is not as large as the rows. */
  @Test
  void rowsWithARepeatedOperandThatIsUsedAgainAgreeWithDifferences() {
    Tensor column = Sample.numbers(0.5, 2, 4, 1);
    Tensor rows = Sample.numbers(-1, 2, 4, 3);
    Autodiff.gradientCheck(
        xs -> {
          Variable a = xs.get(0);
          Variable b = xs.get(1);
          return a.cosineSimilarity(b, -1, 1e-8)
              .mul(3)
              .sum()
              .add(a.square().mul(a).sum());
        },
        List.of(column, rows));
    Autodiff.gradientCheck(
        xs -> xs.get(0).norm(-1).sum().add(xs.get(0).square().mul(xs.get(0)).sum()),
        List.of(column));
  }

  @Test
  void emptyLinearLayers() {
    for (int[] mkn : new int[][] {{0, 3, 2}, {2, 0, 3}, {2, 3, 0}}) {
      Tensor x = Tensor.zeros(DType.F32, mkn[0], mkn[1]);
      Tensor weight = Tensor.zeros(DType.F32, mkn[2], mkn[1]);
      Tensor bias = Tensor.ones(DType.F32, mkn[2]);
      List<Tensor> gradients = Autodiff.grad(
          xs -> affine(Affine.followedBy(Functions.RELU), xs).sum(), List.of(x, weight, bias));
      assertTrue(gradients.get(1).arrayEqual(Tensor.zeros(DType.F32, mkn[2], mkn[1])));
      assertEquals((double) mkn[0] * mkn[2], gradients.get(2).sum().item());
    }
  }

  @Test
  void slopeIsASecondResultWhereTheValueDoesNotTellIt() {
    Elementwise scaled = Elementwise.define("scaled(t; slope, z) = slope * sin(z * t)");
    for (Affine affine : List.of(
        Affine.followedBy(Functions.GELU),
        Affine.followedBy(Functions.SQUARE),
        Affine.followedBy(scaled, 1.5, 0.7))) {
      assertTrue(affine.givesSlope());
      List<Tensor> results = X.apply(affine, List.of(X, WEIGHT, BIAS));
      Tensor z = X.matmul(WEIGHT.transpose()).add(BIAS);
      Tensor slope = Autodiff.grad(
          y -> affine(affine, List.of(y, y.constant(Tensor.eye(DType.F64, 5)))).sum(), z);
      assertTrue(results.get(1).allClose(slope, 1e-14, 1e-14));
      Autodiff.gradientCheck(xs -> affine(affine, xs), List.of(X, WEIGHT, BIAS));
      Autodiff.gradientCheck(
          xs -> {
            List<Variable> both = xs.get(0).apply(affine, xs);
            return both.get(0).mul(both.get(1)).add(both.get(1));
          },
          List.of(Sample.numbers(-1, 1, 2, 2, 3), WEIGHT));
    }
    assertFalse(Affine.followedBy(Functions.TANH).givesSlope());
  }

  /** A factor of 1 between the layers changes no bit, and keeps them apart. */
  @Test
  void slopesInTheProductOfTheLayerAboveGiveTheSameBits() {
    Affine gelu = Affine.followedBy(Functions.GELU);
    for (DType dtype : DType.values()) {
      List<Tensor> xs = List.of(
          Random.key(1).normal(dtype, 5, 23, 19),
          Random.key(2).normal(dtype, 300, 19),
          Random.key(3).normal(dtype, 300),
          Random.key(4).normal(dtype, 270, 300),
          Random.key(5).normal(dtype, 270));
      List<BiFunction<Variable, Variable, Variable>> losses = List.of(
          (hidden, out) -> out.square().sum(),
          (hidden, out) -> out.square().sum().add(hidden.exp().sum()));
      for (BiFunction<Variable, Variable, Variable> loss : losses) {
        List<List<Tensor>> gradients = new ArrayList<>();
        for (boolean apart : new boolean[] {false, true}) {
          gradients.add(Autodiff.grad(
              v -> {
                Variable hidden = affine(gelu, v.subList(0, 3));
                Variable x = apart ? hidden.mul(1) : hidden;
                return loss.apply(x, affine(Affine.PLAIN, List.of(x, v.get(3), v.get(4))));
              },
              xs));
        }
        for (int i = 0; i < xs.size(); i++) {
          assertTrue(gradients.get(0).get(i).arrayEqual(gradients.get(1).get(i)), "operand " + i);
        }
      }
    }
  }

  @Test
  void chainsOfLayersWithSlopesAgreeWithDifferences() {
    Affine gelu = Affine.followedBy(Functions.GELU);
    Tensor second = Sample.numbers(-0.7, 0.8, 2, 5);
    Autodiff.gradientCheck(
        xs -> {
          Variable hidden = affine(gelu, xs.subList(0, 3));
          return affine(gelu, List.of(hidden, xs.get(3))).square();
        },
        List.of(X, WEIGHT, BIAS, second));
    // Only the first layer learns, and only the second.
    Autodiff.gradientCheck(
        w -> {
          Variable hidden = affine(gelu, List.of(Variable.of(X), w));
          return affine(Affine.PLAIN, List.of(hidden, Variable.of(second)));
        },
        WEIGHT);
    Autodiff.gradientCheck(
        w -> affine(
            Affine.PLAIN, List.of(affine(gelu, List.of(Variable.of(X), Variable.of(WEIGHT))), w)),
        second);
  }

  @Test
  void linearLayersNameWhatDoesNotFit() {
    assertEquals(
        "linear: the activation must have one operand, and a value for each scalar; got add(a, b) = a + b with 0 values",
        assertThrows(IllegalArgumentException.class, () -> Affine.followedBy(Functions.ADD))
            .getMessage());
    assertEquals(
        "linear: x must be (..., in), weight (out, in) and bias (out), of one dtype; got x=(4, 3) f64, weight=(4, 3) f64, "
            + "bias=(5,) f64",
        assertThrows(
                IllegalArgumentException.class, () -> X.apply(Affine.PLAIN, List.of(X, X, BIAS)))
            .getMessage());
  }

  @Test
  void crossEntropyIsItsFormula() {
    Tensor logits = Sample.numbers(-3, 3, 4, 5);
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      expected -= logits.logSoftmax(1).get(i, LABELS[i]) / 4;
    }
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(LABELS);
    assertEquals(expected, logits.apply(loss, List.of(logits)).get(0).item(), 1e-15);
    Tensor view = Sample.numbers(-3, 3, 5, 4).transpose();
    Tensor ofView = view.apply(loss, List.of(view)).get(0);
    assertTrue(ofView.arrayEqual(view.copy().apply(loss, List.of(view.copy())).get(0)));
  }

  @Test
  void derivativesOfCrossEntropyAgreeWithDifferences() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(LABELS);
    Tensor logits = Sample.permuted(-2, 2, 4, 5);
    Autodiff.gradientCheck(x -> x.apply(loss, List.of(x)).get(0), logits);
    new GradientCheck(3, 1e-5, 7).check(x -> x.apply(loss, List.of(x)).get(0), logits);
    Autodiff.gradientCheck(
        xs -> xs.get(0)
            .mul(xs.get(1))
            .apply(loss, List.of(xs.get(0)))
            .get(0)
            .exp()
            .mul(xs.get(1))
            .sum(),
        List.of(logits, Tensor.of(0.7)));
  }

  // ---- attention

  /** The formula, in the vocabulary. */
  private static List<Variable> attention(Variable x, int heads, Tensor mask) {
    int width = x.size(2) / 3;
    List<Variable> parts = new ArrayList<>();
    for (Variable part : x.chunk(2, 3)) {
      parts.add(part.reshape(x.size(0), x.size(1), heads, width / heads).permute(0, 2, 1, 3));
    }
    Variable scores = parts
        .get(0)
        .matmul(parts.get(1).matrixTranspose())
        .div(Math.sqrt(width / heads))
        .add(Variable.of(mask));
    Variable weights = scores.softmax(-1);
    Variable out = weights.matmul(parts.get(2)).permute(0, 2, 1, 3);
    return List.of(out.reshape(x.size(0), x.size(1), width), weights);
  }

  @Test
  void selfAttentionIsItsFormula() {
    Tensor x = Sample.numbers(-2, 2, 2, 5, 12);
    Tensor mask = Sample.numbers(-1, 1, 2, 1, 1, 5);
    check(x, new SelfAttention(2, false, null), Tensor.zeros(DType.F64));
    check(
        x,
        new SelfAttention(2, true, null),
        Tensor.ones(DType.F64, 5, 5).triu(1).mul(-1e300));
    check(x, new SelfAttention(4, false, mask), mask, 4);
    check(
        x.transpose().reshape(2, 5, 12),
        new SelfAttention(1, true, mask),
        mask.add(Tensor.ones(DType.F64, 5, 5).triu(1).mul(-1e300)),
        1);
  }

  @Test
  void selfAttentionInBlocksIsItsFormula() {
    Tensor future = Tensor.ones(DType.F64, 37, 37).triu(1);
    check(Sample.numbers(-2, 2, 1, 37, 12), new SelfAttention(2, true, null), future.mul(-1e300));
    Tensor mask = Sample.numbers(-1, 1, 1, 2, 37, 37);
    check(
        Sample.numbers(-2, 2, 1, 37, 12),
        new SelfAttention(2, true, mask),
        mask.add(future.mul(-1e300)));
  }

  private static void check(Tensor x, SelfAttention attention, Tensor mask) {
    check(x, attention, mask, 2);
  }

  private static void check(Tensor x, SelfAttention attention, Tensor mask, int heads) {
    List<Tensor> got = x.apply(attention, List.of(x));
    List<Variable> expected = attention(Variable.of(x), heads, mask);
    for (int i = 0; i < 2; i++) {
      assertTrue(got.get(i).allClose(expected.get(i).value(), 1e-14, 1e-14), "result " + i);
    }
    Tensor gradient =
        Autodiff.grad(y -> y.apply(attention, List.of(y)).get(0).square().sum(), x);
    Tensor wanted = Autodiff.grad(y -> attention(y, heads, mask).get(0).square().sum(), x);
    assertTrue(gradient.allClose(wanted, 1e-13, 1e-13));
    Autodiff.gradientCheck(y -> y.apply(attention, List.of(y)).get(0), x);
    Autodiff.gradientCheck(y -> y.apply(attention, List.of(y)).get(1).square(), x);
  }

  @Test
  void selfAttentionOfNothingAndOfWrongShapes() {
    for (int[] shape : new int[][] {{0, 3, 6}, {2, 0, 6}}) {
      Tensor x = Tensor.zeros(DType.F32, shape);
      SelfAttention attention = new SelfAttention(2, true, null);
      assertEquals(0, x.apply(attention, List.of(x)).get(0).size());
      assertEquals(
          0, Autodiff.grad(y -> y.apply(attention, List.of(y)).get(0).sum(), x).size());
    }
    assertEquals(
        "selfAttention: x must be (batch, positions, 3 width), and heads divide the width; got x=(4, 3) f64, heads=2",
        assertThrows(
                IllegalArgumentException.class,
                () -> X.apply(new SelfAttention(2, true, null), List.of(X)))
            .getMessage());
  }
}

package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Variable;
import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.LayerNorm;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.autodiff.nn.Sequential;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Training with gradients that lie where the optimizer reads them gives the bits of training with copies. */
class PackedGradientsTest {
  private static final int STEPS = 12;
  private static final Random KEY = Random.key(21);
  private static final int[] LABELS = {0, 2, 1, 1, 2};

  private static Sequential model() {
    return new Sequential(
        new Linear(4, 6, DType.F32, KEY),
        Activation.relu(),
        new LayerNorm(6, DType.F32),
        new Linear(6, 6, DType.F32, KEY.fold(1)),
        Activation.gelu(),
        new Linear(6, 3, DType.F32, KEY.fold(2)));
  }

  private static Tensor batch(int t) {
    return KEY.fold(100 + t).normal(DType.F32, LABELS.length, 4);
  }

  private static Variable loss(Sequential model, Parameters<Variable> p, int t) {
    Variable x = p.constant(batch(t));
    // Layers that are used twice, and in every third step a function of another length.
    Variable once = Losses.crossEntropy(model.forward(x, p), LABELS);
    Variable twice = model.forward(x.mul(0.5), p).square().mean();
    return t % 3 == 2 ? once.add(twice).mul(0.5).exp() : once.add(twice);
  }

  /** Parameters after some steps, which are taken by a consumer of model and number. */
  private static List<Tensor> trained(Sequential model, BiConsumer<Sequential, Integer> step) {
    for (int t = 0; t < STEPS; t++) {
      step.accept(model, t);
    }
    return model.parameters().stream().map(Parameter::value).toList();
  }

  private static void assertSameBits(List<Tensor> expected, List<Tensor> got) {
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(got.get(i).arrayEqual(expected.get(i)), "parameter " + i);
    }
  }

  private static void gradientsApart(Sequential model) {
    for (Parameter parameter : model.parameters()) {
      if (parameter.latestGradient() != null) {
        parameter.setGradient(parameter.latestGradient().copy());
      }
    }
  }

  @Test
  void gradientsLieAsTheParametersDo() {
    Sequential model = model();
    Optimizer optimizer = AdamW.rule().on(model.parameters());
    for (int t = 0; t < STEPS; t++) {
      int same = 3 * t;
      model.backward(p -> loss(model, p, same));
      Parameter first = model.parameters().get(0);
      for (Parameter parameter : model.parameters()) {
        // The first steps differ, until chains of elementwise functions have been composed.
        if (t >= STEPS / 2) {
          assertSame(
              first.latestGradient().storage(), parameter.latestGradient().storage());
          assertEquals(parameter.value().offset(), parameter.latestGradient().offset());
        }
      }
      optimizer.step();
    }
  }

  @Test
  void trainingHasTheBitsOfTrainingWithGradientsApart() {
    Sequential together = model();
    Sequential apart = model();
    Optimizer one = AdamW.rule().learningRate(0.01).on(together.parameters());
    Optimizer other = AdamW.rule().learningRate(0.01).on(apart.parameters());
    List<Tensor> got = trained(together, (model, t) -> {
      model.backward(p -> loss(model, p, t));
      one.step();
    });
    List<Tensor> expected = trained(apart, (model, t) -> {
      model.backward(p -> loss(model, p, t));
      gradientsApart(model);
      other.step();
    });
    assertSameBits(expected, got);
  }

  @Test
  void smallBatchesThatAreAccumulatedHaveTheBitsOfGradientsApart() {
    Sequential together = model();
    Sequential apart = model();
    Accumulation one =
        Accumulation.around(AdamW.rule().learningRate(0.01).on(together.parameters()), 3);
    Accumulation other =
        Accumulation.around(AdamW.rule().learningRate(0.01).on(apart.parameters()), 3);
    List<Tensor> got = trained(together, (model, t) -> {
      model.backward(p -> loss(model, p, t));
      assertEquals(t % 3 == 2, one.step());
    });
    List<Tensor> expected = trained(apart, (model, t) -> {
      model.backward(p -> loss(model, p, t));
      gradientsApart(model);
      other.step();
    });
    assertSameBits(expected, got);
  }

  @Test
  void accumulatedGradientsAreTheirMeanAndStay() {
    Sequential model = model();
    Accumulation accumulation = Accumulation.around(Sgd.rule().on(model.parameters()), 4);
    List<Tensor> handedOut = new ArrayList<>();
    List<Tensor> expected = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      int number = t;
      model.backward(p -> loss(model, p, number));
      for (int i = 0; i < model.parameters().size(); i++) {
        Tensor g = model.parameters().get(i).latestGradient().copy();
        int at = t / 4 * model.parameters().size() + i;
        if (t % 4 == 0) {
          expected.add(g);
        } else {
          Tensor a = expected.get(at);
          expected.set(at, a.add(g.sub(a).mul(1.0 / (t % 4 + 1))));
        }
      }
      if (accumulation.step()) {
        model.parameters().forEach(parameter -> handedOut.add(parameter.gradient()));
      }
    }
    assertSameBits(expected, handedOut);
  }

  @Test
  void aParameterThatIsNotUsedInSomeStepsHasNoGradientThere() {
    Sequential together = model();
    Sequential apart = model();
    Optimizer one = AdamW.rule().learningRate(0.01).on(together.parameters());
    Optimizer other = AdamW.rule().learningRate(0.01).on(apart.parameters());
    List<Tensor> got = trained(together, (model, t) -> {
      partly(model, t);
      assertEquals(
          t % 2 == 1,
          model.parameters().get(model.parameters().size() - 1).latestGradient() == null);
      one.step();
    });
    List<Tensor> expected = trained(apart, (model, t) -> {
      partly(model, t);
      gradientsApart(model);
      other.step();
    });
    assertSameBits(expected, got);
  }

  /** In every second step the first layer alone. */
  private static void partly(Sequential model, int t) {
    model.backward(
        p -> t % 2 == 0
            ? loss(model, p, t)
            : model.layers().get(0).forward(p.constant(batch(t)), p).square().mean(),
        true);
    if (t % 2 == 1) {
      assertNull(model.parameters().get(2).latestGradient());
    }
  }

  @Test
  void gradientsThatWereHandedOutStayWhileTheModelIsTrained() {
    Sequential model = model();
    Sequential undisturbed = model();
    Optimizer optimizer = AdamW.rule().learningRate(0.01).on(model.parameters());
    Optimizer other = AdamW.rule().learningRate(0.01).on(undisturbed.parameters());
    List<Tensor> kept = new ArrayList<>();
    List<Tensor> copies = new ArrayList<>();
    List<Tensor> got = trained(model, (m, t) -> {
      m.backward(p -> loss(m, p, t));
      optimizer.step();
      if (t % 4 != 3) {
        kept.add(m.parameters().get(t % 5).gradient());
        copies.add(kept.get(kept.size() - 1).copy());
      }
    });
    assertSameBits(copies, kept);
    assertFalse(kept.stream().anyMatch(Tensor::isRecycled));
    List<Tensor> expected = trained(undisturbed, (m, t) -> {
      m.backward(p -> loss(m, p, t));
      other.step();
    });
    assertSameBits(expected, got);
  }
}

package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lookahead, sharpness-aware minimization and accumulation around any optimizer. */
class WrappersTest {

  static Stream<Golden.Case> cases() {
    return Golden.open("optim.safetensors").cases().stream().filter(WrappersTest::isCompared);
  }

  static boolean isCompared(Golden.Case golden) {
    return golden.optimizer().startsWith("Lookahead")
        || golden.optimizer().startsWith("lookahead")
        || golden.optimizer().startsWith("MultiSteps");
  }

  private static double number(Map<String, Object> hyper, String name, double absent) {
    return hyper.get(name) instanceof Double value ? value : absent;
  }

  /** Lookahead as a case wants it, around SGD or Adam. */
  private static Lookahead lookahead(Golden.Case golden, Optimizer inner) {
    Map<String, Object> hyper = golden.hyper();
    Lookahead lookahead = Lookahead.around(inner)
        .every((long) number(hyper, "la_steps", number(hyper, "sync_period", 5)))
        .share(number(hyper, "la_alpha", number(hyper, "slow_step_size", 0.5)));
    boolean resets = "reset".equals(hyper.get("pullback_momentum"))
        || Boolean.TRUE.equals(hyper.get("reset_state"));
    return resets ? lookahead.resets() : lookahead;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTrajectoryIsTheReferences(Golden.Case golden) {
    Parameter p = new Parameter("p", golden.tensor("p0", 0));
    Map<String, Object> hyper = golden.hyper();
    boolean isAdam = golden.optimizer().contains("adam");
    Rule rule = isAdam ? Adam.rule() : Sgd.rule().momentum(number(hyper, "momentum", 0));
    Optimizer inner = rule.learningRate(number(hyper, "lr", number(hyper, "learning_rate", 0)))
        .on(p);
    Runnable step = golden.optimizer().startsWith("MultiSteps")
        ? Accumulation.around(inner, (long) number(hyper, "every_k_schedule", 1))::step
        : null;
    Lookahead lookahead = step == null ? lookahead(golden, inner) : null;
    for (int t = 0; t < golden.tensor("params", 0).size(0); t++) {
      p.setGradient(golden.tensor("grads", 0).select(0, t));
      if (step == null) {
        lookahead.step();
      } else {
        step.run();
      }
      compare(golden, "params", t, p.value());
      if (golden.has("eval")) {
        compare(golden, "eval", t, lookahead.slow().get(0));
      }
    }
  }

  private static void compare(Golden.Case golden, String name, int t, Tensor got) {
    double error = got.sub(golden.tensor(name, 0).select(0, t)).abs().max().item();
    // MultiSteps divides by the number of gradients in single precision.
    double tolerance = golden.name().contains("multisteps") ? 1e-8 : golden.tolerance();
    assertTrue(error <= tolerance, golden + " " + name + ", step " + t + ": " + error);
  }

  private static Parameter ones() {
    return new Parameter("p", Tensor.ones(DType.F64, 3));
  }

  @Test
  void lookaheadGoesOnFromASavedStateWithTheSameBits() {
    Parameter p = ones();
    Lookahead whole = Lookahead.around(Adam.rule().learningRate(0.1).on(p)).every(3);
    OptimizerState saved = null;
    Parameter q = null;
    for (int t = 0; t < 8; t++) {
      if (t == 4) {
        saved = whole.state();
        q = new Parameter("p", p.value().copy());
      }
      p.setGradient(p.value().mul(2));
      whole.step();
    }
    Lookahead resumed = Lookahead.around(Adam.rule().learningRate(0.1).on(q)).every(3);
    resumed.load(saved);
    for (int t = 4; t < 8; t++) {
      q.setGradient(q.value().mul(2));
      resumed.step();
    }
    assertArrayEquals(p.value().toDoubleArray(), q.value().toDoubleArray(), 0);
  }

  @Test
  void aForgottenStateIsThatOfTheBeginning() {
    for (Rule rule : Optimizers.all()) {
      Parameter p = new Parameter("p", Tensor.ones(DType.F64, 2, 3));
      Parameter q = new Parameter("q", Tensor.ones(DType.F64, 2, 3));
      Optimizer used = rule.on(p);
      p.setGradient(Tensor.full(DType.F64, 3, 2, 3));
      used.step();
      used.forget();
      p.value().fill(1);
      Optimizer fresh = rule.on(q);
      for (int t = 0; t < 3; t++) {
        p.setGradient(Tensor.full(DType.F64, t - 1.5, 2, 3));
        q.setGradient(Tensor.full(DType.F64, t - 1.5, 2, 3));
        used.step();
        fresh.step();
      }
      assertArrayEquals(q.value().toDoubleArray(), p.value().toDoubleArray(), 0, rule.name());
    }
  }

  @Test
  void sharpnessAwareStepsTakeTheGradientNearby() {
    // f = p^2 / 2 at p = 1: away by rho to 1.5, where the gradient is 1.5.
    Parameter p = new Parameter("p", Tensor.of(1.0));
    SharpnessAware sam =
        SharpnessAware.around(Sgd.rule().learningRate(0.1).on(p)).radius(0.5);
    double loss = sam.step(() -> {
      p.setGradient(p.value().copy());
      return p.value().item() * p.value().item() / 2;
    });
    assertEquals(0.5, loss);
    assertEquals(0.85, p.value().item(), 1e-12);
  }

  @Test
  void parametersComeBackWhenTheLossFails() {
    Parameter p = new Parameter("p", Tensor.of(1.0));
    SharpnessAware sam = SharpnessAware.around(Sgd.rule().on(p));
    int[] calls = {0};
    assertThrows(
        ArithmeticException.class,
        () -> sam.step(() -> {
          if (calls[0]++ > 0) {
            throw new ArithmeticException("no loss here");
          }
          p.setGradient(Tensor.of(1.0));
          return 0;
        }));
    assertEquals(1, p.value().item());
  }

  @Test
  void accumulationAveragesOverTheCallsThatHadAGradient() {
    Parameter a = ones();
    Parameter b = ones();
    Accumulation accumulation = Accumulation.around(Sgd.rule().learningRate(1).on(a, b), 2);
    a.setGradient(Tensor.of(1.0, 2, 3));
    assertFalse(accumulation.step());
    a.setGradient(Tensor.of(3.0, 2, 1));
    b.setGradient(Tensor.of(4.0, 4, 4));
    assertTrue(accumulation.step());
    assertArrayEquals(new double[] {-1, -1, -1}, a.value().toDoubleArray());
    assertArrayEquals(new double[] {-3, -3, -3}, b.value().toDoubleArray());
  }

  @Test
  void settingsAreChecked() {
    Lookahead lookahead = Lookahead.around(Sgd.rule().on(ones()));
    assertEquals(
        "Lookahead: share must be in (0, 1]; got 0.0",
        assertThrows(IllegalArgumentException.class, () -> lookahead.share(0)).getMessage());
    assertEquals(
        "Accumulation: calls must be at least 1; got 0",
        assertThrows(
                IllegalArgumentException.class, () -> Accumulation.around(lookahead.inner(), 0))
            .getMessage());
  }
}

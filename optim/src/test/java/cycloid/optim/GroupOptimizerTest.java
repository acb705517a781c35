package cycloid.optim;

import static cycloid.optim.RuleTest.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Groups, when hyper-parameters are read, gradients that are not finite, routing, and error texts. */
class GroupOptimizerTest {
  private final Parameter a = new Parameter("a", Tensor.of(1, 1, 1));
  private final Parameter b = new Parameter("b", Tensor.of(1, 1));
  private final Parameter matrix = new Parameter("matrix", Tensor.ones(DType.F64, 2, 2));

  private void gradients(double value) {
    for (Parameter parameter : List.of(a, b, matrix)) {
      parameter.setGradient(Tensor.full(DType.F64, value, parameter.value().shape()));
    }
  }

  // ---- groups

  @Test
  void eachGroupHasItsOwnHyperparameters() {
    Optimizer optimizer = Sgd.rule().learningRate(0.5).on(a);
    optimizer.add(Sgd.rule().learningRate(0.25), List.of(b));
    gradients(1);
    optimizer.step();
    assertEquals(0.5, a.value().get(0));
    assertEquals(0.75, b.value().get(0));
  }

  @Test
  void aGroupThatIsAddedLaterStartsAnew() {
    // Adam's first step is lr * g / (|g| + eps), about lr, whatever came before.
    Optimizer optimizer = Adam.rule().learningRate(0.1).on(a);
    gradients(1);
    optimizer.step();
    optimizer.add(Adam.rule().learningRate(0.1), List.of(b));
    gradients(5);
    optimizer.step();
    assertEquals(0.9, b.value().get(0), 1e-8);
    assertEquals("1", optimizer.state().properties().get("group.1.0.t"));
    assertEquals("2", optimizer.state().properties().get("group.0.0.t"));
  }

  @Test
  void hyperparametersAreReadInEveryStep() {
    Optimizer optimizer = Sgd.rule().learningRate(1).on(a);
    gradients(1);
    optimizer.step();
    optimizer.learningRate(0.25);
    assertEquals(0.25, optimizer.groups().get(0).learningRate());
    optimizer.step();
    assertEquals(-0.25, a.value().get(0));
    optimizer.groups().get(0).set("lr", step -> step);
    assertEquals(2, optimizer.groups().get(0).get("lr"));
    optimizer.step();
    assertEquals(-2.25, a.value().get(0));
  }

  @Test
  void aGroupWithoutParametersIsAnError() {
    assertError(
        "AdamW: a group must have at least one parameter; got none",
        () -> AdamW.rule().on());
  }

  @Test
  void aParameterTwiceIsAnError() {
    assertError(
        "SGD: a parameter must be in one group, once; got 'a' twice",
        () -> Sgd.rule().on(a, b, a));
    Optimizer optimizer = Sgd.rule().on(a);
    assertError(
        "Adam: a parameter must be in one group, once; got 'a' twice",
        () -> optimizer.add(Adam.rule(), List.of(b, a)));
    assertEquals(1, optimizer.groups().size());
  }

  @Test
  void settingsOfAGroupAreChecked() {
    ParameterGroup group = AdamW.rule().on(a).groups().get(0);
    assertError("AdamW: lr must be positive; got NaN", () -> group.learningRate(Double.NaN));
    assertError("AdamW: beta1 must be in [0, 1); got 1.0", () -> group.set("beta1", 1));
    assertError(
        "AdamW: a hyper-parameter must be one of [lr, beta1, beta2, eps, weightDecay, epsRoot, amsgrad, nesterov, maximize]; got 'momentum'",
        () -> group.get("momentum"));
  }

  @Test
  void nesterovNeedsMomentumWithoutDampening() {
    assertError(
        "SGD: nesterov needs momentum > 0 and dampening = 0; got momentum=0.0, dampening=0.0",
        () -> Sgd.rule().nesterov().on(a));
    Optimizer optimizer = Sgd.rule().momentum(0.9).nesterov().on(a);
    optimizer.groups().get(0).set("dampening", 0.1);
    assertError(
        "SGD: nesterov needs momentum > 0 and dampening = 0; got momentum=0.9, dampening=0.1",
        optimizer::step);
  }

  @Test
  void aScheduleOutOfRangeStopsBeforeAnythingChanges() {
    Optimizer optimizer = Sgd.rule().learningRate(0.5).on(a);
    optimizer.add(Sgd.rule().learningRate(step -> step == 1 ? Double.NaN : 0.5), List.of(b));
    gradients(1);
    optimizer.step();
    assertError(
        "SGD: lr must be in [0, infinity); got NaN from its schedule at step 1", optimizer::step);
    assertEquals(0.5, a.value().get(0));
    assertEquals(1, optimizer.steps());
  }

  // ---- zero and missing gradients

  @Test
  void aGradientOfZerosIsAGradient() {
    // AdamW, p (1 - lr * weightDecay) = 1 - 0.1 * 0.5.
    Optimizer optimizer = AdamW.rule().learningRate(0.1).weightDecay(0.5).on(a, b);
    a.setGradient(Tensor.zeros(DType.F64, 3));
    optimizer.step();
    assertEquals(0.95, a.value().get(0));
    assertEquals(1, b.value().get(0));
    assertEquals("1", optimizer.state().properties().get("group.0.0.t"));
    assertEquals("0", optimizer.state().properties().get("group.0.1.t"));
  }

  @Test
  void decayStillShrinksWhenTheGradientIsAscended() {
    Optimizer optimizer =
        AdamW.rule().learningRate(0.1).weightDecay(0.5).maximize().on(a);
    a.setGradient(Tensor.zeros(DType.F64, 3));
    optimizer.step();
    assertEquals(0.95, a.value().get(0));
  }

  @Test
  void zeroGradientsForgetsThem() {
    Optimizer optimizer = Sgd.rule().on(a, b);
    gradients(1);
    optimizer.zeroGradients();
    assertNull(a.gradient());
    assertNull(b.gradient());
  }

  // ---- not finite

  @Test
  void nanSpreadsByDefaultToItsElementAlone() {
    Optimizer optimizer = AdamW.rule().on(a, b);
    gradients(1);
    a.setGradient(Tensor.of(1, Double.NaN, 1));
    optimizer.step();
    assertTrue(Double.isNaN(a.value().get(1)));
    assertTrue(Double.isFinite(a.value().get(0)) && Double.isFinite(b.value().get(0)));
  }

  @Test
  void aStepCanBeSkippedAsIfItNeverWas() {
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Parameter p = new Parameter("p", Tensor.of(1, 1, 1));
      Parameter twin = new Parameter("twin", Tensor.of(1, 1, 1));
      Supplier<Tensor> good = () -> Tensor.of(1, -2, 3);
      Optimizer optimizer = Adam.rule().on(p).onNonFinite(NonFinite.SKIP_STEP);
      Optimizer plain = Adam.rule().on(twin);
      p.setGradient(good.get());
      twin.setGradient(good.get());
      optimizer.step();
      plain.step();
      p.setGradient(Tensor.of(1, 2, bad));
      optimizer.step();
      p.setGradient(good.get());
      optimizer.step();
      plain.step();
      assertArrayEquals(twin.value().toDoubleArray(), p.value().toDoubleArray());
      assertEquals(2, optimizer.steps());
      assertEquals(1, optimizer.skippedSteps());
    }
  }

  @Test
  void aStepCanThrowBeforeAnythingChanges() {
    Optimizer optimizer = Sgd.rule().on(a, matrix).onNonFinite(NonFinite.THROW);
    gradients(1);
    Tensor gradient = Tensor.ones(DType.F64, 2, 2);
    gradient.set(Double.NaN, 1, 0);
    matrix.setGradient(gradient);
    assertEquals(
        "step: gradients must be finite; got NaN at element 2 of 'matrix' (2, 2) f64",
        assertThrows(ArithmeticException.class, optimizer::step).getMessage());
    assertEquals(1, a.value().get(0));
    matrix.setGradient(Tensor.ones(DType.F64, 2, 2));
    optimizer.step();
    assertEquals(1, optimizer.steps());
  }

  // ---- routing

  @Test
  void matricesGoToTheirRule() {
    Parameter head = new Parameter("head", Tensor.ones(DType.F64, 2, 2));
    Optimizer optimizer =
        Routing.matrices(List.of(a, matrix, head, b), Muon.rule(), AdamW.rule(), "head");
    assertEquals(
        List.of("AdamW", "Muon"),
        optimizer.groups().stream().map(group -> group.rule().name()).toList());
    assertEquals(List.of(a, head, b), optimizer.groups().get(0).parameters());
    assertEquals(List.of(matrix), optimizer.groups().get(1).parameters());
  }

  @Test
  void aMisspelledNameIsNotRoutedSilently() {
    assertError(
        "matrices: a name must be that of a parameter, one of [a, matrix]; got 'haed'",
        () -> Routing.matrices(List.of(a, matrix), Muon.rule(), AdamW.rule(), "haed"));
  }

  @Test
  void muonTakesMatricesOnly() {
    assertError(
        "Muon: a parameter must have at least two axes; got 'a' (3,) f64; use Routing.matrices() to update it by another rule",
        () -> Muon.rule().on(a));
  }

  @Test
  void vectorsCanBeSparedFromDecay() {
    Optimizer optimizer =
        Routing.decayMatrices(List.of(a, matrix), AdamW.rule().learningRate(0.1).weightDecay(0.5));
    a.setGradient(Tensor.zeros(DType.F64, 3));
    matrix.setGradient(Tensor.zeros(DType.F64, 2, 2));
    optimizer.step();
    assertEquals(1, a.value().get(0));
    assertEquals(0.95, matrix.value().get(0, 0));
  }

  @Test
  void aRouterMayGiveEachParameterItsRule() {
    Rule sgd = Sgd.rule();
    Optimizer optimizer = Optimizer.route(List.of(a, b, matrix), p -> p == b ? Lion.rule() : sgd);
    assertSame(sgd, optimizer.groups().get(0).rule());
    assertEquals(List.of(a, matrix), optimizer.groups().get(0).parameters());
  }
}

package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rules: definition, variants, one's own equations, and the texts of their errors. */
class RuleTest {

  // ---- what is printed is what runs

  @Test
  void theEquationHasTheLinesThatRun() {
    assertEquals("SGD\np = p - lr * g", Sgd.rule().toString());
    assertEquals(
        "SGD\nm = momentum * m + g\np = p - lr * m", Sgd.rule().momentum(0.9).toString());
    assertEquals(
        "SGD\ng = -g\ng = g + weightDecay * p\nm = momentum * m + g\np = p - lr * (g + momentum * m)",
        Sgd.rule().momentum(0.9).nesterov().weightDecay(0.1).maximize().toString());
    assertEquals(
        "AdamW\np = (1 - lr * weightDecay) * p\nbias1 = 1 / (1 - beta1^t)\nbias2 = 1 / (1 - beta2^t)\n"
            + "m = beta1 * m + (1 - beta1) * g\nv = beta2 * v + (1 - beta2) * g^2\n"
            + "p = p - lr * bias1 * m / (sqrt(bias2 * v) + eps)",
        AdamW.rule().toString());
  }

  @Test
  void aHyperparameterThatVariesKeepsItsLines() {
    assertEquals(
        Sgd.rule().momentum(0.9).toString(),
        Sgd.rule().with("momentum", step -> step == 0 ? 0 : 0.9).toString());
  }

  @Test
  void linesComeAndGoWithASchedule() {
    // Momentum 0 in the first step, 0.5 in the others, gradients of 1: steps of 1, 1, 1.5.
    Parameter p = new Parameter("p", Tensor.of(0));
    Optimizer optimizer =
        Sgd.rule().learningRate(1).with("momentum", step -> step == 0 ? 0 : 0.5).on(p);
    double[] expected = {-1, -2, -3.5};
    for (double value : expected) {
      p.setGradient(Tensor.of(1));
      optimizer.step();
      assertEquals(value, p.value().item());
    }
  }

  @Test
  void aRuleIsNotChangedByGivingAnother() {
    Rule before = AdamW.rule();
    before.learningRate(0.5).weightDecay(0.3).betas(0.5, 0.6).epsilon(1e-3).maximize();
    assertEquals(1e-3, before.setting("lr").at(0));
    assertEquals(1e-2, before.setting("weightDecay").at(0));
  }

  // ---- equations of one's own

  @Test
  void oneLineOfMathematicsIsAnOptimizer() {
    Parameter p = new Parameter("p", Tensor.of(1, 2));
    p.setGradient(Tensor.of(10, -10));
    Optimizer.ofEquations("p = p - lr * g").defaults(Map.of("lr", 0.1)).on(p).step();
    assertArrayEquals(new double[] {0, 3}, p.value().toDoubleArray());
  }

  @Test
  void aUsersMomentumIsSgdsBitForBit() {
    Rule mine = Optimizer.ofEquations("v = mu * v + g\n p = p - lr * v")
        .state("v")
        .defaults(Map.of("mu", 0.9, "lr", 0.01));
    assertSameTrajectory(Sgd.rule().momentum(0.9).learningRate(0.01), mine);
  }

  @Test
  void aUsersAdamWIsOursBitForBit() {
    Rule mine = Optimizer.ofEquations("""
                p = (1 - lr * decay) * p
                m = b1 * m + (1 - b1) * g
                v = b2 * v + (1 - b2) * g^2
                p = p - lr * (1 / (1 - b1^t)) * m / (sqrt((1 / (1 - b2^t)) * v) + 1e-8)
                """)
        .defaults(Map.of("lr", 0.01, "decay", 0.1, "b1", 0.9, "b2", 0.999));
    assertSameTrajectory(AdamW.rule().learningRate(0.01).weightDecay(0.1), mine);
  }

  @Test
  void namesThatAreReadBeforeTheyAreAssignedAreState() {
    Rule mine = Optimizer.ofEquations("u = mu * v + g; v = u; p = p - lr * u")
        .defaults(Map.of("mu", 0.9, "lr", 0.1));
    assertEquals(List.of("v"), mine.states());
  }

  @Test
  void aReductionIsOverOneParameter() {
    // (3, 4) has norm 5, 10 has norm 10: packed or not, each is divided by its own.
    Parameter a = new Parameter("a", Tensor.of(0, 0));
    Parameter b = new Parameter("b", Tensor.of(0));
    a.setGradient(Tensor.of(3, 4));
    b.setGradient(Tensor.of(10));
    Optimizer.ofEquations("p = p - lr * g / norm(g)")
        .defaults(Map.of("lr", 5.0))
        .on(a, b)
        .step();
    assertArrayEquals(new double[] {-3, -4}, a.value().toDoubleArray(), 1e-15);
    assertArrayEquals(new double[] {-5}, b.value().toDoubleArray(), 1e-15);
  }

  private static void assertSameTrajectory(Rule expected, Rule got) {
    for (DType dtype : DType.values()) {
      Parameter a = new Parameter("a", Tensor.linspace(dtype, -1, 1, 37));
      Parameter b = new Parameter("b", Tensor.linspace(dtype, -1, 1, 37));
      Optimizer first = expected.on(a);
      Optimizer second = got.on(b);
      for (int t = 0; t < 20; t++) {
        a.setGradient(Tensor.linspace(dtype, Math.sin(t), Math.cos(t), 37));
        b.setGradient(a.gradient());
        first.step();
        second.step();
        assertTrue(a.value().arrayEqual(b.value()), dtype + ", step " + t);
      }
    }
  }

  // ---- errors

  @Test
  void aMalformedEquationNamesLineAndColumn() {
    assertError(
        "equation, line 2, column 8: expected a number, a name or '('; got '*'\n  p = p -* lr * v\n         ^",
        () -> Optimizer.ofEquations("v = mu * v + g\np = p -* lr * v"));
  }

  @Test
  void anUnknownNameIsNamed() {
    assertError(
        "optimizer: a name must be p, g, t, one of the state [v] or of the hyper-parameters [lr, mu]; got 'mo'",
        () -> on(Optimizer.ofEquations("v = mo * v + g; p = p - lr * v")
            .defaults(Map.of("mu", 0.9, "lr", 0.01))));
  }

  @Test
  void aLineThatTakesNoPartYetIsCheckedToo() {
    Rule rule = Rule.define("mine").hyperparameter("lr", 1).hyperparameter("mu", 0);
    assertError(
        "mine: a name must be p, g, t, one of the state [v] or of the hyper-parameters [lr, mu]; got 'mo'",
        () -> on(rule.when("mu", "v = mo * v + g; g = v").line("p = p - lr * g")));
    assertError(
        "mine: the equation must assign 'p'; got an equation that assigns [v]",
        () -> on(rule.line("v = v + g").when("!mu", "p = p - lr * g")));
  }

  @Test
  void anEquationMustAssignTheParameter() {
    assertError(
        "optimizer: the equation must assign 'p'; got an equation that assigns [v]",
        () -> on(Optimizer.ofEquations("v = mu * v + g").defaults(Map.of("mu", 0.9))));
  }

  @Test
  void aHyperparameterCannotBeAssigned() {
    assertError(
        "optimizer: t and hyper-parameters must not be assigned; got 'lr = ...'",
        () ->
            on(Optimizer.ofEquations("lr = 0.9 * lr; p = p - lr * g").defaults(Map.of("lr", 0.9))));
  }

  @Test
  void aRuleWithoutEquationIsAnError() {
    assertError("mine: a rule must have an equation; got none", () -> on(Rule.define("mine")));
  }

  @Test
  void aNameStandsForOneThing() {
    assertError(
        "mine: a name must stand for one thing; got 'v' twice",
        () -> Rule.define("mine").state("v").hyperparameter("v", 1));
    assertError(
        "mine: a name must stand for one thing; got 'g' twice",
        () -> Rule.define("mine").hyperparameter("g", 1));
  }

  @Test
  void aConditionMustNameHyperparameters() {
    assertError(
        "mine: a hyper-parameter must be one of [lr]; got 'momentun'",
        () -> on(Rule.define("mine")
            .hyperparameter("lr", 1)
            .line("p = p - lr * g")
            .when("momentun", "p = 0 * p")));
  }

  @Test
  void aLearningRateMustBePositive() {
    assertError("AdamW: lr must be positive; got 0.0", () -> AdamW.rule().learningRate(0));
    assertError("AdamW: lr must be positive; got -0.1", () -> AdamW.rule().learningRate(-0.1));
    assertError("SGD: lr must be positive; got NaN", () -> Sgd.rule().learningRate(Double.NaN));
    assertError(
        "SGD: lr must be positive; got Infinity",
        () -> Sgd.rule().learningRate(Double.POSITIVE_INFINITY));
    assertError(
        "SGD: lr must be positive; got 0.0", () -> Sgd.rule().learningRate(Schedule.constant(0)));
    assertError(
        "optimizer: lr must be positive; got -1.0",
        () -> Optimizer.ofEquations("p = p - lr * g").defaults(Map.of("lr", -1.0)));
  }

  @Test
  void otherHyperparametersHaveTheirRanges() {
    assertError("AdamW: beta2 must be in [0, 1); got 1.0", () -> AdamW.rule().betas(0.9, 1));
    assertError("Lion: beta1 must be in [0, 1); got -0.5", () -> Lion.rule().betas(-0.5, 0.9));
    assertError(
        "Adam: eps must be in [0, infinity); got -1.0E-8", () -> Adam.rule().epsilon(-1e-8));
    assertError(
        "Adam: weightDecay must be in [0, infinity); got -0.1",
        () -> Adam.rule().weightDecay(-0.1));
    assertError("SGD: nesterov must be 0 or 1; got 0.5", () -> Sgd.rule().with("nesterov", 0.5));
    assertError(
        "Muon: iterations must be a whole number in [1, 100]; got 2.5",
        () -> Muon.rule().with("iterations", 2.5));
    assertError(
        "SGD: dampening must be finite; got NaN", () -> Sgd.rule().with("dampening", Double.NaN));
  }

  @Test
  void anUnknownHyperparameterIsNamed() {
    assertError(
        "SGD: a hyper-parameter must be one of [lr, momentum, dampening, weightDecay, nesterov, maximize]; got 'beta1'",
        () -> Sgd.rule().betas(0.9, 0.99));
    assertError(
        "Lion: a hyper-parameter must be one of [lr, beta1, beta2, weightDecay, maximize]; got 'eps'",
        () -> Lion.rule().with("eps", step -> 1e-8));
  }

  @Test
  void anUnknownOptimizerIsNamed() {
    assertError(
        "optimizers: a name must be one of "
            + Optimizers.all().stream().map(Rule::name).toList()
            + "; got 'adamx'",
        () -> Optimizers.named("adamx"));
  }

  static Optimizer on(Rule rule) {
    return rule.on(new Parameter("p", Tensor.ones(DType.F64, 2, 2)));
  }

  static void assertError(String text, Executable what) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}

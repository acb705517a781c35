package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.rules.AccSgd;
import cycloid.optim.rules.AdEMAMix;
import cycloid.optim.rules.AdaBelief;
import cycloid.optim.rules.AdaBound;
import cycloid.optim.rules.AdaMod;
import cycloid.optim.rules.Adadelta;
import cycloid.optim.rules.Adagrad;
import cycloid.optim.rules.Adamax;
import cycloid.optim.rules.Adan;
import cycloid.optim.rules.Adopt;
import cycloid.optim.rules.AggMo;
import cycloid.optim.rules.Asgd;
import cycloid.optim.rules.CautiousLion;
import cycloid.optim.rules.DiffGrad;
import cycloid.optim.rules.Fromage;
import cycloid.optim.rules.LaProp;
import cycloid.optim.rules.Lamb;
import cycloid.optim.rules.Lars;
import cycloid.optim.rules.Madgrad;
import cycloid.optim.rules.Mars;
import cycloid.optim.rules.NAdam;
import cycloid.optim.rules.NovoGrad;
import cycloid.optim.rules.OptimisticGradient;
import cycloid.optim.rules.Padam;
import cycloid.optim.rules.Qhm;
import cycloid.optim.rules.RAdam;
import cycloid.optim.rules.RmsProp;
import cycloid.optim.rules.Rprop;
import cycloid.optim.rules.ScheduleFreeAdamW;
import cycloid.optim.rules.ScheduleFreeRAdam;
import cycloid.optim.rules.ScheduleFreeSgd;
import cycloid.optim.rules.SignSgd;
import cycloid.optim.rules.SimplifiedAdEMAMix;
import cycloid.optim.rules.StableAdamW;
import cycloid.optim.rules.Yogi;
import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every optimizer. A new one is one line in {@link #OPTIMIZERS}. */
class OptimizerContractTest {

  /**
   * An optimizer under contract.
   *
   * @param rule with a learning rate with which it gets down the parabola
   * @param valley the rate at the beginning of Rosenbrock's valley
   */
  record Entry(String name, Rule rule, double valley) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Entry> OPTIMIZERS = List.of(
      new Entry("SGD", Sgd.rule().learningRate(0.1), 0.001),
      new Entry("momentum", Sgd.rule().learningRate(0.03).momentum(0.9), 0.0005),
      new Entry("Nesterov", Sgd.rule().learningRate(0.03).momentum(0.9).nesterov(), 0.0005),
      new Entry("Adam", Adam.rule().learningRate(0.1), 0.05),
      new Entry("AMSGrad", Adam.rule().learningRate(0.1).with("amsgrad", 1), 0.05),
      new Entry("AdamW", AdamW.rule().learningRate(0.1).weightDecay(1e-3), 0.05),
      new Entry("Lion", Lion.rule().learningRate(0.05), 0.02),
      new Entry("Muon", Muon.rule().learningRate(0.1).weightDecay(0), 0.02),
      new Entry("Shampoo", Shampoo.rule().learningRate(0.1).with("beta2", 0.9), 0.02),
      new Entry(
          "Shampoo, grafted",
          Shampoo.rule()
              .learningRate(0.1)
              .with("beta2", 0.99)
              .with("graft", 4)
              .with("largest", 60)
              .with("every", 3),
          0.02),
      new Entry("signSGD", SignSgd.rule().learningRate(0.05), 0.003),
      new Entry("Signum", SignSgd.rule().learningRate(0.03).momentum(0.9), 0.02),
      new Entry("optimistic", OptimisticGradient.rule().learningRate(0.1), 0.001),
      new Entry("ASGD", Asgd.rule().learningRate(0.1), 0.001),
      new Entry("Rprop", Rprop.rule().learningRate(0.1), 0.02),
      new Entry("Adagrad", Adagrad.rule().learningRate(0.5), 0.5),
      new Entry("Adadelta", Adadelta.rule().learningRate(20), 20),
      new Entry("RMSprop", RmsProp.rule().learningRate(0.05), 0.02),
      new Entry("RMSprop, centered", RmsProp.rule().learningRate(0.05).with("centered", 1), 0.02),
      new Entry("Adamax", Adamax.rule().learningRate(0.1), 0.05),
      new Entry("RAdam", RAdam.rule().learningRate(0.15).with("skipFirst", 1), 0.05),
      new Entry("AdaBelief", AdaBelief.rule().learningRate(0.1).with("rectify", 0), 0.05),
      new Entry("Yogi", Yogi.rule().learningRate(0.1), 0.05),
      new Entry("MADGRAD", Madgrad.rule().learningRate(0.1), 0.1),
      new Entry("AdEMAMix", AdEMAMix.rule().learningRate(0.1), 0.05),
      new Entry("Adan", Adan.rule().learningRate(0.1), 0.05),
      new Entry("ADOPT", Adopt.rule().learningRate(0.1), 0.3),
      new Entry("NAdam", NAdam.rule().learningRate(0.1), 0.05),
      new Entry("Cautious Lion", CautiousLion.rule().learningRate(0.05), 0.02),
      new Entry("LARS", Lars.rule().learningRate(100), 3),
      new Entry("LAMB", Lamb.rule().learningRate(0.05).weightDecay(0), 0.02),
      new Entry("NovoGrad", NovoGrad.rule().learningRate(0.05), 0.002),
      new Entry("Fromage", Fromage.rule().learningRate(0.1), 0.01),
      new Entry("Schedule-free SGD", ScheduleFreeSgd.rule().learningRate(0.5), 0.002),
      new Entry("Schedule-free AdamW", ScheduleFreeAdamW.rule().learningRate(0.1), 0.05),
      new Entry("Schedule-free RAdam", ScheduleFreeRAdam.rule().learningRate(0.4), 0.05),
      new Entry("AdaMod", AdaMod.rule().learningRate(0.1).with("beta3", 0.9), 0.05),
      new Entry("Padam", Padam.rule().learningRate(0.1), 0.02),
      new Entry("diffGrad", DiffGrad.rule().learningRate(0.1), 0.05),
      new Entry(
          "AdaBound",
          AdaBound.rule().learningRate(0.1).with("finalLr", 1e-3).with("gamma", 1e-4),
          0.02),
      new Entry("QHM", Qhm.rule().learningRate(0.3).momentum(0.9), 0.002),
      new Entry("AggMo", AggMo.rule().learningRate(0.03), 0.0003),
      new Entry("AccSGD", AccSgd.rule().learningRate(0.1).with("kappa", 10).with("xi", 2), 0.001),
      new Entry("LaProp", LaProp.rule().learningRate(0.1), 0.05),
      new Entry("StableAdamW", StableAdamW.rule().learningRate(0.1).weightDecay(0), 0.05),
      new Entry("MARS", Mars.rule().learningRate(0.1), 0.05),
      new Entry(
          "Simplified AdEMAMix",
          SimplifiedAdEMAMix.rule().learningRate(0.01).with("beta1", 0.9),
          0.002),
      new Entry("Adafactor", Adafactor.rule().learningRate(0.3), 0.05),
      new Entry("SOAP", Soap.rule().learningRate(0.1).weightDecay(0).with("every", 2), 0.05),
      new Entry(
          "normalized",
          Optimizer.ofEquations("p = p - lr * g / (norm(g) + 1e-12)")
              .named("normalized")
              .defaults(Map.of("lr", 0.05)),
          0.02));

  static Stream<Entry> optimizers() {
    return OPTIMIZERS.stream();
  }

  // ---- it optimizes

  @ParameterizedTest
  @MethodSource("optimizers")
  void itFindsTheBottomOfAParabola(Entry entry) {
    for (DType dtype : DType.values()) {
      Parameter p = new Parameter("p", Tensor.full(dtype, 1, 3, 4));
      Tensor curvature = Tensor.linspace(dtype, 0.5, 2, 12).reshape(3, 4);
      Optimizer optimizer =
          annealed(entry.rule, entry.rule.setting("lr").at(0), 200).on(p);
      for (int t = 0; t < 200; t++) {
        p.setGradient(p.value().mul(curvature));
        optimizer.step();
      }
      assertTrue(p.value().abs().max().item() < 0.02, entry + " " + dtype + ": " + p.value());
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void itGoesDownRosenbrocksValley(Entry entry) {
    // The valley leads past the origin, where steps in proportion to the norm end.
    assumeFalse(List.of("LARS", "Fromage").contains(entry.rule.name()));
    Parameter p = new Parameter("p", Tensor.of(new double[][] {{-1.2, 1}}));
    Optimizer optimizer = annealed(entry.rule, entry.valley, 3000).on(p);
    for (int t = 0; t < 3000; t++) {
      double x = p.value().get(0, 0);
      double y = p.value().get(0, 1);
      p.setGradient(Tensor.of(new double[][] {
        {-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)}
      }));
      optimizer.step();
    }
    double x = p.value().get(0, 0);
    double y = p.value().get(0, 1);
    double value = 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
    assertTrue(value < 0.25, entry + ": " + value + " at " + p.value() + ", 24.2 at the start");
  }

  /** The rate falls linearly to 0: rules that move by the rate itself must come to rest. */
  private static Rule annealed(Rule rule, double rate, int steps) {
    return rule.learningRate(step -> rate * (1 - step / (double) steps));
  }

  // ---- dtypes, shapes, memory

  @ParameterizedTest
  @MethodSource("optimizers")
  void dtypeAndShapeStay(Entry entry) {
    for (DType dtype : DType.values()) {
      List<Parameter> parameters = parameters(entry, dtype);
      Optimizer optimizer = entry.rule.on(parameters);
      for (int t = 0; t < 3; t++) {
        gradients(parameters, t);
        optimizer.step();
      }
      for (Map.Entry<String, Tensor> state : optimizer.state().tensors().entrySet()) {
        String name = state.getKey().split("\\.", 4)[3];
        if (!entry.rule.states().contains(name)) {
          continue;
        }
        Parameter owner = parameters.get(Integer.parseInt(state.getKey().split("\\.")[2]));
        assertEquals(dtype, state.getValue().dtype(), state.getKey());
        assertArrayEquals(owner.value().shape(), state.getValue().shape(), state.getKey());
      }
      List<Parameter> fresh = parameters(entry, dtype);
      for (int k = 0; k < parameters.size(); k++) {
        assertEquals(dtype, parameters.get(k).value().dtype());
        assertArrayEquals(
            fresh.get(k).value().shape(), parameters.get(k).value().shape());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void gradientsAreNeitherModifiedNorKept(Entry entry) {
    Rule rule = entry.rule;
    for (Hyperparameter hyperparameter : rule.hyperparameters()) {
      if (List.of("maximize", "weightDecay").contains(hyperparameter.name())) {
        rule = rule.with(hyperparameter.name(), hyperparameter.name().equals("maximize") ? 1 : 0.1);
      }
    }
    List<Parameter> parameters = parameters(entry, DType.F64);
    List<Parameter> twins = parameters(entry, DType.F64);
    Optimizer optimizer = rule.on(parameters);
    Optimizer twin = rule.on(twins);
    for (int t = 0; t < 4; t++) {
      gradients(parameters, t);
      gradients(twins, t);
      List<Tensor> given = parameters.stream().map(p -> p.gradient()).toList();
      List<Tensor> copies = given.stream().map(Tensor::copy).toList();
      optimizer.step();
      twin.step();
      for (int k = 0; k < given.size(); k++) {
        assertSame(given.get(k), parameters.get(k).gradient());
        assertTrue(
            given.get(k).arrayEqual(copies.get(k)),
            entry + " wrote to the gradient of " + parameters.get(k).name());
        // If anything of it were kept, the twin, whose gradients stay, would go elsewhere.
        given.get(k).fill(Double.NaN);
      }
    }
    assertSameBits(twins, parameters);
  }

  // ---- determinism

  @ParameterizedTest
  @MethodSource("optimizers")
  void theSameStartGivesTheSameBits(Entry entry) {
    for (DType dtype : DType.values()) {
      assertSameBits(trained(entry, dtype, 5), trained(entry, dtype, 5));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void howParametersLieInMemoryChangesNoBit(Entry entry) {
    List<Parameter> together = parameters(entry, DType.F32);
    List<Parameter> apart = parameters(entry, DType.F32);
    Optimizer one = entry.rule.on(together);
    List<Optimizer> many = apart.stream().map(p -> entry.rule.on(p)).toList();
    for (int t = 0; t < 5; t++) {
      gradients(together, t);
      gradients(apart, t);
      one.step();
      many.forEach(Optimizer::step);
    }
    assertSameBits(together, apart);
  }

  // ---- hyper-parameters

  @ParameterizedTest
  @MethodSource("optimizers")
  void aConstantScheduleIsAConstant(Entry entry) {
    Rule scheduled = entry.rule;
    for (Hyperparameter hyperparameter : entry.rule.hyperparameters()) {
      double value = entry.rule.setting(hyperparameter.name()).at(0);
      scheduled = scheduled.with(hyperparameter.name(), step -> value);
    }
    List<Parameter> constant = trained(entry, DType.F64, 5);
    assertSameBits(constant, trained(new Entry(entry.name, scheduled, 0), DType.F64, 5));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aScheduleIsAskedForStepsFromZero(Entry entry) {
    List<Long> asked = new ArrayList<>();
    List<Parameter> parameters = parameters(entry, DType.F64);
    Optimizer optimizer = entry.rule.learningRate(step -> step).on(parameters);
    optimizer.groups().get(0).set("lr", step -> {
      asked.add(step);
      return 0.1;
    });
    for (int t = 0; t < 3; t++) {
      gradients(parameters, t);
      optimizer.step();
    }
    assertEquals(List.of(0L, 1L, 2L), asked);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRateOfZeroMovesNothing(Entry entry) {
    // Rprop and AdaBound have rates of their own; MADGRAD adds eps to it; AccSGD averages, which
    // rounds.
    List<String> moving = List.of("Rprop", "AdaBound", "MADGRAD", "AccSGD");
    assumeFalse(moving.contains(entry.rule.name()));
    Rule still = entry.rule.learningRate(step -> 0);
    assertSameBits(
        parameters(entry, DType.F64), trained(new Entry(entry.name, still, 0), DType.F64, 3));
  }

  // ---- parameters without gradient

  @ParameterizedTest
  @MethodSource("optimizers")
  void aParameterWithoutGradientIsSkipped(Entry entry) {
    List<Parameter> parameters = parameters(entry, DType.F64);
    Tensor before = parameters.get(1).value().copy();
    Optimizer optimizer = entry.rule.on(parameters);
    for (int t = 0; t < 3; t++) {
      gradients(parameters, t);
      parameters.get(1).zeroGradient();
      optimizer.step();
    }
    assertTrue(before.arrayEqual(parameters.get(1).value()));
    OptimizerState state = optimizer.state();
    assertEquals("0", state.properties().get("group.0.1.t"));
    assertEquals("3", state.properties().get("group.0.2.t"));
    assertFalse(state.tensors().keySet().stream().anyMatch(key -> key.startsWith("group.0.1.")));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aParameterThatHasGradientsAtTimesGoesItsOwnWay(Entry entry) {
    // Each parameter must do in a group what it does alone, whenever its gradients come.
    List<Parameter> together = parameters(entry, DType.F64);
    List<Parameter> alone = parameters(entry, DType.F64);
    Optimizer one = entry.rule.on(together);
    List<Optimizer> many = alone.stream().map(p -> entry.rule.on(p)).toList();
    Random random = new Random(1);
    for (int t = 0; t < 12; t++) {
      gradients(together, t);
      gradients(alone, t);
      for (int k = 0; k < alone.size(); k++) {
        if (random.nextInt(3) == 0) {
          together.get(k).zeroGradient();
        } else {
          many.get(k).step();
        }
      }
      one.step();
    }
    assertSameBits(alone, together);
  }

  // ---- saving

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingGoesOnFromASavedStateWithTheSameBits(Entry entry) {
    for (DType dtype : DType.values()) {
      List<Parameter> straight = parameters(entry, dtype);
      Optimizer whole = entry.rule.on(straight);
      List<Parameter> first = parameters(entry, dtype);
      Optimizer half = entry.rule.on(first);
      for (int t = 0; t < 5; t++) {
        step(whole, straight, t);
        step(half, first, t);
      }
      List<Parameter> second = new ArrayList<>();
      first.forEach(p -> second.add(new Parameter(p.name(), p.value().copy())));
      OptimizerState saved = half.state();
      step(half, first, 99);

      Optimizer resumed = entry.rule.learningRate(1e-7).on(second);
      step(resumed, new ArrayList<>(), 0);
      resumed.load(saved);
      for (int t = 5; t < 10; t++) {
        step(whole, straight, t);
        step(resumed, second, t);
      }
      assertEquals(10, resumed.steps());
      assertSameBits(straight, second);
      assertEquals(whole.state().properties(), resumed.state().properties());
    }
  }

  // ---- the catalogue

  @Test
  void everyRuleOfTheCatalogueIsUnderContract() {
    for (Rule rule : Optimizers.all()) {
      assertTrue(
          OPTIMIZERS.stream().anyMatch(entry -> entry.rule.name().equals(rule.name())),
          rule.name());
    }
  }

  @Test
  void everyRuleOfTheCatalogueSaysWhatItIs() {
    for (Rule rule : Optimizers.all()) {
      assertFalse(rule.source().isEmpty(), rule.name());
      for (Equation equation : rule.equations()) {
        assertTrue(equation.mathml().startsWith("<math display=\"block\">"), rule.name());
      }
      assertSame(rule, Optimizers.named(rule.name()));
    }
  }

  @Test
  void everyVariantOfEveryRuleRuns() {
    for (Rule rule : Optimizers.all()) {
      List<String> switches = rule.phases().stream()
          .flatMap(lines -> lines.switches().stream())
          .distinct()
          .toList();
      for (int mask = 0; mask < 1 << switches.size(); mask++) {
        Rule variant = rule;
        for (int k = 0; k < switches.size(); k++) {
          variant = variant.with(
              switches.get(k), (mask >> k & 1) == 0 ? 0 : flagOrHalf(rule, switches.get(k)));
        }
        if (isNesterovWithoutMomentum(variant)) {
          continue;
        }
        Parameter p = new Parameter("p", Tensor.ones(DType.F64, 3, 2));
        p.setGradient(Tensor.ones(DType.F64, 3, 2));
        Optimizer optimizer = variant.on(p);
        // Some rules only look at the first gradients.
        for (int t = 0; t < 8; t++) {
          optimizer.step();
        }
        assertTrue(
            Arrays.stream(p.value().toDoubleArray()).allMatch(x -> Double.isFinite(x) && x != 1),
            variant.toString());
      }
    }
  }

  private static double flagOrHalf(Rule rule, String name) {
    return rule.known(name).domain() == Domain.FLAG ? 1 : 0.5;
  }

  private static boolean isNesterovWithoutMomentum(Rule rule) {
    return rule.name().equals("SGD")
        && rule.setting("nesterov").at(0) == 1
        && (rule.setting("momentum").at(0) == 0 || rule.setting("dampening").at(0) != 0);
  }

  // ---- what is trained

  /** A large matrix, small ones, and, where the rule takes them, a vector and a scalar. */
  private static List<Parameter> parameters(Entry entry, DType dtype) {
    List<Parameter> parameters = new ArrayList<>();
    Random random = new Random(42);
    parameters.add(parameter("large", random, dtype, 150, 120));
    parameters.add(parameter("matrix", random, dtype, 4, 3));
    parameters.add(parameter("kernel", random, dtype, 2, 3, 2, 2));
    if (!entry.rule.name().equals("Muon")) {
      parameters.add(parameter("vector", random, dtype, 5));
      parameters.add(parameter("scalar", random, dtype));
      parameters.add(parameter("empty", random, dtype, 0, 3));
      parameters.add(parameter("other vector", random, dtype, 37));
    }
    return parameters;
  }

  private static Parameter parameter(String name, Random random, DType dtype, int... shape) {
    return new Parameter(name, numbers(random, dtype, shape));
  }

  private static Tensor numbers(Random random, DType dtype, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Tensor.wrap(random.doubles(size, -1, 1).toArray(), shape).to(dtype);
  }

  private static void gradients(List<Parameter> parameters, int t) {
    Random random = new Random(1000 + t);
    for (Parameter parameter : parameters) {
      parameter.setGradient(
          numbers(random, parameter.value().dtype(), parameter.value().shape()));
    }
  }

  private static void step(Optimizer optimizer, List<Parameter> parameters, int t) {
    gradients(parameters, t);
    optimizer.step();
  }

  private static List<Parameter> trained(Entry entry, DType dtype, int steps) {
    List<Parameter> parameters = parameters(entry, dtype);
    Optimizer optimizer = entry.rule.on(parameters);
    for (int t = 0; t < steps; t++) {
      step(optimizer, parameters, t);
    }
    return parameters;
  }

  private static void assertSameBits(List<Parameter> expected, List<Parameter> got) {
    for (int k = 0; k < expected.size(); k++) {
      assertArrayEquals(
          expected.get(k).value().toDoubleArray(),
          got.get(k).value().toDoubleArray(),
          0,
          expected.get(k).name());
    }
  }
}

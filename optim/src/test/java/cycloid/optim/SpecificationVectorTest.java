package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten steps with gradients that depend on the parameters. Expected numbers: PyTorch 2.13 and the authors' code, float64
 * (Newton-Schulz in float64, too).
 *
 * <p>A (4, 3), i = 0..11: A_i = sin(1 + i), gradient sin(1.3 t + 0.7 i^2) + 0.3 A_i. B (5), j = 0..4: B_j = cos(1 + j),
 * gradient cos(0.8 t + 0.9 j^2) + 0.3 B_j; t = 1..10.
 */
class SpecificationVectorTest {

  /** The rule, then A[0,0], A[3,2], sum A, B[0], sum B; without the last two, A alone is trained. */
  static Stream<Arguments> vectors() {
    return Stream.of(
        vector(
            "SGD",
            Sgd.rule().learningRate(0.1),
            0.609815108732,
            -0.389531628527,
            -0.172456602102,
            0.330181681565,
            -0.565215414449),
        vector(
            "SGD with dampened momentum",
            Sgd.rule().learningRate(0.1).momentum(0.9).with("dampening", 0.1).weightDecay(0.01),
            -0.110420216734,
            0.154943507363,
            -0.499711412324,
            0.0885650389295,
            0.671385828359),
        vector(
            "SGD, Nesterov",
            Sgd.rule().learningRate(0.05).momentum(0.9).nesterov().weightDecay(0.01),
            0.234473811105,
            -0.105505501376,
            -0.320040061365,
            0.214593482305,
            0.128323080994),
        vector(
            "Adam, L2",
            Adam.rule().learningRate(0.01).weightDecay(0.1),
            0.786731278193,
            -0.490387355271,
            -0.167491206604,
            0.511618339112,
            -1.09051039076),
        vector(
            "AdamW",
            AdamW.rule().learningRate(0.01).weightDecay(0.1),
            0.785116914644,
            -0.489931773162,
            -0.172450050317,
            0.512523279889,
            -1.09008239825),
        vector(
            "AMSGrad",
            Adam.rule().learningRate(0.01).betas(0.9, 0.9).with("amsgrad", 1),
            0.792384970565,
            -0.494540962346,
            -0.175978359552,
            0.518403420045,
            -1.10206260852),
        vector(
            "Lion",
            Lion.rule().learningRate(0.01).weightDecay(0.1),
            0.813223581353,
            -0.511360811324,
            -0.183927271168,
            0.495013252489,
            -1.16392396592),
        vector(
            "Muon",
            Muon.rule().learningRate(0.02),
            0.724181820066,
            -0.449867983778,
            -0.166183870755),
        vector(
            "Muon, as large as AdamW",
            Muon.rule().learningRate(0.02).with("matchRms", 1),
            0.789804128551,
            -0.499613408851,
            -0.139795944619),
        vector(
            "Muon, first authors",
            Muon.rule()
                .learningRate(0.02)
                .weightDecay(0)
                .with("epsAdded", 1)
                .with("lastTwoAxes", 1),
            0.739720597383,
            -0.459744285844,
            -0.170190504584));
  }

  private static Arguments vector(String name, Rule rule, double... expected) {
    return Arguments.of(Named.of(name, rule), expected);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void tenStepsInDoubleAreTheReferences(Rule rule, double[] expected) {
    compare(rule, expected, DType.F64, 1e-9);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void tenStepsInFloatAreCloseToTheReferences(Rule rule, double[] expected) {
    compare(rule, expected, DType.F32, 2e-5);
  }

  private static void compare(Rule rule, double[] expected, DType dtype, double tolerance) {
    Parameter a = new Parameter("A", Tensor.zeros(dtype, 4, 3));
    Parameter b = new Parameter("B", Tensor.zeros(dtype, 5));
    for (int i = 0; i < 12; i++) {
      a.value().set(Math.sin(1 + i), i / 3, i % 3);
    }
    for (int j = 0; j < 5; j++) {
      b.value().set(Math.cos(1 + j), j);
    }
    List<Parameter> trained = expected.length == 3 ? List.of(a) : List.of(a, b);
    Optimizer optimizer = rule.on(trained);
    for (int t = 1; t <= 10; t++) {
      a.setGradient(gradient(a, t));
      b.setGradient(gradient(b, t));
      optimizer.step();
    }
    List<Double> got = new ArrayList<>(List.of(a.value().get(0, 0), a.value().get(3, 2), sum(a)));
    if (expected.length == 5) {
      got.addAll(List.of(b.value().get(0), sum(b)));
    }
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], got.get(k), tolerance, "number " + k);
    }
  }

  private static Tensor gradient(Parameter parameter, int t) {
    double[] p = parameter.value().toDoubleArray();
    boolean isMatrix = p.length == 12;
    for (int i = 0; i < p.length; i++) {
      double drive = isMatrix ? Math.sin(1.3 * t + 0.7 * i * i) : Math.cos(0.8 * t + 0.9 * i * i);
      p[i] = drive + 0.3 * p[i];
    }
    return Tensor.wrap(p, parameter.value().shape()).to(parameter.value().dtype());
  }

  private static double sum(Parameter parameter) {
    double sum = 0;
    for (double x : parameter.value().toDoubleArray()) {
      sum += x;
    }
    return sum;
  }
}

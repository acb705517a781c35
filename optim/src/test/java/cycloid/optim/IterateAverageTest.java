package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.BatchNorm;
import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IterateAverageTest {
  private static final Golden GOLDEN = Golden.open("schedules.safetensors");

  static Stream<Golden.Case> averages() {
    return GOLDEN.cases().stream().filter(c -> c.has("avg"));
  }

  private static IterateAverage of(Golden.Case golden, Parameter parameter) {
    Map<String, Object> hyper = golden.hyper();
    List<Parameter> all = List.of(parameter);
    IterateAverage average = switch ((String) golden.attributes().get("averaging")) {
      case "EMA" -> IterateAverage.exponential(all, (Double) hyper.get("decay"));
      case "ema of a sequence" ->
        (Boolean) hyper.get("debias")
            ? IterateAverage.unbiased(all, (Double) hyper.get("decay"))
            : IterateAverage.fromZero(all, (Double) hyper.get("decay"));
      case "incremental_update" ->
        IterateAverage.fromZero(all, 1 - (Double) hyper.get("step_size"));
      default -> IterateAverage.equal(all);
    };
    return hyper.containsKey("every")
        ? average.from(
            ((Double) hyper.get("start")).longValue(), ((Double) hyper.get("every")).longValue())
        : average;
  }

  @ParameterizedTest
  @MethodSource("averages")
  void theAveragesAreTheReferences(Golden.Case golden) {
    Tensor sequence = golden.tensor("parameters", 0);
    Parameter p = new Parameter("p", sequence.select(0, 0).copy());
    IterateAverage average = of(golden, p);
    for (int t = 0; t < sequence.size(0); t++) {
      p.value().copyFrom(sequence.select(0, t));
      average.update();
      Tensor expected = golden.tensor("avg", 0).select(0, t);
      double error = average.values().get(0).sub(expected).abs().max().item();
      assertTrue(error <= 1e-12, golden + ", " + t + ": " + error);
    }
  }

  @Test
  void statisticsOfBatchNormAreTakenAnewByOnePass() {
    Golden.Case golden =
        GOLDEN.cases().stream().filter(c -> c.has("running_mean")).findFirst().orElseThrow();
    BatchNorm norm = BatchNorm.cumulative(4, 1e-5, DType.F64);
    Tensor y = golden.tensor("X", 0).matmul(golden.tensor("W", 0).transpose());
    for (int t = 0; t < 3; t++) {
      norm.forward(y.narrow(0, 8 * t, 8 * t + 8));
    }
    for (String name : List.of("running_mean", "running_var")) {
      assertArrayEquals(
          golden.tensor(name, 0).toDoubleArray(),
          norm.namedBuffers().get(name).value().toDoubleArray(),
          1e-12);
    }
  }

  @Test
  void polynomialWeightsGrowWithThePowerOfTheNumber() {
    // With gamma = 1 the weight of the n-th, from 0, is proportional to n + 1: (1 * 1 + 2 * 2 + 3 *
    // 3) / 6.
    Parameter p = new Parameter("p", Tensor.of(1.0));
    IterateAverage average = IterateAverage.polynomial(List.of(p), 1);
    for (double value : new double[] {1, 2, 3}) {
      p.value().fill(value);
      average.update();
    }
    assertEquals(14 / 6.0, average.values().get(0).get(0), 1e-15);
    assertEquals(3, average.count());
  }

  @Test
  void memoryIsShortAtFirstWithWarmUp() {
    // Weights 1, 1 - 2/11, 1 - 3/12.
    Parameter p = new Parameter("p", Tensor.of(1.0));
    IterateAverage average = IterateAverage.warmedUp(List.of(p), 0.999);
    double expected = 0;
    for (int n = 0; n < 3; n++) {
      p.value().fill(n);
      average.update();
      double w = n == 0 ? 1 : 1 - (1.0 + n) / (10 + n);
      expected = (1 - w) * expected + w * n;
    }
    assertEquals(expected, average.values().get(0).get(0), 1e-15);
  }

  @Test
  void swappingInAndOutGivesBackWhatWas() {
    Parameter p = new Parameter("p", Tensor.of(1.0, 2.0));
    IterateAverage average = IterateAverage.equal(List.of(p));
    average.update();
    p.value().copyFrom(Tensor.of(3.0, 6.0));
    average.update();
    average.swapIn();
    assertArrayEquals(new double[] {2, 4}, p.value().toDoubleArray());
    IllegalStateException e = assertThrows(IllegalStateException.class, average::update);
    assertEquals(
        "update: the averages must be swapped out; got averages swapped in", e.getMessage());
    average.swapOut();
    assertArrayEquals(new double[] {3, 6}, p.value().toDoubleArray());
    e = assertThrows(IllegalStateException.class, average::swapOut);
    assertEquals(
        "swapOut: the averages must be swapped in; got averages swapped out", e.getMessage());
  }

  @Test
  void averagingGoesOnFromASavedStateWithTheSameBits() {
    Parameter p = new Parameter("p", Tensor.linspace(DType.F32, 0, 1, 5));
    IterateAverage whole = IterateAverage.unbiased(List.of(p), 0.9);
    IterateAverage half = IterateAverage.unbiased(List.of(p), 0.9);
    for (int t = 0; t < 3; t++) {
      p.value().copyFrom(p.value().mul(1.7));
      whole.update();
      half.update();
    }
    IterateAverage resumed = IterateAverage.unbiased(List.of(p), 0.9);
    resumed.load(half.state());
    for (int t = 0; t < 3; t++) {
      p.value().copyFrom(p.value().mul(-0.7));
      whole.update();
      resumed.update();
    }
    assertArrayEquals(
        whole.values().get(0).toDoubleArray(), resumed.values().get(0).toDoubleArray(), 0);
    assertEquals(whole.state().properties(), resumed.state().properties());
  }

  @Test
  void aStateOfOtherParametersIsRefused() {
    IterateAverage average =
        IterateAverage.equal(List.of(new Parameter("p", Tensor.zeros(DType.F64, 2))));
    OptimizerState other = IterateAverage.equal(
            List.of(new Parameter("p", Tensor.zeros(DType.F64, 3))))
        .state();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> average.load(other));
    assertEquals("load: average.0 must be (2,) f64; got (3,) f64", e.getMessage());
  }

  @Test
  void aDecayOfOneIsRefused() {
    List<Parameter> p = List.of(new Parameter("p", Tensor.of(1.0)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> IterateAverage.exponential(p, 1));
    assertEquals("average: decay must be in [0, 1); got 1.0", e.getMessage());
  }
}

package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.rules.NAdam;
import cycloid.optim.rules.NovoGrad;
import cycloid.optim.rules.ScheduleFreeSgd;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Numbers that a rule keeps for each parameter. */
class NumberTest {

  private static Parameter parameter(String name, DType dtype, int size) {
    Parameter p = new Parameter(name, Tensor.ones(dtype, size));
    p.setGradient(Tensor.full(dtype, 2, size));
    return p;
  }

  @Test
  void aNumberIsCarriedInDoubleAlsoForSinglePrecision() {
    // 0.1 + 0.1 + 0.1 is not what floats add up to.
    Rule rule = Rule.define("counter")
        .hyperparameter("lr", 1)
        .number("sum_of_rates", 0)
        .first("sum_of_rates = sum_of_rates + lr")
        .line("p = p - sum_of_rates * g");
    Parameter p = parameter("p", DType.F32, 3);
    Optimizer optimizer = rule.learningRate(0.1).on(p);
    for (int t = 0; t < 3; t++) {
      optimizer.step();
    }
    assertEquals(
        Double.toString(0.1 + 0.1 + 0.1),
        optimizer.state().properties().get("group.0.0.sum_of_rates"));
    assertEquals(1 - 2 * 0.6, p.value().get(0), 1e-6);
  }

  @Test
  void aMeasureIsOfOneParameter() {
    Parameter a = parameter("a", DType.F64, 4);
    Parameter b = parameter("b", DType.F64, 9);
    Optimizer optimizer = NovoGrad.rule().on(a, b);
    optimizer.step();
    assertEquals("16.0", optimizer.state().properties().get("group.0.0.v"));
    assertEquals("36.0", optimizer.state().properties().get("group.0.1.v"));
  }

  @Test
  void parametersWithDifferentNumbersGoTheirOwnWay() {
    // b joins one step later, when beta1 is another: its product of momenta differs though t comes
    // to be the same.
    Parameter a = parameter("a", DType.F64, 3);
    Parameter b = parameter("b", DType.F64, 3);
    Parameter alone = parameter("alone", DType.F64, 3);
    Rule rule = NAdam.rule().with("beta1", step -> 0.5 + 0.1 * step);
    Optimizer both = rule.on(a, b);
    Optimizer single = rule.on(alone);
    Tensor g = b.gradient();
    for (int t = 0; t < 3; t++) {
      give(b, g, t != 0);
      give(alone, g, t != 0);
      give(a, g, t != 1);
      both.step();
      single.step();
    }
    assertArrayEquals(alone.value().toDoubleArray(), b.value().toDoubleArray(), 0);
    assertEquals("2", both.state().properties().get("group.0.0.t"));
    assertEquals("2", both.state().properties().get("group.0.1.t"));
  }

  private static void give(Parameter parameter, Tensor gradient, boolean isThere) {
    if (isThere) {
      parameter.setGradient(gradient);
    } else {
      parameter.zeroGradient();
    }
  }

  @Test
  void averagesOfScheduleFreeRulesComeAndGo() {
    Parameter p = parameter("p", DType.F64, 2);
    Parameter other = parameter("other", DType.F64, 2);
    Optimizer optimizer = ScheduleFreeSgd.rule().learningRate(0.1).on(p);
    optimizer.add(Sgd.rule(), java.util.List.of(other));
    optimizer.step();
    optimizer.step();
    double[] y = p.value().toDoubleArray();
    double[] others = other.value().toDoubleArray();
    ScheduleFree averages = ScheduleFree.of(optimizer);
    averages.swapIn();
    // Plain steps of 0.2 from 1: 0.8, 0.6; their mean is 0.7.
    assertArrayEquals(new double[] {0.7, 0.7}, p.value().toDoubleArray(), 1e-15);
    assertArrayEquals(others, other.value().toDoubleArray(), 0);
    averages.swapOut();
    assertArrayEquals(y, p.value().toDoubleArray(), 0);
  }
}

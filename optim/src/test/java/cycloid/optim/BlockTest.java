package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where parameters and gradients lie in memory. */
class BlockTest {

  private static Parameter parameter(String name, int... shape) {
    return new Parameter(name, Tensor.ones(DType.F32, shape));
  }

  @Test
  void smallParametersArePackedSideBySide() {
    Parameter a = parameter("a", 4, 3);
    Parameter b = parameter("b", 3);
    Sgd.rule().on(a, b);
    assertSame(a.value().storage(), b.value().storage());
    assertEquals(12, b.value().offset());
    assertArrayEquals(new int[] {4, 3}, a.value().shape());
  }

  @Test
  void aLargeParameterStaysWhereItIs() {
    Parameter large = parameter("large", 200, 200);
    Tensor before = large.value();
    Sgd.rule().on(large, parameter("small", 3));
    assertSame(before, large.value());
  }

  @Test
  void dtypesArePackedApart() {
    Parameter single = parameter("single", 3);
    Parameter twice = new Parameter("double", Tensor.of(1, 1, 1));
    Optimizer optimizer = Sgd.rule().learningRate(0.5).on(single, twice);
    single.setGradient(Tensor.ofFloats(1, 1, 1));
    twice.setGradient(Tensor.of(1, 1, 1));
    optimizer.step();
    assertEquals(0.5, single.value().get(0));
    assertEquals(0.5, twice.value().get(0));
  }

  @Test
  void twoOptimizersOfTheSameParametersShareTheirStorage() {
    Parameter a = parameter("a", 2);
    Parameter b = parameter("b", 3);
    Optimizer first = Sgd.rule().learningRate(0.5).on(a, b);
    Tensor packed = a.value();
    Optimizer second = Sgd.rule().learningRate(0.25).on(a, b);
    assertSame(packed, a.value());
    a.setGradient(Tensor.ofFloats(1, 1));
    first.step();
    second.step();
    assertEquals(0.25, a.value().get(0));
  }

  @Test
  void aParameterThatIsBoundElsewhereIsFollowed() {
    Parameter a = parameter("a", 2);
    Parameter b = parameter("b", 3);
    Optimizer optimizer = Sgd.rule().learningRate(0.5).on(a, b);
    Tensor elsewhere = Tensor.zeros(DType.F32, 2);
    a.rebind(elsewhere);
    elsewhere.copyFrom(Tensor.ofFloats(10, 20));
    a.setGradient(Tensor.ofFloats(1, 1));
    b.setGradient(Tensor.ofFloats(1, 1, 1));
    optimizer.step();
    assertArrayEquals(new double[] {9.5, 19.5}, a.value().toDoubleArray());
    assertArrayEquals(new double[] {0.5, 0.5, 0.5}, b.value().toDoubleArray());
  }

  @Test
  void aParameterOrGradientInAnotherOrderOfMemoryIsUpdatedAtItsPlaces() {
    for (int[] shape : new int[][] {{2, 3}, {200, 300}}) {
      int rows = shape[0];
      int columns = shape[1];
      Tensor numbers = Tensor.linspace(DType.F64, 0, 1, rows * columns);
      Parameter p = new Parameter("p", numbers.copy().reshape(columns, rows).transpose());
      Tensor expected = p.value().copy();
      Tensor gradient = numbers.reshape(columns, rows).transpose();
      Optimizer optimizer = Sgd.rule().learningRate(0.5).on(p);
      p.setGradient(gradient);
      optimizer.step();
      assertTrue(p.value().arrayEqual(expected.sub(gradient.mul(0.5))));
    }
  }

  @Test
  void gradientsThatLieSideBySideAreUsedInPlace() {
    List<Parameter> parameters = new ArrayList<>();
    Tensor together = Tensor.linspace(DType.F64, 1, 2, 100);
    for (int k = 0; k < 10; k++) {
      parameters.add(new Parameter("p" + k, Tensor.zeros(DType.F64, 10)));
    }
    Optimizer optimizer = Sgd.rule().learningRate(1).on(parameters);
    for (int k = 0; k < 10; k++) {
      parameters.get(k).setGradient(together.narrow(0, 10 * k, 10 * k + 10));
    }
    optimizer.step();
    for (int k = 0; k < 10; k++) {
      assertTrue(parameters
          .get(k)
          .value()
          .arrayEqual(together.narrow(0, 10 * k, 10 * k + 10).neg()));
    }
  }

  @Test
  void theNumbersThatATapeHasSeenAreMarkedAsModified() {
    Parameter p = parameter("p", 2);
    Optimizer optimizer = Sgd.rule().on(p);
    int before = p.value().version();
    p.setGradient(Tensor.ofFloats(1, 1));
    optimizer.step();
    assertTrue(p.value().version() > before);
  }

  @Test
  void aSavedStateIsACopy() {
    Parameter p = parameter("p", 2);
    Optimizer optimizer = Adam.rule().on(p);
    p.setGradient(Tensor.ofFloats(1, 1));
    optimizer.step();
    OptimizerState saved = optimizer.state();
    Tensor before = saved.tensors().get("group.0.0.m").copy();
    optimizer.step();
    assertTrue(before.arrayEqual(saved.tensors().get("group.0.0.m")));
    assertNotSame(
        saved.tensors().get("group.0.0.m"), optimizer.state().tensors().get("group.0.0.m"));
  }
}

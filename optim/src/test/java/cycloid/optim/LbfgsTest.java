package cycloid.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On Rosenbrock's valley, from (-1.2, 1). Numbers of PyTorch 2.13. */
class LbfgsTest {
  private final Parameter p = new Parameter("p", Tensor.of(-1.2, 1));

  private static double valley(Parameter p) {
    double x = p.value().get(0);
    double y = p.value().get(1);
    double u = y - x * x;
    p.setGradient(Tensor.of(-400 * x * u - 2 * (1 - x), 200 * u).to(p.dtype()));
    return 100 * u * u + (1 - x) * (1 - x);
  }

  private double call(Lbfgs lbfgs) {
    return lbfgs.step(() -> valley(p));
  }

  @Test
  void withSearchItGoesThroughPyTorchsPoints() {
    Lbfgs lbfgs = Lbfgs.on(List.of(p)).asPyTorch().lineSearch(true);
    assertEquals(24.2, call(lbfgs), 1e-12);
    assertEquals(0.4234823024380289, valley(p), 1e-9);
    assertArrayEquals(new double[] {0.38062264, 0.12491013}, p.value().toDoubleArray(), 1e-8);
    assertEquals(19, lbfgs.iterated());
    assertEquals(25, lbfgs.evaluated());
    call(lbfgs);
    assertEquals(4.221457511263308e-10, valley(p), 1e-15);
    assertEquals(35, lbfgs.iterated());
    assertEquals(44, lbfgs.evaluated());
  }

  @Test
  void twoIterationsACallGoThroughPyTorchsPoints() {
    Lbfgs lbfgs = Lbfgs.on(List.of(p)).asPyTorch().lineSearch(true).iterations(2);
    for (double expected :
        new double[] {4.146927102567213, 4.125586713674038, 4.121126775765638, 4.111816451757751}) {
      call(lbfgs);
      assertEquals(expected, valley(p), 1e-10);
    }
  }

  @Test
  void withoutSearchItGoesThroughPyTorchsPoints() {
    Lbfgs lbfgs = Lbfgs.on(List.of(p)).asPyTorch().learningRate(0.1);
    call(lbfgs);
    assertEquals(4.265336005782761, valley(p), 1e-10);
    call(lbfgs);
    assertEquals(4.0469829156153185, valley(p), 1e-10);
  }

  @Test
  void itReachesTheBottomInOneCallOrInMany() {
    Lbfgs.on(List.of(p)).iterations(100).step(() -> valley(p));
    assertArrayEquals(new double[] {1, 1}, p.value().toDoubleArray(), 1e-7);

    p.value().copyFrom(Tensor.of(-1.2, 1));
    Lbfgs single = Lbfgs.on(List.of(p)).iterations(1);
    for (int k = 0; k < 100; k++) {
      call(single);
    }
    assertArrayEquals(new double[] {1, 1}, p.value().toDoubleArray(), 1e-7);
  }

  @Test
  void inSinglePrecisionItComesClose() {
    Parameter single = new Parameter("p", Tensor.of(-1.2, 1).to(DType.F32));
    Lbfgs.on(List.of(single)).iterations(200).tolerances(1e-5, 0).step(() -> valley(single));
    assertTrue(valley(single) < 1e-6, single.value().toString());
  }

  @Test
  void whereTheLossIsNotFiniteItStepsBack() {
    // -log x + x has its minimum at 1; the first trials go below 0, where it is not defined.
    Parameter x = new Parameter("x", Tensor.of(10.0));
    Lbfgs.on(List.of(x)).learningRate(1000).step(() -> {
      double value = x.value().get(0);
      x.setGradient(Tensor.of(1 - 1 / value));
      return value - Math.log(value);
    });
    assertEquals(1, x.value().get(0), 1e-6);
  }

  @Test
  void severalParametersAreOneVector() {
    Parameter a = new Parameter("a", Tensor.of(new double[][] {{-1.2}}));
    Parameter b = new Parameter("b", Tensor.of(1.0));
    Lbfgs lbfgs = Lbfgs.on(List.of(a, b));
    lbfgs.step(() -> {
      Parameter both =
          new Parameter("both", Tensor.of(a.value().item(), b.value().item()));
      final double value = valley(both);
      a.setGradient(both.gradient().narrow(0, 0, 1).reshape(1, 1));
      b.setGradient(both.gradient().narrow(0, 1, 2).copy());
      return value;
    });
    call(Lbfgs.on(List.of(p)));
    assertEquals(p.value().get(0), a.value().item(), 0);
    assertEquals(p.value().get(1), b.value().item(), 0);
  }

  @Test
  void itGoesOnFromASavedStateWithTheSameBits() {
    Lbfgs whole = Lbfgs.on(List.of(p)).iterations(3).history(2);
    call(whole);
    call(whole);
    OptimizerState state = whole.state();
    Parameter q = new Parameter("q", p.value().copy());
    call(whole);
    call(whole);
    Lbfgs resumed = Lbfgs.on(List.of(q)).iterations(3).history(2);
    resumed.load(state);
    resumed.step(() -> valley(q));
    resumed.step(() -> valley(q));
    assertArrayEquals(p.value().toDoubleArray(), q.value().toDoubleArray(), 0);
    assertEquals(whole.state().properties(), resumed.state().properties());
  }

  @Test
  void aStateThatDoesNotFitIsRefused() {
    Lbfgs lbfgs = Lbfgs.on(List.of(p));
    call(lbfgs);
    Lbfgs other = Lbfgs.on(List.of(new Parameter("p", Tensor.of(1.0, 2.0, 3.0))));
    assertEquals(
        "load: s.0 must be (3,) f64; got (2,) f64",
        assertThrows(IllegalArgumentException.class, () -> other.load(lbfgs.state()))
            .getMessage());
    Lbfgs shorter = Lbfgs.on(List.of(p)).history(1);
    assertEquals(
        "load: pairs must not be above history; got pairs=10.0, history=1.0",
        assertThrows(IllegalArgumentException.class, () -> shorter.load(lbfgs.state()))
            .getMessage());
  }

  @Test
  void differentDtypesAreRefused() {
    Parameter single = new Parameter("q", Tensor.zeros(DType.F32, 2));
    assertEquals(
        "L-BFGS: all parameters must have one dtype; got p (2,) f64, q (2,) f32",
        assertThrows(IllegalArgumentException.class, () -> Lbfgs.on(List.of(p, single)))
            .getMessage());
  }
}

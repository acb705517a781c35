package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cycloid.simd.DType;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ParameterTest {
  private final Parameter weight = new Parameter("weight", Tensor.of(1, 2, 3));

  @Test
  void hasNoGradientUntilThereIsOne() {
    assertNull(weight.gradient());
    Tensor gradient = Tensor.of(4, 5, 6);
    weight.setGradient(gradient);
    assertSame(gradient, weight.gradient());
    weight.zeroGradient();
    assertNull(weight.gradient());
  }

  @Test
  void rebindingCopiesTheValueAndWritesGoToTheNewMemory() {
    Tensor packed = Tensor.zeros(DType.F64, 5);
    weight.rebind(packed.slice(Slice.of(1, 4)));
    assertArrayEquals(new double[] {0, 1, 2, 3, 0}, packed.toDoubleArray());
    packed.set(7, 2);
    assertArrayEquals(new double[] {1, 7, 3}, weight.value().toDoubleArray());
  }

  @Test
  void gradientOfAnotherShapeIsRefused() {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> weight.setGradient(Tensor.of(1, 2)));
    assertEquals(
        "setGradient: gradient must have the shape and dtype of the value; got weight=(3,) f64, gradient=(2,) f64",
        error.getMessage());
  }

  @Test
  void viewOfAnotherDTypeIsRefused() {
    Exception error = assertThrows(
        IllegalArgumentException.class, () -> weight.rebind(Tensor.zeros(DType.F32, 3)));
    assertEquals(
        "rebind: view must have the shape and dtype of the value; got weight=(3,) f64, view=(3,) f32",
        error.getMessage());
  }
}

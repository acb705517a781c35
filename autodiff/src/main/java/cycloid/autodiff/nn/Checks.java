package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Primitives;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** What must hold, and the texts when it does not; texts are built on failure only. */
final class Checks {
  private Checks() {}

  // ---- parameters

  /** `given` can take the place of, or belong to, the parameter's value. */
  static void fits(String op, Parameter parameter, String what, Tensor given) {
    Tensor value = parameter.value();
    if (given.dtype() != value.dtype() || !Arrays.equals(given.shape(), value.shape())) {
      throw new IllegalArgumentException(
          op + ": " + what + " must have the shape and dtype of the value; got " + parameter.name()
              + "=" + described(value) + ", " + what + "=" + described(given));
    }
  }

  // ---- text

  static String described(Primitives<?> x) {
    return Shapes.text(x.shape()) + " " + text(x.dtype());
  }

  static String text(DType dtype) {
    return dtype.name().toLowerCase(Locale.ROOT);
  }
}

package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Tensor;

/** Sums over vectors, which are contiguous here, and updates of them in place. */
final class Vectors {
  private static final Equation DOT = Equation.parse("s = dot(x, y)");
  private static final Equation SCALE_ADD = Equation.parse("y = a * x + b * y");

  private Vectors() {}

  /** x'y, in the fixed order of the kernels. */
  static double dot(Tensor x, Tensor y) {
    DType dtype = x.dtype();
    Object s = dtype.allocate(1);
    Kernel.of(DOT, dtype, "x", "y", "s")
        .run(
            1,
            x.size(),
            new Object[] {x.storage(), y.storage(), s},
            new int[] {x.offset(), y.offset(), 0},
            null,
            new int[] {1, 1, 0});
    return dtype.get(s, 0);
  }

  /** The Euclidean norm sqrt(x'x). */
  static double norm(Tensor x) {
    return Math.sqrt(dot(x, x));
  }

  /** y = a x + b y, in place. */
  static void scaleAdd(double a, Tensor x, double b, Tensor y) {
    Kernel.of(SCALE_ADD, y.dtype(), "x", "y")
        .run(
            y.size(),
            new Object[] {x.storage(), y.storage()},
            new int[] {x.offset(), y.offset()},
            a,
            b);
    y.modified();
  }

  /** y = y + a x, in place. */
  static void add(double a, Tensor x, Tensor y) {
    y.addInPlace(a, x);
  }

  /** x / s; zeros where s is 0. */
  static Tensor divided(Tensor x, double s) {
    return x.mul(s == 0 ? 0 : 1 / s);
  }
}

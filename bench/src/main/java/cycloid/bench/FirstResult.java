package cycloid.bench;

import cycloid.autodiff.Autodiff;
import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.Tensor;

/** A process that computes one thing, says so by a letter, and ends: what {@link Start} times. */
public final class FirstResult {
  private static final int LANES = 1000;

  private FirstResult() {}

  /** Computes what the first word says: nothing, kernel, tensor or gradient. */
  public static void main(String[] words) {
    double result = switch (words[0]) {
      case "nothing" -> 1;
      case "kernel" -> kernel();
      case "tensor" -> tensor();
      case "gradient" -> gradient();
      default ->
        throw new IllegalArgumentException(
            "start: nothing, kernel, tensor or gradient; got " + words[0]);
    };
    System.out.write(result > 0 ? '+' : '-');
    System.out.flush();
  }

  private static double kernel() {
    float[] x = new float[LANES];
    float[] y = new float[LANES];
    Kernel kernel = Kernel.of(Equation.parse("y = a * exp(x) + y"), DType.F32, "x", "y");
    kernel.run(LANES, new Object[] {x, y}, new int[2], 2);
    return y[LANES - 1];
  }

  private static double tensor() {
    Tensor x = Tensor.ones(DType.F32, 10, 100);
    return x.exp().softmax(1).matmul(x.transpose()).sum().item();
  }

  private static double gradient() {
    Tensor x = Tensor.ones(DType.F32, LANES);
    return Autodiff.grad(v -> v.exp().sum(), x).sum().item();
  }
}

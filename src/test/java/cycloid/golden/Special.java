package cycloid.golden;

import cycloid.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * Values at NaN, infinities, signed zeros, subnormal and huge numbers. Each must be PyTorch's ({@code out}) or NumPy's
 * ({@code out_np}):
 *
 * <ul>
 *   <li>For functions that NumPy or SciPy has, relative to the number itself, and zeros have the right sign. Only the greater
 *       and the lesser of two zeros follow IEEE 754-2019 here, where -0 is less than 0.
 *   <li>For activations, which PyTorch alone has and computes by formulas that cancel, relative to 1 and the number; the
 *       sign of zeros does not matter there.
 *   <li>Where PyTorch's formula gives NaN or overflows, the mathematical limit.
 * </ul>
 */
final class Special {
  /** Functions whose formulas in PyTorch give NaN or overflow where there is a limit. */
  private static final Set<String> LIMITS =
      Set.of("gelu", "gelu_tanh", "silu", "mish", "hardswish", "softsign", "selu", "sinh", "cosh");

  /** Functions that have their own order of zeros. */
  private static final Set<String> ZEROS = Set.of("maximum", "minimum");

  private Special() {}

  static void compare(GoldenCase c, Tensor result) {
    Tensor expected = c.get("out");
    double tolerance = c.isFloat() ? 2e-5 : 1e-12;
    double least = 4 * (c.isFloat() ? Float.MIN_VALUE : Double.MIN_VALUE);
    double[] torch = expected.toDoubleArray();
    double[] numpy = c.has("out_np") ? c.get("out_np").toDoubleArray() : torch;
    double[] got = result.toDoubleArray();
    for (int i = 0; i < torch.length; i++) {
      boolean fits = close(c, torch[i], got[i], tolerance, least)
          || close(c, numpy[i], got[i], tolerance, least)
          || LIMITS.contains(c.op()) && isLimit(c, i, torch[i], got[i]);
      if (!fits) {
        throw new AssertionError(c.op() + inputs(c, i, torch.length) + ": expected " + torch[i]
            + " (PyTorch) or " + numpy[i] + " (NumPy), got " + got[i]);
      }
    }
  }

  private static List<String> inputs(GoldenCase c, int i, int size) {
    return c.inputs().stream()
        .map(x -> x.size() == size ? Double.toString(x.flatten().get(i)) : x.toString())
        .toList();
  }

  private static boolean close(
      GoldenCase c, double expected, double got, double tolerance, double least) {
    if (!Double.isFinite(expected)) {
      return Double.compare(expected, got) == 0;
    }
    if (!c.has("out_np")) {
      return Math.abs(expected - got) <= tolerance * (1 + Math.abs(expected));
    }
    boolean zeros = expected == 0 && got == 0;
    return zeros
        ? ZEROS.contains(c.op()) || Double.compare(expected, got) == 0
        : Math.abs(expected - got) <= tolerance * Math.abs(expected) + least;
  }

  /** Where PyTorch overflows or is NaN: finite, or infinite, by the function's limit. */
  private static boolean isLimit(GoldenCase c, int i, double torch, double got) {
    double x = c.inputs().get(0).flatten().get(i);
    if (Double.isNaN(x) || Double.isFinite(torch)) {
      return false;
    }
    if (c.op().equals("softsign")) {
      return got == Math.signum(x);
    }
    return x < 0 && got == 0 || Double.isInfinite(torch) && Double.isFinite(got);
  }
}

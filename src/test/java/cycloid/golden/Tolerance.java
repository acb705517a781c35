package cycloid.golden;

import cycloid.tensor.Tensor;
import java.util.Arrays;

/** How close numbers must come: max |a - b| / (1 + max |expected|), as the reference data asks. */
final class Tolerance {
  private Tolerance() {}

  static double ofValue(GoldenCase c, Family family) {
    return c.isFloat() ? ofFloat(c) : family.tolerance();
  }

  static double ofGradient(GoldenCase c) {
    if (c.isFloat()) {
      return ofFloat(c);
    }
    return switch (c.op()) {
      // PyTorch's trigamma is good to 5e-10 only.
      case "digamma" -> 1e-9;
      // PyTorch's derivative beside the kinks is 1/6 in single precision.
      case "hardsigmoid" -> c.name().startsWith("kink_") ? 1e-8 : 1e-11;
      default -> 1e-11 * matrixFunction(c);
    };
  }

  static double ofSecond(GoldenCase c) {
    return c.op().equals("lgamma") || c.op().equals("digamma") ? 1e-9 : 1e-10 * matrixFunction(c);
  }

  /** Long sums cancel: their error is relative to the sum of absolute terms. */
  private static double ofFloat(GoldenCase c) {
    return c.op().equals("sum") || c.op().equals("var") ? 1e-4 : 2e-5;
  }

  /** Functions of matrices may be off by ten times as much. */
  private static double matrixFunction(GoldenCase c) {
    Catalogue.Result<Tensor> result = Catalogue.run(c.op(), c.arguments(), c.inputs());
    return result != null && result.family().tolerance() > 1e-12 ? 10 : 1;
  }

  static void compare(String name, Tensor expected, Tensor got, double tolerance) {
    double error = error(expected, got);
    if (!(error <= tolerance)) {
      throw new AssertionError(name + ": error " + error + ", at most " + tolerance + "; expected "
          + expected + ", got " + got);
    }
  }

  /** Infinite where shapes differ, or one is NaN or infinite and the other not. */
  private static double error(Tensor expected, Tensor got) {
    if (!Arrays.equals(expected.shape(), got.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double[] x = expected.toDoubleArray();
    double[] y = got.toDoubleArray();
    double difference = 0;
    double greatest = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(x[i])) {
        difference = Math.max(difference, Math.abs(x[i] - y[i]));
        greatest = Math.max(greatest, Math.abs(x[i]));
      } else if (Double.compare(x[i], y[i]) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return difference / (1 + greatest);
  }
}

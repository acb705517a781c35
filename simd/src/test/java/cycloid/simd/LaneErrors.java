package cycloid.simd;

import java.util.List;

/**
 * The errors of lane functions in units in the last place: those for double against values of some 100 bits, those for
 * float against the functions for double, whose own errors do not show there.
 */
final class LaneErrors {
  private static final Golden GOLDEN = Golden.read("elementwise.safetensors");

  private LaneErrors() {}

  /**
   * The largest error that was found.
   *
   * @param ulps how large
   * @param at the first argument where
   * @param got the result there
   * @param expected the correctly rounded result
   * @param arguments the number of arguments that were tried
   */
  record Largest(double ulps, double at, double got, double expected, int arguments) {}

  /** The functions that there are values for and a lane function, as the values name them; sorted. */
  static List<String> functions() {
    return GOLDEN.names().stream()
        .map(name -> name.replaceFirst("/.*", ""))
        .distinct()
        .filter(function -> LaneFunctions.exists(laneName(function)))
        .toList();
  }

  static boolean has(String function, DType dtype) {
    return GOLDEN.names().contains(function + "/x" + suffix(dtype));
  }

  static Largest of(String function, DType dtype) {
    String suffix = suffix(dtype);
    double[] x = GOLDEN.values(function + "/x" + suffix);
    String name = laneName(function);
    double[][] operands = LaneFunctions.arity(name) == 1
        ? new double[][] {x}
        : new double[][] {x, GOLDEN.values(function + "/w" + suffix)};
    double[] got = LaneFunctions.scalar(dtype, name, operands);
    double[] y;
    double[] yLow;
    if (dtype == DType.F32) {
      y = LaneFunctions.scalar(DType.F64, name, operands);
      yLow = new double[y.length];
    } else {
      y = GOLDEN.values(function + "/y64");
      yLow = GOLDEN.values(function + "/y64lo");
    }
    int worst = 0;
    double largest = 0;
    for (int i = 0; i < got.length; i++) {
      double error = Ulps.error(dtype, got[i], y[i], yLow[i]);
      if (!(error <= largest)) {
        largest = error;
        worst = i;
      }
    }
    return new Largest(largest, x[worst], got[worst], y[worst], x.length);
  }

  private static String suffix(DType dtype) {
    return dtype == DType.F32 ? "32" : "64";
  }

  /** The lane function for a name as others spell it, such as {@code logsigmoid} or {@code gelu_tanh}. */
  private static String laneName(String function) {
    String letters = function.replace("_", "");
    return LaneFunctions.names().stream()
        .filter(letters::equalsIgnoreCase)
        .findFirst()
        .orElse(function);
  }
}

package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The lane functions against correctly rounded values: the largest error, in units in the last place. */
class LanesAccuracyTest {
  private static final Golden GOLDEN = Golden.read("elementwise.safetensors");
  private static final double BOUND = 2;
  private static final Map<String, Double> TIGHTER =
      Map.of("exp", 1.5, "log", 1.5, "tanh", 1.5, "sigmoid", 1.5, "sqrt", 0.5);

  private static final Map<String, String> TABLE = new TreeMap<>();

  @TestFactory
  List<DynamicTest> errorIsWithinBound() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : GOLDEN.names()) {
      String function = name.replaceFirst("/.*", "");
      if (!LaneFunctions.exists(laneName(function))) {
        TABLE.put(function, "not a lane function");
      } else if (name.endsWith("/x32")) {
        tests.add(dynamicTest(function + " F32", () -> check(function, DType.F32, "32")));
      } else if (name.endsWith("/x64")) {
        tests.add(dynamicTest(function + " F64", () -> check(function, DType.F64, "64")));
      }
    }
    return tests;
  }

  @AfterAll
  static void printTable() {
    System.out.println("largest error of the lane functions in ulp");
    TABLE.forEach((name, line) -> System.out.printf("  %-16s %s%n", name, line));
  }

  /** The lane function for a name as others spell it, such as {@code logsigmoid} or {@code gelu_tanh}. */
  private static String laneName(String function) {
    String letters = function.replace("_", "");
    return LaneFunctions.names().stream()
        .filter(letters::equalsIgnoreCase)
        .findFirst()
        .orElse(function);
  }

  private static void check(String function, DType dtype, String suffix) {
    double[] x = GOLDEN.values(function + "/x" + suffix);
    double[] y = GOLDEN.values(function + "/y" + suffix);
    String low = function + "/y" + suffix + "lo";
    double[] yLow = GOLDEN.names().contains(low) ? GOLDEN.values(low) : new double[y.length];
    String name = laneName(function);
    double[][] operands = LaneFunctions.arity(name) == 1
        ? new double[][] {x}
        : new double[][] {x, GOLDEN.values(function + "/w" + suffix)};
    double[] got = LaneFunctions.scalar(dtype, name, operands);
    int worst = 0;
    double largest = 0;
    for (int i = 0; i < got.length; i++) {
      double error = Ulps.error(dtype, got[i], y[i], yLow[i]);
      if (!(error <= largest)) {
        largest = error;
        worst = i;
      }
    }
    TABLE.put(function + " " + dtype, String.format(Locale.ROOT, "%.3f  at %s", largest, x[worst]));
    double bound = TIGHTER.getOrDefault(function, BOUND);
    String where = function + "(" + x[worst] + "): got " + got[worst] + ", expected " + y[worst];
    assertTrue(largest <= bound, () -> where + ", " + x.length + " arguments, bound " + bound);
  }
}

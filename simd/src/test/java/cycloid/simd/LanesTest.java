package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Lane functions at special values: zeros, infinities, NaN, the ends of their domains and ranges. */
class LanesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double PI = Math.PI;

  /** Functions of one argument: name, then pairs of argument and result, which must be equal in float and in double. */
  private static final Object[][] UNARY = {
    {"neg", 0.0, -0.0, -0.0, 0.0, INF, -INF, NAN, NAN},
    {"abs", -0.0, 0.0, -INF, INF, NAN, NAN},
    {"sign", 0.0, 0.0, -0.0, 0.0, -INF, -1.0, 3.0, 1.0, NAN, NAN},
    {"relu", -0.0, 0.0, -INF, 0.0, INF, INF, 2.0, 2.0, NAN, NAN},
    {"sqrt", 0.0, 0.0, -0.0, -0.0, INF, INF, -1.0, NAN, NAN, NAN, 4.0, 2.0},
    {"rsqrt", 0.0, INF, -0.0, -INF, INF, 0.0, -1.0, NAN, 4.0, 0.5, NAN, NAN},
    {"cbrt", 0.0, 0.0, -0.0, -0.0, -INF, -INF, NAN, NAN, -27.0, -3.0, 0x1p-60, 0x1p-20},
    {
      "floor", -0.0, -0.0, -0.5, -1.0, 0.5, 0.0, 2.5, 2.0, -INF, -INF, 1e30, 1e30, NAN, NAN,
      8388607.5, 8388607.0
    },
    {
      "ceil", -0.0, -0.0, -0.5, -0.0, 0.5, 1.0, -2.5, -2.0, INF, INF, 1e30, 1e30, NAN, NAN,
      8388607.5, 8388608.0
    },
    {"trunc", -0.0, -0.0, -0.5, -0.0, 2.75, 2.0, -2.75, -2.0, INF, INF, 1e30, 1e30, NAN, NAN},
    {
      "round", -0.0, -0.0, -0.5, -0.0, 0.5, 0.0, 1.5, 2.0, 2.5, 2.0, -2.5, -2.0, 1e30, 1e30, INF,
      INF, NAN, NAN
    },
    {"exp", 0.0, 1.0, -0.0, 1.0, INF, INF, -INF, 0.0, NAN, NAN, 1000.0, INF, -1000.0, 0.0},
    {"expDown", 0.0, 1.0, -0.0, 1.0, -INF, 0.0, NAN, NAN, -1000.0, 0.0},
    {"expm1", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -1.0, NAN, NAN, 1000.0, INF, -1000.0, -1.0},
    {
      "exp2", 0.0, 1.0, 10.0, 1024.0, -1.0, 0.5, 2000.0, INF, -2000.0, 0.0, -INF, 0.0, INF, INF,
      NAN, NAN
    },
    {"log", 0.0, -INF, -0.0, -INF, 1.0, 0.0, INF, INF, -1.0, NAN, -INF, NAN, NAN, NAN},
    {"log1p", 0.0, 0.0, -0.0, -0.0, -1.0, -INF, INF, INF, -2.0, NAN, -INF, NAN, NAN, NAN},
    {
      "log2", 0.0, -INF, 1.0, 0.0, 1024.0, 10.0, 0.125, -3.0, 0x1p-140, -140.0, INF, INF, -1.0, NAN,
      NAN, NAN
    },
    {"log10", 0.0, -INF, 1.0, 0.0, 1000.0, 3.0, 1e10, 10.0, INF, INF, -1.0, NAN, NAN, NAN},
    {"sin", 0.0, 0.0, -0.0, -0.0, INF, NAN, -INF, NAN, NAN, NAN},
    {"cos", 0.0, 1.0, -0.0, 1.0, INF, NAN, -INF, NAN, NAN, NAN},
    {"tan", 0.0, 0.0, -0.0, -0.0, INF, NAN, -INF, NAN, NAN, NAN},
    {"asin", 0.0, 0.0, -0.0, -0.0, 1.0, PI / 2, -1.0, -PI / 2, 1.5, NAN, -INF, NAN, NAN, NAN},
    {"acos", 0.0, PI / 2, 1.0, 0.0, -1.0, PI, 1.5, NAN, INF, NAN, NAN, NAN},
    {"atan", 0.0, 0.0, -0.0, -0.0, 1.0, PI / 4, INF, PI / 2, -INF, -PI / 2, 1e30, PI / 2, NAN, NAN},
    {"sinh", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -INF, 1000.0, INF, NAN, NAN},
    {"cosh", 0.0, 1.0, -0.0, 1.0, INF, INF, -INF, INF, -1000.0, INF, NAN, NAN},
    {"tanh", 0.0, 0.0, -0.0, -0.0, INF, 1.0, -INF, -1.0, 100.0, 1.0, NAN, NAN},
    {"asinh", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -INF, NAN, NAN},
    {"acosh", 1.0, 0.0, 0.5, NAN, -INF, NAN, INF, INF, NAN, NAN},
    {"atanh", 0.0, 0.0, -0.0, -0.0, 1.0, INF, -1.0, -INF, 2.0, NAN, INF, NAN, NAN, NAN},
    {"sigmoid", 0.0, 0.5, INF, 1.0, -INF, 0.0, 100.0, 1.0, -1000.0, 0.0, NAN, NAN},
    {"logSigmoid", INF, -0.0, -INF, -INF, -1000.0, -1000.0, NAN, NAN},
    {"softplus", INF, INF, -INF, 0.0, 1000.0, 1000.0, -1000.0, 0.0, NAN, NAN},
    {"silu", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -0.0, 1000.0, 1000.0, -1000.0, -0.0, NAN, NAN},
    {"gelu", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -0.0, 1000.0, 1000.0, -1000.0, -0.0, NAN, NAN},
    {"geluSlope", 0.0, 0.5, -0.0, 0.5, INF, 1.0, -INF, -0.0, 1000.0, 1.0, -1000.0, -0.0, NAN, NAN},
    {"geluTanh", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -0.0, 1000.0, 1000.0, -1000.0, -0.0, NAN, NAN
    },
    {"mish", 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -0.0, 1000.0, 1000.0, -1000.0, -0.0, NAN, NAN},
    {"erf", 0.0, 0.0, -0.0, -0.0, INF, 1.0, -INF, -1.0, 10.0, 1.0, NAN, NAN},
    {"erfc", 0.0, 1.0, -0.0, 1.0, INF, 0.0, -INF, 2.0, 100.0, 0.0, -10.0, 2.0, NAN, NAN},
    {"erfinv", 0.0, 0.0, -0.0, -0.0, 1.0, INF, -1.0, -INF, 1.5, NAN, -INF, NAN, NAN, NAN},
    {"lgamma", 0.0, INF, -0.0, INF, 1.0, 0.0, 2.0, 0.0, -3.0, INF, INF, INF, -INF, INF, NAN, NAN},
    {"digamma", 0.0, -INF, -0.0, INF, -3.0, NAN, INF, INF, -INF, NAN, NAN, NAN},
    {"trigamma", 0.0, INF, -0.0, INF, -3.0, INF, INF, 0.0, -INF, NAN, NAN, NAN},
    {"tetragamma", 0.0, -INF, -0.0, INF, -3.0, NAN, INF, -0.0, -INF, NAN, NAN, NAN},
    {"isNaN", 0.0, 0.0, NAN, 1.0, INF, 0.0}
  };

  /** Functions of two arguments: name, then triples of arguments and result. */
  private static final Object[][] BINARY = {
    {"min", 0.0, -0.0, -0.0, -0.0, 0.0, -0.0, NAN, 1.0, NAN, 1.0, NAN, NAN, -INF, INF, -INF},
    {"max", 0.0, -0.0, 0.0, -0.0, 0.0, 0.0, NAN, 1.0, NAN, 1.0, NAN, NAN, -INF, INF, INF},
    {"copySign", 2.0, -0.0, -2.0, -2.0, 0.0, 2.0, 0.0, -1.0, -0.0, INF, -INF, -INF},
    {
      "pow", NAN, 0.0, 1.0, NAN, -0.0, 1.0, 1.0, NAN, 1.0, -1.0, INF, 1.0, -1.0, -INF, 1.0, -1.0,
      NAN, NAN, 0.0, 0.0, 1.0
    },
    {
      "pow", 0.0, 1.0, 0.0, 0.0, -1.0, INF, -0.0, 3.0, -0.0, -0.0, -3.0, -INF, -0.0, 2.0, 0.0, -0.0,
      -0.5, INF
    },
    {
      "pow", 2.0, INF, INF, 2.0, -INF, 0.0, 0.5, INF, 0.0, 0.5, -INF, INF, INF, 2.0, INF, INF, -2.0,
      0.0, 0.0, INF, 0.0
    },
    {
      "pow", -INF, 3.0, -INF, -INF, 2.0, INF, -INF, -3.0, -0.0, -INF, 0.5, INF, -8.0, 3.0, -512.0,
      -8.0, 0.5, NAN
    },
    {
      "pow", 2.0, 2000.0, INF, 2.0, -2000.0, 0.0, -2.0, 2001.0, -INF, 3.0, 4.0, 81.0, 2.0, -149.0,
      0x1p-149, 1e30, NAN, NAN
    },
    {
      "atan2", 0.0, 1.0, 0.0, -0.0, 1.0, -0.0, 0.0, -1.0, PI, -0.0, -1.0, -PI, 0.0, 0.0, 0.0, 0.0,
      -0.0, PI, -0.0, -0.0, -PI
    },
    {
      "atan2",
      INF,
      INF,
      PI / 4,
      INF,
      -INF,
      3 * PI / 4,
      -INF,
      -INF,
      -3 * PI / 4,
      1.0,
      INF,
      0.0,
      -1.0,
      -INF,
      -PI,
      INF,
      1.0,
      PI / 2
    },
    {
      "atan2", 1.0, 0.0, PI / 2, -1.0, -0.0, -PI / 2, NAN, 1.0, NAN, 0.0, NAN, NAN, NAN, INF, NAN,
      1.0, 1.0, PI / 4
    },
    {
      "hypot", 3.0, -4.0, 5.0, INF, NAN, INF, NAN, -INF, INF, NAN, 1.0, NAN, 0.0, -0.0, 0.0, 3e37,
      4e37, 5e37, 0x1p-149, 0.0, 0x1p-149
    },
    {"fmax", 0.0, -0.0, 0.0, NAN, 1.0, 1.0, 1.0, NAN, 1.0, NAN, NAN, NAN, -INF, INF, INF},
    {"fmin", 0.0, -0.0, -0.0, NAN, 1.0, 1.0, 1.0, NAN, 1.0, NAN, NAN, NAN, -INF, INF, -INF},
    {
      "fmod", 5.5, -2.0, 1.5, -5.5, 2.0, -1.5, 6.0, 3.0, 0.0, -6.0, 3.0, -0.0, 1.0, 0.0, NAN, 1.0,
      INF, 1.0
    },
    {"fmod", INF, 1.0, NAN, -0.0, 1.0, -0.0, NAN, 1.0, NAN, 0x1p127, 3.0, 2.0, 1.0, NAN, NAN},
    {"remainder", 5.5, -2.0, -0.5, -5.5, 2.0, 0.5, 6.0, -3.0, -0.0, -6.0, 3.0, 0.0, 1.0, 0.0, NAN},
    {"remainder", -1.0, INF, INF, 1.0, INF, 1.0, INF, 1.0, NAN, 0x1p127, -3.0, -1.0, NAN, 1.0, NAN},
    {"xlogy", 0.0, 0.0, 0.0, 0.0, INF, 0.0, 0.0, NAN, NAN, 2.0, 0.0, -INF, 1.0, -1.0, NAN},
    {"logAddExp", -INF, -INF, -INF, INF, 1.0, INF, INF, INF, INF, 5.0, -INF, 5.0, NAN, 1.0, NAN},
    {"less", 1.0, 2.0, 1.0, NAN, 1.0, 0.0, -0.0, 0.0, 0.0},
    {"lessEqual", 1.0, 1.0, 1.0, NAN, NAN, 0.0, 0.0, -0.0, 1.0},
    {"greater", 2.0, 1.0, 1.0, 1.0, NAN, 0.0, 1.0, 1.0, 0.0},
    {"greaterEqual", 1.0, 1.0, 1.0, NAN, 1.0, 0.0, 1.0, 2.0, 0.0},
    {"equal", 0.0, -0.0, 1.0, NAN, NAN, 0.0},
    {"notEqual", 0.0, -0.0, 0.0, NAN, NAN, 1.0}
  };

  @TestFactory
  List<DynamicTest> specialValues() {
    List<DynamicTest> tests = new ArrayList<>();
    for (DType dtype : DType.values()) {
      addTests(tests, dtype, UNARY, 1);
      addTests(tests, dtype, BINARY, 2);
    }
    return tests;
  }

  private static void addTests(List<DynamicTest> tests, DType dtype, Object[][] table, int arity) {
    for (Object[] row : table) {
      for (int i = 1; i < row.length; i += arity + 1) {
        double[][] operands = new double[arity][];
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < arity; j++) {
          operands[j] = new double[] {(double) row[i + j]};
          text.append(j == 0 ? "" : ", ").append(row[i + j]);
        }
        double expected =
            dtype == DType.F32 ? (float) (double) row[i + arity] : (double) row[i + arity];
        String name = (String) row[0];
        tests.add(dynamicTest(
            name + "(" + text + ") is " + expected + " " + dtype,
            () -> assertEquals(expected, LaneFunctions.scalar(dtype, name, operands)[0])));
      }
    }
  }

  @Test
  void subnormalResultsAreRoundedOnce() {
    assertEquals(Double.MIN_VALUE, DoubleLanes.exp(-744.6));
    assertEquals(Float.MIN_VALUE, FloatLanes.exp(-103.5f));
    assertEquals(Double.MIN_VALUE, DoubleLanes.exp2(-1074));
    assertEquals(0x1.8p-1073, DoubleLanes.pow(0x1.8p-1, 1) * 0x1p-1072);
    assertEquals(0x1p-1074, DoubleLanes.pow(0x1p-537, 2));
  }

  @Test
  void subnormalArgumentsAreNumbers() {
    assertEquals(-744.4400719213812, DoubleLanes.log(Double.MIN_VALUE));
    assertEquals(-1074, DoubleLanes.log2(Double.MIN_VALUE));
    assertEquals(Double.MIN_VALUE, DoubleLanes.tanh(Double.MIN_VALUE));
    assertEquals(Double.MIN_VALUE, DoubleLanes.expm1(Double.MIN_VALUE));
    assertEquals(Double.MIN_VALUE, DoubleLanes.sin(Double.MIN_VALUE));
    assertEquals(Float.MIN_VALUE, FloatLanes.asinh(Float.MIN_VALUE));
  }

  @Test
  void expOfWhatIsNotAboveZeroHasTheBitsOfExp() {
    Random random = new Random(5);
    for (DType dtype : DType.values()) {
      double[] x = DoubleStream.concat(
              DoubleStream.of(LaneArguments.special(dtype)),
              random.doubles(20_000, 0, dtype == DType.F32 ? 108 : 750))
          .map(v -> -Math.abs(v))
          .toArray();
      assertArrayEquals(
          LaneFunctions.scalar(dtype, "exp", x), LaneFunctions.scalar(dtype, "expDown", x));
    }
  }

  @Test
  void tailsOfActivationsAreNotCutOff() {
    assertEquals(
        -3.1781632202293424e-306, DoubleLanes.silu(-710)); // where e^-710 alone is subnormal
    assertTrue(DoubleLanes.gelu(-38) < 0);
    assertTrue(FloatLanes.gelu(-13.5f) < 0);
    assertTrue(DoubleLanes.geluSlope(-38) < 0);
    assertTrue(FloatLanes.geluSlope(-13.5f) < 0);
  }

  @Test
  void remaindersOfFarQuotientsAreExact() {
    assertEquals(2.0, DoubleLanes.fmod(0x1p1023, 3)); // 2^odd = 2 modulo 3
    assertEquals(0.0, DoubleLanes.fmod(Double.MAX_VALUE, Double.MIN_VALUE));
    assertEquals(Double.MIN_VALUE, DoubleLanes.fmod(4 * Double.MIN_VALUE, 3 * Double.MIN_VALUE));
    assertEquals(1.0, DoubleLanes.fmod(0x1p52, 3));
  }

  @Test
  void sineOfTheHardestDoubleIsRight() {
    double x = 6381956970095103.0 * 0x1p797; // the double closest to a multiple of pi/2
    assertEquals(-4.687165924254628e-19, DoubleLanes.cos(x));
    assertEquals(1.0, DoubleLanes.sin(x));
  }
}

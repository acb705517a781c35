package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelTest {
  private static final int[] LENGTHS = {
    0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 67, 511, 512, 513, 1000, 4098, 20000
  };
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-310,
    -1e-42,
    3e38,
    -1e300,
    0.5
  };

  /** Equations that use every part of the engine: temporaries, in-place updates, conditions, several stages, scratch. */
  private static final String[][] EQUATIONS = {
    {"y = a * x + y", "x", "y"},
    {"m = 0.9 * m + (1 - 0.9) * x; y = y - a * m / (sqrt(abs(m)) + 1e-8)", "m", "x", "y"},
    {"y = where(x > 0 and not isnan(y), x * (a > 1), -y)", "x", "y"},
    {"y = where(a > 1, x, y) + (x != y)", "x", "y"},
    {"t = x^3 + x^-2; y = t * t - x^0.5", "x", "y"},
    {"s = sum(x); h = max(x); l = min(x); u = mean(x * y)", "x", "y", "s", "h", "l", "u"},
    {"e = exp(x - max(x)); y = e / sum(e)", "x", "y"},
    {"c = x - mean(x); y = c * rsqrt(mean(c * c) + a); s = norm(x)", "x", "y", "s"},
    {"y = x + 1; z = dot(y, x); x = x / (1 + abs(z))", "x", "y", "z"},
  };

  @Test
  void oneEquationGivesOneKernel() {
    Kernel kernel = Kernel.of(Equation.parse("y = 2 * x"), DType.F32, "x", "y");
    assertSame(kernel, Kernel.of(Equation.parse("y = 2 * x"), DType.F32, "x", "y"));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void compiledLoopsAndTheInterpreterGiveTheSameBits(DType dtype) {
    for (String[] row : EQUATIONS) {
      Equation equation = Equation.parse(row[0]);
      String[] names = java.util.Arrays.copyOfRange(row, 1, row.length);
      Kernel interpreted = Kernel.of(Kernel.Tier.INTERPRETED, equation, dtype, names);
      Kernel compiled = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, names);
      for (int n : LENGTHS) {
        for (int offset : new int[] {0, 1, 3}) {
          Object[] one = operands(dtype, names.length, 2 * n + 8, 7);
          Object[] two = operands(dtype, names.length, 2 * n + 8, 7);
          run(interpreted, n, offset, one);
          run(compiled, n, offset, two);
          for (int k = 0; k < names.length; k++) {
            assertSameBits(
                dtype,
                one[k],
                two[k],
                row[0] + ", n=" + n + ", offset " + offset + ", array " + names[k]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void theLastLanesAreComputedFromWhatStoodThereBefore(DType dtype) {
    Equation equation = Equation.parse("z = x * y; y = y * y + x");
    String[] names = {"x", "y", "z"};
    Kernel interpreted = Kernel.of(Kernel.Tier.INTERPRETED, equation, dtype, names);
    Kernel compiled = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, names);
    for (int n = 0; n <= 70; n++) {
      Object[] one = operands(dtype, names.length, n + 3, 11);
      Object[] two = operands(dtype, names.length, n + 3, 11);
      interpreted.run(n, one, new int[] {1, 2, 3});
      compiled.run(n, two, new int[] {1, 2, 3});
      for (int k = 0; k < names.length; k++) {
        assertSameBits(dtype, one[k], two[k], "n=" + n + ", array " + names[k]);
      }
    }
  }

  /** Two rows; names of one letter s h l u z are one value a row. */
  private static void run(Kernel kernel, int n, int offset, Object[] arrays) {
    int count = kernel.arrays().size();
    int[] offsets = new int[count];
    int[] rowStrides = new int[count];
    int[] laneStrides = new int[count];
    for (int k = 0; k < count; k++) {
      boolean single = "shluz".contains(kernel.arrays().get(k));
      offsets[k] = offset;
      rowStrides[k] = single ? 1 : n + 1;
      laneStrides[k] = single ? 0 : 1;
    }
    double[] scalars = new double[kernel.scalars().size()];
    java.util.Arrays.fill(scalars, 1.7);
    kernel.run(2, n, arrays, offsets, rowStrides, laneStrides, scalars);
  }

  private static Object[] operands(DType dtype, int count, int length, long seed) {
    Random random = new Random(seed);
    Object[] arrays = new Object[count];
    for (int k = 0; k < count; k++) {
      arrays[k] = dtype.allocate(length);
      for (int i = 0; i < length; i++) {
        boolean special = random.nextInt(20) == 0 && length > 100;
        dtype.set(
            arrays[k],
            i,
            special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian());
      }
    }
    return arrays;
  }

  private static void assertSameBits(DType dtype, Object a, Object b, String where) {
    for (int i = 0; i < dtype.length(a); i++) {
      double x = dtype.get(a, i);
      double y = dtype.get(b, i);
      if (Double.doubleToLongBits(x) != Double.doubleToLongBits(y)) {
        throw new AssertionError(where + ", element " + i + ": " + x + " but " + y);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void broadcastOperandsGiveTheBitsOfRepeatedOnes(DType dtype) {
    Equation equation = Equation.parse("y = exp(b) * x + b / 3");
    int n = 100;
    for (Kernel.Tier tier : new Kernel.Tier[] {Kernel.Tier.INTERPRETED, Kernel.Tier.COMPILED}) {
      Kernel kernel = Kernel.of(tier, equation, dtype, "x", "b", "y");
      Object[] arrays = operands(dtype, 3, 3 * n, 1);
      Object expected = dtype.allocate(3 * n);
      Object repeated = dtype.allocate(3 * n);
      for (int i = 0; i < 3 * n; i++) {
        dtype.set(repeated, i, dtype.get(arrays[1], i / n));
      }
      kernel.run(3 * n, new Object[] {arrays[0], repeated, expected}, new int[3]);
      kernel.run(3, n, arrays, new int[3], new int[] {n, 1, n}, new int[] {1, 0, 1});
      assertSameBits(dtype, expected, arrays[2], tier.toString());
    }
  }

  /** The documented order: lane i to virtual lane i mod 32 or 16, chunks of 8192, folded by halving, joined in double. */
  @ParameterizedTest
  @EnumSource(DType.class)
  void sumsFollowTheDocumentedOrder(DType dtype) {
    Kernel kernel = Kernel.of(Equation.parse("s = sum(x)"), dtype, "x", "s");
    for (int n : new int[] {1, 31, 33, 8191, 8192, 8193, 30001}) {
      Object x = operands(dtype, 1, n, n)[0];
      Object s = dtype.allocate(1);
      kernel.run(1, n, new Object[] {x, s}, new int[2], new int[2], new int[] {1, 0});
      double sum = 0;
      for (int from = 0; from < n; from += 8192) {
        double chunk = chunk(dtype, x, from, Math.min(n, from + 8192));
        sum = from == 0 ? chunk : sum + chunk;
      }
      assertEquals(dtype == DType.F32 ? (float) sum : sum, dtype.get(s, 0), "n=" + n);
    }
  }

  private static double chunk(DType dtype, Object x, int from, int to) {
    int lanes = dtype == DType.F32 ? 32 : 16;
    double[] virtual = new double[lanes];
    for (int i = from; i < to; i++) {
      int lane = (i - from) % lanes;
      virtual[lane] = round(dtype, virtual[lane] + dtype.get(x, i));
    }
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        virtual[j] = round(dtype, virtual[j] + virtual[j + half]);
      }
    }
    return virtual[0];
  }

  private static double round(DType dtype, double value) {
    return dtype == DType.F32 ? (float) value : value;
  }

  @Test
  void scalarsAreComputedOnceInDouble() {
    Kernel kernel = Kernel.of(Equation.parse("y = (1 - beta^t) * x"), DType.F32, "x", "y");
    float[] y = new float[1];
    kernel.run(1, new Object[] {new float[] {1}, y}, new int[2], 0.999, 3);
    assertEquals((float) (1 - 0.999 * 0.999 * 0.999), y[0], 1e-9f);
  }

  @Test
  void aKernelMayBeUsedBySeveralThreads() throws Exception {
    Kernel kernel =
        Kernel.of(Equation.parse("e = exp(x - max(x)); y = e / sum(e)"), DType.F64, "x", "y");
    double[] x = (double[]) operands(DType.F64, 1, 500, 3)[0];
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.isFinite(x[i]) ? Math.max(-5, Math.min(5, x[i])) : 1;
    }
    double[] expected = new double[500];
    kernel.run(500, new Object[] {x, expected}, new int[2]);
    Thread[] threads = new Thread[4];
    double[][] results = new double[4][500];
    for (int t = 0; t < 4; t++) {
      double[] mine = results[t];
      threads[t] = new Thread(() -> {
        for (int repeat = 0; repeat < 2000; repeat++) {
          kernel.run(500, new Object[] {x, mine}, new int[2]);
        }
      });
      threads[t].start();
    }
    for (int t = 0; t < 4; t++) {
      threads[t].join();
      assertArrayEquals(expected, results[t]);
    }
  }

  @Test
  void argumentsThatDoNotFitAreNamed() {
    Kernel kernel = Kernel.of(Equation.parse("y = a * x"), DType.F32, "x", "y");
    float[] x = new float[4];
    assertEquals(
        "kernel: array 'y' must have all its elements inside the array; got elements 0 to 4 of an array of length 4",
        error(() -> kernel.run(5, new Object[] {new float[5], x}, new int[2], 1)));
    assertEquals(
        "kernel: array 'x' must have a float[]; got double[]",
        error(() -> kernel.run(1, new Object[] {new double[1], x}, new int[2], 1)));
    assertEquals(
        "kernel: one number is needed for each scalar of [a]; got 0",
        error(() -> kernel.run(1, new Object[] {x, x}, new int[2])));
    assertEquals(
        "kernel: an array must be a name of the equation, one of [a, x, y]; got 'z'",
        error(() -> Kernel.of(Equation.parse("y = a * x"), DType.F32, "z")));
    assertEquals(
        "kernel: at least one output, of [y], must be an array; got [x]",
        error(() -> Kernel.of(Equation.parse("y = a * x"), DType.F32, "x")));
    assertTrue(error(() ->
            kernel.run(1, 4, new Object[] {x, x}, new int[2], new int[2], new int[] {1, 0}, 1))
        .startsWith("kernel: array 'y' must have a lane stride of 1"));
  }

  private static String error(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}

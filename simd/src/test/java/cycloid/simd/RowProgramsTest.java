package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs with reductions, compiled as a whole: the bits of their interpreted stages, for any number of lanes and rows. */
class RowProgramsTest {
  private static final int ROWS = 3;
  private static final int[] LANES = {0, 1, 2, 15, 16, 31, 32, 33, 64, 97, 255, 1000, 8192, 8193};

  /** Equations of lanes x and w, values a row r and t, scalars s; results y, z. */
  private static final Map<String, Set<String>> EQUATIONS = Map.of(
      "y = exp(x - max(x)); z = 0 * w + sum(y)", Set.of(),
      "e = exp(x - max(x)); y = e / sum(e)", Set.of(),
      "c = x - mean(x); y = c * rsqrt(mean(c^2) + 0.01) * w + s; z = mean(c)", Set.of(),
      "y = x * (sum(x * w) - r) + t; z = norm(x) * t", Set.of("r", "t"),
      "z = dot(x, w) / (norm(x) * norm(w)); y = min(x) + s", Set.of(),
      "y = where(max(x) > r, x, 0) * log(s + 3); z = where(sum(x) > r, 1, 2)", Set.of("r"),
      "y = sin(1000 * x) + sum(sin(1e6 * x)); z = sum(fmod(x, 0.01))", Set.of(),
      "e = exp(-x^2); y = tanh(e) / sum(e) + sum(tanh(e) * w); z = max(e) - min(e)", Set.of());

  @ParameterizedTest
  @EnumSource(DType.class)
  void theyGiveTheBitsOfTheirStages(DType dtype) {
    EQUATIONS.forEach((text, rows) -> {
      Equation equation = Equation.parse(text);
      String[] names = Stream.of("x", "w", "r", "t", "y", "z")
          .filter(name -> equation.inputs().contains(name) || equation.outputs().contains(name))
          .toArray(String[]::new);
      Kernel stages = Kernel.of(Kernel.Tier.INTERPRETED, equation, dtype, rows, names);
      Kernel whole = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, rows, names);
      for (int n : LANES) {
        Object[] expected = run(stages, text, n, rows, names);
        Object[] results = run(whole, text, n, rows, names);
        for (int k = 0; k < names.length; k++) {
          for (int i = 0; i < dtype.length(expected[k]); i++) {
            double a = dtype.get(expected[k], i);
            double b = dtype.get(results[k], i);
            assertEquals(a, b, text + ", n=" + n + ", " + names[k] + "[" + i + "]");
          }
        }
      }
    });
  }

  /** Rows lie apart by more than their lanes; z is one value a row where it is no lane's. */
  private static Object[] run(Kernel kernel, String text, int n, Set<String> rows, String[] names) {
    Random random = new Random(n);
    boolean zHasLanes = text.contains("z = 0 * w");
    int count = names.length;
    Object[] arrays = new Object[count];
    int[] offsets = new int[count];
    int[] rowStrides = new int[count];
    int[] laneStrides = new int[count];
    for (int k = 0; k < count; k++) {
      boolean perRow = rows.contains(names[k]) || (names[k].equals("z") && !zHasLanes);
      laneStrides[k] = perRow ? 0 : 1;
      rowStrides[k] = names[k].equals("w") ? 0 : perRow ? 2 : n + 5;
      offsets[k] = k;
      arrays[k] = kernel.dtype().allocate(k + ROWS * (n + 5) + 2 * ROWS);
      for (int i = 0; i < kernel.dtype().length(arrays[k]); i++) {
        kernel.dtype().set(arrays[k], i, random.nextGaussian());
      }
    }
    double[] scalars = new double[kernel.scalars().size()];
    Arrays.fill(scalars, 0.75);
    kernel.run(ROWS, n, arrays, offsets, rowStrides, laneStrides, scalars);
    return arrays;
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void aResultMayTakeThePlaceOfItsOperand(DType dtype) {
    Equation softmax = Equation.parse("e = exp(x - max(x)); y = e / sum(e)");
    for (Kernel.Tier tier : new Kernel.Tier[] {Kernel.Tier.INTERPRETED, Kernel.Tier.COMPILED}) {
      Kernel kernel = Kernel.of(tier, softmax, dtype, "x", "y");
      Object x = dtype.allocate(300);
      for (int i = 0; i < 300; i++) {
        dtype.set(x, i, Math.sin(i));
      }
      Object y = dtype.allocate(300);
      kernel.run(3, 100, new Object[] {x, y}, new int[2], new int[] {100, 100}, null);
      kernel.run(3, 100, new Object[] {x, x}, new int[2], new int[] {100, 100}, null);
      for (int i = 0; i < 300; i++) {
        assertEquals(dtype.get(y, i), dtype.get(x, i), tier + ", element " + i);
      }
    }
  }
}

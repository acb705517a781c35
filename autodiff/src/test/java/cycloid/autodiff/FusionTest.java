package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Deferred;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.Tensor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of elementwise functions are computed together, with the numbers of the functions one by one. */
class FusionTest {
  /** Evaluations after which every region has a kernel of its own: those of a derivative settle after those of the value. */
  private static final int OFTEN = 8;

  private static final List<Elementwise> FUNCTIONS = functions();

  private static List<Elementwise> functions() {
    List<Elementwise> functions = new ArrayList<>();
    try {
      for (Field field : Functions.class.getFields()) {
        functions.add((Elementwise) field.get(null));
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return functions;
  }

  /** The value and the gradients, row-major, one after the other. */
  private static double[] all(Function<List<Variable>, Variable> f, List<Tensor> xs) {
    ValueAndGradient<Tensor, List<Tensor>> both = Autodiff.valueAndGrad(f, xs);
    double[] numbers = both.value().toDoubleArray();
    for (Tensor gradient : both.gradient()) {
      double[] more = gradient.toDoubleArray();
      int end = numbers.length;
      numbers = Arrays.copyOf(numbers, end + more.length);
      System.arraycopy(more, 0, numbers, end, more.length);
    }
    return numbers;
  }

  /** Zeros of both signs differ, NaNs do not. */
  private static void assertSameBits(double[] expected, double[] got, String what) {
    assertEquals(expected.length, got.length, what);
    for (int i = 0; i < expected.length; i++) {
      int at = i;
      assertEquals(
          Double.doubleToLongBits(expected[i]),
          Double.doubleToLongBits(got[i]),
          () -> what + " at " + at + ": " + expected[at] + ", " + got[at]);
    }
  }

  /** Tracing for NaN computes each function at once, so it is the reference. */
  private static void assertFusedAsUnfused(
      Function<List<Variable>, Variable> f, List<Tensor> xs, String what) {
    double[] expected = Autodiff.traceNaN(() -> all(f, xs));
    for (int i = 0; i < OFTEN; i++) {
      assertSameBits(expected, all(f, xs), what);
    }
  }

  private static Tensor numbers(DType dtype, int... shape) {
    return Sample.numbers(0.6, 0.9, shape).to(dtype);
  }

  @ParameterizedTest
  @EnumSource
  void aChainHasTheBitsOfItsOperations(DType dtype) {
    for (int n : new int[] {1, 2047, 2048, 4099}) {
      assertFusedAsUnfused(
          x -> x.get(0)
              .mul(x.get(1))
              .add(x.get(2))
              .tanh()
              .mul(x.get(3))
              .sub(0.3)
              .square()
              .sum(),
          List.of(numbers(dtype, n), numbers(dtype, n), numbers(dtype, n), numbers(dtype, 1)),
          "n=" + n);
    }
  }

  /** A program of functions drawn at random: of results so far, and of arguments of several shapes and layouts. */
  private static Function<List<Variable>, Variable> program(int seed) {
    return x -> {
      SplittableRandom random = new SplittableRandom(seed);
      List<Variable> known = new ArrayList<>(x);
      Variable sum = x.get(0);
      for (int i = 0; i < 4 + seed % 40; i++) {
        Elementwise f = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        List<Variable> operands = new ArrayList<>();
        for (int k = 0; k < f.operands().size(); k++) {
          operands.add(known.get(random.nextInt(known.size())));
        }
        double[] scalars = random.doubles(f.scalars().size(), 0.1, 0.9).toArray();
        Variable y = operands.get(0).elementwise(f, scalars, operands);
        // Back to where all functions are defined and smooth, unless rarely.
        known.add(random.nextInt(8) == 0 ? y : y.sigmoid().mul(0.2).add(0.65));
        sum = random.nextInt(3) == 0 ? sum.add(known.get(known.size() - 1)) : sum;
      }
      return sum.add(known.get(known.size() - 1)).sum();
    };
  }

  static List<Integer> seeds() {
    SplittableRandom random = new SplittableRandom(1);
    return random.ints(60, 0, 1 << 20).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void programsHaveTheBitsOfTheirOperations(int seed) {
    DType dtype = seed % 2 == 0 ? DType.F32 : DType.F64;
    List<Tensor> xs = List.of(
        numbers(dtype, 63, 35),
        numbers(dtype, 35, 63).transpose(),
        numbers(dtype, 35),
        numbers(dtype, 63, 1),
        numbers(dtype),
        numbers(dtype, 63, 70).slice(cycloid.tensor.Slice.all(), cycloid.tensor.Slice.step(2)));
    Function<List<Variable>, Variable> f = program(seed);
    double[] expected = unfused(f, xs);
    for (int i = 0; i < OFTEN; i++) {
      assertSameBits(expected, all(f, xs), "seed " + seed);
    }
  }

  /** The same with every result computed at once. */
  private static double[] unfused(Function<List<Variable>, Variable> f, List<Tensor> xs) {
    try {
      return Autodiff.traceNaN(() -> all(f, xs));
    } catch (ArithmeticException nan) {
      // The trace ends there; the first evaluation, function by function, is the reference.
      return all(f, xs);
    }
  }

  @Test
  void whatLiesBetweenIsNotStored() {
    List<Variable> between = new ArrayList<>();
    List<Variable> read = new ArrayList<>();
    for (int i = 0; i < OFTEN; i++) {
      between.clear();
      read.clear();
      Autodiff.grad(
          x -> {
            Variable affine = x.mul(3).add(1);
            Variable tanh = affine.tanh();
            Variable shifted = tanh.sub(0.5);
            between.addAll(List.of(affine, shifted));
            read.add(tanh);
            return shifted.square().sum();
          },
          numbers(DType.F64, 2048));
    }
    // What is cheap is computed again, what is not and is needed again is stored.
    assertFalse(isComputed(between.get(0)));
    assertFalse(isComputed(between.get(1)));
    assertTrue(isComputed(read.get(0)));
  }

  private static boolean isComputed(Variable x) {
    return ((Deferred) x.operand).isComputed();
  }

  @Test
  void aChainOfAnyLengthIsCutInPieces() {
    Tensor x = numbers(DType.F64, 2048);
    Function<Variable, Variable> f = y -> {
      Variable sum = y;
      for (int i = 0; i < 5_000; i++) {
        sum = sum.add(y).mul(0.5);
      }
      return sum.sum();
    };
    // s' = (s + y) / 2 stays at y: its derivative too.
    assertTrue(Autodiff.grad(f, x).allClose(Tensor.ones(DType.F64, 2048), 1e-12, 0));
  }

  @Test
  void operandsChangedBeforeTheResultIsReadAreAnError() {
    Tensor c = numbers(DType.F64, 2048);
    IllegalStateException error = assertThrows(
        IllegalStateException.class,
        () -> Autodiff.grad(
            x -> {
              Variable y = x.add(x.constant(c));
              c.addInPlace(1, c);
              return y.sum();
            },
            numbers(DType.F64, 2048)));
    assertEquals(
        "add: numbers of an operand must not be changed in place before the result is read; got operand 1 (2048,) f64"
            + " at version 1, given at version 0; take the result's value() in time",
        error.getMessage());
  }

  @Test
  void aLinearizationDoesNotMindChangesOfWhatItDoesNotRead() {
    Tensor c = numbers(DType.F64, 2048);
    Tensor x = numbers(DType.F64, 2048);
    Linearization<Tensor, Tensor> map =
        Autodiff.linearize(y -> y.add(y.constant(c)).mul(2).square(), x);
    Tensor expected = x.add(c).mul(8);
    c.addInPlace(1, c);
    assertTrue(map.vjp(Tensor.ones(DType.F64, 2048)).allClose(expected, 1e-14, 0));
  }
}

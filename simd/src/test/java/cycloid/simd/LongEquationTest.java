package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equations that are cut into parts: the interpreter, which is not, gives the same bits. */
class LongEquationTest {
  private static final int[] LENGTHS = {1, 31, 64, 511, 512, 513, 1100};

  @ParameterizedTest
  @EnumSource(DType.class)
  void aChainOfFourHundredOperationsHasItsBits(DType dtype) {
    StringBuilder chain = new StringBuilder("x");
    for (int i = 0; i < 200; i++) {
      chain.insert(0, '(').append(" * x + ").append(i % 7 * 0.125 - 0.4).append(')');
    }
    compare(Equation.parse("x = " + chain + "; y = y + x"), dtype);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void anOutputMayBeAnInputOfALaterPart(DType dtype) {
    compare(
        Equation.parse("x = gelu(gelu(x)) + y; y = pow(mish(y), x) * erfc(x) + mish(silu(y))"),
        dtype);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void functionsThatShareTheirWorkHaveTheirBits(DType dtype) {
    compare(Equation.parse("z = x + y; x = gelu(z); y = geluslope(z)"), dtype);
    compare(Equation.parse("x = geluslope(x) * y; y = tanh(gelu(x)) * geluslope(y)"), dtype);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void longRowsOfReductionsHaveTheirBits(DType dtype) {
    compare(Equation.parse("""
            a = sum(gelu(x) * mish(y)) + max(erfc(x * y) - pow(abs(x), y))
            x = erfinv(tanh(x)) * lgamma(1 + y^2) + a
            y = mean(log(1 + exp(x) + exp(y) + exp(x - y)) * (x < y)) + min(gelu(x))
            """), dtype);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomEquationsHaveTheirBits(long seed) {
    Random random = new Random(seed);
    List<Expression> values =
        new ArrayList<>(List.of(Expression.variable("x"), Expression.variable("y")));
    Operation[] operations = {
      Operation.ADD, Operation.MUL, Operation.SUB, Operation.TANH, Operation.SIN, Operation.MAX,
      Operation.LESS, Operation.SELECT, Operation.AND, Operation.EXP, Operation.FMA, Operation.SQRT
    };
    for (int i = 0; i < 150; i++) {
      Operation operation = operations[random.nextInt(operations.length)];
      Expression[] operands = new Expression[operation.arity()];
      for (int j = 0; j < operands.length; j++) {
        operands[j] = values.get(random.nextInt(values.size()));
      }
      values.add(Expression.of(operation, operands));
    }
    Map<String, Expression> outputs = new LinkedHashMap<>();
    int last = values.size() - 1;
    outputs.put("x", values.get(last));
    outputs.put("y", values.get(last - 1).asNumber());
    Expression sum = Expression.of(Operation.SUM, values.get(last - 2));
    outputs.put("x", Simplify.add(outputs.get("x").asNumber(), sum));
    compare(Equation.of(outputs), seed % 2 == 0 ? DType.F32 : DType.F64);
  }

  private static void compare(Equation equation, DType dtype) {
    Kernel interpreted = Kernel.of(Kernel.Tier.INTERPRETED, equation, dtype, "x", "y");
    Kernel compiled = Kernel.of(Kernel.Tier.COMPILED, equation, dtype, "x", "y");
    for (int n : LENGTHS) {
      double[][] expected = run(interpreted, n);
      double[][] got = run(compiled, n);
      assertArrayEquals(expected[0], got[0], "x of " + n + " lanes");
      assertArrayEquals(expected[1], got[1], "y of " + n + " lanes");
    }
  }

  private static double[][] run(Kernel kernel, int n) {
    Random random = new Random(7);
    DType dtype = kernel.dtype();
    Object[] arrays = {dtype.allocate(n + 3), dtype.allocate(n + 3)};
    for (int i = 0; i < n + 3; i++) {
      dtype.set(arrays[0], i, random.nextGaussian());
      dtype.set(arrays[1], i, random.nextGaussian());
    }
    kernel.run(n, arrays, new int[] {3, 1});
    double[][] values = new double[2][n];
    for (int i = 0; i < n; i++) {
      values[0][i] = dtype.get(arrays[0], 3 + i);
      values[1][i] = dtype.get(arrays[1], 1 + i);
    }
    return values;
  }
}

package cycloid.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arguments that lane functions are tried with: special values, the edges of ranges, and random ones of all sizes. */
final class LaneArguments {
  private static final double[] MAGNITUDES = {
    0,
    0.25,
    0.5,
    1,
    1.5,
    2,
    2.5,
    3,
    Math.PI / 4,
    Math.PI / 2,
    Math.PI,
    Math.sqrt(0.5),
    Math.sqrt(2),
    Math.log(2) / 2,
    10,
    37.5,
    88.72,
    103.97,
    127.5,
    149.5,
    708.4,
    709.78,
    745.13,
    1023.5,
    1074.5,
    1e-8,
    1e-20,
    1e-300,
    1e5,
    1e15,
    1e22,
    1e37,
    1e300,
    0x1p23,
    0x1p23 - 0.5,
    0x1p52,
    0x1p52 - 0.5,
    0x1p53
  };

  private LaneArguments() {}

  /** Special values of both signs, in the dtype's range. */
  static double[] special(DType dtype) {
    boolean single = dtype == DType.F32;
    List<Double> values = new ArrayList<>(List.of(Double.NaN, Double.POSITIVE_INFINITY));
    values.add(single ? (double) Float.MIN_VALUE : Double.MIN_VALUE);
    values.add(single ? (double) Float.MIN_NORMAL : Double.MIN_NORMAL);
    values.add(
        single ? (double) Math.nextDown(Float.MIN_NORMAL) : Math.nextDown(Double.MIN_NORMAL));
    values.add(single ? (double) Float.MAX_VALUE : Double.MAX_VALUE);
    values.add(single ? (double) Math.nextUp(1f) : Math.nextUp(1.0));
    values.add(single ? (double) Math.nextDown(1f) : Math.nextDown(1.0));
    for (double magnitude : MAGNITUDES) {
      values.add(single ? (double) (float) magnitude : magnitude);
    }
    int count = values.size();
    for (int i = 0; i < count; i++) {
      values.add(-values.get(i));
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** One array an operand: all combinations of special values (of three operands: a sample), then random values. */
  static double[][] combined(DType dtype, int arity, long seed) {
    double[] special = special(dtype);
    Random random = new Random(seed);
    int combinations = arity == 1 ? special.length : special.length * special.length;
    double[][] operands = new double[arity][combinations + 4000];
    for (int i = 0; i < operands[0].length; i++) {
      for (int j = 0; j < arity; j++) {
        operands[j][i] =
            i < combinations ? combination(special, i, j, random) : random(dtype, random);
      }
    }
    return operands;
  }

  /** The arguments at one place, in parentheses. */
  static String at(double[][] operands, int i) {
    return Arrays.toString(
            Arrays.stream(operands).mapToDouble(operand -> operand[i]).toArray())
        .replace('[', '(')
        .replace(']', ')');
  }

  private static double combination(double[] special, int i, int operand, Random random) {
    return switch (operand) {
      case 0 -> special[i % special.length];
      case 1 -> special[i / special.length];
      default -> special[random.nextInt(special.length)];
    };
  }

  /** Any bits, a moderate number, a number around 1, a number with a random exponent: a quarter each. */
  private static double random(DType dtype, Random random) {
    boolean single = dtype == DType.F32;
    double value = switch (random.nextInt(4)) {
      case 0 ->
        single
            ? Float.intBitsToFloat(random.nextInt())
            : Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextGaussian() * 30;
      case 2 -> random.nextGaussian();
      default ->
        random.nextGaussian()
            * Math.pow(2, random.nextInt(single ? 150 : 1070) * random.nextGaussian());
    };
    return single ? (float) value : value;
  }
}

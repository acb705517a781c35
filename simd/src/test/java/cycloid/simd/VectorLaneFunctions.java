package cycloid.simd;

import java.lang.reflect.Method;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Calls vector lane functions; loaded only where the vector module is present. */
final class VectorLaneFunctions {
  private VectorLaneFunctions() {}

  static double[] apply(DType dtype, String name, double[][] operands) {
    return dtype == DType.F32 ? floats(name, operands) : doubles(name, operands);
  }

  private static double[] floats(String name, double[][] operands) {
    Method method = LaneFunctions.method(FloatVectorLanes.class, name);
    int lanes = FloatVectorLanes.SPECIES.length();
    int length = operands[0].length;
    double[] results = new double[padded(length, lanes)];
    for (int i = 0; i < length; i += lanes) {
      Object[] arguments = new Object[operands.length];
      for (int j = 0; j < arguments.length; j++) {
        float[] values = new float[lanes];
        for (int lane = 0; lane < lanes && i + lane < length; lane++) {
          values[lane] = (float) operands[j][i + lane];
        }
        arguments[j] = FloatVector.fromArray(FloatVectorLanes.SPECIES, values, 0);
      }
      Object result = LaneFunctions.call(method, arguments);
      for (int lane = 0; lane < lanes; lane++) {
        results[i + lane] = result instanceof FloatVector vector
            ? vector.lane(lane)
            : number((VectorMask<?>) result, lane);
      }
    }
    return Arrays.copyOf(results, length);
  }

  private static double[] doubles(String name, double[][] operands) {
    Method method = LaneFunctions.method(DoubleVectorLanes.class, name);
    int lanes = DoubleVectorLanes.SPECIES.length();
    int length = operands[0].length;
    double[] results = new double[padded(length, lanes)];
    for (int i = 0; i < length; i += lanes) {
      Object[] arguments = new Object[operands.length];
      for (int j = 0; j < arguments.length; j++) {
        double[] values = Arrays.copyOfRange(operands[j], i, i + lanes);
        arguments[j] = DoubleVector.fromArray(DoubleVectorLanes.SPECIES, values, 0);
      }
      Object result = LaneFunctions.call(method, arguments);
      for (int lane = 0; lane < lanes; lane++) {
        results[i + lane] = result instanceof DoubleVector vector
            ? vector.lane(lane)
            : number((VectorMask<?>) result, lane);
      }
    }
    return Arrays.copyOf(results, length);
  }

  private static int padded(int length, int lanes) {
    return (length + lanes - 1) / lanes * lanes;
  }

  private static double number(VectorMask<?> condition, int lane) {
    return condition.laneIsSet(lane) ? 1 : 0;
  }
}

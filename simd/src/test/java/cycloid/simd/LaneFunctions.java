package cycloid.simd;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/**
 * The lane functions by name, scalar or vector, applied to arrays. Floats are held in doubles, which is exact; a condition
 * is 1 or 0.
 */
final class LaneFunctions {
  private LaneFunctions() {}

  /** The lane methods of all operations of the language from values to a value or a condition, sorted. */
  static List<String> names() {
    return Arrays.stream(Operation.values())
        .filter(LaneFunctions::takesValues)
        .map(Operation::laneMethod)
        .sorted()
        .toList();
  }

  static boolean exists(String name) {
    return names().contains(name);
  }

  static int arity(String name) {
    return scalarMethod(DType.F64, name).getParameterCount();
  }

  /** The results of the scalar lane function. */
  static double[] scalar(DType dtype, String name, double[]... operands) {
    Method method = scalarMethod(dtype, name);
    double[] results = new double[operands[0].length];
    Object[] arguments = new Object[operands.length];
    for (int i = 0; i < results.length; i++) {
      for (int j = 0; j < arguments.length; j++) {
        arguments[j] =
            dtype == DType.F32 ? (Object) (float) operands[j][i] : (Object) operands[j][i];
      }
      results[i] = number(call(method, arguments));
    }
    return results;
  }

  /** The results of the vector lane function; needs the vector module. */
  static double[] vector(DType dtype, String name, double[]... operands) {
    return VectorLaneFunctions.apply(dtype, name, operands);
  }

  static boolean vectorsArePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  static Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(method + " failed", e);
    }
  }

  static Method method(Class<?> lanes, String name) {
    return Arrays.stream(lanes.getDeclaredMethods())
        .filter(
            method -> method.getName().equals(name) && !Modifier.isPrivate(method.getModifiers()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(lanes + " has no function " + name));
  }

  private static Method scalarMethod(DType dtype, String name) {
    return method(dtype == DType.F32 ? FloatLanes.class : DoubleLanes.class, name);
  }

  private static boolean takesValues(Operation operation) {
    return switch (operation.kind()) {
      case INFIX, PREFIX, FUNCTION, COMPARISON, TEST -> true;
      default -> false;
    };
  }

  private static double number(Object result) {
    return result instanceof Boolean condition
        ? (condition ? 1 : 0)
        : ((Number) result).doubleValue();
  }
}

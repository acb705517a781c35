package cycloid.simd;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Sums of vectors that are objects, again and again: what a program may have done before it runs a kernel. */
final class OneKindOfOperation {
  private static final int TIMES = 300_000;

  private OneKindOfOperation() {}

  static void run() throws ReflectiveOperationException {
    // By name, as tests are compiled without the vector module.
    Class<?> memory = Class.forName("cycloid.simd.FloatVectorMemory");
    Class<?> lanes = Class.forName("cycloid.simd.FloatVectorLanes");
    Method broadcast = memory.getDeclaredMethod("broadcast", float.class);
    Object x = broadcast.invoke(null, 1f);
    Method add = Arrays.stream(lanes.getDeclaredMethods())
        .filter(method -> method.getName().equals("add"))
        .filter(method -> method.getParameterTypes()[1] == broadcast.getReturnType())
        .findFirst()
        .orElseThrow();
    Object sum = x;
    for (int i = 0; i < TIMES; i++) {
      sum = add.invoke(null, sum, x);
    }
  }
}

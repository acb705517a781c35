package cycloid.bench;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;

/**
 * How fast memory is: bytes in a nanosecond, by what is done with a working set.
 *
 * @param bytes the working set
 * @param reading all are read
 * @param triad two of three are read, one is written: z = x + a y
 * @param copying one of two is read, the other one written: y = a x
 * @param updating all are read and written: x = a x; each counts twice
 */
public record Bandwidth(
    double bytes, double reading, double triad, double copying, double updating) {
  private static final double SECONDS = 0.03;
  private static final int EVEN = -64; // whole vectors
  private static final String TRIAD = "z = x + a * y";
  private static final String COPY = "y = a * x";
  private static final String UPDATE = "x = a * x";

  /** Compiles what is run here. */
  static void warmUp(int bytes) {
    Stopwatch.warmUp(loop(bytes, TRIAD, "x", "y", "z"));
    Stopwatch.warmUp(loop(bytes, COPY, "x", "y"));
    Stopwatch.warmUp(loop(bytes, UPDATE, "x"));
    Stopwatch.warmUp(reading(bytes));
  }

  /** Measures that of a working set, by one thread. */
  static Bandwidth measure(int bytes) {
    double triad = rate(bytes, loop(bytes, TRIAD, "x", "y", "z"));
    double copying = rate(bytes, loop(bytes, COPY, "x", "y"));
    double updating = rate(2.0 * bytes, loop(bytes, UPDATE, "x"));
    double reading = rate(bytes, reading(bytes));
    return new Bandwidth(bytes, Math.max(reading, triad), triad, copying, updating);
  }

  /** That of the way in which a task goes through memory. */
  double of(Cost cost) {
    double writes = cost.written() / cost.bytes();
    return writes < 0.01 ? reading : cost.inPlace() ? updating : writes < 0.45 ? triad : copying;
  }

  private static double rate(double bytes, Work work) {
    return bytes / Stopwatch.best(work, SECONDS);
  }

  private static Work loop(int bytes, String equation, String... names) {
    int n = bytes / (names.length * Float.BYTES) & EVEN;
    Kernel kernel = Kernel.of(Equation.parse(equation), DType.F32, names);
    Object[] arrays = new Object[names.length];
    for (int k = 0; k < names.length; k++) {
      arrays[k] = new float[n];
    }
    int[] offsets = new int[names.length];
    return () -> {
      kernel.run(n, arrays, offsets, 0.5);
      return arrays;
    };
  }

  private static Work reading(int bytes) {
    float[] array = new float[bytes / Float.BYTES];
    return () -> FloatPeak.read(array);
  }
}

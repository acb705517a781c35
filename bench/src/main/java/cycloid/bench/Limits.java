package cycloid.bench;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.simd.Provider;
import cycloid.simd.Simd;
import java.util.ArrayList;
import java.util.List;

/**
 * What one thread of this machine can do at most, measured in the run that it is the measure of.
 *
 * <p>A task cannot take less time than its sums and products at the peak, nor less than its bytes at the bandwidth of the
 * memory that holds them. That is measured at several sizes, from the first cache to beyond the last: a sum where a
 * task only reads, a triad z = x + a y where it writes too.
 *
 * @param floatPeak sums and products in a nanosecond, single precision
 * @param doublePeak the same in double precision
 * @param bandwidths from the smallest working set to the largest
 */
public record Limits(double floatPeak, double doublePeak, List<Bandwidth> bandwidths) {
  private static final int SMALLEST = 16 << 10;
  private static final int LARGEST = 256 << 20;
  private static final int STEP = 4;
  private static final double SECONDS = 0.05;
  private static final int ROUNDS = 20_000;
  private static final int EVEN = -64; // whole vectors
  private static final Equation TRIAD = Equation.parse("z = x + a * y");

  /**
   * How fast memory is.
   *
   * @param bytes the working set
   * @param reading bytes in a nanosecond where all are read
   * @param writing bytes in a nanosecond where every third is written
   */
  record Bandwidth(double bytes, double reading, double writing) {}

  /** Measures them; null without vectors, as loops without vectors are not what limits a machine. */
  static Limits measure() {
    if (Simd.provider() != Provider.VECTOR) {
      return null;
    }
    Stopwatch.warmUp(triad(SMALLEST));
    Stopwatch.warmUp(reading(SMALLEST));
    List<Bandwidth> bandwidths = new ArrayList<>();
    for (int bytes = SMALLEST; bytes <= LARGEST; bytes *= STEP) {
      double writing = bytes / Stopwatch.best(triad(bytes), SECONDS);
      double reading = bytes / Stopwatch.best(reading(bytes), SECONDS);
      bandwidths.add(new Bandwidth(bytes, Math.max(writing, reading), writing));
    }
    return new Limits(
        peak(FloatPeak.flops(), FloatPeak::run),
        peak(DoublePeak.flops(), DoublePeak::run),
        bandwidths);
  }

  /** The least time of a task, in nanoseconds. */
  double least(Cost cost) {
    double peak = cost.dtype() == DType.F32 ? floatPeak : doublePeak;
    return Math.max(cost.flops() / peak, cost.bytes() / bandwidth(cost));
  }

  /** The bandwidth of the task's working set, between the two measured ones around it. */
  double bandwidth(Cost cost) {
    int above = 1;
    while (above + 1 < bandwidths.size() && bandwidths.get(above).bytes() < cost.bytes()) {
      above++;
    }
    Bandwidth small = bandwidths.get(above - 1);
    Bandwidth large = bandwidths.get(above);
    double place = Math.log(cost.bytes() / small.bytes()) / Math.log(large.bytes() / small.bytes());
    double part = Math.max(0, Math.min(1, place));
    boolean reads = cost.written() < 0.01 * cost.read();
    return reads
        ? small.reading() + part * (large.reading() - small.reading())
        : small.writing() + part * (large.writing() - small.writing());
  }

  /** Multiply-adds on registers alone. */
  private interface Peak {
    double run(int rounds);
  }

  private static double peak(double flops, Peak peak) {
    Work work = () -> peak.run(ROUNDS);
    Stopwatch.warmUp(work);
    return flops * ROUNDS / Stopwatch.best(work, SECONDS);
  }

  private static Work triad(int bytes) {
    int n = bytes / (3 * Float.BYTES) & EVEN;
    Kernel kernel = Kernel.of(TRIAD, DType.F32, "x", "y", "z");
    Object[] arrays = {new float[n], new float[n], new float[n]};
    int[] offsets = new int[3];
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

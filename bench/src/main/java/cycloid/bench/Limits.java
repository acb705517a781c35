package cycloid.bench;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.simd.LaneWork;
import cycloid.simd.Provider;
import cycloid.simd.Simd;
import cycloid.study.markup.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What one thread of this machine can do at most, measured in the run that it is the measure of.
 *
 * <p>A task cannot take less time than
 *
 * <ul>
 *   <li>its sums and products at the peak of multiply-adds;
 *   <li>its bytes at the bandwidth of its working set, read, copied or updated as the task does;
 *   <li>where it is one equation, the vector instructions of that at the rate of multiply-adds;
 *   <li>and its divisions and roots at the throughput of the divider;
 *   <li>its calls of kernels, each at the time of one that has nothing to do.
 * </ul>
 *
 * <p>The first two hold for everybody. The others hold for the way in which this library computes.
 *
 * @param single in single precision
 * @param full in double precision
 * @param call nanoseconds of a kernel's call on one lane
 * @param bandwidths from the smallest working set to the largest
 */
public record Limits(Arithmetic single, Arithmetic full, double call, List<Bandwidth> bandwidths) {
  private static final int SMALLEST = 16 << 10;
  private static final int LARGEST = 256 << 20;
  private static final int STEP = 4;
  private static final double SECONDS = 0.05;

  /** Measures them for some tasks; null without vectors, as loops without vectors are not what limits a machine. */
  static Limits measure(Collection<Task> tasks) {
    if (Simd.provider() != Provider.VECTOR) {
      return null;
    }
    TreeSet<Integer> workingSets = new TreeSet<>();
    for (int bytes = SMALLEST; bytes <= LARGEST; bytes *= STEP) {
      workingSets.add(bytes);
    }
    for (Task task : tasks) {
      double bytes = task.cost().workingSet();
      if (bytes > SMALLEST && bytes < LARGEST) {
        workingSets.add((int) bytes);
      }
    }
    Simd.lanes(DType.F32); // the library's vectors come first: C2 remembers what the first ones did
    Bandwidth.warmUp(SMALLEST);
    List<Bandwidth> bandwidths = new ArrayList<>();
    workingSets.forEach(bytes -> bandwidths.add(Bandwidth.measure(bytes)));
    return new Limits(Arithmetic.ofFloat(), Arithmetic.ofDouble(), emptyCall(), bandwidths);
  }

  /** On many lanes first, as a kernel is compiled after so much work. */
  private static double emptyCall() {
    Kernel kernel = Kernel.of(Equation.parse("y = x"), DType.F32, "x", "y");
    Object[] arrays = {new float[SMALLEST], new float[SMALLEST]};
    int[] offsets = new int[2];
    for (int lanes : new int[] {SMALLEST, 1}) {
      Stopwatch.warmUp(() -> call(kernel, lanes, arrays, offsets));
    }
    return Stopwatch.best(() -> call(kernel, 1, arrays, offsets), SECONDS);
  }

  private static Object call(Kernel kernel, int lanes, Object[] arrays, int[] offsets) {
    kernel.run(lanes, arrays, offsets);
    return arrays;
  }

  /** What holds a task most: the bound of the greatest least time. */
  Bound bound(Task task) {
    return bounds(task).stream().max(Comparator.comparingDouble(Bound::ns)).get();
  }

  /** Everything that a task cannot be faster than. */
  List<Bound> bounds(Task task) {
    Cost cost = task.cost();
    Arithmetic arithmetic = cost.dtype() == DType.F32 ? single : full;
    List<Bound> bounds = new ArrayList<>();
    double bandwidth = bandwidth(cost);
    bounds.add(new Bound(
        "bandwidth",
        RowText.bytes((long) cost.workingSet()) + " at " + Numbers.fixed(bandwidth, 0) + " GB/s",
        cost.bytes() / bandwidth));
    bounds.add(new Bound(
        "FMA peak",
        Numbers.fixed(arithmetic.peak(), 0) + " GFLOP/s",
        cost.flops() / arithmetic.peak()));
    bounds.add(new Bound(
        "calls", cost.calls() + " of " + RowText.time(call) + " each", cost.calls() * call));
    Formula.of(task).ifPresent(formula -> {
      LaneWork work = formula.work();
      double lanes = formula.lanes();
      bounds.add(new Bound(
          "instructions", work.instructions() + " a vector", arithmetic.instructions(work, lanes)));
      bounds.add(new Bound("divider", divisions(work), arithmetic.divider(work, lanes)));
    });
    return bounds;
  }

  private static String divisions(LaneWork work) {
    return counted(work.divisions(), "division")
        + (work.divisions() > 0 && work.roots() > 0 ? ", " : "")
        + counted(work.roots(), "root");
  }

  private static String counted(int count, String what) {
    return count == 0 ? "" : count + " " + what + (count > 1 ? "s" : "");
  }

  /** The bandwidth of the task's working set, between the two measured ones around it. */
  double bandwidth(Cost cost) {
    int above = 1;
    while (above + 1 < bandwidths.size() && bandwidths.get(above).bytes() < cost.workingSet()) {
      above++;
    }
    Bandwidth small = bandwidths.get(above - 1);
    Bandwidth large = bandwidths.get(above);
    double place =
        Math.log(cost.workingSet() / small.bytes()) / Math.log(large.bytes() / small.bytes());
    double part = Math.max(0, Math.min(1, place));
    return small.of(cost) + part * (large.of(cost) - small.of(cost));
  }
}

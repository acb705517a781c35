package cycloid.simd;

import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Prepares compiled loops beside the program's own work, and lets them take over only once they are faster.
 *
 * <p>Why: until the just-in-time compiler has compiled it, vector code runs on boxed objects, some hundred times slower.
 * So a new loop runs on made-up lanes, on a thread of its own, until it beats the interpreter. Where it never does (a
 * virtual machine that does not compile vectors, say) the interpreter stays. The bits are the same either way, so it does
 * not matter when a loop takes over.
 *
 * <p>System property {@code cycloid.simd.warmup}: {@code background} (the default; one daemon thread of low priority that
 * ends when idle), {@code caller} (no thread: the call that passes the threshold pays), or {@code never} (interpreter
 * only).
 */
final class WarmUp {
  private static final String MODE =
      System.getProperty("cycloid.simd.warmup", "background").trim();

  /** A loop is given up when this time and these rounds are over: a slow machine does not lose by the clock alone. */
  private static final long PATIENCE_NANOS = 3_000_000_000L;

  private static final int FAIR_ROUNDS = 200;
  private static final int CALLS_PER_ROUND = 50;

  /** Enough for the interpreter to be compiled itself: before that, boxed vectors may beat it. */
  private static final int LEAST_ROUNDS = 8;

  private static final int LANES = 256;

  /** What all arguments are: near ones, and no special values, so that no loop takes a way that is rare. */
  private static final double ARGUMENT = 0.5;

  /** Lanes are left over, whatever the width of the machine's vectors. */
  private static final int ODD_LANES = 255;

  static {
    if (!Arrays.asList("background", "caller", "never").contains(MODE)) {
      throw new IllegalArgumentException(
          "simd: -Dcycloid.simd.warmup must be background, caller or never; got '" + MODE + "'");
    }
  }

  private WarmUp() {}

  /** Whether loops are compiled at all in this process. */
  static boolean isEnabled() {
    return !MODE.equals("never") && LoopCompiler.isAvailable();
  }

  /** Runs a task now or on the background thread. */
  static void submit(Runnable task) {
    if (MODE.equals("background")) {
      Background.EXECUTOR.execute(task);
    } else {
      task.run();
    }
  }

  /** Runs {@code compiled} until it beats {@code interpreted}; false if it does not within the time it is given. */
  static boolean train(
      Program program, Program.Stage stage, RowLoop compiled, RowLoop interpreted) {
    DType dtype = program.dtype();
    Object[] arrays = new Object[program.arrays().size() + program.scratchRows()];
    Arrays.setAll(arrays, k -> arguments(dtype));
    int[] offsets = new int[arrays.length];
    Object uniforms = dtype.allocate(program.uniformsInSlots().size());
    for (int u = 0; u < dtype.length(uniforms); u++) {
      dtype.set(uniforms, u, ARGUMENT);
    }
    Object accumulators = dtype.allocate(stage.reductions().size() * RowLoop.virtualLanes(dtype));
    return train(
        PATIENCE_NANOS,
        () -> {
          compiled.run(arrays, offsets, 0, LANES, uniforms, accumulators);
          compiled.run(arrays, offsets, 0, ODD_LANES, uniforms, accumulators);
        },
        () -> {
          interpreted.run(arrays, offsets, 0, LANES, uniforms, accumulators);
          interpreted.run(arrays, offsets, 0, ODD_LANES, uniforms, accumulators);
        });
  }

  /** Runs a whole program until it beats its stages: on rows with lanes left over, too. */
  static boolean train(
      Program program, RowsLoop compiled, StagedRows staged, RowLoop[] loops, long broadcast) {
    RowState state = new RowState(program);
    Object[] arrays = new Object[program.arrays().size()];
    Arrays.setAll(arrays, k -> arguments(program.dtype()));
    state.hold(arrays, LANES);
    int[] zeros = new int[arrays.length];
    double[] scalars = new double[program.scalars().size()];
    Arrays.fill(scalars, ARGUMENT);
    return train(
        loops.length * PATIENCE_NANOS,
        () -> {
          compiled.run(2, LANES, state.arrays, zeros, zeros, scalars, state.accumulators);
          compiled.run(2, ODD_LANES, state.arrays, zeros, zeros, scalars, state.accumulators);
        },
        () -> {
          staged.run(loops, state, 2, LANES, zeros, zeros, broadcast, scalars);
          staged.run(loops, state, 2, ODD_LANES, zeros, zeros, broadcast, scalars);
        });
  }

  private static boolean train(long patience, Runnable compiled, Runnable interpreted) {
    long start = System.nanoTime();
    long toBeat = Long.MAX_VALUE;
    for (int rounds = 1; rounds <= FAIR_ROUNDS || System.nanoTime() - start < patience; rounds++) {
      Rehearsal.again();
      long time = round(compiled);
      toBeat = Math.min(toBeat, round(interpreted));
      if (rounds >= LEAST_ROUNDS && time < toBeat) {
        return true;
      }
    }
    return false;
  }

  private static Object arguments(DType dtype) {
    Object array = dtype.allocate(LANES);
    Fold.fill(dtype, array, 0, LANES, ARGUMENT);
    return array;
  }

  private static long round(Runnable loop) {
    long start = System.nanoTime();
    for (int call = 0; call < CALLS_PER_ROUND; call++) {
      loop.run();
    }
    return System.nanoTime() - start;
  }

  /** The background thread; made when first needed. */
  private static final class Background {
    static final ThreadPoolExecutor EXECUTOR = new ThreadPoolExecutor(
        1, 1, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Background::thread);

    static {
      EXECUTOR.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
      Thread thread = new Thread(task, "cycloid-warmup");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      return thread;
    }
  }
}

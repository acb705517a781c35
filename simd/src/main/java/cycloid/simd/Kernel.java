package cycloid.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A compiled equation for one dtype.
 *
 * <p>Names bound to arrays are read and written lane by lane; every other name that is read is a scalar, given as a double
 * with each call; every other name that is assigned is a temporary. What depends on scalars alone is computed once a call,
 * in double. A kernel starts on an interpreter that works block by block and needs no warm-up; when enough lanes have
 * passed it is compiled to straight-line loops. Both give the same bits.
 *
 * <pre>{@code
 * Kernel axpy = Kernel.of(Equation.parse("y = a * x + y"), DType.F32, "x", "y");
 * axpy.run(n, new Object[] {x, y}, new int[] {0, 0}, 0.5);
 * }</pre>
 *
 * <p>Rows: an array has an offset, a row stride, and a lane stride of 1, or of 0 for one value a row (an operand that is
 * broadcast along the lanes, or the result of a reduction). An output may be the same array as an input if both have the
 * same offset and strides. Arrays that overlap in another way give undefined values.
 *
 * <p>Kernels are safe for use by several threads.
 */
public final class Kernel {
  private static final Map<Key, Kernel> CACHE = new ConcurrentHashMap<>();

  /** Lanes times operations after which the compiled loops take over. */
  private static final long COMPILE_AFTER = 16_000_000L;

  /** How much more work must pass before each further attempt: on a machine that is busy now, a later one succeeds. */
  private static final long MORE_WORK = 4;

  private final Program program;
  private final Tier tier;
  private final long rowArrays;
  private final StagedRows staged;
  private final int[] noStrides;
  private final int operationsPerLane;
  private final boolean isOneLoop;
  private final ObjectPool<RowState> pool = new ObjectPool<>();
  private final Map<Long, Variant> variants = new ConcurrentHashMap<>();
  private volatile Variant lastVariant;

  /** What a kernel is looked up by. */
  private record Key(Equation equation, DType dtype, List<String> arrays, Set<String> rows) {}

  /** Which loops a kernel uses. */
  enum Tier {
    /** Interpreted at first, compiled later. */
    ADAPTIVE,
    /** Always the block interpreter. */
    INTERPRETED,
    /** Compiled at once. */
    COMPILED
  }

  private Kernel(Key key, Tier tier) {
    this.tier = tier;
    this.program = new Program(key.equation, key.dtype, key.arrays, key.rows);
    this.rowArrays = program.rowArrays();
    this.staged = new StagedRows(program);
    this.noStrides = new int[program.arrays().size()];
    this.operationsPerLane = program.operationsPerLane();
    this.isOneLoop = program.isOneLoop();
  }

  /**
   * The kernel of an equation; the same object for the same arguments.
   *
   * @param arrays the names bound to arrays, in the order in which a call gives them: inputs, outputs, or both
   * @throws IllegalArgumentException if a name is not in the equation or stands twice, or if no output is among them
   */
  public static Kernel of(Equation equation, DType dtype, String... arrays) {
    return of(equation, dtype, Set.of(), arrays);
  }

  /**
   * The kernel of an equation with inputs that have one value a row: what depends on them and on reductions alone is
   * computed once a row, in double. Their lane stride is 0.
   *
   * @param rows those of the arrays, inputs only
   */
  public static Kernel of(Equation equation, DType dtype, Set<String> rows, String... arrays) {
    Key key = new Key(equation, dtype, List.of(arrays), Set.copyOf(rows));
    Kernel kernel = CACHE.get(key);
    if (kernel == null) {
      check(equation, key.arrays);
      kernel = CACHE.computeIfAbsent(key, fresh -> new Kernel(fresh, Tier.ADAPTIVE));
    }
    return kernel;
  }

  /** A kernel of its own that stays on one tier: for tests, and for measuring a tier. */
  static Kernel of(Tier tier, Equation equation, DType dtype, String... arrays) {
    return of(tier, equation, dtype, Set.of(), arrays);
  }

  /** A kernel of its own, with inputs that have one value a row. */
  static Kernel of(Tier tier, Equation equation, DType dtype, Set<String> rows, String... arrays) {
    check(equation, List.of(arrays));
    return new Kernel(new Key(equation, dtype, List.of(arrays), rows), tier);
  }

  private static void check(Equation equation, List<String> arrays) {
    List<String> known = new ArrayList<>(equation.inputs());
    equation.outputs().stream().filter(name -> !known.contains(name)).forEach(known::add);
    boolean output = false;
    for (String name : arrays) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "kernel: an array must be a name of the equation, one of " + known + "; got '" + name
                + "'" + Names.didYouMean(name, known));
      }
      if (arrays.indexOf(name) != arrays.lastIndexOf(name)) {
        throw new IllegalArgumentException(
            "kernel: an array must be named once; got '" + name + "' twice");
      }
      output |= equation.outputs().contains(name);
    }
    if (!output) {
      throw new IllegalArgumentException("kernel: at least one output, of " + equation.outputs()
          + ", must be an array; got " + arrays);
    }
    if (arrays.size() > 48) {
      throw new IllegalArgumentException("kernel: at most 48 arrays; got " + arrays.size());
    }
  }

  /** The element type. */
  public DType dtype() {
    return program.dtype();
  }

  /** The names bound to arrays, in call order. */
  public List<String> arrays() {
    return program.arrays();
  }

  /** The scalars, in call order: the order of their first appearance in the equation. */
  public List<String> scalars() {
    return program.scalars();
  }

  /**
   * What compiled loops with vectors do to each lane.
   *
   * @throws UnsupportedOperationException where vectors are not in use
   */
  public LaneWork laneWork() {
    if (Simd.provider() != Provider.VECTOR) {
      throw new UnsupportedOperationException(
          "kernel: the work of vector loops needs vectors; got " + Simd.describe());
    }
    return LaneWork.of(program);
  }

  /**
   * Runs over {@code n} contiguous lanes.
   *
   * @param n number of lanes
   * @param arrays the operands, {@code float[]} or {@code double[]}
   * @param offsets where each operand starts
   * @param scalars the values of {@link #scalars}
   * @throws IllegalArgumentException if a count, a type or a length does not fit; nothing is changed then
   */
  public void run(int n, Object[] arrays, int[] offsets, double... scalars) {
    run(1, n, arrays, offsets, null, null, scalars);
  }

  /**
   * Runs over {@code rows} rows of {@code n} lanes; reductions are of each row.
   *
   * @param rowStrides from one row's start to the next, in elements; null for a single row
   * @param laneStrides 1, or 0 for one value a row; null where all are 1
   * @throws IllegalArgumentException if a count, a type, a stride or a length does not fit; nothing is changed then
   */
  public void run(
      int rows,
      int n,
      Object[] arrays,
      int[] offsets,
      int[] rowStrides,
      int[] laneStrides,
      double... scalars) {
    long broadcast = validate(rows, n, arrays, offsets, rowStrides, laneStrides, scalars);
    if (rows == 0 || (n == 0 && program.uniformOutputs().isEmpty())) {
      return;
    }
    Variant variant = variant(broadcast);
    variant.note(rows, n);
    if (isOneLoop && rows == 1) {
      variant.loops[0].run(arrays, offsets, 0, n, null, null);
      return;
    }
    RowsLoop whole = n <= RowLoop.CHUNK ? variant.whole : null;
    RowState state = pool.take();
    if (state == null) {
      state = new RowState(program);
    }
    state.hold(arrays, n);
    if (whole != null) {
      int[] strides = rowStrides == null ? noStrides : rowStrides;
      whole.run(rows, n, state.arrays, offsets, strides, scalars, state.accumulators);
    } else {
      staged.run(variant.loops, state, rows, n, offsets, rowStrides, broadcast, scalars);
    }
    state.release();
    pool.give(state);
  }

  private Variant variant(long broadcast) {
    Variant variant = lastVariant;
    if (variant == null || variant.broadcast != broadcast) {
      variant = variants.computeIfAbsent(broadcast, Variant::new);
      lastVariant = variant;
    }
    return variant;
  }

  private long validate(
      int rows,
      int n,
      Object[] arrays,
      int[] offsets,
      int[] rowStrides,
      int[] laneStrides,
      double[] scalars) {
    int count = program.arrays().size();
    if (arrays.length != count
        || offsets.length != count
        || (rowStrides != null && rowStrides.length != count)
        || (laneStrides != null && laneStrides.length != count)) {
      throw new IllegalArgumentException(
          "kernel: one array, offset and stride is needed for each of " + program.arrays()
              + "; got " + arrays.length + " arrays, " + offsets.length + " offsets");
    }
    if (scalars.length != program.scalars().size()) {
      throw new IllegalArgumentException("kernel: one number is needed for each scalar of "
          + program.scalars() + "; got " + scalars.length);
    }
    if (rows < 0 || n < 0) {
      throw new IllegalArgumentException(
          "kernel: rows and n must not be negative; got rows=" + rows + ", n=" + n);
    }
    long broadcast = 0;
    for (int k = 0; k < count; k++) {
      int laneStride = laneStrides == null ? 1 : laneStrides[k];
      int rowStride = rowStrides == null ? 0 : rowStrides[k];
      if (laneStride != 0 && (rowArrays >>> k & 1) == 1) {
        throw error(k, "a lane stride of 0: it has one value a row", "laneStride=" + laneStride);
      }
      if (laneStride == 0) {
        broadcast |= 1L << k;
      } else if (laneStride != 1) {
        throw error(k, "a lane stride of 0 or 1", "laneStride=" + laneStride);
      }
      if (!program.dtype().arrayType().isInstance(arrays[k])) {
        String got = arrays[k] == null ? "null" : arrays[k].getClass().getSimpleName();
        throw error(k, "a " + program.dtype().arrayType().getSimpleName(), got);
      }
      if (rows > 0 && n > 0) {
        long last = offsets[k] + (long) (rows - 1) * rowStride;
        long least = Math.min(offsets[k], last);
        long most = Math.max(offsets[k], last) + (long) laneStride * (n - 1);
        int length = program.dtype().length(arrays[k]);
        if (least < 0 || most >= length) {
          throw error(
              k,
              "all its elements inside the array",
              "elements " + least + " to " + most + " of an array of length " + length);
        }
      }
      if (laneStride == 0 && n > 1 && isLaneOutput(k)) {
        throw error(k, "a lane stride of 1: it is computed for each lane", "laneStride=0");
      }
    }
    return broadcast;
  }

  private boolean isLaneOutput(int k) {
    List<Program.Stage> stages = program.stages();
    return !stages.isEmpty() && stages.get(stages.size() - 1).stores().containsKey(k);
  }

  private IllegalArgumentException error(int k, String must, String got) {
    return new IllegalArgumentException(
        "kernel: array '" + program.arrays().get(k) + "' must have " + must + "; got " + got);
  }

  @Override
  public String toString() {
    return "Kernel[" + program.dtype() + ", arrays " + program.arrays() + ", scalars "
        + program.scalars() + "]";
  }

  /** Counts work until it is time to compile. A count may be lost between threads; it only decides when. */
  private static final class Countdown {
    private volatile boolean settled;
    private long compileAfter = COMPILE_AFTER;
    private long work;

    Countdown(boolean settled) {
      this.settled = settled;
    }

    /** Whether it is time now: true once. */
    boolean isOver(long more) {
      if (settled) {
        return false;
      }
      work += more;
      settled = work >= compileAfter;
      return settled;
    }

    /** Begins again: on a machine that is busy now, a later attempt succeeds. */
    void restart() {
      work = 0;
      compileAfter = Math.min(compileAfter, Long.MAX_VALUE / MORE_WORK) * MORE_WORK;
      settled = false;
    }
  }

  /**
   * The loops for one layout of the operands: interpreted at first, compiled when enough work has passed. Rows of one chunk
   * are run by a loop of the whole program, if it has reductions and is not too long, longer ones stage by stage.
   */
  private final class Variant {
    final long broadcast;
    private volatile RowLoop[] loops;
    private volatile RowsLoop whole;
    private volatile boolean isWhole = program.reduces();
    private final Countdown untilStages;
    private final Countdown untilWhole;
    private RowLoop[] compiledStages;
    private RowsLoop compiledWhole;

    Variant(long broadcast) {
      this.broadcast = broadcast;
      this.loops = interpreters();
      boolean settled = tier != Tier.ADAPTIVE || !WarmUp.isEnabled();
      this.untilStages = new Countdown(settled);
      this.untilWhole = new Countdown(settled);
      if (tier == Tier.COMPILED) {
        whole = RowsCompiler.compile(program, broadcast, Simd.lanes(dtype()));
        loops = LoopCompiler.compileAll(program, broadcast, Simd.lanes(dtype()));
      }
    }

    private RowLoop[] interpreters() {
      return program.stages().stream()
          .map(stage -> new BlockCode(program, stage, broadcast))
          .map(code -> program.dtype() == DType.F32
              ? new FloatBlockInterpreter(code)
              : new DoubleBlockInterpreter(code))
          .toArray(RowLoop[]::new);
    }

    /** Takes note of a call. */
    void note(int rows, int n) {
      boolean asWhole = isWhole && n <= RowLoop.CHUNK;
      Countdown countdown = asWhole ? untilWhole : untilStages;
      if (countdown.isOver((long) rows * n * operationsPerLane)) {
        WarmUp.submit(asWhole ? this::compileWhole : this::compileStages);
      }
    }

    private void compileWhole() {
      if (compiledWhole == null) {
        compiledWhole = RowsCompiler.compile(program, broadcast, Simd.lanes(dtype()));
      }
      if (compiledWhole == null) {
        isWhole = false;
      } else if (WarmUp.train(program, compiledWhole, staged, loops, broadcast)) {
        whole = compiledWhole;
      } else {
        untilWhole.restart();
      }
    }

    /** Puts compiled loops in place as they prove faster. */
    private void compileStages() {
      if (compiledStages == null) {
        compiledStages = LoopCompiler.compileAll(program, broadcast, Simd.lanes(dtype()));
      }
      RowLoop[] next = loops.clone();
      boolean complete = true;
      for (int s = 0; s < next.length; s++) {
        boolean faster = next[s] == compiledStages[s]
            || WarmUp.train(program, program.stages().get(s), compiledStages[s], next[s]);
        next[s] = faster ? compiledStages[s] : next[s];
        complete &= faster;
      }
      loops = next;
      if (!complete) {
        untilStages.restart();
      }
    }
  }
}

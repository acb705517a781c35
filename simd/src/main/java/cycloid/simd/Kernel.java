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
  private final long rowArrays;
  private final List<Expression> uniforms;
  private final int[] uniformRegister;
  private final int[] uniformStage;
  private final ObjectPool<State> pool = new ObjectPool<>();
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

  /** A reduction of a stage, and the register of its result. */
  private record Reduction(Operation operation, int register) {}

  private final Tier tier;
  private final Reduction[][] reductions;
  /** The array and the register of each output that is one value a row. */
  private final int[][] rowOutputs;

  private Kernel(Key key, Tier tier) {
    this.tier = tier;
    this.program = new Program(key.equation, key.dtype, key.arrays, key.rows);
    this.rowArrays = program.rowArrays();
    UniformCode code = program.uniforms();
    this.reductions = program.stages().stream()
        .map(stage -> stage.reductions().stream()
            .map(node -> new Reduction(node.operation(), code.registerOf(node)))
            .toArray(Reduction[]::new))
        .toArray(Reduction[][]::new);
    this.rowOutputs = program.uniformOutputs().entrySet().stream()
        .map(output -> new int[] {output.getKey(), code.registerOf(output.getValue())})
        .toArray(int[][]::new);
    this.uniforms = program.uniformsInSlots();
    this.uniformRegister = new int[uniforms.size()];
    this.uniformStage = new int[uniforms.size()];
    for (int u = 0; u < uniformRegister.length; u++) {
      uniformRegister[u] = program.uniforms().registerOf(uniforms.get(u));
      uniformStage[u] = program.stageOf(uniforms.get(u));
    }
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
    check(equation, List.of(arrays));
    return new Kernel(new Key(equation, dtype, List.of(arrays), Set.of()), tier);
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
    RowLoop[] loops = variant.loops((long) rows * n);
    State state = pool.take();
    if (state == null) {
      state = new State();
    }
    state.broadcast = broadcast;
    state.begin(arrays, offsets, n, scalars);
    for (int row = 0; row < rows; row++) {
      if (rowArrays != 0) {
        program.uniforms().beginRow(state.registers, program.dtype(), state.arrays, state.offsets);
        narrow(state, 0);
      }
      runRow(loops, state, n, laneStrides);
      if (rowStrides != null) {
        for (int k = 0; k < rowStrides.length; k++) {
          state.offsets[k] += rowStrides[k];
        }
      }
    }
    state.end();
    pool.give(state);
  }

  private void runRow(RowLoop[] loops, State state, int n, int[] laneStrides) {
    for (int s = 0; s < loops.length; s++) {
      if (reductions[s].length == 0) {
        loops[s].run(state.arrays, state.offsets, 0, n, state.uniforms, null);
      } else {
        reduce(loops[s], reductions[s], state, n);
        program.uniforms().evaluate(state.registers, s + 1);
        narrow(state, s + 1);
      }
    }
    for (int[] output : rowOutputs) {
      int k = output[0];
      double value = state.registers[output[1]];
      int lanes = laneStrides != null && laneStrides[k] == 0 ? 1 : n;
      Fold.fill(program.dtype(), state.arrays[k], state.offsets[k], lanes, value);
    }
  }

  /** Runs a loop that reduces, chunk by chunk; joins the chunks in order, in double. */
  private void reduce(RowLoop loop, Reduction[] reductions, State state, int n) {
    int lanes = RowLoop.virtualLanes(program.dtype());
    int from = 0;
    do {
      int to = (int) Math.min((long) from + RowLoop.CHUNK, n);
      for (int r = 0; r < reductions.length; r++) {
        double identity = Fold.identity(reductions[r].operation);
        Fold.fill(program.dtype(), state.accumulators, r * lanes, lanes, identity);
      }
      shift(state, from);
      loop.run(state.arrays, state.offsets, 0, to - from, state.uniforms, state.accumulators);
      shift(state, -from);
      for (int r = 0; r < reductions.length; r++) {
        Operation reduction = reductions[r].operation;
        double chunk =
            Fold.halving(program.dtype(), reduction, state.accumulators, r * lanes, lanes);
        int register = reductions[r].register;
        state.registers[register] =
            from == 0 ? chunk : Fold.join(reduction, state.registers[register], chunk);
      }
      from = to;
    } while (from < n);
  }

  /** Moves the arrays that have lanes; one value a row stays where it is. */
  private static void shift(State state, int lanes) {
    if (lanes != 0) {
      for (int k = 0; k < state.offsets.length; k++) {
        if ((state.broadcast >>> k & 1) == 0) {
          state.offsets[k] += lanes;
        }
      }
    }
  }

  /** Rounds the uniforms that became known after {@code stage} loops to the dtype. */
  private void narrow(State state, int stage) {
    for (int u = 0; u < uniformRegister.length; u++) {
      if (uniformStage[u] == stage) {
        program.dtype().set(state.uniforms, u, state.registers[uniformRegister[u]]);
      }
    }
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

  /** The memory of one call. */
  private final class State {
    final Object[] arrays = new Object[program.arrays().size() + program.scratchRows()];
    final int[] offsets = new int[arrays.length];
    final double[] registers = program.uniforms().newRegisters();
    final Object uniforms = program.dtype().allocate(Kernel.this.uniforms.size());
    final Object accumulators;
    long broadcast;

    State() {
      int most = 0;
      for (Program.Stage stage : program.stages()) {
        most = Math.max(most, stage.reductions().size());
      }
      accumulators = program.dtype().allocate(most * RowLoop.virtualLanes(program.dtype()));
    }

    void begin(Object[] operands, int[] starts, int n, double[] scalars) {
      System.arraycopy(operands, 0, arrays, 0, operands.length);
      System.arraycopy(starts, 0, offsets, 0, starts.length);
      for (int k = operands.length; k < arrays.length; k++) {
        if (arrays[k] == null || program.dtype().length(arrays[k]) < n) {
          arrays[k] = program.dtype().allocate(n);
        }
        offsets[k] = 0;
      }
      program.uniforms().begin(registers, scalars, n);
      narrow(this, 0);
    }

    /** Lets go of the caller's arrays. */
    void end() {
      java.util.Arrays.fill(arrays, 0, program.arrays().size(), null);
    }
  }

  /** The loops for one layout of the operands: interpreted at first, compiled when enough work has passed. */
  private final class Variant {
    final long broadcast;
    private volatile RowLoop[] loops;
    private volatile boolean settled;
    private RowLoop[] compiled;
    private long compileAfter = COMPILE_AFTER;
    private long work;

    Variant(long broadcast) {
      this.broadcast = broadcast;
      this.loops = interpreters();
      if (tier == Tier.COMPILED) {
        loops = LoopCompiler.compileAll(program, broadcast, Simd.lanes(dtype()));
      }
      this.settled = tier != Tier.ADAPTIVE || !WarmUp.isEnabled();
    }

    private RowLoop[] interpreters() {
      return program.stages().stream()
          .map(stage -> new BlockCode(program, stage, broadcast))
          .map(code -> program.dtype() == DType.F32
              ? new FloatBlockInterpreter(code)
              : new DoubleBlockInterpreter(code))
          .toArray(RowLoop[]::new);
    }

    /** The loops to use now. The count of work may lose an update between threads; it only decides when to compile. */
    RowLoop[] loops(long lanes) {
      if (!settled) {
        work += lanes * program.operationsPerLane();
        if (work >= compileAfter) {
          settled = true;
          WarmUp.submit(this::compile);
        }
      }
      return loops;
    }

    /** Puts compiled loops in place as they prove faster; on a busy machine that may take another attempt. */
    private void compile() {
      if (compiled == null) {
        compiled = LoopCompiler.compileAll(program, broadcast, Simd.lanes(dtype()));
      }
      RowLoop[] next = loops.clone();
      boolean complete = true;
      for (int s = 0; s < next.length; s++) {
        boolean faster = next[s] == compiled[s]
            || WarmUp.train(program, program.stages().get(s), compiled[s], next[s]);
        next[s] = faster ? compiled[s] : next[s];
        complete &= faster;
      }
      loops = next;
      if (!complete) {
        work = 0;
        compileAfter = Math.min(compileAfter, Long.MAX_VALUE / MORE_WORK) * MORE_WORK;
        settled = false;
      }
    }
  }
}

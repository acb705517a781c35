package cycloid.autodiff;

import cycloid.tensor.Affine;
import cycloid.tensor.Arena;
import cycloid.tensor.Deferred;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A function as it was computed, operation after operation: its derivative at that point is a linear map, which is applied
 * by sweeping over the tape, forwards to push tangents, backwards to pull cotangents.
 *
 * <p>Tapes nest: while one function is differentiated, another may be, inside it. A variable on the inner tape then stands
 * for one {@linkplain Variable#below below}, which may be on the outer tape. An operation goes to the innermost tape among
 * its operands, and is carried out in terms of what is below, where it may be recorded again. Rules of the inner tape too
 * work on what is below. So derivatives of derivatives are nothing special, and different tapes cannot be confused.
 *
 * <p>The inputs of the function are the first nodes.
 */
final class Tape {
  /** The innermost tape that each thread is recording. */
  private static final ThreadLocal<Tape> CURRENT = new ThreadLocal<>();

  private final Tape outer;

  /** Where values get their memory; null for memory of their own. */
  private final Arena arena;

  private final int depth;
  private final int inputs;
  private List<Variable> outputs;
  private Node[] nodes;
  private int size;
  private boolean[] needed;

  /** Who records; null when the function has returned. */
  private Thread recorder = Thread.currentThread();

  private boolean paused;
  private boolean freed;

  private Tape(Tape outer, Arena arena, int inputs) {
    this.outer = outer;
    this.arena = arena;
    this.depth = outer == null ? 0 : outer.depth + 1;
    this.inputs = inputs;
    this.nodes = new Node[Math.max(32, inputs)];
  }

  // ---- recording

  /** Computes a function at the given inputs, and keeps how. */
  static Tape record(String op, Function<List<Variable>, List<Variable>> f, List<Variable> inputs) {
    Tape outer = CURRENT.get();
    return record(op, f, inputs, outer == null ? null : outer.arena);
  }

  /** Computes a function at the given inputs with memory of an arena, and keeps how. */
  static Tape record(
      String op, Function<List<Variable>, List<Variable>> f, List<Variable> inputs, Arena arena) {
    Tape tape = new Tape(CURRENT.get(), arena, inputs.size());
    CURRENT.set(tape);
    try {
      tape.outputs = Checks.outputs(op, f.apply(tape.lifted(inputs)));
      tape.computeOutputs();
      return tape;
    } finally {
      tape.recorder = null;
      if (tape.outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(tape.outer);
      }
    }
  }

  /** What a function returns has its numbers, unless it is a part of another that is recorded. */
  private void computeOutputs() {
    if (outer == null) {
      within(() -> outputs.forEach(Variable::numbers));
    }
  }

  /** Computes all that a derivative will read: from now on it refers to nothing else. */
  void settle() {
    within(() -> {
      for (int i = 0; i < size; i++) {
        nodes[i].settle();
      }
    });
  }

  /** Runs with the memory of this tape. */
  private void within(Runnable body) {
    if (arena == null) {
      body.run();
      return;
    }
    arena.enter();
    try {
      body.run();
    } finally {
      arena.leave();
    }
  }

  private List<Variable> lifted(List<Variable> inputs) {
    List<Variable> lifted = new ArrayList<>(inputs.size());
    for (Variable input : inputs) {
      Variable below = input.tape == null ? null : input;
      lifted.add(new Variable(input.operand, this, size, below));
      add(new Node(this, null, new int[0], input.shape(), null, null));
    }
    return lifted;
  }

  private void add(Node node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
    }
    nodes[size++] = node;
  }

  /** Carries out an operation, and records it where operands are recorded. */
  static Variable apply(Operation operation, List<Variable> operands) {
    Tape tape = innermost(operation, operands);
    return tape == null ? computed(operation, operands) : tape.applyHere(operation, operands);
  }

  /** The value, as a constant; elementwise functions wait until it is asked for. */
  private static Variable computed(Operation operation, List<Variable> operands) {
    if (operation instanceof ElementwiseRules.Apply elementwise && !NaNTrace.isTracing()) {
      return new Variable(elementwise.deferred(operands));
    }
    Tensor value = operation.apply(values(operands));
    NaNTrace.check(operation, operands, value);
    return new Variable(value);
  }

  /** The value, as a constant with the memory of this tape. */
  private Variable computedHere(Operation operation, List<Variable> operands) {
    if (arena == null) {
      return computed(operation, operands);
    }
    arena.enter();
    try {
      return computed(operation, operands);
    } finally {
      arena.leave();
    }
  }

  /** The values of an operation with several results, with the memory of the tape that will record it. */
  static List<Tensor> values(Differentiable operation, List<Variable> operands) {
    Arena arena = null;
    for (int i = 0; i < operands.size() && arena == null; i++) {
      arena = operands.get(i).tape == null ? null : operands.get(i).tape.arena;
    }
    if (arena == null) {
      return operation.value(values(operands));
    }
    if (!DifferentiableRule.keepsNothing(operation)) {
      operands.forEach(operand -> operand.numbers().kept());
      return operation.value(values(operands));
    }
    arena.enter();
    try {
      return operation.value(values(operands));
    } finally {
      arena.leave();
    }
  }

  private static Tape innermost(Operation operation, List<Variable> operands) {
    Tape innermost = null;
    for (int i = 0; i < operands.size(); i++) {
      Tape tape = operands.get(i).tape;
      if (tape != null && tape != innermost) {
        if (tape.recorder != Thread.currentThread()) {
          throw Checks.notRecording(operation, operands, i, tape.recorder != null);
        }
        if (!tape.paused && (innermost == null || tape.depth > innermost.depth)) {
          innermost = tape;
        }
      }
    }
    return innermost;
  }

  private Variable applyHere(Operation operation, List<Variable> operands) {
    Variable below =
        isNested(operands) ? apply(operation, below(operands)) : computedHere(operation, operands);
    int[] parents = new int[operands.size()];
    boolean flows = false;
    long active = 0;
    for (int i = 0; i < parents.length; i++) {
      Variable operand = operands.get(i);
      boolean flowing = operand.tape == this && operation.isDifferentiable(i);
      parents[i] = flowing ? operand.index : Node.NOWHERE;
      flows |= flowing;
      if (flowing) {
        nodes[operand.index].uses++;
      }
      active |= flowing ? 1L << i : 0;
    }
    if (!flows) {
      return below;
    }
    long keeps = operation.keeps(active);
    Variable result = new Variable(below.operand, this, size, below.tape == null ? null : below);
    Variable readResult = (keeps & Operation.RESULT) == 0 ? null : result;
    if (readResult != null) {
      result.neededLater();
    }
    add(new Node(this, operation, parents, below.shape(), kept(operands, keeps), readResult));
    return result;
  }

  /** Whether an operand is more than numbers to those outside of this tape. */
  private boolean isNested(List<Variable> operands) {
    boolean nested = false;
    for (int i = 0; i < operands.size(); i++) {
      Variable operand = operands.get(i);
      nested |= operand.tape == this ? operand.below != null : operand.tape != null;
    }
    return nested;
  }

  private static Variable[] kept(List<Variable> operands, long keeps) {
    if ((keeps & ~Operation.RESULT) == 0) {
      return null;
    }
    Variable[] kept = new Variable[operands.size()];
    for (int i = 0; i < kept.length; i++) {
      if ((keeps >>> i & 1) != 0) {
        kept[i] = operands.get(i);
        kept[i].neededLater();
      }
    }
    return kept;
  }

  private List<Variable> below(List<Variable> operands) {
    List<Variable> below = new ArrayList<>(operands.size());
    for (Variable operand : operands) {
      below.add(operand.below(this));
    }
    return below;
  }

  private static List<Tensor> values(List<Variable> operands) {
    Tensor[] values = new Tensor[operands.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = operands.get(i).numbers();
    }
    return List.of(values);
  }

  /** Runs with no tape of this thread recording; those begun inside do. */
  static <T> T paused(Supplier<T> body) {
    List<Tape> tapes = new ArrayList<>();
    for (Tape tape = CURRENT.get(); tape != null && !tape.paused; tape = tape.outer) {
      tape.paused = true;
      tapes.add(tape);
    }
    try {
      return body.get();
    } finally {
      tapes.forEach(tape -> tape.paused = false);
    }
  }

  // ---- the linear map

  /** The node at a position. */
  Node node(int index) {
    return nodes[index];
  }

  /** What the function returned, in terms of what is below. */
  List<Variable> outputs() {
    List<Variable> below = new ArrayList<>(outputs.size());
    for (Variable output : outputs) {
      below.add(output.below(this));
    }
    return below;
  }

  /** The position of the first output; {@link Node#NOWHERE} where it is constant. */
  int outputIndex() {
    return outputs.get(0).tape == this ? outputs.get(0).index : Node.NOWHERE;
  }

  /** How many operations and inputs were recorded. */
  int size() {
    return size;
  }

  /**
   * The cotangents of the inputs: J'u.
   *
   * @param cotangents u, one for each output and of its shape
   * @param free whether to let go of what was kept, on the way; the tape cannot be used again
   */
  List<Variable> pullback(String op, List<Variable> cotangents, boolean free) {
    Checks.notFreed(op, freed);
    freed = free;
    Variable[] g = new Variable[size];
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).tape == this) {
        accumulate(g, outputs.get(i).index, cotangents.get(i));
      }
    }
    for (int i = size - 1; i >= inputs; i--) {
      if (g[i] != null) {
        if (free && outer == null && g[i].tape == null && !NaNTrace.isTracing()) {
          chain(nodes[i], g);
          handOver(nodes[i], g);
        }
        pull(nodes[i], g[i], g);
        g[i] = null;
      }
      if (free) {
        nodes[i] = null;
      }
    }
    NaNTrace.derivativeOf(null);
    List<Variable> pulled = inputsOf(g);
    computeTogether(pulled);
    return pulled;
  }

  /** A linear layer multiplies the cotangent of its operand by the slopes of the layer that alone gives to it. */
  private void chain(Node node, Variable[] g) {
    int below = node.parents[0];
    if (node.operation instanceof DifferentiableRule layer
        && layer.operation() instanceof Affine
        && below != Node.NOWHERE
        && g[below] == null
        && nodes[below].uses == 1
        && nodes[below].operation instanceof DifferentiableRule rule) {
      node.slopes = rule.slopes();
      nodes[below].isLinear = node.slopes != null;
    }
  }

  /** What is known of the cotangents of operands goes to an operation that adds to it. */
  private void handOver(Node node, Variable[] g) {
    if (!(node.operation instanceof DifferentiableRule rule) || !rule.accumulates()) {
      return;
    }
    Tensor[] known = new Tensor[node.parents.length];
    for (int k = 0; k < known.length; k++) {
      int parent = node.parents[k];
      if (parent != Node.NOWHERE
          && g[parent] != null
          && g[parent].tape == null
          && g[parent].operand instanceof Tensor sum
          && Arrays.equals(nodes[parent].shape, node.shape)) {
        known[k] = sum;
        g[parent] = null;
      }
    }
    node.known = Arrays.asList(known);
  }

  /** Cotangents that nothing records are asked for next. */
  private static void computeTogether(List<Variable> pulled) {
    List<Deferred> deferred = null;
    for (int i = 0; i < pulled.size(); i++) {
      Variable g = pulled.get(i);
      if (g != null
          && g.tape == null
          && g.operand instanceof Deferred later
          && !later.isComputed()) {
        deferred = deferred == null ? new ArrayList<>() : deferred;
        deferred.add(later);
      }
    }
    if (deferred != null) {
      Deferred.compute(deferred);
    }
  }

  /** Adds the cotangents of a node's operands, for the cotangent g of its result. */
  void pull(Node node, Variable g, Variable[] cotangents) {
    NaNTrace.derivativeOf(node.operation);
    Variable[] pulled = node.operation.pullbacks(g, node);
    for (int i = 0; i < node.parents.length; i++) {
      int parent = node.parents[i];
      if (parent != Node.NOWHERE && pulled[i] != null) {
        accumulate(cotangents, parent, Broadcasting.sumTo(nodes[parent].shape, pulled[i]));
      }
    }
  }

  private static void accumulate(Variable[] sums, int i, Variable term) {
    sums[i] = sums[i] == null ? term : sums[i].add(term);
  }

  private List<Variable> inputsOf(Variable[] g) {
    List<Variable> result = new ArrayList<>(inputs);
    for (int i = 0; i < inputs; i++) {
      result.add(g[i]);
    }
    return result;
  }

  /**
   * The tangents of the outputs: Jv; null where an output does not depend on the inputs.
   *
   * @param tangents v, one for each input and of its shape
   */
  List<Variable> pushforward(String op, List<Variable> tangents) {
    Checks.notFreed(op, freed);
    if (needed == null) {
      needed = needed();
    }
    Variable[] d = new Variable[size];
    for (int i = 0; i < inputs; i++) {
      d[i] = tangents.get(i);
    }
    for (int i = inputs; i < size; i++) {
      if (needed[i]) {
        d[i] = push(nodes[i], d);
      }
    }
    List<Variable> result = new ArrayList<>(outputs.size());
    for (Variable output : outputs) {
      result.add(output.tape == this ? d[output.index] : null);
    }
    return result;
  }

  private static Variable push(Node node, Variable[] tangents) {
    Variable[] operands = new Variable[node.parents.length];
    boolean any = false;
    for (int i = 0; i < operands.length; i++) {
      operands[i] = node.parents[i] == Node.NOWHERE ? null : tangents[node.parents[i]];
      any |= operands[i] != null;
    }
    Variable pushed = any ? node.operation.pushforward(operands, node) : null;
    return pushed == null ? null : Broadcasting.expandTo(node.shape, pushed);
  }

  /** Which nodes the outputs depend on. */
  private boolean[] needed() {
    boolean[] needed = new boolean[size];
    for (Variable output : outputs) {
      if (output.tape == this) {
        needed[output.index] = true;
      }
    }
    for (int i = size - 1; i >= inputs; i--) {
      for (int parent : nodes[i].parents) {
        if (parent != Node.NOWHERE) {
          needed[parent] |= needed[i];
        }
      }
    }
    return needed;
  }
}

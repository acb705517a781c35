package cycloid.tensor;

import cycloid.simd.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Memory for the tensors of a step that is taken again and again: the n-th tensor of a step gets the memory that the n-th
 * tensor of the step before had, if it is as large.
 *
 * <p>Nothing is freed, and nothing is used twice within a step. A tensor whose numbers may be read after its step is marked
 * with {@link Tensor#kept}: its memory is never used again, and the next step gets other memory in its place. Who runs
 * operations inside of an arena has to mark every tensor that it hands out; {@code Variable.value()} does so. Tensors of
 * an earlier step whose memory was taken say so by {@link Tensor#isRecycled}, and their version has changed, so that a tape
 * does not read them.
 *
 * <pre>{@code
 * Arena arena = new Arena();
 * for (Tensor x : batches) {
 *   Tensor y = arena.step(() -> x.layerNorm(-1, 1e-5).softmax(-1));     // no fresh memory from the second step on
 *   ... y is good until the next step; y.kept() would be good forever
 * }
 * }</pre>
 *
 * <p>Why: fresh memory is set to zero, is in no cache, and has to be collected. For a result of 2 MB that takes longer than
 * softmax itself.
 *
 * <p>Not safe for use by several threads at a time. Only the thread that entered an arena allocates in it.
 */
public final class Arena {
  private static final ThreadLocal<Scope> SCOPE = ThreadLocal.withInitial(Scope::new);

  /** Where a thread allocates now. */
  private static final class Scope {
    private Arena active;
  }

  private Tensor[] tensors = new Tensor[64];

  /** Where the tensor of each turn is to lie; null for memory of its own. */
  private Pack.Place[] places = {};

  private final List<Pack> packs = new ArrayList<>(0);
  private int next;
  private Scope scope;
  private Arena outer;
  private boolean stepping;

  /** An arena without memory. */
  public Arena() {}

  /**
   * Takes a step: what the operations in it make has memory of the step before, as far as it fits.
   *
   * <pre>
   * Errors:    IllegalStateException within a step of the same arena
   * </pre>
   *
   * @return what the body returns; a tensor is good until the next step, or forever once it is {@link Tensor#kept}
   */
  public <T> T step(Supplier<T> body) {
    if (stepping) {
      throw new IllegalStateException(
          "arena: a step must not begin within a step; got one within one of the same arena");
    }
    stepping = true;
    begin();
    enter();
    try {
      return body.get();
    } finally {
      leave();
      stepping = false;
    }
  }

  /** Begins a step of this thread: memory of the step before is free to be used, apart from that of kept tensors. */
  public void begin() {
    // What a longer step left behind is let go.
    Arrays.fill(tensors, next, tensors.length, null);
    for (int i = 0; i < packs.size(); i++) {
      packs.get(i).begin();
    }
    next = 0;
    scope = SCOPE.get();
  }

  /** From now on fresh tensors of this thread have memory of this arena. */
  public void enter() {
    outer = scope.active;
    scope.active = this;
  }

  /** From now on fresh tensors of this thread have the memory that they had before {@link #enter}. */
  public void leave() {
    scope.active = outer;
    outer = null;
  }

  /** Runs code that may keep its tensors, outside of any arena. */
  public static <T> T outside(Supplier<T> body) {
    Scope scope = SCOPE.get();
    Arena active = scope.active;
    scope.active = null;
    try {
      return body.get();
    } finally {
      scope.active = active;
    }
  }

  /** The arena in which this thread allocates, or null. */
  static Arena active() {
    return SCOPE.get().active;
  }

  /** Memory for the next tensor: that of a step before, with its old numbers, or fresh. */
  Object memory(DType dtype, int size, boolean zeros) {
    Tensor old = next < tensors.length ? tensors[next] : null;
    if (old == null || old.dtype != dtype || old.size != size || !old.recycle()) {
      return dtype.allocate(size);
    }
    if (zeros && dtype == DType.F32) {
      Arrays.fill((float[]) old.storage, 0);
    } else if (zeros) {
      Arrays.fill((double[]) old.storage, 0);
    }
    return old.storage;
  }

  // ---- packs

  void add(Pack pack) {
    packs.add(pack);
  }

  void remove(Pack pack) {
    packs.remove(pack);
  }

  /** Where the next tensor is to lie, or null. */
  Pack.Place place(DType dtype, int size) {
    Pack.Place place = next < places.length ? places[next] : null;
    return place != null && place.suits(dtype, size) ? place : null;
  }

  /** From the next step on, the tensor that is made in the turn of this one is to lie in a place that has room for it. */
  void expect(Tensor made, Pack.Place place) {
    if (place.turn >= 0 && place.turn < next && isOf(place.turn, made)) {
      // It was to lie there already: its operation cannot write there.
      return;
    }
    forget(place);
    int turn = next - 1;
    while (turn >= 0 && !isOf(turn, made)) {
      turn--;
    }
    if (turn < 0 || tensors[turn].size != place.size) {
      return;
    }
    if (turn >= places.length) {
      places = Arrays.copyOf(places, tensors.length);
    }
    if (places[turn] == null) {
      places[turn] = place;
      place.turn = turn;
    }
  }

  private boolean isOf(int turn, Tensor made) {
    return tensors[turn] != null && tensors[turn].isViewOf(made);
  }

  /** Takes note of the tensor that was made in a place; returns the turn. */
  int placedInPack(Tensor tensor) {
    placed(tensor);
    return next - 1;
  }

  /** The memory of the tensor of a turn is not the arena's. */
  void disown(int turn) {
    tensors[turn] = null;
  }

  /** Nothing is to lie in a place. */
  void forget(Pack.Place place) {
    if (place.turn >= 0) {
      places[place.turn] = null;
      place.turn = -1;
    }
  }

  /** Takes note of the tensor that got the memory. */
  void placed(Tensor tensor) {
    if (next == tensors.length) {
      tensors = Arrays.copyOf(tensors, 2 * next);
    }
    tensors[next++] = tensor;
  }
}

package cycloid.tensor;

import cycloid.simd.DType;

/**
 * Memory in which certain tensors of every step of an {@link Arena} lie side by side, so that one call reads them all.
 *
 * <p>While a step runs nobody knows which of its tensors will be asked for. The step before tells: where the n-th tensor of a
 * step was {@linkplain #settle settled} in a part, the n-th of the next step is written there at once, if its operation can
 * write to the middle of an array. A step that turns out otherwise, or an operation that cannot, costs a copy.
 *
 * <p>A part is given to one tensor in a step. Once one of them is {@link Tensor#kept} the pack moves to other memory in the
 * next step, and the old stays as long as somebody refers to a tensor in it.
 */
public final class Pack {
  private final Arena arena;
  private final DType dtype;
  private final int size;
  private final Place[] places;
  private Object storage;
  private int copies;

  /**
   * Memory for tensors of the steps of an arena.
   *
   * @param sizes how many elements each part has, in their order
   */
  public Pack(Arena arena, DType dtype, int... sizes) {
    this.arena = arena;
    this.dtype = dtype;
    this.places = new Place[sizes.length];
    int at = 0;
    for (int part = 0; part < sizes.length; part++) {
      places[part] = new Place(this, at, sizes[part]);
      at = Math.addExact(at, sizes[part]);
    }
    this.size = at;
    this.storage = dtype.allocate(size);
    arena.add(this);
  }

  /**
   * The numbers of a tensor of this step, in a part of the pack: the tensor itself if it was written there, else a copy. In the
   * next step the tensor that is made in its turn is expected there.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the tensor is not contiguous, or has another dtype or number of elements than the part
   * </pre>
   *
   * @return the tensor itself, and not in the part, in a step that gave the part to another
   */
  public Tensor settle(int part, Tensor made) {
    Place place = places[part];
    if (!made.isContiguous() || made.dtype != dtype || made.size != place.size) {
      throw new IllegalArgumentException("pack: a tensor must be contiguous and fit its part; got "
          + Checks.described(made)
          + " for a part of "
          + place.size
          + " elements "
          + dtype);
    }
    if (made.storage == storage && made.offset == place.start) {
      return made;
    }
    arena.expect(made, place);
    if (place.tenant != null) {
      return made;
    }
    copies++;
    Tensor copy = place.tensor(made.shape);
    StridedCopy.copy(made, copy);
    return copy;
  }

  /** Expects nothing in a part in the next step. */
  public void skip(int part) {
    arena.forget(places[part]);
  }

  /** How many tensors were copied since the step began. */
  public int copies() {
    return copies;
  }

  /** Leaves the arena: nothing is written here any more. */
  public void close() {
    arena.remove(this);
    for (Place place : places) {
      arena.forget(place);
      place.vacate();
    }
  }

  /** A step begins: all parts are free to be used. */
  void begin() {
    copies = 0;
    boolean free = true;
    for (Place place : places) {
      free &= place.tenant == null || place.tenant.recycle();
      place.vacate();
    }
    if (!free) {
      storage = dtype.allocate(size);
    }
  }

  /** One part. */
  static final class Place {
    private final Pack pack;
    private final int start;
    final int size;

    /** The turn among the tensors of a step in which the one that lies here is made; negative if not known. */
    int turn = -1;

    /** What lies here in this step. */
    private Tensor tenant;

    /** The turn in which that was made; negative for a copy. */
    private int tenantTurn = -1;

    private Place(Pack pack, int start, int size) {
      this.pack = pack;
      this.start = start;
      this.size = size;
    }

    /** Whether a tensor can be written here now. */
    boolean suits(DType dtype, int size) {
      return tenant == null && pack.dtype == dtype && this.size == size;
    }

    /** The tensor of this turn, which lies here; keeps `shape`. */
    Tensor made(int[] shape) {
      Tensor tensor = tensor(shape);
      tenantTurn = pack.arena.placedInPack(tensor);
      return tensor;
    }

    private void vacate() {
      tenant = null;
      if (tenantTurn >= 0) {
        pack.arena.disown(tenantTurn);
        tenantTurn = -1;
      }
    }

    private Tensor tensor(int[] shape) {
      tenant = Tensor.within(pack.storage, pack.dtype, shape, start, size);
      return tenant;
    }
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers along axes: the array that computes at once.
 *
 * <p>Element (i, j, ...) is {@code storage[offset + i * strides[0] + j * strides[1] + ...]}. Views (slice,
 * permute, expand, and reshape where it can) share the storage; every other operation gives a fresh tensor.
 * Operations never modify their operands; the few methods that write, {@link #set}, {@link #fill}, {@link
 * #copyFrom} and {@link #addInPlace}, say so by name, and all views of the storage see it. Extents may be 0,
 * there may be no axes, and there are at most 2^31 - 1 elements. The garbage collector owns the memory.
 *
 * <p>Reading from several threads is safe, writing is not.
 */
public final class Tensor implements Array<Tensor>, Operand {
  final DType dtype;
  final int[] shape;
  final int[] strides;
  final int offset;
  final Object storage;
  final int size;
  private final boolean contiguous;
  private final Tensor base;
  private int version;
  private boolean kept;
  private boolean recycled;

  private Tensor(
      DType dtype, int[] shape, int[] strides, int offset, Object storage, int size, Tensor base) {
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.storage = storage;
    this.size = size;
    this.base = base == null ? this : base.base;
    this.contiguous = base == null || Layout.isRowMajor(shape, strides);
  }

  /** A fresh tensor of zeros; keeps `shape`, which must have `size` elements. */
  static Tensor fresh(DType dtype, int[] shape, int size) {
    return fresh(dtype, shape, Shapes.rowMajorStrides(shape), size, true);
  }

  /** A fresh tensor whose every element is about to be written; keeps `shape`, which must have `size` elements. */
  static Tensor unwritten(DType dtype, int[] shape, int size) {
    return fresh(dtype, shape, Shapes.rowMajorStrides(shape), size, false);
  }

  /** A part of an array as a tensor of its own, not as a view of another. */
  static Tensor within(Object storage, DType dtype, int[] shape, int offset, int size) {
    return new Tensor(dtype, shape, Shapes.rowMajorStrides(shape), offset, storage, size, null);
  }

  private static Tensor fresh(DType dtype, int[] shape, int[] strides, int size, boolean zeros) {
    Arena arena = Arena.active();
    if (arena == null) {
      return new Tensor(dtype, shape, strides, 0, dtype.allocate(size), size, null);
    }
    Tensor tensor =
        new Tensor(dtype, shape, strides, 0, arena.memory(dtype, size, zeros), size, null);
    arena.placed(tensor);
    return tensor;
  }

  /**
   * A fresh tensor with the shape and the memory order of another, which has no gaps; every element is about to be written,
   * from {@link #offset} on.
   */
  static Tensor unwrittenLike(Tensor x) {
    if (x.contiguous) {
      Tensor wanted = Placement.wanted(x.dtype, x.shape, x.size);
      return wanted == null ? fresh(x.dtype, x.shape, x.strides, x.size, false) : wanted;
    }
    Tensor flat = Placement.unwritten(x.dtype, new int[] {x.size}, x.size);
    return flat.view(x.shape, x.strides, flat.offset);
  }

  /** A view of this storage. An empty one starts at 0, since its offset might lie past the end. */
  Tensor view(int[] shape, int[] strides, int offset) {
    int size = Shapes.size("view", shape);
    return new Tensor(dtype, shape, strides, size == 0 ? 0 : offset, storage, size, this);
  }

  // ---- creation

  /** A vector of doubles; the values are copied. */
  public static Tensor of(double... values) {
    return wrap(values.clone(), values.length);
  }

  /** A vector of floats; the values are copied. */
  public static Tensor ofFloats(float... values) {
    return wrap(values.clone(), values.length);
  }

  /** A matrix of doubles, given by its rows; the values are copied. */
  public static Tensor of(double[][] rows) {
    return Series.rows(rows);
  }

  /** A tensor around an array, which is not copied: row-major, from its beginning to its end. */
  public static Tensor wrap(double[] values, int... shape) {
    return wrapped(DType.F64, values, values.length, shape);
  }

  /** A tensor around an array, which is not copied: row-major, from its beginning to its end. */
  public static Tensor wrap(float[] values, int... shape) {
    return wrapped(DType.F32, values, values.length, shape);
  }

  private static Tensor wrapped(DType dtype, Object values, int length, int[] shape) {
    int size = Shapes.size("wrap", shape);
    Checks.length("wrap", shape, size, length);
    int[] extents = shape.clone();
    return new Tensor(dtype, extents, Shapes.rowMajorStrides(extents), 0, values, size, null);
  }

  /** Zeros. */
  public static Tensor zeros(DType dtype, int... shape) {
    return fresh(dtype, shape.clone(), Shapes.size("zeros", shape));
  }

  /** Ones. */
  public static Tensor ones(DType dtype, int... shape) {
    return full(dtype, 1, shape);
  }

  /** The same value everywhere. */
  public static Tensor full(DType dtype, double value, int... shape) {
    Tensor tensor = zeros(dtype, shape);
    tensor.fill(value);
    return tensor;
  }

  /** The scalar with a value: no axes, one element. */
  public static Tensor scalar(DType dtype, double value) {
    return full(dtype, value);
  }

  /** The numbers 0, 1, ..., count - 1. */
  public static Tensor arange(DType dtype, int count) {
    return arange(dtype, 0, count, 1);
  }

  /**
   * Numbers in arithmetic progression, up to but without stop.
   *
   * <pre>
   * Formula:   out[i] = start + i * step
   * Shapes:    (max(0, ceil((stop - start) / step)))
   * Errors:    IllegalArgumentException when step is 0 or there would be too many
   * </pre>
   */
  public static Tensor arange(DType dtype, double start, double stop, double step) {
    return Series.arange(dtype, start, stop, step);
  }

  /** Evenly spaced numbers from start to stop, both included. */
  public static Tensor linspace(DType dtype, double start, double stop, int count) {
    return Series.linspace(dtype, start, stop, count);
  }

  /** The identity matrix. */
  public static Tensor eye(DType dtype, int n) {
    return eye(dtype, n, n, 0);
  }

  /**
   * Evenly spaced exponents: numbers in geometric progression.
   *
   * <pre>
   * Formula:   out[i] = base^e[i], e = linspace(start, stop, count)
   * </pre>
   */
  public static Tensor logspace(DType dtype, double start, double stop, int count, double base) {
    return full(dtype, base).pow(linspace(dtype, start, stop, count));
  }

  /** Ones on a diagonal of a (rows, columns) matrix; offset 0 is the main one, 1 the one to its right. */
  public static Tensor eye(DType dtype, int rows, int columns, int offset) {
    return Series.eye(dtype, rows, columns, offset);
  }

  /** Zeros of the shape and dtype of another array. */
  public static Tensor zerosLike(Primitives<?> x) {
    return zeros(x.dtype(), x.shape());
  }

  /** Ones of the shape and dtype of another array. */
  public static Tensor onesLike(Primitives<?> x) {
    return ones(x.dtype(), x.shape());
  }

  /** A value everywhere, in the shape and dtype of another array. */
  public static Tensor fullLike(Primitives<?> x, double value) {
    return full(x.dtype(), value, x.shape());
  }

  /**
   * Labels as rows of the identity matrix.
   *
   * <pre>
   * Formula:   out[i..., c] = 1 where c = labels[i...], otherwise 0
   * Shapes:    that of the labels, followed by (classes)
   * Errors:    IllegalArgumentException when a label is not in [-classes, classes)
   * </pre>
   */
  public static Tensor oneHot(DType dtype, Indices labels, int classes) {
    return Series.oneHot(dtype, labels, classes);
  }

  /**
   * Nested Java arrays of numbers, of any depth: {@code nested(F64, new double[][][] {...})}; the values are copied.
   *
   * <pre>
   * Shapes:    the lengths of the arrays, from outside
   * Errors:    IllegalArgumentException when arrays of one depth differ in length, or hold anything but numbers
   * </pre>
   */
  public static Tensor nested(DType dtype, Object values) {
    return NestedArrays.read(dtype, values);
  }

  // ---- layout

  @Override
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int rank() {
    return shape.length;
  }

  /** The distance in the storage between neighbours along each axis; a fresh array. */
  public int[] strides() {
    return strides.clone();
  }

  /** The position in the storage of the first element. */
  public int offset() {
    return offset;
  }

  /** The numbers themselves, a {@code float[]} or {@code double[]}; whoever writes to it calls {@link #modified}. */
  public Object storage() {
    return storage;
  }

  /** Whether the elements lie in row-major order without gaps, from {@link #offset} on. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** This tensor if it is contiguous, otherwise a row-major copy. */
  public Tensor contiguous() {
    return contiguous ? this : copy();
  }

  /** A fresh row-major copy. */
  public Tensor copy() {
    Tensor copy = Placement.unwritten(dtype, shape, size);
    StridedCopy.copy(this, copy);
    return copy;
  }

  /** How often the storage was written to through this tensor, its views, or {@link #modified}. */
  public int version() {
    return base.version;
  }

  /** Tells that the storage was written to from outside, as the kernels of optimizers do. */
  public void modified() {
    base.version++;
  }

  /** This tensor, whose memory no {@link Arena} uses again: its numbers stay. */
  public Tensor kept() {
    base.kept = true;
    return this;
  }

  /** Whether an {@link Arena} gave the memory to another tensor: the numbers are not this one's any more. */
  public boolean isRecycled() {
    return base.recycled;
  }

  /** Whether this tensor and another are views of the same. */
  boolean isViewOf(Tensor other) {
    return base == other.base;
  }

  /** Gives the memory away, unless it was kept. */
  boolean recycle() {
    if (!kept) {
      recycled = true;
      version++;
    }
    return recycled;
  }

  @Override
  public Tensor value() {
    return this;
  }

  @Override
  public Tensor constant(Tensor value) {
    return value;
  }

  @Override
  public Tensor self() {
    return this;
  }

  // ---- elements

  /** The one element of a tensor of size 1, whatever its rank. */
  public double item() {
    Checks.single("item", shape, size);
    return dtype.get(storage, offset);
  }

  /** The element at an index; negative indices count from the end. */
  public double get(int... index) {
    return dtype.get(storage, Views.position(this, "get", index));
  }

  /** Writes one element, in place. */
  public void set(double value, int... index) {
    Checks.writable("set", this);
    dtype.set(storage, Views.position(this, "set", index), value);
    modified();
  }

  /** The elements in row-major order, as floats; a fresh array. */
  public float[] toFloatArray() {
    return (float[]) to(DType.F32).copied();
  }

  /** The elements in row-major order, as doubles; a fresh array. */
  public double[] toDoubleArray() {
    return (double[]) to(DType.F64).copied();
  }

  private Object copied() {
    return copy().storage;
  }

  /** The same numbers in another dtype, rounded to nearest; this tensor when it has it already. */
  public Tensor to(DType type) {
    if (type == dtype) {
      return this;
    }
    Tensor source = contiguous();
    Tensor result = fresh(type, shape, size);
    StridedCopy.convert(source, result);
    return result;
  }

  // ---- writing in place

  /** Sets all elements to a value, in place. */
  public void fill(double value) {
    Checks.writable("fill", this);
    if (contiguous) {
      StridedCopy.fill(this, value);
    } else {
      copyFrom(scalar(dtype, value).expand(shape));
    }
    modified();
  }

  /** Copies the elements of another tensor, broadcast to this shape, in place. */
  public void copyFrom(Tensor x) {
    Checks.writable("copyFrom", this);
    Checks.sameDType("copyFrom", this, x);
    Checks.broadcastsTo("copyFrom", shape, x);
    StridedCopy.copy(ElementwiseLoop.apart(x, this).expand(shape), this);
    modified();
  }

  /** Adds alpha * x, broadcast to this shape, in place. */
  public void addInPlace(double alpha, Tensor x) {
    Checks.writable("addInPlace", this);
    Checks.broadcastsTo("addInPlace", shape, x);
    Tensor[] operands = {this, ElementwiseLoop.apart(x, this)};
    ElementwiseLoop.into(Functions.ADD_SCALED, new double[] {alpha}, operands, this);
    modified();
  }

  // ---- elementwise

  @Override
  public Tensor elementwise(Elementwise f, double[] scalars, List<Tensor> operands) {
    return ElementwiseLoop.apply(f, scalars, operands.toArray(new Tensor[0]));
  }

  /** Whether shape, dtype and all elements are equal; NaN equals nothing, 0 equals -0. */
  public boolean arrayEqual(Tensor b) {
    return dtype == b.dtype
        && Arrays.equals(shape, b.shape)
        && (size == 0 || equal(b).min().item() == 1);
  }

  /** Whether |a - b| &lt;= absolute + relative * |b| everywhere; NaN is close to nothing, an infinity to itself. */
  public boolean allClose(Tensor b, double relative, double absolute) {
    Tensor far =
        elementwise(Functions.NOT_CLOSE, new double[] {relative, absolute}, List.of(this, b));
    return far.size == 0 || far.max().item() == 0;
  }

  // ---- reduction

  @Override
  public Tensor reduce(Reduction kind, int[] axes, boolean keepDims) {
    return ReductionLoop.reduce(kind, this, axes, keepDims);
  }

  /** The positions of the greatest elements along an axis, the other axes in row-major order; of ties the first. */
  public int[] argMax(int axis) {
    return Indexing.argMax(this, axis);
  }

  /** The positions of the least elements along an axis, in row-major order of the other axes; of ties the first. */
  public int[] argMin(int axis) {
    return neg().argMax(axis);
  }

  // ---- movement

  @Override
  public Tensor reshape(int... shape) {
    return Views.reshape(this, shape);
  }

  @Override
  public Tensor permute(int... axes) {
    return Views.permute(this, axes);
  }

  @Override
  public Tensor expand(int... shape) {
    return Views.expand(this, shape);
  }

  @Override
  public Tensor slice(Slice... slices) {
    return Views.slice(this, slices);
  }

  @Override
  public Tensor embed(int[] shape, Slice... slices) {
    return Views.embed(this, shape, slices);
  }

  @Override
  public Tensor gather(int axis, int... indices) {
    return Indexing.gather(this, axis, indices);
  }

  @Override
  public Tensor scatterAdd(int axis, int size, int... indices) {
    return Indexing.scatterAdd(this, axis, size, indices);
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    return Indexing.concat(this, axis, others);
  }

  // ---- linear algebra

  @Override
  public Tensor matmul(Tensor b) {
    return MatrixProduct.matmul(this, b);
  }

  // ---- operations with their own derivative

  @Override
  public List<Tensor> apply(Differentiable operation, List<Tensor> operands) {
    return operation.value(operands);
  }

  // ---- text

  /** The numbers as NumPy prints them: eight digits at most, long axes shortened to their ends. */
  @Override
  public String toString() {
    return TensorText.of(this);
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An elementwise result that is computed when somebody asks for it, together with those that it is made of: a chain of
 * operations is one pass over memory, and what lies between need not be stored.
 *
 * <p>Numbers are those of the operations one by one, to the bit. Until it is computed the result refers to its operands,
 * whose numbers must stay what they are. Regions that are computed together are bounded, so chains may have any length.
 *
 * <p>What is needed later too, such as a value that a derivative reads, is stored on the way if computing it again would cost
 * more than storing it.
 *
 * <p>Not safe for use by several threads at a time until it is computed.
 */
public final class Deferred implements Operand {
  /** Functions of a region; longer kernels gain nothing over two. */
  private static final int MOST_FUNCTIONS = 24;

  /** Arrays that a region reads: each is a stream from memory. */
  private static final int MOST_ARRAYS = 10;

  /** With fewer elements, starting kernels costs less than putting regions together; measured. */
  static final int WORTH_DEFERRING = 2048;

  private static final int[] NO_VERSIONS = {};

  private final Elementwise f;
  private final double[] scalars;
  private final int[] shape;
  private final int[] strides;
  private final DType dtype;
  private final int size;
  private Operand[] operands;
  private int[] versions;
  private int functions;
  private int arrays;
  private int uses;
  private Tensor value;
  private int version;

  /** For the region that is being computed: where this stands in it, and how often it is read there. */
  int position = -1;

  int usesWithin;

  private Deferred(
      Elementwise f, double[] scalars, Operand[] operands, int[] shape, int[] strides, int size) {
    this.f = f;
    this.scalars = scalars;
    this.operands = operands;
    this.shape = shape;
    this.strides = strides;
    this.size = size;
    this.dtype = operands[0].dtype();
  }

  /**
   * The function of operands, to be computed later; at once where there is nothing to gain, and where it is an error.
   *
   * <pre>
   * Errors:    those of {@link Tensor#elementwise}
   * </pre>
   */
  public static Operand of(Elementwise f, double[] scalars, List<? extends Operand> operands) {
    Operand[] given = operands.toArray(new Operand[0]);
    int[] shape = commonShape(f, scalars, given);
    int size = shape == null ? 0 : Shapes.size(f.name(), shape);
    if (size < WORTH_DEFERRING) {
      return ElementwiseLoop.apply(f, scalars, values(given));
    }
    int[] strides = strides(given, shape);
    for (int i = 0; i < given.length; i++) {
      given[i] = joining(given[i], shape, strides);
    }
    Deferred result = new Deferred(f, scalars, given, shape, strides, size);
    result.attach();
    return result;
  }

  /** The shape that the operands broadcast to; null where they do not fit, or together are no operands of f. */
  private static int[] commonShape(Elementwise f, double[] scalars, Operand[] operands) {
    if (operands.length != f.operands().size() || scalars.length != f.scalars().size()) {
      return null;
    }
    int[] shape = extents(operands[0]);
    for (int i = 1; i < operands.length && shape != null; i++) {
      int[] next = extents(operands[i]);
      shape = operands[i].dtype() != operands[0].dtype()
          ? null
          : Arrays.equals(shape, next) ? shape : Shapes.broadcast(shape, next);
    }
    return shape;
  }

  private static int[] extents(Operand x) {
    return x instanceof Tensor tensor ? tensor.shape : ((Deferred) x).shape;
  }

  /** How the result lies in memory: as the operands where they are alike and without gaps, otherwise row-major. */
  private static int[] strides(Operand[] operands, int[] shape) {
    int[] strides = strides(operands[0]);
    boolean alike = Arrays.equals(extents(operands[0]), shape);
    for (int i = 1; i < operands.length && alike; i++) {
      alike = Arrays.equals(extents(operands[i]), shape)
          && Arrays.equals(strides(operands[i]), strides);
    }
    boolean dense = alike && (operands[0] instanceof Deferred || Layout.isDense(shape, strides));
    return dense ? strides : Shapes.rowMajorStrides(shape);
  }

  private static int[] strides(Operand x) {
    return x instanceof Tensor tensor ? tensor.strides : ((Deferred) x).strides;
  }

  /** The operand, computed unless it can be part of a region of a shape and a layout. */
  private static Operand joining(Operand x, int[] shape, int[] strides) {
    if (!(x instanceof Deferred deferred)) {
      return x;
    }
    boolean joins = deferred.value == null
        && Arrays.equals(deferred.shape, shape)
        && Arrays.equals(deferred.strides, strides);
    return joins ? deferred : deferred.value();
  }

  private static Tensor[] values(Operand[] operands) {
    Tensor[] values = new Tensor[operands.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = operands[i].value();
    }
    return values;
  }

  /** Takes note of the operands; computes those that would make the region too large. */
  private void attach() {
    count();
    if (functions > MOST_FUNCTIONS || arrays > MOST_ARRAYS) {
      for (int i = 0; i < operands.length; i++) {
        operands[i] = operands[i].value();
      }
      count();
    }
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof Deferred deferred) {
        deferred.uses++;
      } else {
        remember(i);
      }
    }
  }

  private void count() {
    functions = 1;
    arrays = 0;
    for (Operand operand : operands) {
      // One that is read twice counts twice: these are bounds.
      functions += operand instanceof Deferred deferred ? deferred.functions : 0;
      arrays += operand instanceof Deferred deferred ? deferred.arrays : 1;
    }
  }

  private void remember(int i) {
    if (versions == null) {
      versions = new int[operands.length];
    }
    versions[i] = ((Tensor) operands[i]).version();
  }

  // ---- what it is

  @Override
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  /** The number of axes. */
  public int rank() {
    return shape.length;
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** Whether it has its numbers. */
  public boolean isComputed() {
    return value != null;
  }

  /** Says that somebody will ask for the numbers later, besides those who compute with them. */
  public void neededLater() {
    uses++;
  }

  /** The version of the numbers when they were computed, see {@link Tensor#version}. */
  public int version() {
    return version;
  }

  /**
   * The numbers.
   *
   * <pre>
   * Errors:    IllegalStateException when those of an operand were changed in place, or their memory is in use by another step
   * </pre>
   */
  @Override
  public Tensor value() {
    if (value == null) {
      Region.compute(List.of(this));
    }
    return value;
  }

  /**
   * Computes several results, those that are alike in one pass: they read much the same, as the cotangents of the operands of
   * one operation do.
   *
   * <pre>
   * Errors:    those of {@link #value}
   * </pre>
   */
  public static void compute(List<Deferred> results) {
    List<Deferred> left = new ArrayList<>(results);
    while (!left.isEmpty()) {
      List<Deferred> together = new ArrayList<>();
      int functions = 0;
      int arrays = 0;
      for (Deferred result : left) {
        boolean joins = together.isEmpty()
            || result.isLike(together.get(0))
                && functions + result.functions <= 2 * MOST_FUNCTIONS
                && arrays + result.arrays <= 2 * MOST_ARRAYS;
        if (joins && result.value == null && !together.contains(result)) {
          together.add(result);
          functions += result.functions;
          arrays += result.arrays;
        }
      }
      left.removeAll(together);
      left.removeIf(Deferred::isComputed);
      if (!together.isEmpty()) {
        Region.compute(together);
      }
    }
  }

  private boolean isLike(Deferred other) {
    return dtype == other.dtype
        && Arrays.equals(shape, other.shape)
        && Arrays.equals(strides, other.strides);
  }

  // ---- for the region

  Elementwise function() {
    return f;
  }

  double[] scalars() {
    return scalars;
  }

  int operandCount() {
    return operands.length;
  }

  /** An operand, which is numbers where they are known. */
  Operand operand(int i) {
    Operand operand = operands[i];
    if (operand instanceof Deferred deferred && deferred.value != null) {
      DeferredChecks.unchanged(this, i, deferred.value, deferred.version);
      return deferred.value;
    }
    if (operand instanceof Tensor tensor) {
      DeferredChecks.unchanged(this, i, tensor, versions[i]);
    }
    return operand;
  }

  int[] extents() {
    return shape;
  }

  int[] steps() {
    return strides;
  }

  /** Whether more ask for it than the region that it is computed in. */
  boolean isNeededElsewhere() {
    return uses > usesWithin;
  }

  /** Sets the numbers, and lets go of the operands. */
  void set(Tensor numbers) {
    value = numbers;
    version = numbers.version();
    for (Operand operand : operands) {
      if (operand instanceof Deferred deferred) {
        deferred.uses--;
      }
    }
    operands = null;
    versions = NO_VERSIONS;
  }
}

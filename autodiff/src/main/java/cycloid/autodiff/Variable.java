package cycloid.autodiff;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Deferred;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Operand;
import cycloid.tensor.Reduction;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An array that derivatives can be taken with respect to: a tensor, and its place in the function that is being
 * differentiated.
 *
 * <p>{@link Autodiff} hands variables to the function it differentiates. There they are used like tensors, with the whole
 * vocabulary of {@link Array}; every operation on them is recorded. Numbers that do not depend on the argument come in as
 * constants: {@code x.constant(tensor)}, or {@link #of}. A variable must not leave the function; its {@link #value} may.
 * The numbers of a variable must not be changed in place while it is in use.
 */
public final class Variable implements Array<Variable> {
  /** The numbers, or a function that gives them when they are asked for. */
  final Operand operand;

  /** The version of the numbers when this variable was made; unused where they are deferred. */
  private final int version;

  /** Where operations on this variable are recorded; null for a constant. */
  final Tape tape;

  /** The position on the tape. */
  final int index;

  /** The same numbers outside of this tape; null where they are constant. */
  final Variable below;

  /** A constant. */
  Variable(Operand operand) {
    this(operand, null, 0, null);
  }

  Variable(Operand operand, Tape tape, int index, Variable below) {
    this.operand = operand;
    this.version = operand instanceof Tensor tensor ? tensor.version() : 0;
    this.tape = tape;
    this.index = index;
    this.below = below;
  }

  /** A constant: numbers through which no derivative flows. The tensor is kept and not copied. */
  public static Variable of(Tensor value) {
    return new Variable(value);
  }

  /** The variable that this one stands for outside of a tape. */
  Variable below(Tape inner) {
    if (tape != inner) {
      return this;
    }
    return below == null ? new Variable(operand, version) : below;
  }

  /** A constant whose numbers may have been changed since the version given. */
  private Variable(Operand operand, int version) {
    this.operand = operand;
    this.version = version;
    this.tape = null;
    this.index = 0;
    this.below = null;
  }

  @Override
  public int[] shape() {
    return operand.shape();
  }

  @Override
  public DType dtype() {
    return operand.dtype();
  }

  /** The numbers, computed now if they were deferred. */
  Tensor numbers() {
    return operand.value();
  }

  /** The version of the numbers when this variable was made. */
  int version() {
    return operand instanceof Deferred deferred ? deferred.version() : version;
  }

  /** Says that a derivative will read the numbers. */
  void neededLater() {
    if (operand instanceof Deferred deferred && !deferred.isComputed()) {
      deferred.neededLater();
    }
  }

  /**
   * The numbers, without any record of where they came from.
   *
   * <pre>
   * Errors:    IllegalStateException when the variable left its function, and the memory is in use by another
   * </pre>
   */
  @Override
  public Tensor value() {
    Checks.present(this);
    return numbers().kept();
  }

  @Override
  public Variable detach() {
    return new Variable(operand);
  }

  @Override
  public int rank() {
    return operand instanceof Deferred deferred ? deferred.rank() : numbers().rank();
  }

  @Override
  public int size() {
    return operand instanceof Deferred deferred ? deferred.size() : numbers().size();
  }

  @Override
  public Variable constant(Tensor value) {
    return new Variable(value);
  }

  // ---- elementwise

  @Override
  public Variable elementwise(Elementwise f, double[] scalars, List<Variable> operands) {
    return Tape.apply(new ElementwiseRules.Apply(f, scalars), operands);
  }

  // ---- reduction

  @Override
  public Variable reduce(Reduction kind, int[] axes, boolean keepDims) {
    boolean sum = kind == Reduction.SUM;
    return record(
        sum
            ? new ReductionRules.Sum(axes.clone(), keepDims)
            : new ReductionRules.Extreme(kind, axes.clone(), keepDims));
  }

  // ---- movement

  @Override
  public Variable reshape(int... shape) {
    return record(new MovementRules.Reshape(shape.clone()));
  }

  @Override
  public Variable permute(int... axes) {
    return record(new MovementRules.Permute(axes.clone()));
  }

  @Override
  public Variable expand(int... shape) {
    return record(new MovementRules.Expand(shape.clone()));
  }

  @Override
  public Variable slice(Slice... slices) {
    return record(new MovementRules.Part(slices.clone()));
  }

  @Override
  public Variable embed(int[] shape, Slice... slices) {
    return record(new MovementRules.Embed(shape.clone(), slices.clone()));
  }

  @Override
  public Variable gather(int axis, int... indices) {
    return record(new MovementRules.Gather(axis, indices.clone()));
  }

  @Override
  public Variable scatterAdd(int axis, int size, int... indices) {
    return record(new MovementRules.ScatterAdd(axis, size, indices.clone()));
  }

  @Override
  public Variable concat(int axis, List<Variable> others) {
    List<Variable> operands = new ArrayList<>(others.size() + 1);
    operands.add(this);
    operands.addAll(others);
    return Tape.apply(MovementRules.Concat.of(axis, operands), operands);
  }

  // ---- linear algebra

  @Override
  public Variable matmul(Variable b) {
    return Tape.apply(new LinearAlgebraRules.Matmul(rank(), b.rank()), List.of(this, b));
  }

  // ---- operations with their own derivative

  @Override
  public List<Variable> apply(Differentiable operation, List<Variable> operands) {
    return DifferentiableRule.apply(operation, operands);
  }

  private Variable record(Operation operation) {
    return Tape.apply(operation, List.of(this));
  }

  /** The numbers, as {@link Tensor#toString}. */
  @Override
  public String toString() {
    return numbers().toString();
  }
}

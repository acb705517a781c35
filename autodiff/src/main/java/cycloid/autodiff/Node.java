package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.util.List;

/** An operation as it was recorded on a tape: where its operands stand, and what its derivative reads. */
final class Node {
  /** The position of an operand that is not on this tape, or that nothing flows through. */
  static final int NOWHERE = -1;

  final Tape tape;
  final Operation operation;
  final int[] parents;
  final int[] shape;
  private final Variable[] operands;
  private final Variable result;

  /** How often the result is an operand that something flows through. */
  int uses;

  /** In a sweep that frees the tape: whether the cotangent of the result came multiplied by the slopes of its activation. */
  boolean isLinear;

  /** In such a sweep: for each operand what is known of its cotangent, which the operation adds to; null where it does not. */
  List<Tensor> known;

  /** In such a sweep: the slopes that the cotangent of the first operand is to be multiplied by; null for none. */
  Tensor slopes;

  /**
   * A recorded operation.
   *
   * @param operation what was done; null for an input
   * @param parents the position on the tape of each operand, or {@link #NOWHERE}
   * @param shape the shape of the result
   * @param operands those that the derivative reads, null elsewhere; null when it reads none
   * @param result null when the derivative does not read it
   */
  Node(
      Tape tape,
      Operation operation,
      int[] parents,
      int[] shape,
      Variable[] operands,
      Variable result) {
    this.tape = tape;
    this.operation = operation;
    this.parents = parents;
    this.shape = shape;
    this.operands = operands;
    this.result = result;
  }

  /** An operand that {@link Operation#keeps} named, as the derivative sees it: without its place on this tape. */
  Variable operand(int i) {
    Checks.unchanged(operation, i, operands[i]);
    return operands[i].below(tape);
  }

  /** The result, if {@link Operation#keeps} named it. */
  Variable result() {
    Checks.unchanged(operation, Checks.RESULT, result);
    return result.below(tape);
  }

  /** The same operation, as if only some of its operands were on the tape. */
  Node withParents(int[] some) {
    return new Node(tape, operation, some, shape, operands, result);
  }

  /** Computes what the derivative reads. */
  void settle() {
    for (int i = 0; operands != null && i < operands.length; i++) {
      if (operands[i] != null) {
        operands[i].numbers();
      }
    }
    if (result != null) {
      result.numbers();
    }
  }

  /** The shape of an operand that stands on this tape. */
  int[] operandShape(int i) {
    return tape.node(parents[i]).shape;
  }
}

package cycloid.autodiff;

import cycloid.tensor.Array;
import java.util.List;

/**
 * A primitive with its settings: what it computes, and its derivative, a linear map read in both directions.
 *
 * <pre>
 * value          out = f(x0, x1, ...)
 * pushforward    dout = sum_i  df/dxi dxi
 * pullback       gi = (df/dxi)' g
 * </pre>
 *
 * <p>Pullback and pushforward are written in the vocabulary and applied to variables, so they can be differentiated in turn.
 * They may ignore broadcasting: the sweep sums a pullback, and expands a pushforward, to the shape it must have.
 */
interface Operation {
  /** The bit of {@link #keeps} that stands for the result. */
  long RESULT = 1L << 63;

  /** What it is called in error texts. */
  String name();

  /** The value, for any kind of array. */
  <A extends Array<A>> A apply(List<A> operands);

  /** Whether anything flows through an operand; false where the derivative is zero everywhere. */
  default boolean isDifferentiable(int operand) {
    return true;
  }

  /**
   * What the derivative reads: bit i for operand i, and {@link #RESULT}. All else is free to go.
   *
   * @param active a bit for each operand that something flows through
   */
  default long keeps(long active) {
    return 0;
  }

  /** The cotangent of an operand, for the cotangent g of the result; null when it is zero. */
  Variable pullback(int operand, Variable g, Node at);

  /** The cotangents of all operands that stand on the tape, for the cotangent g of the result; null where zero. */
  default Variable[] pullbacks(Variable g, Node at) {
    Variable[] cotangents = new Variable[at.parents.length];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = at.parents[i] == Node.NOWHERE ? null : pullback(i, g, at);
    }
    return cotangents;
  }

  /** The tangent of the result, null when it is zero, for tangents of the operands, null where they are zero but not all. */
  Variable pushforward(Variable[] tangents, Node at);

  /** A linear function of one operand: it is its own derivative. */
  interface Linear extends Operation {
    @Override
    default Variable pushforward(Variable[] tangents, Node at) {
      return apply(List.of(tangents[0]));
    }
  }
}

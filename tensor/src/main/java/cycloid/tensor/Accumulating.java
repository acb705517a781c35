package cycloid.tensor;

import java.util.List;

/** An operation that adds cotangents to what is known of them while it finds them: a sum of its own is a pass over memory more. */
public interface Accumulating extends Differentiable {

  /**
   * The cotangents of the operands where nothing is recorded, each plus what is known of it.
   *
   * @param operands as in {@link #pullback}
   * @param results as in {@link #pullback}
   * @param cotangents as in {@link #pullback}
   * @param wanted as in {@link #pullback}
   * @param known for each operand a part of its cotangent, which is not modified, where the operand is wanted and has the shape that
   *     all broadcast to; null elsewhere
   * @return one for each operand and of its shape, or, where nothing is known, of a shape that broadcasting made of it; null where
   *     it is zero
   */
  List<Tensor> accumulatedPullback(
      List<Tensor> operands,
      List<Tensor> results,
      List<Tensor> cotangents,
      boolean[] wanted,
      List<Tensor> known);
}

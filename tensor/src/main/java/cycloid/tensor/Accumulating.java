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
   * @param known for each operand a part of its cotangent, of its shape, which is not modified, where the operand is wanted and has as
   *     many axes as the result; null elsewhere
   * @return one for each operand: where something is known, of its shape; elsewhere as in {@link #pullback}
   */
  List<Tensor> accumulatedPullback(
      List<Tensor> operands,
      List<Tensor> results,
      List<Tensor> cotangents,
      boolean[] wanted,
      List<Tensor> known);
}

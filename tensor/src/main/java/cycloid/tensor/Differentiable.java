package cycloid.tensor;

import java.util.List;

/**
 * An operation together with its derivative, for what is neither elementwise nor one of the {@link Primitives}: a
 * convolution, a factorization, a row of softmax.
 *
 * <pre>
 * value          y = f(x0, x1, ...)                 one or more results
 * pullback       gx[i] = sum_j (dy[j]/dx[i])' gy[j]
 * pushforward    dy[j] = sum_i (dy[j]/dx[i]) dx[i]
 * </pre>
 *
 * <p>The value is computed on tensors. The derivative is written in the vocabulary, for any kind of array, so it can be
 * differentiated in turn. An implementation has settings (a stride, an axis, indices) and no state; it is applied with
 * {@link Primitives#apply(Differentiable, List)}, by the library and by its users alike:
 *
 * <pre>{@code
 * record Cube() implements Differentiable {
 *   public String name() { return "cube"; }
 *   public List<Tensor> value(List<Tensor> x) { return List.of(x.get(0).pow(3)); }
 *   public <A extends Array<A>> List<A> pullback(List<A> x, List<A> y, List<A> g, boolean[] wanted) {
 *     return List.of(x.get(0).square().mul(3).mul(g.get(0)));
 *   }
 *   public <A extends Array<A>> List<A> pushforward(List<A> x, List<A> y, List<A> dx) {
 *     return List.of(x.get(0).square().mul(3).mul(dx.get(0)));
 *   }
 * }
 * }</pre>
 */
public interface Differentiable {

  /** What it is called in error texts. */
  String name();

  /**
   * The results. Operands are not modified; a result may be a view of one.
   *
   * @param operands one or more tensors
   * @return one or more tensors, always as many
   */
  List<Tensor> value(List<Tensor> operands);

  /**
   * The cotangents of the operands.
   *
   * @param operands what {@link #value} was given; each is null if neither they nor the results are read
   * @param results what it returned; each is null if {@link #readsResults} is false
   * @param cotangents one for each result and of its shape; null where nothing flows, but not all
   * @param wanted for each operand, whether its cotangent is asked for; the others may be null
   * @return one for each operand and of its shape, or of a shape that broadcasting made of it; null where it is zero
   */
  <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted);

  /**
   * The tangents of the results.
   *
   * @param operands as in {@link #pullback}
   * @param results as in {@link #pullback}
   * @param tangents one for each operand and of its shape; null where zero, but not all
   * @return one for each result and of its shape; null where it is zero
   */
  <A extends Array<A>> List<A> pushforward(List<A> operands, List<A> results, List<A> tangents);

  /** Whether the derivative reads the operands; if it reads neither them nor the results, they are not kept for it. */
  default boolean readsOperands() {
    return true;
  }

  /** Whether the derivative reads the results; if not, they are not kept for it. */
  default boolean readsResults() {
    return true;
  }

  /** This operation for a single one of the examples along the first axis, where its settings tell how many there are. */
  default Differentiable ofOneExample() {
    return this;
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Affine;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;

/**
 * An affine map of the last axis.
 *
 * <pre>
 * Formula:   out[..., j] = sum_i x[..., i] * weight[j, i] + bias[j]
 * Shapes:    x (..., in), weight (out, in), bias (out) -> (..., out)
 * Names:     "weight", "bias", laid out as PyTorch's
 * </pre>
 */
public final class Linear extends Layer {
  private final Parameter weight;
  private final Parameter bias;

  /** Weight and bias uniform in +-1/sqrt(in), as PyTorch starts; see {@link Initializers#linear}. */
  public Linear(int in, int out, DType dtype, Random key) {
    Random[] keys = key.split(2);
    weight = parameter("weight", Initializers.linear(in).initialize(dtype, keys[0], out, in));
    bias = parameter("bias", Initializers.linear(in).initialize(dtype, keys[1], out));
  }

  /**
   * Given initial values.
   *
   * <pre>
   * Errors:    IllegalArgumentException when weight is no matrix, or bias has not its rows and dtype
   * </pre>
   *
   * @param weight shape (out, in)
   * @param bias shape (out), or null for none
   */
  public Linear(Tensor weight, Tensor bias) {
    Checks.linear(weight, bias);
    this.weight = parameter("weight", weight);
    this.bias = bias == null ? null : parameter("bias", bias);
  }

  /** The matrix, shape (out, in). */
  public Parameter weight() {
    return weight;
  }

  /** What is added, shape (out); null when there is none. */
  public Parameter bias() {
    return bias;
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    return apply(Affine.PLAIN, x, p);
  }

  /** The layer and its activation as one operation. */
  <A extends Array<A>> A apply(Affine affine, A x, Parameters<A> p) {
    return x.apply(affine, operands(x, p)).get(0);
  }

  /** around + the layer's value at x: one pass over memory less than a sum of its own. */
  <A extends Array<A>> A addedTo(A around, A x, Parameters<A> p) {
    List<A> operands = operands(x, p);
    operands.add(around);
    return x.apply(Affine.AROUND, operands).get(0);
  }

  private <A extends Array<A>> List<A> operands(A x, Parameters<A> p) {
    Checks.linearInput(x, weight);
    List<A> operands = new ArrayList<>(4);
    operands.add(x);
    operands.add(p.get(weight));
    if (bias != null) {
      operands.add(p.get(bias));
    }
    return operands;
  }
}

package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/**
 * A bilinear form of two inputs, for each output.
 *
 * <pre>
 * Formula:   out[n, o] = sum_ij a[n, i] * weight[o, i, j] * b[n, j] + bias[o]
 * Shapes:    a (batch, in1), b (batch, in2), weight (out, in1, in2), bias (out) -> (batch, out)
 * Names:     "weight", "bias", laid out as PyTorch's
 * </pre>
 */
public final class Bilinear extends Module {
  private final Parameter weight;
  private final Parameter bias;

  /** Weight and bias uniform in +-1/sqrt(in1), as PyTorch starts. */
  public Bilinear(int in1, int in2, int out, DType dtype, Random key) {
    Random[] keys = key.split(2);
    Initializer initial = Initializers.linear(in1);
    weight = parameter("weight", initial.initialize(dtype, keys[0], out, in1, in2));
    bias = parameter("bias", initial.initialize(dtype, keys[1], out));
  }

  /** The form of two batches; errors as {@link Array#matmul}. */
  public <A extends Array<A>> A forward(A a, A b, Parameters<A> p) {
    A w = p.get(weight);
    int[] shape = weight.shape();
    A left = a.matmul(w.permute(1, 0, 2).reshape(shape[1], -1)).reshape(-1, shape[0], shape[2]);
    return left.mul(b.unsqueeze(1)).sum(-1).add(p.get(bias));
  }

  /** The form of two batches with the parameters as they are. */
  public Tensor forward(Tensor a, Tensor b) {
    return forward(a, b, Parameters.values());
  }
}

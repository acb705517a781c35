package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.Arrays;

/**
 * A vector for each of a number of things.
 *
 * <pre>
 * Formula:   out[i, ...] = weight[indices[i], ...]
 * Shapes:    weight (count, width)
 * Names:     "weight", laid out as PyTorch's
 * </pre>
 */
public final class Embedding extends Module {
  /** Stands for no padding. */
  private static final int NONE = -1;

  private final Parameter weight;
  private final int padding;

  /** Standard normal vectors, as PyTorch starts. */
  public Embedding(int count, int width, DType dtype, Random key) {
    this(key.normal(dtype, count, width), NONE);
  }

  private Embedding(Tensor weight, int padding) {
    this.weight = parameter("weight", weight);
    this.padding = padding;
  }

  /**
   * Standard normal vectors, and one for padding, which is 0 and does not learn.
   *
   * <pre>
   * Errors:    IllegalArgumentException when padding is not in [0, count)
   * </pre>
   */
  public static Embedding padded(int count, int width, int padding, DType dtype, Random key) {
    Checks.index("embedding", "padding", padding, count);
    Tensor weight = key.normal(dtype, count, width);
    weight.select(0, padding).fill(0);
    return new Embedding(weight, padding);
  }

  /** The vectors, shape (count, width). */
  public Parameter weight() {
    return weight;
  }

  /** The vectors of a list of indices, shape (indices.length, width); errors as {@link Array#gather}. */
  public <A extends Array<A>> A forward(int[] indices, Parameters<A> p) {
    A rows = p.get(weight).gather(0, indices);
    return padding == NONE ? rows : withoutPadding(rows, indices);
  }

  /** The vectors of indices in row-major order under a shape, which is followed by the width. */
  public <A extends Array<A>> A forward(int[] indices, int[] shape, Parameters<A> p) {
    int[] full = Arrays.copyOf(shape, shape.length + 1);
    full[shape.length] = weight.value().size(1);
    return forward(indices, p).reshape(full);
  }

  /** The same rows; nothing flows into those of the padding. */
  private <A extends Array<A>> A withoutPadding(A rows, int[] indices) {
    Tensor learns = Tensor.ones(rows.dtype(), indices.length, 1);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] == padding) {
        learns.set(0, i, 0);
      }
    }
    return rows.constant(learns).where(rows, rows.detach());
  }
}

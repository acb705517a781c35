package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Affine;
import cycloid.tensor.Array;
import cycloid.tensor.SelfAttention;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;

/**
 * Several heads that each look at other positions and mix what they find.
 *
 * <pre>
 * Formula:   q, k, v = query, key, value times in_proj_weight', plus in_proj_bias, cut into heads of width d = width / heads
 *            weights = softmax(q k' / sqrt(d) + mask),  out = out_proj(weights v, heads joined)
 * Shapes:    query (batch, queries, width), key and value (batch, keys, width) -> (batch, queries, width)
 * Names:     "in_proj_weight" (3 width, width) and "in_proj_bias" (query, key, value one below the other),
 *            "out_proj.weight", "out_proj.bias", laid out as PyTorch's
 * Source:    Vaswani et al. 2017 (arXiv:1706.03762)
 * </pre>
 */
public final class MultiHeadAttention extends Module {
  private final int width;
  private final int heads;
  private final Parameter inWeight;
  private final Parameter inBias;
  private final Linear out;
  private final Dropout dropout;

  /**
   * What attention gives.
   *
   * @param out the mixture, shape (batch, queries, width)
   * @param weights how much each query looks at each key, shape (batch, heads, queries, keys)
   */
  public record Output<A extends Array<A>>(A out, A weights) {
    /** The weights averaged over the heads, shape (batch, queries, keys). */
    public A meanWeights() {
      return weights.mean(1);
    }
  }

  /** Without dropout; see {@link #MultiHeadAttention(int, int, double, DType, Random)}. */
  public MultiHeadAttention(int width, int heads, DType dtype, Random key) {
    this(width, heads, 0, dtype, key);
  }

  /**
   * Xavier-uniform projections in, with bias 0; a linear layer out, with bias 0: as PyTorch starts.
   *
   * <pre>
   * Errors:    IllegalArgumentException when heads is below 1 or does not divide width
   * </pre>
   *
   * @param p the probability that dropout zeros a weight
   */
  public MultiHeadAttention(int width, int heads, double p, DType dtype, Random key) {
    Checks.divides("multiHeadAttention", "heads", heads, "width", width);
    Random[] keys = key.split(3);
    this.width = width;
    this.heads = heads;
    inWeight = parameter(
        "in_proj_weight",
        Initializers.xavierUniform(1).initialize(dtype, keys[0], 3 * width, width));
    inBias = parameter("in_proj_bias", Tensor.zeros(dtype, 3 * width));
    out = child(
        "out_proj",
        new Linear(
            Initializers.linear(width).initialize(dtype, keys[1], width, width),
            Tensor.zeros(dtype, width)));
    dropout = child("dropout", new Dropout(p, keys[2]));
  }

  /** Attention of a sequence to itself; errors as {@link Array#matmul}. */
  public <A extends Array<A>> Output<A> forward(A x, AttentionMask mask, Parameters<A> p) {
    A projected = projected(x, p);
    if (!dropout.isActive()) {
      List<A> mixed = mixed(projected, mask);
      return new Output<>(out.forward(mixed.get(0), p), mixed.get(1));
    }
    return attend(
        projected.narrow(-1, 0, width),
        projected.narrow(-1, width, 2 * width),
        projected.narrow(-1, 2 * width, 3 * width),
        mask,
        p);
  }

  /** around + after(what {@link #forward} of x puts out). */
  <A extends Array<A>> A addedTo(
      A around, A x, AttentionMask mask, Dropout after, Parameters<A> p) {
    return dropout.isActive() || after.isActive()
        ? around.add(after.forward(forward(x, mask, p).out(), p))
        : out.addedTo(around, mixed(projected(x, p), mask).get(0), p);
  }

  private <A extends Array<A>> A projected(A x, Parameters<A> p) {
    return x.apply(Affine.PLAIN, List.of(x, p.get(inWeight), p.get(inBias))).get(0);
  }

  /** The values as the weights mix them, and the weights. */
  private <A extends Array<A>> List<A> mixed(A projected, AttentionMask mask) {
    SelfAttention attention =
        mask.selfAttention(heads, projected.dtype(), projected.size(0), projected.size(1));
    return projected.apply(attention, List.of(projected));
  }

  /** Attention of queries to keys, whose values are mixed; errors as {@link Array#matmul}. */
  public <A extends Array<A>> Output<A> forward(
      A query, A key, A value, AttentionMask mask, Parameters<A> p) {
    return attend(projected(query, 0, p), projected(key, 1, p), projected(value, 2, p), mask, p);
  }

  private <A extends Array<A>> A projected(A x, int part, Parameters<A> p) {
    int from = part * width;
    A w = p.get(inWeight).narrow(0, from, from + width);
    A b = p.get(inBias).narrow(0, from, from + width);
    return x.apply(Affine.PLAIN, List.of(x, w, b)).get(0);
  }

  private <A extends Array<A>> Output<A> attend(
      A query, A key, A value, AttentionMask mask, Parameters<A> p) {
    int[] shape = query.shape();
    A q = cut(query).mul(1 / Math.sqrt(width / heads));
    A scores = q.matmul(cut(key).matrixTranspose());
    Tensor masked = mask.scores(query.dtype(), shape[0], shape[1], key.size(1));
    A weights = (masked == null ? scores : scores.add(scores.constant(masked))).softmax(-1);
    A mixed = dropout.forward(weights, p).matmul(cut(value));
    A joined = mixed.permute(0, 2, 1, 3).reshape(shape);
    return new Output<>(out.forward(joined, p), weights);
  }

  /** From (batch, positions, width) to (batch, heads, positions, width / heads). */
  private <A extends Array<A>> A cut(A x) {
    int[] shape = x.shape();
    return x.reshape(shape[0], shape[1], heads, width / heads).permute(0, 2, 1, 3);
  }

  @Override
  public String toString() {
    return "multiHeadAttention(" + width + ", heads=" + heads + ")";
  }
}

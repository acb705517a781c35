package cycloid.tensor;

import java.util.List;
import java.util.Objects;

/**
 * The attention of a sequence to itself as one operation, which reads queries, keys and values where the projection left them.
 *
 * <pre>
 * Formula:   for each head  S = Q K' / sqrt(d) + mask,  W = softmax(S) by rows,  out = W V
 *            with G of out and H of W:  gV = W' G,  gW = G V' + H,  gS = W * (gW - sum(gW * W) by rows),
 *            gQ = gS K / sqrt(d),  gK = gS' Q / sqrt(d)
 * Shapes:    (batch, positions, 3 width), queries, keys and values side by side, each heads * d wide
 *            -> out (batch, positions, width), W (batch, heads, positions, positions)
 * Edge:      a query that may look at nothing gives NaN; what lies ahead of causal queries is not computed
 * Source:    Vaswani et al. 2017 (arXiv:1706.03762), equation 1
 * </pre>
 */
public final class SelfAttention implements Differentiable {
  private final int heads;
  private final boolean causal;
  private final Tensor mask;

  /**
   * Attention with a number of heads.
   *
   * @param causal whether query i looks at keys 0 to i only
   * @param mask added to the scores, in a shape that broadcasts to W; null for none
   */
  public SelfAttention(int heads, boolean causal, Tensor mask) {
    this.heads = heads;
    this.causal = causal;
    this.mask = mask;
  }

  @Override
  public String name() {
    return "selfAttention";
  }

  // ---- value

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    LayerChecks.selfAttention(operands.get(0), heads);
    AttentionHeads x = new AttentionHeads(operands.get(0).contiguous(), heads, causal);
    return x.value(mask);
  }

  // ---- derivative

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A x = operands.get(0);
    A weights = results.get(1);
    A g = cotangents.get(0);
    A gWeights = cotangents.get(1);
    if (x instanceof Tensor projected && g instanceof Tensor out && gWeights == null) {
      AttentionHeads numbers = new AttentionHeads(projected.contiguous(), heads, causal);
      return List.of(x.constant(numbers.gradient((Tensor) weights, out.contiguous())));
    }
    A gV = null;
    if (g != null) {
      A gHeads = cut(g);
      gV = weights.matrixTranspose().matmul(gHeads);
      A through = gHeads.matmul(part(x, 2).matrixTranspose());
      gWeights = gWeights == null ? through : gWeights.add(through);
    }
    A gScores = throughSoftmax(weights, gWeights).mul(scale(x));
    A gQ = joined(gScores.matmul(part(x, 1)));
    A gK = joined(gScores.matrixTranspose().matmul(part(x, 0)));
    A last = gV == null ? gQ.constant(Tensor.zeros(gQ.dtype(), gQ.shape())) : joined(gV);
    return List.of(gQ.concat(-1, List.of(gK, last)));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A x = operands.get(0);
    A dx = tangents.get(0);
    A weights = results.get(1);
    A fromQ = part(dx, 0).matmul(part(x, 1).matrixTranspose());
    A fromK = part(x, 0).matmul(part(dx, 1).matrixTranspose());
    A dWeights = throughSoftmax(weights, fromQ.add(fromK).mul(scale(x)));
    A dOut = dWeights.matmul(part(x, 2)).add(weights.matmul(part(dx, 2)));
    return List.of(joined(dOut), dWeights);
  }

  /** The derivative of softmax along the last axis, which is its own transpose. */
  private static <A extends Array<A>> A throughSoftmax(A weights, A g) {
    return weights.mul(g.sub(g.mul(weights).sum(new int[] {-1}, true)));
  }

  private double scale(Array<?> x) {
    return 1 / Math.sqrt(x.shape()[2] / (3 * heads));
  }

  /** Queries (0), keys (1) or values (2): (batch, heads, positions, d). */
  private <A extends Array<A>> A part(A x, int which) {
    int width = x.size(2) / 3;
    return cut(x.narrow(2, which * width, (which + 1) * width));
  }

  /** From (batch, positions, width) to (batch, heads, positions, d). */
  private <A extends Array<A>> A cut(A x) {
    int[] shape = x.shape();
    return x.reshape(shape[0], shape[1], heads, shape[2] / heads).permute(0, 2, 1, 3);
  }

  private <A extends Array<A>> A joined(A x) {
    int[] shape = x.shape();
    return x.permute(0, 2, 1, 3).reshape(shape[0], shape[2], shape[1] * shape[3]);
  }

  /** Masks are compared by identity. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SelfAttention attention
        && attention.heads == heads
        && attention.causal == causal
        && attention.mask == mask;
  }

  @Override
  public int hashCode() {
    return Objects.hash(heads, causal, System.identityHashCode(mask));
  }
}

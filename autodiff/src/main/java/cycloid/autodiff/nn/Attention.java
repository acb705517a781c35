package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;

/** Attention: values weighted by how well their keys match a query. */
public final class Attention {
  private Attention() {}

  /**
   * Scaled dot-product attention.
   *
   * <pre>
   * Formula:   out = softmax(scale * Q K' + mask) V
   * Shapes:    query (..., m, d), key (..., n, d), value (..., n, e) -&gt; (..., m, e); mask broadcasts to (..., m, n)
   * Source:    Vaswani et al. 2017 (arXiv:1706.03762), equation 1
   * </pre>
   *
   * @param mask added to the scores, -inf where nothing may be seen; null for none
   * @param causal whether query i sees the keys 0 to i only
   * @param scale usually 1 / sqrt(d)
   */
  public static <A extends Array<A>> A scaledDotProduct(
      A query, A key, A value, A mask, boolean causal, double scale) {
    A scores = query.mul(scale).matmul(key.matrixTranspose());
    scores = mask == null ? scores : scores.add(mask);
    if (causal) {
      Tensor future = Tensor.ones(query.dtype(), query.size(-2), key.size(-2)).triu(1);
      scores = scores.maskedFill(query.constant(future), Double.NEGATIVE_INFINITY);
    }
    return scores.softmax(-1).matmul(value);
  }

  /** A mask to be added, from one that is 1 where a query sees a key and 0 where not. */
  public static <A extends Array<A>> A additive(A visible) {
    return visible
        .constant(Tensor.zerosLike(visible))
        .maskedFill(visible.equal(0), Double.NEGATIVE_INFINITY);
  }
}

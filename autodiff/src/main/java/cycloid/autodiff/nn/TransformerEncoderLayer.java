package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.random.Random;

/**
 * Self-attention and a network of two layers, each with a way around it and a layer norm.
 *
 * <pre>
 * Formula:   norm after:  x = norm1(x + attention(x)),  out = norm2(x + feedForward(x))
 *            norm first:  x = x + attention(norm1(x)),  out = x + feedForward(norm2(x))
 *            feedForward(x) = linear2(activation(linear1(x)))
 * Shapes:    (batch, positions, width), in and out
 * Names:     "self_attn", "linear1", "linear2", "norm1", "norm2", as PyTorch's
 * Source:    Vaswani et al. 2017 (arXiv:1706.03762); norm first: Xiong et al. 2020 (arXiv:2002.04745)
 * </pre>
 */
public final class TransformerEncoderLayer extends Layer {
  private final boolean normFirst;
  private final MultiHeadAttention attention;
  private final FeedForward feedForward;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Dropout dropout1;
  private final Dropout dropout2;

  /** The layer, with weights as its parts start. */
  public TransformerEncoderLayer(TransformerShape shape, DType dtype, Random key) {
    Random[] keys = key.split(4);
    normFirst = shape.normFirst();
    attention = child(
        "self_attn",
        new MultiHeadAttention(shape.width(), shape.heads(), shape.dropout(), dtype, keys[0]));
    Linear linear1 =
        child("linear1", new Linear(shape.width(), shape.hidden(), dtype, keys[1].fold(0)));
    Dropout dropout = child("dropout", new Dropout(shape.dropout(), keys[1].fold(1)));
    Linear linear2 =
        child("linear2", new Linear(shape.hidden(), shape.width(), dtype, keys[1].fold(2)));
    feedForward = new FeedForward(linear1, shape.activation(), dropout, linear2);
    norm1 = child("norm1", new LayerNorm(dtype, shape.width()));
    norm2 = child("norm2", new LayerNorm(dtype, shape.width()));
    dropout1 = child("dropout1", new Dropout(shape.dropout(), keys[2]));
    dropout2 = child("dropout2", new Dropout(shape.dropout(), keys[3]));
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    return forward(x, AttentionMask.none(), p);
  }

  /** The layer's value at x under a mask. */
  public <A extends Array<A>> A forward(A x, AttentionMask mask, Parameters<A> p) {
    if (normFirst) {
      A attended = attention.addedTo(x, norm1.forward(x, p), mask, dropout1, p);
      return feedForward.addedTo(attended, norm2.forward(attended, p), dropout2, p);
    }
    A attended = norm1.forward(attention.addedTo(x, x, mask, dropout1, p), p);
    return norm2.forward(feedForward.addedTo(attended, attended, dropout2, p), p);
  }
}

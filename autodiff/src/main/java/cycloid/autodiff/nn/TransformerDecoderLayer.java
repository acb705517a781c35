package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.random.Random;

/**
 * Self-attention, attention to a memory, and a network of two layers, each with a way around it and a layer norm.
 *
 * <pre>
 * Formula:   norm after:  x = norm1(x + attention(x)),  x = norm2(x + attention(x, memory)),  out = norm3(x + feedForward(x))
 *            norm first:  x = x + attention(norm1(x)),  x = x + attention(norm2(x), memory),  out = x + feedForward(norm3(x))
 * Shapes:    x (batch, positions, width), memory (batch, keys, width) -> (batch, positions, width)
 * Names:     "self_attn", "multihead_attn", "linear1", "linear2", "norm1", "norm2", "norm3", as PyTorch's
 * Source:    Vaswani et al. 2017 (arXiv:1706.03762)
 * </pre>
 */
public final class TransformerDecoderLayer extends Module {
  private final boolean normFirst;
  private final MultiHeadAttention attention;
  private final MultiHeadAttention memoryAttention;
  private final FeedForward feedForward;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final LayerNorm norm3;
  private final Dropout dropout1;
  private final Dropout dropout2;
  private final Dropout dropout3;

  /** The layer, with weights as its parts start. */
  public TransformerDecoderLayer(TransformerShape shape, DType dtype, Random key) {
    Random[] keys = key.split(6);
    double p = shape.dropout();
    normFirst = shape.normFirst();
    attention =
        child("self_attn", new MultiHeadAttention(shape.width(), shape.heads(), p, dtype, keys[0]));
    memoryAttention = child(
        "multihead_attn", new MultiHeadAttention(shape.width(), shape.heads(), p, dtype, keys[1]));
    Linear linear1 =
        child("linear1", new Linear(shape.width(), shape.hidden(), dtype, keys[2].fold(0)));
    Dropout dropout = child("dropout", new Dropout(p, keys[2].fold(1)));
    Linear linear2 =
        child("linear2", new Linear(shape.hidden(), shape.width(), dtype, keys[2].fold(2)));
    feedForward = new FeedForward(linear1, shape.activation(), dropout, linear2);
    norm1 = child("norm1", new LayerNorm(dtype, shape.width()));
    norm2 = child("norm2", new LayerNorm(dtype, shape.width()));
    norm3 = child("norm3", new LayerNorm(dtype, shape.width()));
    dropout1 = child("dropout1", new Dropout(p, keys[3]));
    dropout2 = child("dropout2", new Dropout(p, keys[4]));
    dropout3 = child("dropout3", new Dropout(p, keys[5]));
  }

  /**
   * The layer's value.
   *
   * @param mask of the self-attention
   * @param memoryMask of the attention to the memory
   */
  public <A extends Array<A>> A forward(
      A x, A memory, AttentionMask mask, AttentionMask memoryMask, Parameters<A> p) {
    if (normFirst) {
      A self = attention.addedTo(x, norm1.forward(x, p), mask, dropout1, p);
      A both = self.add(attendMemory(norm2.forward(self, p), memory, memoryMask, p));
      return feedForward.addedTo(both, norm3.forward(both, p), dropout3, p);
    }
    A self = norm1.forward(attention.addedTo(x, x, mask, dropout1, p), p);
    A both = norm2.forward(self.add(attendMemory(self, memory, memoryMask, p)), p);
    return norm3.forward(feedForward.addedTo(both, both, dropout3, p), p);
  }

  private <A extends Array<A>> A attendMemory(A x, A memory, AttentionMask mask, Parameters<A> p) {
    return dropout2.forward(memoryAttention.forward(x, memory, memory, mask, p).out(), p);
  }
}

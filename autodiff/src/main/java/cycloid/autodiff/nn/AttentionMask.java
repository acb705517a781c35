package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.SelfAttention;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;

/**
 * Which keys a query may look at. What is masked has score -inf, so weight 0; a query that may look at nothing gives NaN.
 * Immutable; both conditions can be put on one mask.
 */
public final class AttentionMask {
  private static final AttentionMask NONE = new AttentionMask(false, null);

  private final boolean causal;
  private final boolean[][] padding;

  private AttentionMask(boolean causal, boolean[][] padding) {
    this.causal = causal;
    this.padding = padding;
  }

  /** Every query looks at every key. */
  public static AttentionMask none() {
    return NONE;
  }

  /** Query i looks at keys 0 to i. */
  public static AttentionMask causal() {
    return new AttentionMask(true, null);
  }

  /**
   * This mask, and keys that no query looks at.
   *
   * @param masked for each element of the batch and each key, whether it is padding
   */
  public AttentionMask andPadding(boolean[][] masked) {
    boolean[][] copy = new boolean[masked.length][];
    Arrays.setAll(copy, i -> masked[i].clone());
    return new AttentionMask(causal, copy);
  }

  /** The attention of a sequence to itself under this mask; errors as {@link #scores}. */
  SelfAttention selfAttention(int heads, DType dtype, int batch, int positions) {
    Tensor hidden = padding == null ? null : paddingScores(dtype, batch, positions);
    return new SelfAttention(heads, causal, hidden);
  }

  /**
   * What is added to the scores: 0 or -inf, in a shape that broadcasts to (batch, heads, queries, keys); null for nothing.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the padding is not of this batch and number of keys
   * </pre>
   */
  Tensor scores(DType dtype, int batch, int queries, int keys) {
    Tensor sum = null;
    if (causal) {
      sum = Tensor.zeros(dtype, 1, 1, queries, keys);
      for (int i = 0; i < Math.min(queries, keys - 1); i++) {
        sum.select(2, i).narrow(-1, i + 1, keys).fill(Double.NEGATIVE_INFINITY);
      }
    }
    if (padding != null) {
      Tensor padded = paddingScores(dtype, batch, keys);
      sum = sum == null ? padded : sum.add(padded);
    }
    return sum;
  }

  private Tensor paddingScores(DType dtype, int batch, int keys) {
    Tensor scores = Tensor.zeros(dtype, batch, 1, 1, keys);
    boolean fits = padding.length == batch;
    for (int i = 0; fits && i < batch; i++) {
      fits = padding[i].length == keys;
      for (int j = 0; fits && j < keys; j++) {
        if (padding[i][j]) {
          scores.set(Double.NEGATIVE_INFINITY, i, 0, 0, j);
        }
      }
    }
    if (!fits) {
      throw Checks.paddingMask(padding.length, Shapes.text(batch, keys));
    }
    return scores;
  }
}

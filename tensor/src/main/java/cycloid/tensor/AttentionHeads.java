package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Kernel;
import java.util.Arrays;

/**
 * The numbers of {@link SelfAttention}: products of the parts of a projection (batch, positions, 3 width), in place.
 *
 * <p>Where no query looks ahead, the queries of a block are multiplied with the keys up to the block's end only: what lies
 * above the blocks on the diagonal is zero, and is neither computed nor read.
 */
final class AttentionHeads {
  private static final int BLOCK = 16;

  /** The exponential of a score that is hidden is not computed: it would underflow, which takes processors long. */
  private static final Rowwise SOFTMAX = Rowwise.define("attentionWeights(x)", """
      z = x - max(x)
      hidden = z < -1e30
      e = where(hidden, 0, exp(where(hidden, 0, z)))
      y = e * (1 / sum(e))
      """);

  private static final Rowwise THROUGH_SOFTMAX =
      Rowwise.define("throughSoftmax(w, g)", "y = w * (g - sum(w * g))");

  private static final int QUERY = 0;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private final Tensor projected;
  private final int batch;
  private final int positions;
  private final int heads;
  private final int width;
  private final double scale;
  private final boolean causal;

  AttentionHeads(Tensor projected, int heads, boolean causal) {
    this.projected = projected;
    this.causal = causal;
    this.batch = projected.shape[0];
    this.positions = projected.shape[1];
    this.heads = heads;
    this.width = projected.shape[2] / 3;
    this.scale = 1 / Math.sqrt(width / heads);
  }

  /** Queries, keys or values of a head, in a tensor laid out like the projection. */
  private MatrixPart head(Tensor like, int example, int part, int head) {
    int row = 3 * width;
    int offset = like.offset + example * positions * row + part * width + head * (width / heads);
    return new MatrixPart(like, offset, positions, width / heads, row, 1);
  }

  /** The columns of a head, in a tensor (batch, positions, width). */
  private MatrixPart column(Tensor out, int example, int head) {
    int offset = out.offset + example * positions * width + head * (width / heads);
    return new MatrixPart(out, offset, positions, width / heads, width, 1);
  }

  /** The weights of a head. */
  private MatrixPart square(Tensor weights, int example, int head) {
    int offset = weights.offset + (example * heads + head) * positions * positions;
    return new MatrixPart(weights, offset, positions, positions, positions, 1);
  }

  /** What is done for positions from..to of a head of an example. */
  private interface PerBlock {
    void run(int example, int head, int from, int to);
  }

  private void forEachBlock(PerBlock body) {
    int block = causal ? BLOCK : positions;
    if (positions > 0 && width > 0) {
      for (int example = 0; example < batch; example++) {
        for (int head = 0; head < heads; head++) {
          for (int from = 0; from < positions; from += block) {
            body.run(example, head, from, Math.min(from + block, positions));
          }
        }
      }
    }
  }

  /** The keys that queries before a position look at end here. */
  private int seen(int to) {
    return causal ? to : positions;
  }

  /** The queries that look at keys from a position on begin here. */
  private int seeing(int from) {
    return causal ? from : 0;
  }

  private Tensor squares() {
    int[] shape = {batch, heads, positions, positions};
    return Tensor.unwritten(projected.dtype, shape, Shapes.size("selfAttention", shape));
  }

  /** The softmax of the scores. */
  Tensor weights(Tensor mask) {
    Tensor scores = squares();
    forEachBlock((example, head, from, to) -> {
      MatrixPart queries = head(projected, example, QUERY, head).rows(from, to);
      MatrixPart keys = head(projected, example, KEY, head).rows(0, seen(to));
      MatrixPart block = square(scores, example, head).rows(from, to).columns(0, seen(to));
      block.product(scale, queries, keys.transpose());
    });
    if (mask != null) {
      ElementwiseLoop.into(Functions.ADD, Checks.NO_SCALARS, new Tensor[] {scores, mask}, scores);
    }
    Kernel softmax = SOFTMAX.kernel(projected.dtype);
    forEachBlock((example, head, from, to) -> {
      MatrixPart block = square(scores, example, head).rows(from, to);
      if (causal) {
        hideFuture(block, from, to);
      }
      block.rowwise(softmax, seen(to), block);
    });
    return scores;
  }

  /** Scores of later keys are -inf among those that are read, and their weights 0 beyond. */
  private void hideFuture(MatrixPart block, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = block.offset() + (i - from) * positions;
      if (projected.dtype == DType.F32) {
        float[] scores = (float[]) block.tensor().storage;
        Arrays.fill(scores, row + i + 1, row + to, Float.NEGATIVE_INFINITY);
        Arrays.fill(scores, row + to, row + positions, 0);
      } else {
        double[] scores = (double[]) block.tensor().storage;
        Arrays.fill(scores, row + i + 1, row + to, Double.NEGATIVE_INFINITY);
        Arrays.fill(scores, row + to, row + positions, 0);
      }
    }
  }

  /** Values mixed by the weights. */
  Tensor mixed(Tensor weights) {
    int[] shape = {batch, positions, width};
    Tensor out = Tensor.unwritten(projected.dtype, shape, Shapes.size("selfAttention", shape));
    forEachBlock((example, head, from, to) -> {
      MatrixPart weight = square(weights, example, head).rows(from, to).columns(0, seen(to));
      MatrixPart values = head(projected, example, VALUE, head).rows(0, seen(to));
      column(out, example, head).rows(from, to).product(1, weight, values);
    });
    return out;
  }

  /** The cotangent of the projection, for g of the mixture. */
  Tensor gradient(Tensor weights, Tensor g) {
    Tensor gScores = squares();
    Kernel throughSoftmax = THROUGH_SOFTMAX.kernel(projected.dtype);
    forEachBlock((example, head, from, to) -> {
      MatrixPart gHead = column(g, example, head).rows(from, to);
      MatrixPart values = head(projected, example, VALUE, head).rows(0, seen(to));
      MatrixPart block = square(gScores, example, head).rows(from, to);
      block.columns(0, seen(to)).product(1, gHead, values.transpose());
      MatrixPart weight = square(weights, example, head).rows(from, to);
      weight.rowwise(throughSoftmax, seen(to), block, block);
    });
    Tensor gradient = Tensor.unwritten(projected.dtype, projected.shape, projected.size);
    forEachBlock((example, head, from, to) -> {
      MatrixPart weight = square(weights, example, head);
      MatrixPart gScore = square(gScores, example, head);
      MatrixPart gHead = column(g, example, head);
      MatrixPart queries = head(projected, example, QUERY, head);
      MatrixPart keys = head(projected, example, KEY, head);
      int first = seeing(from);
      head(gradient, example, VALUE, head)
          .rows(from, to)
          .product(
              1,
              weight.rows(first, positions).columns(from, to).transpose(),
              gHead.rows(first, positions));
      head(gradient, example, QUERY, head)
          .rows(from, to)
          .product(scale, gScore.rows(from, to).columns(0, seen(to)), keys.rows(0, seen(to)));
      head(gradient, example, KEY, head)
          .rows(from, to)
          .product(
              scale,
              gScore.rows(first, positions).columns(from, to).transpose(),
              queries.rows(first, positions));
    });
    return gradient;
  }
}

package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Kernel;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of {@link SelfAttention}: products of the parts of a projection (batch, positions, 3 width), in place.
 *
 * <p>Where no query looks ahead, the queries of a block are multiplied with the keys up to the block's end only: what lies
 * above the blocks on the diagonal is zero, and is neither computed nor read.
 */
final class AttentionHeads {
  private static final int BLOCK = 16;

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

  /** What is done for a head of an example. */
  private interface PerHead {
    void run(int example, int head);
  }

  /** Head by head, so that what one step of the work makes is in the cache for the next. */
  private void forEachHead(PerHead body) {
    for (int example = 0; example < batch; example++) {
      for (int head = 0; head < heads; head++) {
        body.run(example, head);
      }
    }
  }

  /** What is done for positions from..to. */
  private interface PerBlock {
    void run(int from, int to);
  }

  private void forEachBlock(PerBlock body) {
    int block = causal ? BLOCK : positions;
    if (width > 0) {
      for (int from = 0; from < positions; from += block) {
        body.run(from, Math.min(from + block, positions));
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

  private Tensor unwritten(int... shape) {
    return Tensor.unwritten(projected.dtype, shape, Shapes.size("selfAttention", shape));
  }

  // ---- value

  /** Values mixed by the weights, and the weights: the softmax of the scores. */
  List<Tensor> value(Tensor mask) {
    Tensor weights = unwritten(batch, heads, positions, positions);
    Tensor out = unwritten(batch, positions, width);
    Tensor turned = unwritten(width / heads, positions);
    Kernel softmax = RowFunctions.SOFTMAX.kernel(projected.dtype);
    if (mask == null) {
      forEachHead((example, head) -> {
        scores(example, head, turned, weights);
        mix(example, head, softmax, weights, out);
      });
    } else {
      forEachHead((example, head) -> scores(example, head, turned, weights));
      ElementwiseLoop.into(Functions.ADD, Checks.NO_SCALARS, new Tensor[] {weights, mask}, weights);
      forEachHead((example, head) -> mix(example, head, softmax, weights, out));
    }
    return List.of(out, weights);
  }

  private void scores(int example, int head, Tensor turned, Tensor scores) {
    MatrixPart queries = head(projected, example, QUERY, head);
    MatrixPart keys = head(projected, example, KEY, head).transposedInto(turned);
    MatrixPart score = square(scores, example, head);
    forEachBlock((from, to) -> score
        .rows(from, to)
        .columns(0, seen(to))
        .product(scale, queries.rows(from, to), keys.columns(0, seen(to))));
  }

  /** Replaces scores by their softmax, which mixes the values. */
  private void mix(int example, int head, Kernel softmax, Tensor weights, Tensor out) {
    MatrixPart values = head(projected, example, VALUE, head);
    MatrixPart weight = square(weights, example, head);
    MatrixPart mixed = column(out, example, head);
    forEachBlock((from, to) -> {
      MatrixPart block = weight.rows(from, to);
      if (causal) {
        hideFuture(block, from, to);
      }
      block.rowwise(softmax, seen(to), block);
      mixed.rows(from, to).product(1, block.columns(0, seen(to)), values.rows(0, seen(to)));
    });
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

  // ---- derivative

  /** The cotangent of the projection, for g of the mixture. */
  Tensor gradient(Tensor weights, Tensor g) {
    Tensor gradient = unwritten(projected.shape);
    Tensor turned = unwritten(width / heads, positions);
    MatrixPart gScores = square(unwritten(positions, positions), 0, 0);
    Kernel throughSoftmax = THROUGH_SOFTMAX.kernel(projected.dtype);
    forEachHead((example, head) -> {
      MatrixPart weight = square(weights, example, head);
      MatrixPart gHead = column(g, example, head);
      MatrixPart values = head(projected, example, VALUE, head).transposedInto(turned);
      forEachBlock((from, to) -> {
        MatrixPart block = gScores.rows(from, to);
        block.columns(0, seen(to)).product(1, gHead.rows(from, to), values.columns(0, seen(to)));
        weight.rows(from, to).rowwise(throughSoftmax, seen(to), block, block);
      });
      throughProducts(example, head, weight, gHead, gScores, gradient);
    });
    return gradient;
  }

  private void throughProducts(
      int example,
      int head,
      MatrixPart weight,
      MatrixPart gHead,
      MatrixPart gScores,
      Tensor gradient) {
    MatrixPart queries = head(projected, example, QUERY, head);
    MatrixPart keys = head(projected, example, KEY, head);
    MatrixPart gQueries = head(gradient, example, QUERY, head);
    MatrixPart gKeys = head(gradient, example, KEY, head);
    MatrixPart gValues = head(gradient, example, VALUE, head);
    forEachBlock((from, to) -> {
      int first = seeing(from);
      gValues
          .rows(from, to)
          .product(1, seenBy(weight, first, from, to), gHead.rows(first, positions));
      gKeys
          .rows(from, to)
          .product(scale, seenBy(gScores, first, from, to), queries.rows(first, positions));
      gQueries
          .rows(from, to)
          .product(scale, gScores.rows(from, to).columns(0, seen(to)), keys.rows(0, seen(to)));
    });
  }

  /** Columns from..to of the rows from the first on, transposed. */
  private MatrixPart seenBy(MatrixPart square, int first, int from, int to) {
    return square.rows(first, positions).columns(from, to).transpose();
  }
}

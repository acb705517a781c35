package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Rows;
import java.util.Arrays;

/** The numbers of {@link SelfAttention}: products of the parts of a projection (batch, positions, 3 width), in place. */
final class AttentionHeads {
  private static final int QUERY = 0;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private final Tensor projected;
  private final int batch;
  private final int positions;
  private final int heads;
  private final int width;
  private final double scale;

  AttentionHeads(Tensor projected, int heads) {
    this.projected = projected;
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

  /** What is done for each head of each example. */
  private interface PerHead {
    void run(int example, int head);
  }

  private void forEachHead(PerHead body) {
    if (positions > 0 && width > 0) {
      for (int example = 0; example < batch; example++) {
        for (int head = 0; head < heads; head++) {
          body.run(example, head);
        }
      }
    }
  }

  private Tensor squares() {
    int[] shape = {batch, heads, positions, positions};
    return Tensor.unwritten(projected.dtype, shape, Shapes.size("selfAttention", shape));
  }

  /** The softmax of the scores. */
  Tensor weights(boolean causal, Tensor mask) {
    Tensor scores = squares();
    forEachHead((example, head) -> {
      MatrixPart keys = head(projected, example, KEY, head);
      MatrixPart square = square(scores, example, head);
      square.product(scale, head(projected, example, QUERY, head), keys.transpose());
      if (causal) {
        hideFuture(square);
      }
    });
    if (mask != null) {
      ElementwiseLoop.into(Functions.ADD, Checks.NO_SCALARS, new Tensor[] {scores, mask}, scores);
    }
    if (scores.size > 0) {
      softmax(scores);
    }
    return scores;
  }

  private void hideFuture(MatrixPart square) {
    for (int i = 0; i < positions; i++) {
      int row = square.offset() + i * positions;
      if (projected.dtype == DType.F32) {
        float[] scores = (float[]) square.tensor().storage;
        Arrays.fill(scores, row + i + 1, row + positions, Float.NEGATIVE_INFINITY);
      } else {
        double[] scores = (double[]) square.tensor().storage;
        Arrays.fill(scores, row + i + 1, row + positions, Double.NEGATIVE_INFINITY);
      }
    }
  }

  private void softmax(Tensor x) {
    int rows = x.size / positions;
    Rows.shiftByMaximum(x.dtype, rows, positions, x.storage, 0, positions, x.storage, 0);
    ElementwiseLoop.into(Functions.EXP, Checks.NO_SCALARS, new Tensor[] {x}, x);
    Tensor sums = Tensor.unwritten(x.dtype, new int[] {rows}, rows);
    Rows.sums(x.dtype, rows, positions, x.storage, 0, sums.storage, 0);
    Rows.scale(x.dtype, rows, positions, x.storage, 0, 1, sums.storage);
  }

  /** Values mixed by the weights. */
  Tensor mixed(Tensor weights) {
    int[] shape = {batch, positions, width};
    Tensor out = Tensor.unwritten(projected.dtype, shape, Shapes.size("selfAttention", shape));
    forEachHead((example, head) -> column(out, example, head)
        .product(1, square(weights, example, head), head(projected, example, VALUE, head)));
    return out;
  }

  /** The cotangent of the projection, for g of the mixture. */
  Tensor gradient(Tensor weights, Tensor g) {
    Tensor gScores = squares();
    Tensor gradient = Tensor.unwritten(projected.dtype, projected.shape, projected.size);
    forEachHead((example, head) -> {
      MatrixPart gHead = column(g, example, head);
      MatrixPart values = head(projected, example, VALUE, head);
      square(gScores, example, head).product(1, gHead, values.transpose());
    });
    if (gScores.size > 0) {
      Rows.throughSoftmax(
          weights.dtype,
          weights.size / positions,
          positions,
          weights.storage,
          weights.offset,
          gScores.storage,
          0);
    }
    forEachHead((example, head) -> {
      MatrixPart weight = square(weights, example, head);
      MatrixPart gScore = square(gScores, example, head);
      head(gradient, example, VALUE, head).product(1, weight.transpose(), column(g, example, head));
      head(gradient, example, QUERY, head)
          .product(scale, gScore, head(projected, example, KEY, head));
      head(gradient, example, KEY, head)
          .product(scale, gScore.transpose(), head(projected, example, QUERY, head));
    });
    return gradient;
  }
}

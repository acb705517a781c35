package cycloid.train;

import cycloid.autodiff.nn.Embedding;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.LayerNorm;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.autodiff.nn.Sequential;
import cycloid.autodiff.nn.TransformerEncoderLayer;
import cycloid.autodiff.nn.TransformerShape;
import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.random.Random;

/**
 * A transformer on tokens: each becomes a vector, to which its position's is added, and the last position is read out.
 *
 * <pre>
 * Formula:   h = embedding[x] + positions;  h = layer(h) ...;  out = head(norm(h at the last position))
 * Shapes:    (batch, length) of whole numbers below `tokens` to (batch, outputs)
 * </pre>
 */
final class TokenTransformer extends Layer {
  private final Embedding embedding;
  private final Parameter positions;
  private final Sequential layers;
  private final LayerNorm norm;
  private final Linear head;

  TokenTransformer(int tokens, int length, int outputs, TransformerShape shape, Random key) {
    Random[] keys = key.split(5);
    embedding = child("embedding", new Embedding(tokens, shape.width(), DType.F32, keys[0]));
    positions =
        parameter("positions", keys[1].normal(DType.F32, length, shape.width()).mul(0.02));
    layers = child(
        "layers",
        new Sequential(
            new TransformerEncoderLayer(shape, DType.F32, keys[2]),
            new TransformerEncoderLayer(shape, DType.F32, keys[3])));
    norm = child("norm", new LayerNorm(DType.F32, shape.width()));
    head = child("head", new Linear(shape.width(), outputs, DType.F32, keys[4]));
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    float[] values = x.value().toFloatArray();
    int[] tokens = new int[values.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) values[i];
    }
    A h = embedding.forward(tokens, x.shape(), p).add(p.get(positions));
    return head.forward(norm.forward(layers.forward(h, p).select(1, -1), p), p);
  }
}

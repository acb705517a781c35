package cycloid.train;

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
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/**
 * A transformer on numbers: the features are cut into pieces of equal length (the rows of an image, or single features),
 * every piece becomes a vector, to which its position's is added, and the mean over all positions is read out.
 *
 * <pre>
 * Formula:   h = embed(x) + positions;  h = layer(h) ...;  out = head(norm(mean over positions of h))
 * Shapes:    (batch, pieces * length) to (batch, outputs)
 * </pre>
 */
final class FeatureTransformer extends Layer {
  private final int pieces;
  private final int length;
  private final Linear embed;
  private final Parameter positions;
  private final Sequential layers;
  private final LayerNorm norm;
  private final Linear head;

  FeatureTransformer(int pieces, int length, int outputs, TransformerShape shape, Random key) {
    Random[] keys = key.split(5);
    this.pieces = pieces;
    this.length = length;
    embed = child("embed", new Linear(length, shape.width(), DType.F32, keys[0]));
    Tensor start = keys[1].normal(DType.F32, pieces, shape.width()).mul(0.02);
    positions = parameter("positions", start);
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
    A h = embed.forward(x.reshape(x.shape()[0], pieces, length), p).add(p.get(positions));
    return head.forward(norm.forward(layers.forward(h, p).mean(1), p), p);
  }
}

package cycloid.train;

import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Sequential;
import cycloid.autodiff.nn.TransformerShape;
import cycloid.simd.DType;
import cycloid.tensor.random.Random;

/** The models that a run may train, made to measure for the data. */
final class Models {
  static final String NAMES = "mlp|cnn|transformer";

  private static final int HIDDEN = 128;

  private Models() {}

  /**
   * A model with random weights.
   *
   * @throws IllegalArgumentException if there is no such model, or it does not suit the data
   */
  static Layer create(String name, DataSet data, Random key) {
    return switch (name) {
      case "mlp" -> perceptron(data, key);
      case "cnn" -> convolutional(data, key);
      case "transformer" -> transformer(data, key);
      default ->
        throw new IllegalArgumentException("model: must be one of " + NAMES + "; got " + name);
    };
  }

  private static Layer perceptron(DataSet data, Random key) {
    if (data.tokens() > 0) {
      throw unsuitable("mlp", "numbers", "tokens", data);
    }
    Random[] keys = key.split(3);
    return new Sequential(
        new Linear(data.features(), HIDDEN, DType.F32, keys[0]),
        Activation.relu(),
        new Linear(HIDDEN, HIDDEN, DType.F32, keys[1]),
        Activation.relu(),
        new Linear(HIDDEN, data.outputs(), DType.F32, keys[2]));
  }

  private static Layer transformer(DataSet data, Random key) {
    TransformerShape shape = TransformerShape.of(HIDDEN, 4, 4 * HIDDEN);
    if (data.tokens() > 0) {
      return new TokenTransformer(data.tokens(), data.features(), data.outputs(), shape, key);
    }
    int length = Math.max(1, data.side());
    TransformerShape small = TransformerShape.of(HIDDEN / 2, 4, 2 * HIDDEN);
    return new FeatureTransformer(data.features() / length, length, data.outputs(), small, key);
  }

  private static Layer convolutional(DataSet data, Random key) {
    throw unsuitable("cnn", "square images", data.features() + " features", data);
  }

  private static IllegalArgumentException unsuitable(
      String model, String wanted, String got, DataSet data) {
    return new IllegalArgumentException(
        "model: " + model + " needs " + wanted + "; got " + got + " in " + data.name());
  }
}

package cycloid.train;

import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.BatchNorm;
import cycloid.autodiff.nn.Conv2d;
import cycloid.autodiff.nn.Flatten;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Pooling;
import cycloid.autodiff.nn.Sequential;
import cycloid.autodiff.nn.TransformerShape;
import cycloid.autodiff.nn.Unflatten;
import cycloid.simd.DType;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.PoolingSettings;
import cycloid.tensor.random.Random;

/** The models that a run may train, made to measure for the problem. */
final class Models {
  static final String NAMES = "mlp|cnn|transformer";

  private static final int HIDDEN = 128;
  private static final int CHANNELS = 32;

  private Models() {}

  /**
   * A model with random weights.
   *
   * @throws IllegalArgumentException if there is no such model, or it does not suit the problem
   */
  static Layer create(String name, Problem problem, Random key) {
    return switch (name) {
      case "mlp" -> perceptron(problem, key);
      case "cnn" -> convolutional(problem, key);
      case "transformer" -> transformer(problem, key);
      default ->
        throw new IllegalArgumentException("model: must be one of " + NAMES + "; got " + name);
    };
  }

  private static Layer perceptron(Problem problem, Random key) {
    if (problem.tokens() > 0) {
      throw unsuitable("mlp", "numbers", "tokens", problem);
    }
    Random[] keys = key.split(3);
    return new Sequential(
        new Linear(problem.features(), HIDDEN, DType.F32, keys[0]),
        Activation.relu(),
        new Linear(HIDDEN, HIDDEN, DType.F32, keys[1]),
        Activation.relu(),
        new Linear(HIDDEN, problem.outputs(), DType.F32, keys[2]));
  }

  private static Layer transformer(Problem problem, Random key) {
    TransformerShape shape = TransformerShape.of(HIDDEN, 4, 4 * HIDDEN);
    if (problem.tokens() > 0) {
      return new TokenTransformer(
          problem.tokens(), problem.features(), problem.outputs(), shape, key);
    }
    int length = Math.max(1, problem.side());
    TransformerShape small = TransformerShape.of(HIDDEN / 2, 4, 2 * HIDDEN);
    return new FeatureTransformer(
        problem.features() / length, length, problem.outputs(), small, key);
  }

  private static Layer convolutional(Problem problem, Random key) {
    int side = problem.side();
    if (problem.tokens() > 0 || side < 4) {
      throw unsuitable("cnn", "square images", problem.features() + " features", problem);
    }
    Random[] keys = key.split(4);
    ConvolutionSettings same = ConvolutionSettings.PLAIN.padding(1);
    int left = 2 * CHANNELS * (side / 4) * (side / 4);
    return new Sequential(
        new Unflatten(1, side, side),
        new Conv2d(1, CHANNELS, 3, same, DType.F32, keys[0]),
        new BatchNorm(CHANNELS, DType.F32),
        Activation.relu(),
        Pooling.max(PoolingSettings.of(2)),
        new Conv2d(CHANNELS, 2 * CHANNELS, 3, same, DType.F32, keys[1]),
        new BatchNorm(2 * CHANNELS, DType.F32),
        Activation.relu(),
        Pooling.max(PoolingSettings.of(2)),
        new Flatten(),
        new Linear(left, HIDDEN, DType.F32, keys[2]),
        Activation.relu(),
        new Linear(HIDDEN, problem.outputs(), DType.F32, keys[3]));
  }

  private static IllegalArgumentException unsuitable(
      String model, String wanted, String got, Problem problem) {
    return new IllegalArgumentException(
        "model: " + model + " needs " + wanted + "; got " + got + " in " + problem.name());
  }
}

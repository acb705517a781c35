package cycloid.bench;

import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.Conv2d;
import cycloid.autodiff.nn.Flatten;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Pooling;
import cycloid.autodiff.nn.Sequential;
import cycloid.optim.AdamW;
import cycloid.simd.DType;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.PoolingSettings;
import cycloid.tensor.random.Random;

/** A training step of a small network for images: two convolutions, each halved by pooling, and a linear layer. */
final class ConvolutionTask {
  private static final int BATCH = 64;
  private static final int SIDE = 28;
  private static final int FIRST = 16;
  private static final int SECOND = 32;
  private static final int KERNEL = 3;
  private static final int CLASSES = 10;
  private static final int FEATURES = SECOND * (SIDE / 4) * (SIDE / 4);

  private ConvolutionTask() {}

  static Task task() {
    return new Task(
        "cnn_step_adamw/64x28x28",
        cost(),
        () -> TrainingTasks.step(
            network(),
            AdamW.rule().learningRate(TrainingTasks.RATE),
            Operands.normal(DType.F32, 1, BATCH, 1, SIDE, SIDE),
            Operands.labels(2, CLASSES, BATCH)));
  }

  private static Sequential network() {
    Random[] keys = Random.key(1).split(3);
    ConvolutionSettings same = ConvolutionSettings.PLAIN.padding(KERNEL / 2);
    return new Sequential(
        new Conv2d(1, FIRST, KERNEL, same, DType.F32, keys[0]),
        Activation.relu(),
        Pooling.max(PoolingSettings.of(2)),
        new Conv2d(FIRST, SECOND, KERNEL, same, DType.F32, keys[1]),
        Activation.relu(),
        Pooling.max(PoolingSettings.of(2)),
        new Flatten(),
        new Linear(FEATURES, CLASSES, DType.F32, keys[2]));
  }

  /** Three products for each layer, but two for the first; images, activations and their gradients go through memory. */
  private static Cost cost() {
    double taps = KERNEL * KERNEL;
    double first = FIRST * taps * SIDE * SIDE;
    double second = SECOND * FIRST * taps * SIDE * SIDE / 4;
    double last = FEATURES * CLASSES;
    double flops = 2.0 * BATCH * (2 * first + 3 * second + 3 * last);
    double activations = BATCH * (FIRST * SIDE * SIDE + SECOND * SIDE * SIDE / 4.0);
    return Cost.ofElements(DType.F32, flops, 2 * activations, 2 * activations);
  }
}

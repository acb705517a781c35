package cycloid.bench;

import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Sequential;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.optim.Rule;
import cycloid.optim.Sgd;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;

/** Whole training steps of networks: forward, loss, backward, update. */
final class TrainingTasks {
  /**
   * So small that a network stays as it began. One that has learned its only batch has gradients below the normal range of
   * floats, on which processors are many times slower.
   */
  static final double RATE = 1e-9;

  private static final List<Perceptron> PERCEPTRONS = List.of(
      new Perceptron("tiny", 4, 2, 16, 2),
      new Perceptron("small", 32, 64, 32, 10),
      new Perceptron("medium", 128, 784, 512, 512, 10),
      new Perceptron("large", 256, 1024, 2048, 2048, 1000));

  private TrainingTasks() {}

  /** A network of linear layers with rectifiers between, and the size of its batch. */
  private record Perceptron(String name, int batch, int... widths) {
    double weights() {
      double weights = 0;
      for (int i = 1; i < widths.length; i++) {
        weights += (double) widths[i - 1] * widths[i];
      }
      return weights;
    }

    /** Three products for each layer, but two for the first: nobody asks for the gradient of the data. */
    double flops() {
      return 2.0 * batch * (3 * weights() - (double) widths[0] * widths[1]);
    }

    /** A product for each layer, two for its derivatives, but one for the first; the loss, and the update. */
    int calls() {
      return 3 * (widths.length - 1) + 1;
    }

    int classes() {
      return widths[widths.length - 1];
    }

    Sequential network() {
      List<Layer> layers = new ArrayList<>();
      Random[] keys = Random.key(1).split(widths.length);
      for (int i = 1; i < widths.length; i++) {
        layers.add(new Linear(widths[i - 1], widths[i], DType.F32, keys[i]));
        if (i + 1 < widths.length) {
          layers.add(Activation.relu());
        }
      }
      return new Sequential(layers.toArray(Layer[]::new));
    }
  }

  static List<Task> all() {
    List<Task> tasks = new ArrayList<>();
    for (Perceptron one : PERCEPTRONS) {
      tasks.add(task("mlp_step_adamw", one, 2, AdamW.rule().learningRate(RATE)));
      tasks.add(task("mlp_step_sgdm", one, 1, Sgd.rule().learningRate(RATE).momentum(0.9)));
    }
    tasks.add(ConvolutionTask.task());
    tasks.add(TransformerTask.task());
    return tasks;
  }

  /** Weights and the optimizer's states are read and written once a step at least. */
  private static Task task(String family, Perceptron one, int states, Rule rule) {
    double touched = (1 + states) * one.weights();
    return new Task(
        family + "/" + one.name(),
        Cost.ofElements(DType.F32, one.flops(), touched, touched).updating().in(one.calls()),
        () -> step(one, rule));
  }

  private static Work step(Perceptron one, Rule rule) {
    Tensor x = Operands.normal(DType.F32, 1, one.batch(), one.widths()[0]);
    return step(one.network(), rule, x, Operands.labels(2, one.classes(), one.batch()));
  }

  /** A step of a classifier, always on the same batch. */
  static Work step(Sequential network, Rule rule, Tensor x, int[] labels) {
    Optimizer optimizer = rule.on(network.parameters());
    return () -> {
      double loss =
          network.backward(p -> Losses.crossEntropy(network.forward(p.constant(x), p), labels));
      optimizer.step();
      return loss;
    };
  }
}

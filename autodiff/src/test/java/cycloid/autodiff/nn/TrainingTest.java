package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Golden;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest {

  /** The run of PyTorch: full batches of digits, SGD with learning rate 0.2 and momentum 0.9. */
  @Test
  void trainingRunOfPyTorchIsReproduced() {
    Golden golden = Golden.read("train_mlp_sgd");
    String run = "train_mlp_sgd/";
    Sequential model = new Sequential(
        new Linear(
            golden.get(run + "p0.0.weight").copy(),
            golden.get(run + "p0.0.bias").copy()),
        Activation.tanh(),
        new Linear(
            golden.get(run + "p0.2.weight").copy(),
            golden.get(run + "p0.2.bias").copy()),
        Activation.tanh(),
        new Linear(
            golden.get(run + "p0.4.weight").copy(),
            golden.get(run + "p0.4.bias").copy()));
    Tensor x = golden.get(run + "X");
    int[] labels = golden.integers(run + "y");
    double[] losses = golden.get(run + "losses").toDoubleArray();
    Map<String, Tensor> momenta = new LinkedHashMap<>();

    for (int step = 0; step < losses.length - 1; step++) {
      double loss =
          model.backward(p -> Losses.crossEntropy(model.forward(p.constant(x), p), labels));
      assertEquals(losses[step], loss, 1e-9 * (1 + losses[step]), "loss before step " + step);
      boolean first = step == 0;
      model.namedParameters().forEach((name, parameter) -> {
        Tensor g = parameter.gradient();
        if (first) {
          assertTrue(golden.error(run + "g0." + name, g) < 1e-11, name);
        }
        Tensor m = momenta.containsKey(name) ? momenta.get(name).mul(0.9).add(g) : g;
        momenta.put(name, m);
        parameter.value().addInPlace(-0.2, m);
      });
    }
    assertEquals(losses[20], Losses.crossEntropy(model.forward(x), labels).item(), 1e-9);
    model
        .namedParameters()
        .forEach((name, parameter) ->
            assertTrue(golden.error(run + "p1." + name, parameter.value()) < 1e-8, name));
  }

  @Test
  void twoLayersLearnExclusiveOr() {
    Random[] keys = Random.key(3).split(2);
    Sequential model = new Sequential(
        new Linear(2, 8, DType.F32, keys[0]),
        Activation.tanh(),
        new Linear(8, 2, DType.F32, keys[1]));
    Tensor x = Tensor.wrap(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    int[] labels = {0, 1, 1, 0};
    double loss = Double.NaN;
    for (int step = 0; step < 300; step++) {
      loss = model.backward(p -> Losses.crossEntropy(model.forward(p.constant(x), p), labels));
      model.parameters().forEach(p -> p.value().addInPlace(-0.5, p.gradient()));
    }
    assertTrue(loss < 0.1, "loss " + loss);
    assertArrayEquals(labels, model.forward(x).argMax(1));
  }
}

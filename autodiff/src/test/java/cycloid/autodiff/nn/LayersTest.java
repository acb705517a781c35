package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Variable;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  private static final Random KEY = Random.key(5);
  private static final DType F64 = DType.F64;

  private static void fails(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  /** First and second derivatives with respect to an input, of a layer in the mode that it is in. */
  private static void check(Function<Variable, Variable> layer, int... shape) {
    Autodiff.gradientCheck(x -> layer.apply(x).square(), KEY.fold(9).normal(F64, shape));
  }

  private static Parameters<Variable> constants(Variable x) {
    return Parameters.of(List.of(new Parameter("none", Tensor.zeros(F64))), List.of(x));
  }

  // ---- dropout

  @Test
  void dropoutKeepsTheMeanAndDrawsAgainWithTheSameKey() {
    Dropout dropout = new Dropout(0.25, KEY);
    Tensor ones = Tensor.ones(F64, 10_000);
    Tensor first = dropout.forward(ones);
    Tensor second = dropout.forward(ones);
    assertFalse(first.arrayEqual(second));
    assertEquals(1, first.mean().item(), 0.03);
    assertEquals(0.75, first.greater(Tensor.zeros(F64)).mean().item(), 0.03);
    dropout.train(KEY);
    Tensor third = dropout.forward(ones);
    dropout.train(KEY);
    assertTrue(third.arrayEqual(dropout.forward(ones)));
  }

  @Test
  void dropoutDoesNothingWhenNotTraining() {
    Sequential model = new Sequential(new Dropout(0.5, KEY), Activation.relu());
    Tensor x = Tensor.ones(F64, 100);
    assertFalse(x.arrayEqual(model.forward(x)));
    model.eval();
    assertFalse(model.layers().get(0).isTraining());
    assertTrue(x.arrayEqual(model.forward(x)));
    model.train();
    assertTrue(model.layers().get(0).isTraining());
  }

  @Test
  void dropoutOfEverythingIsRefused() {
    fails("dropout: p must be in [0, 1); got 1.0", () -> new Dropout(1, KEY));
    fails("dropout: p must be in [0, 1); got NaN", () -> new Dropout(Double.NaN, KEY));
  }

  // ---- norms

  @Test
  void normsAgreeWithDifferences() {
    for (Layer layer : List.of(
        new LayerNorm(F64, 4),
        new LayerNorm(1e-3, F64, 3, 4),
        new RmsNorm(F64, 4),
        new InstanceNorm(3, 1e-5, F64),
        new InstanceNorm(3),
        new GroupNorm(3, 3, F64))) {
      check(x -> layer.forward(x, constants(x)), 2, 3, 4);
    }
  }

  @Test
  void batchNormUsesTheBatchThenItsRunningStatistics() {
    BatchNorm norm = new BatchNorm(3, F64);
    Tensor x = KEY.normal(F64, 20, 3, 2).mul(2).add(1);
    Tensor out = norm.forward(x);
    assertTrue(out.mean(0, 2).abs().max().item() < 1e-12);
    assertTrue(out.variance(0, 2).sub(1).abs().max().item() < 1e-4);
    assertEquals(1, norm.namedBuffers().get("num_batches_tracked").value().item());
    for (int i = 0; i < 200; i++) {
      norm.forward(x);
    }
    norm.eval();
    assertTrue(norm.forward(x).allClose(out, 0, 0.05));
    assertEquals(201, norm.state().get("num_batches_tracked").item());
    norm.train();
    check(y -> norm.forward(y, constants(y)), 4, 3);
  }

  @Test
  void normsNameWhatDoesNotFit() {
    fails(
        "layerNorm: the last axes of x must be (4,); got x=(2, 3) f64",
        () -> new LayerNorm(F64, 4).forward(Tensor.zeros(F64, 2, 3)));
    fails(
        "rmsNorm: the last axes of x must be (3, 4); got x=(4,) f64",
        () -> new RmsNorm(F64, 3, 4).forward(Tensor.zeros(F64, 4)));
    fails(
        "batchNorm: x must be (batch, 3, ...); got x=(5, 2) f64",
        () -> new BatchNorm(3, F64).forward(Tensor.zeros(F64, 5, 2)));
    fails(
        "batchNorm: there must be more than one value a channel when training; got 1",
        () -> new BatchNorm(3, F64).forward(Tensor.zeros(F64, 1, 3)));
    fails(
        "groupNorm: groups must divide channels; got groups=2, channels=3",
        () -> new GroupNorm(2, 3, F64));
  }

  // ---- embeddings

  @Test
  void paddingHasNoGradient() {
    Embedding embedding = Embedding.padded(4, 2, 1, F64, KEY);
    embedding.backward(p -> embedding.forward(new int[] {0, 1, 1, 3, 0}, p).sum());
    assertArrayEquals(
        new double[] {2, 2, 0, 0, 0, 0, 1, 1}, embedding.weight().gradient().toDoubleArray());
    fails("embedding: padding must be in [0, 4); got 4", () -> Embedding.padded(4, 2, 4, F64, KEY));
  }

  @Test
  void bagsAreSummedAveragedOrSearched() {
    int[][] bags = {{0, 2, 2}, {}, {1}};
    for (EmbeddingBag.Mode mode : EmbeddingBag.Mode.values()) {
      EmbeddingBag bag = new EmbeddingBag(3, 1, mode, F64, KEY);
      bag.load(java.util.Map.of("weight", Tensor.of(1, 10, 4).reshape(3, 1)));
      double[] expected = {
        mode == EmbeddingBag.Mode.SUM ? 9 : mode == EmbeddingBag.Mode.MEAN ? 3 : 4, 0, 10
      };
      assertArrayEquals(expected, bag.forward(bags, Parameters.values()).toDoubleArray(), 1e-15);
    }
  }

  // ---- attention

  @Test
  void causalAttentionSeesNothingOfTheFuture() {
    MultiHeadAttention attention = new MultiHeadAttention(4, 2, F64, KEY);
    Tensor x = KEY.normal(F64, 1, 5, 4);
    Tensor changed = x.copy();
    changed.select(1, 4).fill(7);
    AttentionMask causal = AttentionMask.causal();
    Tensor out = attention.forward(x, causal, Parameters.values()).out();
    Tensor other = attention.forward(changed, causal, Parameters.values()).out();
    assertTrue(out.narrow(1, 0, 4).arrayEqual(other.narrow(1, 0, 4)));
    assertFalse(out.arrayEqual(other));
    check(y -> attention.forward(y, causal, constants(y)).out(), 1, 3, 4);
  }

  @Test
  void attentionNamesWhatDoesNotFit() {
    fails(
        "multiHeadAttention: heads must divide width; got heads=3, width=4",
        () -> new MultiHeadAttention(4, 3, F64, KEY));
    MultiHeadAttention attention = new MultiHeadAttention(4, 2, F64, KEY);
    AttentionMask padding = AttentionMask.none().andPadding(new boolean[1][2]);
    fails(
        "attention: padding must say for each element of the batch and each key whether it is masked, "
            + "(1, 3); got 1 rows, or rows of another length",
        () -> attention.forward(Tensor.zeros(F64, 1, 3, 4), padding, Parameters.values()));
  }

  @Test
  void transformerLayersAreSmooth() {
    TransformerShape shape =
        TransformerShape.of(4, 2, 6).withActivation(Activation.tanh()).withDropout(0.1);
    TransformerEncoderLayer encoder = new TransformerEncoderLayer(shape, F64, KEY);
    check(
        x -> {
          encoder.train(KEY);
          return encoder.forward(x, AttentionMask.causal(), constants(x));
        },
        1,
        3,
        4);
    TransformerDecoderLayer decoder = new TransformerDecoderLayer(shape.normLast(), F64, KEY);
    decoder.eval();
    AttentionMask none = AttentionMask.none();
    check(x -> decoder.forward(x, x.mul(0.5), AttentionMask.causal(), none, constants(x)), 1, 3, 4);
  }

  // ---- recurrent networks

  @Test
  void bothDirectionsOfSeveralLayers() {
    Recurrent.Sizes sizes = new Recurrent.Sizes(3, 2, 2, true);
    for (Recurrent network :
        List.of(new Rnn(sizes, F64, KEY), new Gru(sizes, F64, KEY), new Lstm(sizes, F64, KEY))) {
      Tensor x = KEY.normal(F64, 2, 4, 3);
      Recurrent.Output<Tensor> output = network.forward(x, Parameters.values());
      assertArrayEquals(new int[] {2, 4, 4}, output.out().shape());
      assertArrayEquals(new int[] {4, 2, 2}, output.last().shape());
      // The last state of the second layer forwards is its output at the last step.
      assertTrue(output.last().select(0, 2).arrayEqual(output.out().select(1, 3).narrow(1, 0, 2)));
      assertTrue(output.last().select(0, 3).arrayEqual(output.out().select(1, 0).narrow(1, 2, 4)));
      assertEquals(
          "weight_hh_l1_reverse",
          List.copyOf(network.namedParameters().keySet()).get(13));
      check(y -> network.forward(y, constants(y)).out(), 1, 2, 3);
    }
  }

  @Test
  void sequenceGoesOnFromItsStates() {
    Lstm network = new Lstm(3, 2, F64, KEY);
    Tensor x = KEY.normal(F64, 2, 6, 3);
    Tensor whole = network.forward(x, Parameters.values()).out();
    Recurrent.Output<Tensor> half = network.forward(x.narrow(1, 0, 3), Parameters.values());
    Tensor rest =
        network.forward(x.narrow(1, 3, 6), half.states(), Parameters.values()).out();
    assertTrue(whole.narrow(1, 3, 6).allClose(rest, 1e-14, 1e-14));
    fails(
        "Lstm: x must be (batch, steps, 3) with at least one step; got x=(2, 6, 2) f64",
        () -> network.forward(x.narrow(2, 0, 2), Parameters.values()));
    fails(
        "Lstm: there must be 2 initial states, or none; got 1",
        () -> network.forward(x, half.states().subList(0, 1), Parameters.values()));
  }

  // ---- state and summary

  @Test
  void stateIsLoadedWholeOrNotAtAll() {
    Sequential one = new Sequential(new Linear(2, 3, F64, KEY), new BatchNorm(3, F64));
    Sequential two = new Sequential(new Linear(2, 3, F64, KEY.fold(1)), new BatchNorm(3, F64));
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked"),
        List.copyOf(one.state().keySet()));
    one.forward(KEY.normal(F64, 4, 2));
    two.load(one.state());
    one.state().forEach((name, value) -> {
      assertTrue(value.arrayEqual(two.state().get(name)), name);
    });
    java.util.Map<String, Tensor> broken = new java.util.LinkedHashMap<>(one.state());
    broken.put("0.weight", Tensor.zeros(F64, 3, 2));
    broken.put("1.bias", Tensor.zeros(F64, 2));
    fails(
        "load: there must be numbers of the same shape and dtype for each name; got 1.bias=(3,) f64, "
            + "given (2,) f64",
        () -> two.load(broken));
    assertTrue(one.state().get("0.weight").arrayEqual(two.state().get("0.weight")));
    broken.put("other", Tensor.zeros(F64));
    assertThrows(IllegalArgumentException.class, () -> two.load(broken));
    assertThrows(IllegalArgumentException.class, () -> two.load(java.util.Map.of()));
  }

  @Test
  void fileHoldsTheWholeState(@TempDir Path folder) throws IOException {
    Sequential one = new Sequential(new Linear(2, 3, F64, KEY), new BatchNorm(3, F64));
    Sequential two = new Sequential(new Linear(2, 3, F64, KEY.fold(1)), new BatchNorm(3, F64));
    one.forward(KEY.normal(F64, 4, 2));
    Path file = folder.resolve("model.safetensors");
    one.save(file);
    two.load(file);
    one.state().forEach((name, value) -> assertTrue(value.arrayEqual(two.state().get(name)), name));
  }

  // ---- activations

  @Test
  void activationsAgreeWithDifferences() {
    for (Layer layer : List.of(
        Activation.elu(0.7),
        Activation.selu(),
        Activation.mish(),
        Activation.geluTanh(),
        Activation.hardSwish(),
        Activation.hardSigmoid(),
        GatedUnit.glu(),
        GatedUnit.swiglu(),
        GatedUnit.geglu())) {
      check(x -> layer.forward(x, constants(x)), 3, 4);
    }
    Tensor x = Tensor.of(1, 2, -1, 0.5);
    double silu = 1 / (1 + Math.exp(-1));
    assertEquals(-silu, GatedUnit.swiglu().forward(x).get(0), 1e-15);
  }

  @Test
  void summaryIsATable() {
    Sequential model = new Sequential(
        new Linear(2, 300, F64, KEY),
        Activation.relu(),
        new Residual(new Sequential(new LayerNorm(F64, 300), new Dropout(0.1, KEY))));
    assertEquals("""
        Sequential
          0: Linear               900  weight (300, 2), bias (300,)
          1: relu
          2: Residual
            inner: Sequential
              0: layerNorm(300,)  600  weight (300,), bias (300,)
              1: dropout(0.1)
        1,500 parameters
        """, model.summary());
  }

  @Test
  void aKeyForEachStepMakesAStepRepeatable() {
    Sequential model = new Sequential(
        new Linear(4, 4, F64, KEY), new Dropout(0.5, KEY.fold(1)), new Dropout(0.5, KEY.fold(1)));
    Tensor x = KEY.normal(F64, 8, 4);
    model.train(KEY.fold(17));
    Tensor step = model.forward(x);
    model.forward(x);
    model.train(KEY.fold(17));
    assertTrue(step.arrayEqual(model.forward(x)));
  }
}

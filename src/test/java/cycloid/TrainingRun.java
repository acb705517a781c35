package cycloid;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.ValueAndGradient;
import cycloid.autodiff.Variable;
import cycloid.autodiff.nn.Parameter;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.simd.DType;
import cycloid.simd.Simd;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;

/**
 * Trains a small network in float for twenty steps and prints every loss and a fingerprint of all weights, bit by bit: run
 * in processes that differ in virtual machine, instruction set and provider, by {@link SameBitsEverywhereTest}.
 *
 * <p>It passes through everything whose bits might differ: random numbers, matrix products with odd sizes, broadcasting,
 * gelu, tanh and exp, sums over rows and columns, an optimizer with roots and quotients; then the methods of linear
 * algebra, see {@link LinalgBits}, and convolutions, see {@link ConvolutionBits}.
 */
final class TrainingRun {
  private static final int BATCH = 37;
  private static final int INPUTS = 19;
  private static final int HIDDEN = 67;
  private static final int CLASSES = 5;

  private TrainingRun() {}

  public static void main(String[] arguments) {
    System.out.println("provider " + Simd.provider() + " " + Simd.lanes(DType.F32) + " lanes");
    Random key = Random.key(2026);
    Random[] keys = {key.fold(0), key.fold(1), key.fold(2), key.fold(3)};
    Tensor x = keys[0].normal(DType.F32, BATCH, INPUTS);
    Tensor labels = Tensor.zeros(DType.F32, BATCH, CLASSES);
    for (int i = 0; i < BATCH; i++) {
      labels.set(1, i, i * i % CLASSES);
    }
    List<Parameter> parameters = List.of(
        new Parameter("0.weight", keys[1].normal(DType.F32, HIDDEN, INPUTS).mul(0.3)),
        new Parameter("0.bias", Tensor.zeros(DType.F32, HIDDEN)),
        new Parameter("2.weight", keys[2].normal(DType.F32, HIDDEN, HIDDEN).mul(0.2)),
        new Parameter("2.bias", Tensor.zeros(DType.F32, HIDDEN)),
        new Parameter("4.weight", keys[3].normal(DType.F32, CLASSES, HIDDEN).mul(0.2)),
        new Parameter("4.bias", Tensor.zeros(DType.F32, CLASSES)));
    Optimizer optimizer = AdamW.rule().learningRate(0.01).on(parameters);
    for (int step = 0; step < 20; step++) {
      List<Tensor> values = parameters.stream().map(Parameter::value).toList();
      ValueAndGradient<Tensor, List<Tensor>> result =
          Autodiff.valueAndGrad(p -> loss(p, x, labels), values);
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).setGradient(result.gradient().get(i));
      }
      optimizer.step();
      System.out.println("loss "
          + Integer.toHexString(Float.floatToRawIntBits((float) result.value().item())));
    }
    for (Parameter parameter : parameters) {
      System.out.println(parameter.name() + " "
          + Long.toHexString(fingerprint(parameter.value().toFloatArray())));
    }
    LinalgBits.print();
    ConvolutionBits.print();
  }

  private static Variable loss(List<Variable> p, Tensor x, Tensor labels) {
    Variable input = Variable.of(x);
    Variable hidden = input.matmul(p.get(0).transpose()).add(p.get(1)).gelu();
    Variable deeper = hidden.matmul(p.get(2).transpose()).add(p.get(3)).tanh();
    Variable logits = deeper.matmul(p.get(4).transpose()).add(p.get(5));
    return logits.logSoftmax(-1).mul(Variable.of(labels)).sum().mul(-1.0 / BATCH);
  }

  /** FNV-1a over the bits. */
  private static long fingerprint(float[] values) {
    long hash = 0xcbf29ce484222325L;
    for (float value : values) {
      hash = (hash ^ Float.floatToRawIntBits(value)) * 0x100000001b3L;
    }
    return hash;
  }
}

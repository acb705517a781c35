package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Gradients of the losses of single examples. */
final class PerExample {
  private PerExample() {}

  static List<Tensor> gradients(
      BiFunction<List<Variable>, Integer, Variable> loss, List<Tensor> xs, int examples) {
    Checks.examples(examples);
    List<Tensor> all = new ArrayList<>();
    for (Tensor x : xs) {
      all.add(Tensor.zeros(x.dtype(), prepended(examples, x.shape())));
    }
    for (int i = 0; i < examples; i++) {
      List<Tensor> gradients = gradient(loss, xs, i);
      for (int k = 0; k < all.size(); k++) {
        all.get(k).select(0, i).copyFrom(gradients.get(k));
      }
    }
    return all;
  }

  static Tensor norms(
      BiFunction<List<Variable>, Integer, Variable> loss, List<Tensor> xs, int examples) {
    Checks.examples(examples);
    Checks.inputs("perExampleGradientNorms", xs.stream().map(Variable::of).toList());
    Tensor norms = Tensor.zeros(xs.get(0).dtype(), examples);
    for (int i = 0; i < examples; i++) {
      double squares = 0;
      for (Tensor gradient : gradient(loss, xs, i)) {
        double norm = gradient.norm().item();
        squares += norm * norm;
      }
      norms.set(Math.sqrt(squares), i);
    }
    return norms;
  }

  private static List<Tensor> gradient(
      BiFunction<List<Variable>, Integer, Variable> loss, List<Tensor> xs, int example) {
    return Autodiff.grad(variables -> loss.apply(variables, example), xs);
  }

  private static int[] prepended(int extent, int[] shape) {
    int[] result = new int[shape.length + 1];
    result[0] = extent;
    System.arraycopy(shape, 0, result, 1, shape.length);
    return result;
  }
}

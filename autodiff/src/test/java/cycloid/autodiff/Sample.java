package cycloid.autodiff;

import cycloid.simd.DType;
import cycloid.tensor.Padding;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Every operation of the vocabulary at points where it is smooth: the name of its method, a function that uses it, and
 * where to differentiate that. Tests enumerate the vocabulary and fail for a method that has no sample.
 */
record Sample(String name, Function<List<Variable>, Variable> f, List<Tensor> inputs) {

  /** Distinct numbers from low to high in random order, well apart from each other. */
  static Tensor numbers(double low, double high, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    SplittableRandom random = new SplittableRandom(size);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = low + (high - low) * (i + 0.5) / size;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return Tensor.wrap(values, shape);
  }

  /** A permuted view, so that its memory order is not row-major. */
  static Tensor permuted(double low, double high, int rows, int columns) {
    return numbers(low, high, columns, rows).transpose();
  }

  @Override
  public String toString() {
    return name + " " + inputs.stream().map(Checks::described).toList();
  }

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    arithmetic(samples);
    functions(samples);
    selection(samples);
    reductions(samples);
    movement(samples);
    linearAlgebra(samples);
    ActivationSamples.add(samples);
    IndexingSamples.add(samples);
    OrderSamples.add(samples);
    ProductSamples.add(samples);
    ConvolutionSamples.add(samples);
    return samples;
  }

  // ---- elementwise

  private static void arithmetic(List<Sample> samples) {
    binary(samples, "add", Variable::add);
    binary(samples, "sub", Variable::sub);
    binary(samples, "mul", Variable::mul);
    binary(samples, "div", Variable::div);
    binary(samples, "pow", Variable::pow);
    binary(samples, "hypot", Variable::hypot);
    binary(samples, "atan2", Variable::atan2);
    unary(samples, "add", x -> x.add(2.5), -2, 2);
    unary(samples, "sub", x -> x.sub(2.5), -2, 2);
    unary(samples, "subFrom", x -> x.subFrom(2.5), -2, 2);
    unary(samples, "mul", x -> x.mul(-2.5), -2, 2);
    unary(samples, "div", x -> x.div(-2.5), -2, 2);
    unary(samples, "divInto", x -> x.divInto(2.5), 1, 3);
    unary(samples, "pow", x -> x.pow(3), -2, 2);
    unary(samples, "pow", x -> x.pow(-1.5), 1, 2);
    unary(samples, "neg", Variable::neg, -2, 2);
    unary(samples, "square", Variable::square, -2, 2);
    unary(samples, "reciprocal", Variable::reciprocal, 1, 3);
    binary(samples, "xlogy", Variable::xlogy);
    binary(samples, "logAddExp", Variable::logAddExp);
    binary(samples, "copySign", (a, b) -> a.copySign(b.sub(1.01)));
    pair(samples, "fmod", Variable::fmod);
    pair(samples, "remainder", Variable::remainder);
    binary(samples, "lerp", (a, b) -> a.lerp(b, 0.3));
    binary(samples, "squaredDifference", Variable::squaredDifference);
    samples.add(new Sample(
        "addcmul",
        x -> x.get(0).addcmul(x.get(1), x.get(2), -1.5),
        List.of(numbers(-1, 1, 3, 4), permuted(1, 2, 3, 4), numbers(-2, 2, 4))));
    samples.add(new Sample(
        "addcdiv",
        x -> x.get(0).addcdiv(x.get(1), x.get(2), 0.5),
        List.of(numbers(-1, 1, 3, 4), permuted(1, 2, 3, 4), numbers(1, 2, 3, 1))));
    samples.add(new Sample(
        "fma",
        x -> x.get(0).fma(x.get(1), x.get(2)),
        List.of(numbers(-1, 1, 3, 4), permuted(1, 2, 3, 4), numbers(-2, 2, 4))));
  }

  private static void functions(List<Sample> samples) {
    unary(samples, "sqrt", Variable::sqrt, 0.5, 3);
    unary(samples, "rsqrt", Variable::rsqrt, 0.5, 3);
    unary(samples, "cbrt", Variable::cbrt, 0.5, 3);
    unary(samples, "exp", Variable::exp, -2, 2);
    unary(samples, "exp2", Variable::exp2, -2, 2);
    unary(samples, "expm1", Variable::expm1, -2, 2);
    unary(samples, "log", Variable::log, 0.5, 3);
    unary(samples, "log2", Variable::log2, 0.5, 3);
    unary(samples, "log10", Variable::log10, 0.5, 3);
    unary(samples, "log1p", Variable::log1p, -0.5, 3);
    unary(samples, "logit", Variable::logit, 0.1, 0.9);
    unary(samples, "xlogx", Variable::xlogx, 0.5, 3);
    unary(samples, "sinc", Variable::sinc, -2, 2);
    unary(samples, "sinc", Variable::sinc, -0.006, 0.006);
    unary(samples, "frac", Variable::frac, 0.1, 0.9);
    unary(samples, "erfinv", Variable::erfinv, -0.8, 0.8);
    unary(samples, "lgamma", Variable::lgamma, 0.5, 4);
    unary(samples, "lgamma", Variable::lgamma, -0.9, -0.1);
    unary(samples, "digamma", Variable::digamma, 0.5, 4);
    unary(samples, "sin", Variable::sin, -4, 4);
    unary(samples, "cos", Variable::cos, -4, 4);
    unary(samples, "tan", Variable::tan, -1, 1);
    unary(samples, "asin", Variable::asin, -0.8, 0.8);
    unary(samples, "acos", Variable::acos, -0.8, 0.8);
    unary(samples, "atan", Variable::atan, -3, 3);
    unary(samples, "sinh", Variable::sinh, -2, 2);
    unary(samples, "cosh", Variable::cosh, -2, 2);
    unary(samples, "tanh", Variable::tanh, -2, 2);
    unary(samples, "asinh", Variable::asinh, -3, 3);
    unary(samples, "acosh", Variable::acosh, 1.5, 3);
    unary(samples, "atanh", Variable::atanh, -0.8, 0.8);
    unary(samples, "erf", Variable::erf, -2, 2);
    unary(samples, "erfc", Variable::erfc, -2, 2);
    unary(samples, "abs", Variable::abs, -2, 2);
  }

  private static void selection(List<Sample> samples) {
    // Twelve numbers lie 1/3 apart from -2 + 1/6 on, and against them four from -1 + 1/8 on: never
    // equal.
    samples.add(new Sample(
        "maximum",
        x -> x.get(0).maximum(x.get(1)),
        List.of(numbers(-2, 2, 3, 4), numbers(-1, 0.5, 4))));
    samples.add(new Sample(
        "minimum",
        x -> x.get(0).minimum(x.get(1)),
        List.of(permuted(-2, 2, 3, 4), numbers(-1, 0.5, 4))));
    samples.add(new Sample(
        "fmax", x -> x.get(0).fmax(x.get(1)), List.of(numbers(-2, 2, 3, 4), numbers(-1, 0.5, 4))));
    samples.add(new Sample(
        "fmin", x -> x.get(0).fmin(x.get(1)), List.of(permuted(-2, 2, 3, 4), numbers(-1, 0.5, 4))));
    unary(samples, "clip", x -> x.clip(-1, 0.7), -2, 2);
    unary(samples, "clipMin", x -> x.clipMin(-1), -2, 2);
    unary(samples, "clipMax", x -> x.clipMax(0.7), -2, 2);
    samples.add(new Sample(
        "where",
        x -> x.get(0)
            .greater(x.get(0).constant(Tensor.scalar(x.get(0).dtype(), 0.1)))
            .where(x.get(0), x.get(1)),
        List.of(numbers(-2, 2, 3, 4), numbers(-1, 1, 4))));
    unary(samples, "apply", x -> x.apply(cycloid.tensor.Functions.SIN), -1, 1);
  }

  static void unary(
      List<Sample> samples, String name, Function<Variable, Variable> f, double low, double high) {
    samples.add(new Sample(name, x -> f.apply(x.get(0)), List.of(numbers(low, high, 2, 6))));
    samples.add(new Sample(name, x -> f.apply(x.get(0)), List.of(permuted(low, high, 3, 4))));
  }

  static void binary(List<Sample> samples, String name, BinaryOperator<Variable> f) {
    Function<List<Variable>, Variable> g = x -> f.apply(x.get(0), x.get(1));
    samples.add(new Sample(name, g, List.of(numbers(1, 2, 3, 4), numbers(0.5, 1.5, 3, 4))));
    samples.add(new Sample(name, g, List.of(permuted(1, 2, 3, 4), numbers(0.5, 1.5, 4))));
    samples.add(new Sample(name, g, List.of(numbers(1, 2, 3, 1), numbers(0.5, 1.5, 2, 1, 4))));
    samples.add(new Sample(name, g, List.of(numbers(1, 2), permuted(0.5, 1.5, 3, 4))));
    samples.add(new Sample(name, x -> f.apply(x.get(0), x.get(0)), List.of(numbers(1, 2, 3))));
  }

  /** Dividends from 2.6 to 2.68, divisors from 0.91 to 0.99: quotients between 2 and 3, or their negatives. */
  private static void pair(List<Sample> samples, String name, BinaryOperator<Variable> f) {
    Function<List<Variable>, Variable> g = x -> f.apply(x.get(0), x.get(1)).square();
    samples.add(new Sample(name, g, List.of(permuted(2.6, 2.68, 3, 4), numbers(0.91, 0.99, 4))));
    samples.add(
        new Sample(name, g, List.of(numbers(-2.68, -2.6, 2, 1, 4), permuted(0.91, 0.99, 3, 4))));
  }

  // ---- reduction

  private static void reductions(List<Sample> samples) {
    int[] outer = {0, -1};
    reduction(samples, "sum", x -> x.sum(), x -> x.sum(1), x -> x.sum(outer, true));
    reduction(samples, "max", x -> x.max(), x -> x.max(1), x -> x.max(outer, true));
    reduction(samples, "min", x -> x.min(), x -> x.min(1), x -> x.min(outer, true));
    reduction(samples, "mean", x -> x.mean(), x -> x.mean(1), x -> x.mean(outer, true));
    reduction(
        samples,
        "variance",
        x -> x.variance(),
        x -> x.variance(1),
        x -> x.variance(outer, 1, true));
    reduction(samples, "std", x -> x.std(), x -> x.std(-3), x -> x.std(outer, 1, true));
    reduction(samples, "norm", x -> x.norm(), x -> x.norm(1), x -> x.norm(outer, true));
    reduction(
        samples,
        "norm",
        x -> x.norm(1, outer, false),
        x -> x.norm(3, outer, true),
        x -> x.norm(Double.POSITIVE_INFINITY, outer, false),
        x -> x.norm(2.5, new int[0], false));
    reduction(samples, "prod", x -> x.prod(), x -> x.prod(1), x -> x.prod(outer, true));
    samples.add(new Sample("prod", x -> x.get(0).prod(), List.of(Tensor.of(2, 0, -1.5, 3, 0, 1))));
    reduction(samples, "rmsNorm", x -> x.rmsNorm(-1, 1e-5), x -> x.rmsNorm(0, 1e-5));
    reduction(samples, "groupNorm", x -> x.groupNorm(1, 1e-5), x -> x.groupNorm(2, 1e-5));
    reduction(samples, "instanceNorm", x -> x.instanceNorm(1e-5));
    reduction(samples, "channelMean", x -> x.channelMean());
    reduction(samples, "channelVariance", x -> x.channelVariance(0), x -> x.channelVariance(1));
    reduction(samples, "batchNorm", x -> x.batchNorm(x.channelMean(), x.channelVariance(0), 1e-5));
    reduction(samples, "localResponseNorm", x -> x.localResponseNorm(2, 0.5, 0.75, 1));
    reduction(
        samples,
        "logSumExp",
        x -> x.logSumExp(),
        x -> x.logSumExp(1),
        x -> x.logSumExp(outer, true));
    reduction(samples, "softmax", x -> x.softmax(-1), x -> x.softmax(0));
    reduction(samples, "logSoftmax", x -> x.logSoftmax(-1), x -> x.logSoftmax(0));
    reduction(samples, "layerNorm", x -> x.layerNorm(-1, 1e-5), x -> x.layerNorm(0, 1e-5));
    samples.add(new Sample(
        "layerNorm",
        x -> x.get(0).layerNorm(x.get(1), x.get(2), 1e-5),
        List.of(permuted(-1, 2, 3, 4), numbers(0.5, 2, 4), numbers(-1, 1, 4))));
    samples.add(new Sample(
        "rmsNorm",
        x -> x.get(0).rmsNorm(x.get(1), 1e-5),
        List.of(permuted(-1, 2, 3, 4), numbers(0.5, 2, 4))));
    // Not a reduction of all axes but of none.
    reduction(
        samples,
        "reduce",
        x -> x.reduce(cycloid.tensor.Reduction.MAX, new int[0], false).square());
  }

  @SafeVarargs
  static void reduction(List<Sample> samples, String name, Function<Variable, Variable>... forms) {
    for (Function<Variable, Variable> f : forms) {
      samples.add(new Sample(name, x -> f.apply(x.get(0)), List.of(numbers(-1, 2, 3, 2, 4))));
      samples.add(new Sample(
          name, x -> f.apply(x.get(0)), List.of(numbers(-1, 2, 4, 2, 3).transpose())));
    }
  }

  // ---- movement: squared, so that there is a second derivative

  private static void movement(List<Sample> samples) {
    moved(samples, "reshape", x -> x.reshape(2, -1), 3, 4);
    moved(samples, "permute", x -> x.permute(2, 0, -2), 2, 3, 4);
    moved(samples, "expand", x -> x.expand(2, 3, 4), 3, 1);
    moved(samples, "slice", x -> x.slice(Slice.of(1, 3), Slice.step(-2)), 4, 5);
    moved(samples, "slice", x -> x.slice(Slice.at(-1)), 4, 5);
    moved(samples, "embed", x -> x.embed(new int[] {5, 4}, Slice.step(-2), Slice.from(1)), 3, 3);
    moved(samples, "gather", x -> x.gather(-1, 2, 0, 2, -1), 2, 4);
    moved(samples, "scatterAdd", x -> x.scatterAdd(1, 5, 2, 0, 2, -1), 2, 4);
    moved(samples, "transpose", x -> x.transpose(), 2, 3);
    moved(samples, "matrixTranspose", x -> x.matrixTranspose(), 2, 3, 2);
    moved(samples, "swapAxes", x -> x.swapAxes(0, -1), 2, 3, 4);
    moved(samples, "moveAxis", x -> x.moveAxis(0, -1), 2, 3, 4);
    moved(samples, "squeeze", x -> x.squeeze(), 2, 1, 3);
    moved(samples, "unsqueeze", x -> x.unsqueeze(1), 2, 3);
    moved(samples, "flatten", x -> x.flatten(), 2, 3);
    moved(samples, "select", x -> x.select(1, 2), 2, 3);
    moved(samples, "narrow", x -> x.narrow(1, 1, 3), 2, 3);
    moved(samples, "flip", x -> x.flip(1), 2, 3);
    moved(samples, "roll", x -> x.roll(1, 2), 2, 3);
    moved(samples, "roll", x -> x.roll(4), 2, 3);
    moved(samples, "roll", x -> x.roll(new int[] {0, 1}, new int[] {1, -2}), 2, 3);
    moved(samples, "rot90", x -> x.rot90(1, 0, 1), 2, 3);
    moved(samples, "rot90", x -> x.rot90(-1, 1, -1).rot90(2, 0, 2), 2, 3, 2);
    moved(samples, "moveAxes", x -> x.moveAxes(new int[] {0, 1}, new int[] {-1, 0}), 2, 3, 4);
    moved(samples, "flatten", x -> x.flatten(0, -2), 2, 3, 4);
    moved(samples, "pad", x -> x.pad(new int[] {1, 0}, new int[] {2, 1}), 2, 3);
    int[][] widths = {{1, -1}, {2, 2}};
    moved(samples, "pad", x -> x.pad(Padding.CONSTANT, 0.5, widths), 2, 3);
    moved(samples, "pad", x -> x.pad(Padding.REFLECT, 0, widths), 2, 3);
    moved(samples, "pad", x -> x.pad(Padding.REPLICATE, 0, widths), 2, 3);
    moved(samples, "pad", x -> x.pad(Padding.CIRCULAR, 0, widths), 2, 3);
    moved(samples, "tile", x -> x.tile(1, 3), 2, 3);
    moved(samples, "tile", x -> x.tile(new int[] {2, 1, 3}), 2, 3);
    moved(samples, "repeat", x -> x.repeat(1, 3), 2, 3);
    moved(samples, "repeat", x -> x.repeat(1, new int[] {2, 0, 1}), 2, 3);
    moved(samples, "unbind", x -> x.unbind(-1).get(1), 2, 3);
    moved(samples, "split", x -> x.split(1, 2, 1).get(0), 2, 3);
    moved(samples, "chunk", x -> x.chunk(1, 2).get(1), 2, 3);
    Function<List<Variable>, Variable> joined =
        x -> x.get(0).concat(-1, List.of(x.get(1), x.get(0))).square();
    samples.add(new Sample("concat", joined, List.of(numbers(-1, 1, 2, 3), permuted(-1, 1, 2, 2))));
    samples.add(new Sample(
        "concat",
        x -> x.get(0)
            .constant(Tensor.ones(x.get(0).dtype(), 2))
            .concat(0, List.of(x.get(0)))
            .square(),
        List.of(numbers(-1, 1, 3))));
    samples.add(new Sample(
        "stack",
        x -> x.get(0).stack(1, List.of(x.get(1))).square(),
        List.of(numbers(-1, 1, 2, 3), permuted(-1, 1, 2, 3))));
  }

  static void moved(
      List<Sample> samples, String name, Function<Variable, Variable> f, int... shape) {
    Function<List<Variable>, Variable> squared = x -> f.apply(x.get(0)).square();
    samples.add(new Sample(name, squared, List.of(numbers(-1, 2, shape))));
    int[] reversed = shape.clone();
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    samples.add(new Sample(name, squared, List.of(numbers(-1, 2, reversed).transpose())));
  }

  // ---- linear algebra

  private static void linearAlgebra(List<Sample> samples) {
    product(samples, new int[] {2, 3}, new int[] {3, 4});
    product(samples, new int[] {3}, new int[] {3});
    product(samples, new int[] {3}, new int[] {3, 4});
    product(samples, new int[] {2, 3}, new int[] {3});
    product(samples, new int[] {5, 2, 3}, new int[] {3, 4});
    product(samples, new int[] {2, 3}, new int[] {5, 3, 4});
    product(samples, new int[] {5, 2, 3}, new int[] {5, 3, 4});
    product(samples, new int[] {5, 1, 2, 3}, new int[] {2, 3, 4});
    product(samples, new int[] {5, 2, 3}, new int[] {3});
    product(samples, new int[] {3}, new int[] {5, 3, 4});
    samples.add(new Sample(
        "matmul", x -> x.get(0).matmul(x.get(0).transpose()), List.of(permuted(-1, 1, 2, 3))));
    samples.add(new Sample(
        "dot", x -> x.get(0).dot(x.get(1)), List.of(numbers(-1, 1, 3), numbers(0, 2, 3))));
    samples.add(new Sample(
        "outer", x -> x.get(0).outer(x.get(1)), List.of(numbers(-1, 1, 3), numbers(0, 2, 2))));
  }

  private static void product(List<Sample> samples, int[] a, int[] b) {
    samples.add(new Sample(
        "matmul", x -> x.get(0).matmul(x.get(1)), List.of(numbers(-1, 1, a), numbers(-2, 1, b))));
  }

  /** The numbers of the inputs in single precision. */
  List<Tensor> inputsAsFloats() {
    return inputs.stream().map(x -> x.to(DType.F32)).toList();
  }
}

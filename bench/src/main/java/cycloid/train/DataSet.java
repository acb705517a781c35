package cycloid.train;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;

/**
 * Examples to learn from.
 *
 * @param name what the data is called
 * @param inputs a row for each example: (examples, features) f32; whole numbers when they are tokens
 * @param targets what each example should give: (examples) f32; whole numbers from 0 when there are classes
 * @param classes how many classes there are; 0 when the target is a number
 * @param tokens how many different tokens there are; 0 when inputs are numbers
 * @param training the fraction of the examples that is learned from; the others are for the test
 */
record DataSet(
    String name, Tensor inputs, Tensor targets, int classes, int tokens, double training) {

  int count() {
    return inputs.size(0);
  }

  int features() {
    return inputs.size(1);
  }

  /** How many numbers a model returns for an example. */
  int outputs() {
    return Math.max(1, classes);
  }

  /** The side of the square image that the features are, row by row; 0 when their number is no square. */
  int side() {
    int side = (int) Math.round(Math.sqrt(features()));
    return side * side == features() && side > 1 ? side : 0;
  }

  /** The examples with these numbers, in this order. */
  DataSet select(int... numbers) {
    return new DataSet(
        name, inputs.gather(0, numbers), targets.gather(0, numbers), classes, tokens, training);
  }

  /** The classes of all examples. */
  int[] labels() {
    float[] values = targets.to(DType.F32).toFloatArray();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) values[i];
    }
    return labels;
  }
}

package cycloid.train;

import cycloid.autodiff.data.Dataset;

/**
 * Something to learn.
 *
 * @param name what the data is called
 * @param examples (examples, features) f32, whole numbers when they are tokens; with classes, or a number for each
 * @param classes how many classes there are; 0 when numbers are to be predicted
 * @param tokens how many different tokens there are; 0 when inputs are numbers
 * @param alike whether all features are of one kind, as the pixels of an image: they keep their proportions
 * @param share the share of the examples that is learned from; the others are for the test
 */
record Problem(
    String name, Dataset examples, int classes, int tokens, boolean alike, double share) {

  /** How many numbers, or tokens, describe an example. */
  int features() {
    return examples.inputs().size(1);
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
}

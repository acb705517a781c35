package cycloid.autodiff.data;

import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;

/** What must hold, and the texts when it does not. */
final class Checks {
  private Checks() {}

  static void examples(Tensor inputs, String what, int count) {
    if (inputs.rank() == 0 || inputs.size(0) != count) {
      throw new IllegalArgumentException(
          "dataset: axis 0 of inputs must be the examples, as many as " + what + "; got inputs="
              + Shapes.text(inputs.shape()) + ", " + count + " " + what);
    }
  }

  static void has(Object part, String wanted, String instead) {
    if (part == null) {
      throw new IllegalStateException(
          wanted + ": the dataset must have " + wanted + "; got one with " + instead);
    }
  }

  static void share(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("split: share must be in [0, 1]; got " + share);
    }
  }

  static void batchSize(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batches: batchSize must be at least 1; got " + batchSize);
    }
  }

  static void notEmpty(Tensor x) {
    if (x.rank() == 0 || x.size(0) == 0) {
      throw new IllegalArgumentException(
          "standardizer: there must be an example; got x=" + Shapes.text(x.shape()));
    }
  }
}

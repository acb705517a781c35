package cycloid.autodiff.nn;

import cycloid.tensor.Array;

/** How the losses of elements become the result. */
public enum LossReduction {
  /** One loss for each element. */
  NONE,
  /** Their mean. */
  MEAN,
  /** Their sum. */
  SUM,
  /** Their sum divided by the extent of the first axis, the batch. */
  BATCH_MEAN;

  /** The result for given losses. */
  public <A extends Array<A>> A of(A losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case BATCH_MEAN -> losses.sum().div(losses.rank() == 0 ? 1 : losses.size(0));
    };
  }
}

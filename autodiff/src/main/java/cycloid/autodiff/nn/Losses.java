package cycloid.autodiff.nn;

import cycloid.tensor.Array;

/** Losses: scalars that training makes small, as means over the batch. */
public final class Losses {
  private Losses() {}

  /**
   * The cross-entropy of class labels under the softmax of logits, computed from their logarithms.
   *
   * <pre>
   * Formula:   out = mean_i ( log sum_j exp(logits[i, j]) - logits[i, labels[i]] )
   * Shapes:    logits (batch, classes), one label for each row -> ()
   * Edge:      large logits do not overflow
   * Errors:    IllegalArgumentException when shapes do not fit, the batch is empty, or a label is not in [0, classes)
   * </pre>
   */
  public static <A extends Array<A>> A crossEntropy(A logits, int... labels) {
    int[] shape = logits.shape();
    Checks.labels(shape, labels);
    int classes = shape[1];
    int[] positions = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positions[i] = i * classes + labels[i];
    }
    A logProbabilities = logits.logSoftmax(1).flatten().gather(0, positions);
    // Not neg(), which makes the loss -0 where every label is certain.
    return logProbabilities.mean().subFrom(0);
  }

  /**
   * The mean squared error.
   *
   * <pre>
   * Formula:   out = mean (prediction - target)^2, over all elements
   * Shapes:    both equal -> ()
   * Errors:    IllegalArgumentException when shapes or dtypes differ: nothing is broadcast here
   * </pre>
   */
  public static <A extends Array<A>> A mse(A prediction, A target) {
    Checks.sameShape("mse", prediction, target);
    return prediction.sub(target).square().mean();
  }
}

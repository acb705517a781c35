package cycloid.autodiff.nn;

import static cycloid.autodiff.nn.LossFunctions.*;

import cycloid.tensor.Array;
import cycloid.tensor.SoftmaxCrossEntropy;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * Losses: scalars that training makes small. Predictions and targets have equal shape and dtype, nothing is broadcast
 * unless said so, and {@link LossReduction} says what becomes of the losses of elements; without one it is their mean.
 *
 * <p>Their equations stand in {@code LossFunctions}; those of class labels in {@link CrossEntropy}, those of pairs and
 * margins in {@link MarginLosses}.
 */
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
    return logits.apply(new SoftmaxCrossEntropy(labels), List.of(logits)).get(0);
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

  // ---- differences

  /** The squared error (prediction - target)^2. */
  public static <A extends Array<A>> A mse(A prediction, A target, LossReduction reduction) {
    Checks.sameShape("mse", prediction, target);
    return reduction.of(prediction.squaredDifference(target));
  }

  /** The absolute error |prediction - target|. */
  public static <A extends Array<A>> A l1(A prediction, A target, LossReduction reduction) {
    Checks.sameShape("l1", prediction, target);
    return reduction.of(prediction.apply(L1, target));
  }

  /**
   * Half the squared error of small differences, and a multiple of the absolute error of others.
   *
   * <pre>
   * Formula:   d^2 / 2 where |d| &lt;= delta, otherwise delta * (|d| - delta / 2), d = prediction - target
   * Source:    Huber 1964
   * </pre>
   */
  public static <A extends Array<A>> A huber(
      A prediction, A target, double delta, LossReduction reduction) {
    Checks.sameShape("huber", prediction, target);
    return reduction.of(
        prediction.elementwise(HUBER, new double[] {delta}, List.of(prediction, target)));
  }

  /** The Huber loss divided by its bound: d^2 / (2 beta) where |d| &lt; beta, otherwise |d| - beta / 2. */
  public static <A extends Array<A>> A smoothL1(
      A prediction, A target, double beta, LossReduction reduction) {
    Checks.sameShape("smoothL1", prediction, target);
    return beta == 0
        ? l1(prediction, target, reduction)
        : reduction.of(
            prediction.elementwise(SMOOTH_L1, new double[] {beta}, List.of(prediction, target)));
  }

  // ---- likelihoods

  /**
   * The cross-entropy of probabilities, each of one event.
   *
   * <pre>
   * Formula:   -(t log(x) + (1 - t) log(1 - x)); logarithms are at least -100
   * </pre>
   *
   * @param weight of each element, which broadcasts; null for 1
   */
  public static <A extends Array<A>> A binaryCrossEntropy(
      A probability, A target, A weight, LossReduction reduction) {
    Checks.sameShape("binaryCrossEntropy", probability, target);
    A losses = probability.apply(BINARY, target);
    return reduction.of(weight == null ? losses : losses.mul(weight));
  }

  /**
   * The cross-entropy of probabilities given by their log-odds, computed from these without overflow.
   *
   * <pre>
   * Formula:   -(p t log(s) + (1 - t) log(1 - s)), s = sigmoid(x), p the weight of positive targets
   * </pre>
   *
   * @param weight of each element, which broadcasts; null for 1
   * @param positiveWeight p, which broadcasts; null for 1
   */
  public static <A extends Array<A>> A binaryCrossEntropyWithLogits(
      A logits, A target, A weight, A positiveWeight, LossReduction reduction) {
    Checks.sameShape("binaryCrossEntropyWithLogits", logits, target);
    A positive =
        positiveWeight == null ? logits.constant(Tensor.scalar(logits.dtype(), 1)) : positiveWeight;
    A losses = logits.elementwise(BINARY_LOGITS, new double[0], List.of(logits, target, positive));
    return reduction.of(weight == null ? losses : losses.mul(weight));
  }

  /**
   * The Kullback-Leibler divergence of predicted from target probabilities.
   *
   * <pre>
   * Formula:   t * (log(t) - x), x the logarithm of the prediction; 0 where t is 0
   * </pre>
   *
   * @param logTarget whether the targets are logarithms too
   * @param reduction BATCH_MEAN is the divergence as it is defined
   */
  public static <A extends Array<A>> A klDivergence(
      A logPrediction, A target, boolean logTarget, LossReduction reduction) {
    Checks.sameShape("klDivergence", logPrediction, target);
    return reduction.of(logPrediction.apply(logTarget ? KL_LOG : KL, target));
  }

  /**
   * The negative log-likelihood of counts under Poisson distributions.
   *
   * <pre>
   * Formula:   exp(x) - t x when x is the logarithm of the rate, otherwise x - t log(x + eps);
   *            full adds Stirling's t log(t) - t + log(2 pi t) / 2 where t &gt; 1
   * </pre>
   */
  public static <A extends Array<A>> A poissonNll(
      A x, A target, boolean logInput, boolean full, double eps, LossReduction reduction) {
    Checks.sameShape("poissonNll", x, target);
    A losses = logInput
        ? x.apply(POISSON_LOG, target)
        : x.elementwise(POISSON, new double[] {eps}, List.of(x, target));
    return reduction.of(full ? losses.add(target.apply(STIRLING)) : losses);
  }

  /**
   * The negative log-likelihood of targets under normal distributions.
   *
   * <pre>
   * Formula:   (log(v) + (x - t)^2 / v) / 2, v = max(variance, eps); full adds log(2 pi) / 2
   * Shapes:    x and target alike; the variance broadcasts
   * </pre>
   */
  public static <A extends Array<A>> A gaussianNll(
      A x, A target, A variance, boolean full, double eps, LossReduction reduction) {
    Checks.sameShape("gaussianNll", x, target);
    A losses = x.elementwise(GAUSSIAN, new double[] {eps}, List.of(x, target, variance));
    return reduction.of(full ? losses.add(0.9189385332046727) : losses);
  }
}

package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.Indices;
import cycloid.tensor.Tensor;
import java.util.Arrays;

/**
 * The cross-entropy of classes, with its settings. Immutable; each setting gives a changed copy.
 *
 * <pre>
 * Formula:   labels         sum_i ( (1 - s) * w[y] * -log p[i, y] + s / C * sum_c w[c] * -log p[i, c] )
 *            probabilities  sum_i sum_c ( (1 - s) * t[i, c] + s / C ) * w[c] * -log p[i, c]
 *            p = softmax(logits), y = labels[i], C classes, w their weights, s the smoothing
 * Mean:      the sum divided by the sum of w[y] over the labels counted; for probabilities by the number of rows
 * Shapes:    logits (classes), (batch, classes) or (batch, classes, ...); labels the same without the classes
 * Edge:      large logits do not overflow; ignored labels count nothing; the mean of nothing is NaN
 * Source:    label smoothing: Szegedy et al. 2016 (arXiv:1512.00567), section 7
 * </pre>
 *
 * <pre>{@code
 * A loss = CrossEntropy.mean().smoothing(0.1).of(logits, Indices.of(labels));
 * }</pre>
 */
public final class CrossEntropy {
  private static final CrossEntropy MEAN =
      new CrossEntropy(null, -100, 0, LossReduction.MEAN, false);

  private final Tensor weights;
  private final int ignored;
  private final double smoothing;
  private final LossReduction reduction;
  private final boolean logProbabilities;

  private CrossEntropy(
      Tensor weights,
      int ignored,
      double smoothing,
      LossReduction reduction,
      boolean logProbabilities) {
    this.weights = weights;
    this.ignored = ignored;
    this.smoothing = smoothing;
    this.reduction = reduction;
    this.logProbabilities = logProbabilities;
  }

  /** The mean over all labels, of classes with equal weight; the label -100 is ignored. */
  public static CrossEntropy mean() {
    return MEAN;
  }

  /** A weight for each class. */
  public CrossEntropy weights(Tensor weights) {
    return new CrossEntropy(weights, ignored, smoothing, reduction, logProbabilities);
  }

  /** The label that counts nothing. */
  public CrossEntropy ignoring(int label) {
    return new CrossEntropy(weights, label, smoothing, reduction, logProbabilities);
  }

  /** How much of the probability all classes share, in [0, 1]. */
  public CrossEntropy smoothing(double smoothing) {
    Checks.smoothing(smoothing);
    return new CrossEntropy(weights, ignored, smoothing, reduction, logProbabilities);
  }

  /** What becomes of the losses of rows. */
  public CrossEntropy reduction(LossReduction reduction) {
    return new CrossEntropy(weights, ignored, smoothing, reduction, logProbabilities);
  }

  /** Takes logarithms of probabilities in place of logits: the negative log-likelihood. */
  public CrossEntropy ofLogProbabilities() {
    return new CrossEntropy(weights, ignored, smoothing, reduction, true);
  }

  // ---- labels

  /** The loss for class labels. */
  public <A extends Array<A>> A of(A logits, Indices labels) {
    int axis = Checks.classAxis(logits, labels.shape(), weights);
    int classes = logits.size(axis);
    int[] chosen = labels.toArray();
    double[] counted = counted(chosen, classes);
    int[] shape = logits.shape();
    shape[axis] = 1;
    A weight = logits.constant(Tensor.wrap(counted, shape).to(logits.dtype()));
    A log = logProbabilities ? logits : logits.logSoftmax(axis);
    A losses = log.takeAlong(axis, Indices.of(shape, chosen)).mul(weight);
    if (smoothing > 0) {
      A all = weighted(log, axis).sum(new int[] {axis}, true).mul(isCounted(log, labels, shape));
      losses = losses.mul(1 - smoothing).add(all.mul(smoothing / classes));
    }
    // Not neg(), which makes the loss -0 where every label is certain.
    return reduced(losses.subFrom(0).squeeze(axis), weight);
  }

  private <A extends Array<A>> A reduced(A losses, A weight) {
    return reduction == LossReduction.MEAN ? losses.sum().div(weight.sum()) : reduction.of(losses);
  }

  /** The weight of each label, 0 for those ignored, which become class 0. */
  private double[] counted(int[] labels, int classes) {
    double[] counted = new double[labels.length];
    double[] of = weights == null ? null : weights.toDoubleArray();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == ignored) {
        labels[i] = 0;
      } else {
        Checks.label(i, labels[i], classes);
        counted[i] = of == null ? 1 : of[labels[i]];
      }
    }
    return counted;
  }

  private <A extends Array<A>> A isCounted(A log, Indices labels, int[] shape) {
    int[] given = labels.toArray();
    double[] is = new double[given.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = given[i] == ignored ? 0 : 1;
    }
    return log.constant(Tensor.wrap(is, shape).to(log.dtype()));
  }

  private <A extends Array<A>> A weighted(A log, int axis) {
    if (weights == null) {
      return log;
    }
    int[] shape = new int[log.rank() - axis];
    Arrays.fill(shape, 1);
    shape[0] = log.size(axis);
    return log.mul(log.constant(weights.to(log.dtype()).reshape(shape)));
  }

  // ---- probabilities

  /** The loss for target probabilities, of the shape of the logits. */
  public <A extends Array<A>> A of(A logits, A probabilities) {
    Checks.sameShape("crossEntropy", logits, probabilities);
    int axis = Checks.classAxis(logits, null, weights);
    A target = smoothing == 0
        ? probabilities
        : probabilities.mul(1 - smoothing).add(smoothing / logits.size(axis));
    A log = logProbabilities ? logits : logits.logSoftmax(axis);
    A losses = weighted(log, axis).mul(target).sum(axis).subFrom(0);
    return reduction.of(losses);
  }
}

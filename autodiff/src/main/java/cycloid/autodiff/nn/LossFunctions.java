package cycloid.autodiff.nn;

import cycloid.tensor.Elementwise;

/** The equations of {@link Losses}: x is the prediction, t the target. */
final class LossFunctions {
  static final Elementwise L1 = Elementwise.define("l1(x, t) = abs(x - t)");
  static final Elementwise HUBER = Elementwise.define("huber(x, t; delta) ="
      + " where(abs(x - t) <= delta, 0.5 * (x - t) ^ 2, delta * (abs(x - t) - 0.5 * delta))");
  static final Elementwise SMOOTH_L1 = Elementwise.define("smoothL1(x, t; beta) ="
      + " where(abs(x - t) < beta, 0.5 * (x - t) ^ 2 / beta, abs(x - t) - 0.5 * beta)");

  /** The logarithms are at least -100, as PyTorch's: certain and wrong costs 100, not infinity. */
  static final Elementwise BINARY = Elementwise.define("binaryCrossEntropy(x, t) ="
          + " -(t * max(log(x), -100) + (1 - t) * max(log1p(-x), -100))")
      .derivative("x", "(x - t) / max(x * (1 - x), 1e-12)");

  /** With p = 1 this is log(1 + e^x) - t x; the form has no difference of large numbers. */
  static final Elementwise BINARY_LOGITS =
      Elementwise.define("binaryCrossEntropyWithLogits(x, t, p) ="
          + " (1 - t) * x + (1 + (p - 1) * t) * softplus(-x)");

  static final Elementwise KL =
      Elementwise.define("klDivergence(x, t) = where(t == 0, 0, t * log(t)) - t * x");
  static final Elementwise KL_LOG = Elementwise.define("klDivergence(x, t) = exp(t) * (t - x)");
  static final Elementwise POISSON =
      Elementwise.define("poissonNll(x, t; eps) = x - t * log(x + eps)");
  static final Elementwise POISSON_LOG = Elementwise.define("poissonNll(x, t) = exp(x) - t * x");

  /** Stirling's approximation of log(t!), for t above 1. */
  static final Elementwise STIRLING = Elementwise.define(
      "stirling(t) =" + " where(t > 1, t * log(t) - t + 0.5 * log(6.283185307179586 * t), 0)");

  /** The bound on the variance v does not stop its gradient. */
  static final Elementwise GAUSSIAN = Elementwise.define(
          "gaussianNll(x, t, v; eps) =" + " 0.5 * (log(max(v, eps)) + (x - t) ^ 2 / max(v, eps))")
      .derivative("v", "0.5 * (1 / max(v, eps) - ((x - t) / max(v, eps)) ^ 2)");

  static final Elementwise SOFT_MARGIN = Elementwise.define("softMargin(x, t) = softplus(-x * t)");
  static final Elementwise HINGE = Elementwise.define("hinge(x, t) = relu(1 - x * t)");
  static final Elementwise HINGE_EMBEDDING = Elementwise.define("hingeEmbedding(x, t; margin) ="
      + " where(t == 1, 0, relu(margin - x)) + where(t == -1, 0, x)");
  static final Elementwise RANKING =
      Elementwise.define("marginRanking(a, b, t; margin) =" + " relu(margin - t * (a - b))");
  static final Elementwise COSINE = Elementwise.define("cosineEmbedding(c, t; margin) ="
      + " where(t == 1, 1 - c, 0) + where(t == -1, relu(c - margin), 0)");
  static final Elementwise TRIPLET =
      Elementwise.define("tripletMargin(p, n; margin) = relu(p - n + margin)");

  private LossFunctions() {}
}

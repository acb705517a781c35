package cycloid.autodiff.nn;

import static cycloid.autodiff.nn.LossFunctions.*;

import cycloid.tensor.Array;
import cycloid.tensor.Indices;
import cycloid.tensor.Tensor;
import java.util.List;

/** Losses that ask for a margin: between classes, pairs, or triplets. Targets are 1 and -1 unless said otherwise. */
public final class MarginLosses {
  private MarginLosses() {}

  /** The hinge max(0, 1 - x t). */
  public static <A extends Array<A>> A hinge(A x, A target, LossReduction reduction) {
    Checks.sameShape("hinge", x, target);
    return reduction.of(x.apply(HINGE, target));
  }

  /** The smooth hinge log(1 + exp(-x t)). */
  public static <A extends Array<A>> A softMargin(A x, A target, LossReduction reduction) {
    Checks.sameShape("softMargin", x, target);
    return reduction.of(x.apply(SOFT_MARGIN, target));
  }

  /** A distance x where the target is 1, and max(0, margin - x) where it is -1. */
  public static <A extends Array<A>> A hingeEmbedding(
      A x, A target, double margin, LossReduction reduction) {
    Checks.sameShape("hingeEmbedding", x, target);
    return reduction.of(x.elementwise(HINGE_EMBEDDING, new double[] {margin}, List.of(x, target)));
  }

  /** The ranking max(0, margin - t (a - b)): a is to be greater where the target is 1. */
  public static <A extends Array<A>> A marginRanking(
      A a, A b, A target, double margin, LossReduction reduction) {
    Checks.sameShape("marginRanking", a, b);
    return reduction.of(a.elementwise(RANKING, new double[] {margin}, List.of(a, b, target)));
  }

  /**
   * The angle between pairs of vectors along the last axis.
   *
   * <pre>
   * Formula:   1 - c where the target is 1, max(0, c - margin) where it is -1, c the cosine of the angle
   * Shapes:    a and b (batch, d) with target (batch), or (d) with ()
   * </pre>
   */
  public static <A extends Array<A>> A cosineEmbedding(
      A a, A b, A target, double margin, LossReduction reduction) {
    Checks.sameShape("cosineEmbedding", a, b);
    A lengths = a.square().sum(-1).add(1e-12).mul(b.square().sum(-1).add(1e-12));
    A cosine = a.mul(b).sum(-1).div(lengths.sqrt());
    return reduction.of(cosine.elementwise(COSINE, new double[] {margin}, List.of(cosine, target)));
  }

  /**
   * An anchor is to be nearer to a positive example than to a negative one, by a margin.
   *
   * <pre>
   * Formula:   max(0, |a - p + eps| - |a - n + eps| + margin), p-norms along the last axis
   * Source:    Balntas, Riba, Ponsa and Mikolajczyk 2016
   * </pre>
   *
   * @param swap whether the negative may also be compared with the positive, which is taken when it is nearer to that
   */
  public static <A extends Array<A>> A tripletMargin(
      A anchor,
      A positive,
      A negative,
      double margin,
      double p,
      double eps,
      boolean swap,
      LossReduction reduction) {
    A near = distance(anchor, positive, p, eps);
    A far = distance(anchor, negative, p, eps);
    A compared = swap ? far.minimum(distance(positive, negative, p, eps)) : far;
    return reduction.of(near.elementwise(TRIPLET, new double[] {margin}, List.of(near, compared)));
  }

  private static <A extends Array<A>> A distance(A a, A b, double p, double eps) {
    return a.sub(b).add(eps).norm(p, new int[] {-1}, false);
  }

  /**
   * The score of the labelled class is to exceed all others by a margin.
   *
   * <pre>
   * Formula:   out[i] = 1/C sum over j not y of w[y] * max(0, margin - x[i, y] + x[i, j])^p, y = labels[i]
   * Shapes:    x (batch, C) or (C), labels (batch) or ()
   * </pre>
   *
   * @param weights one for each class; null for 1
   */
  public static <A extends Array<A>> A multiMargin(
      A x, Indices labels, double p, double margin, Tensor weights, LossReduction reduction) {
    int axis = Checks.classAxis(x, labels.shape(), weights);
    int[] shape = x.shape();
    int classes = shape[axis];
    Tensor own = Tensor.oneHot(x.dtype(), labels, classes);
    shape[axis] = 1;
    A chosen = x.takeAlong(axis, Indices.of(shape, labels.toArray()));
    A missing = x.sub(chosen).add(margin).relu();
    A powers = p == 1 ? missing : missing.pow(p);
    A others = powers.mul(x.constant(own.logicalNot()));
    if (weights != null) {
      Tensor each = weights.to(x.dtype()).gather(0, labels.toArray()).reshape(shape);
      others = others.mul(x.constant(each));
    }
    return reduction.of(others.sum(axis).div(classes));
  }
}

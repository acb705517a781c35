package cycloid.golden;

import cycloid.autodiff.nn.CrossEntropy;
import cycloid.autodiff.nn.LossReduction;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.MarginLosses;
import cycloid.tensor.Array;
import cycloid.tensor.Indices;
import cycloid.tensor.Tensor;
import java.util.List;

/** Losses. */
final class LossCases implements Family {
  @Override
  public String name() {
    return "loss";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    if (in.size() < 2) {
      return null;
    }
    A result = likelihood(op, args, in);
    result = result == null ? difference(op, args, in) : result;
    result = result == null ? margin(op, args, in) : result;
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A likelihood(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    A t = in.get(1);
    return switch (op) {
      case "cross_entropy" -> crossEntropy(args, in).of(x, Indices.of(t));
      case "cross_entropy_probabilities" -> crossEntropy(args, in).of(x, t);
      case "nll_loss" -> crossEntropy(args, in).ofLogProbabilities().of(x, Indices.of(t));
      case "bce" -> Losses.binaryCrossEntropy(x, t, optional(in, 2), reduction(args));
      case "bce_with_logits" ->
        Losses.binaryCrossEntropyWithLogits(
            x, t, optional(in, 2), optional(in, 3), reduction(args));
      case "kl_div" -> Losses.klDivergence(x, t, args.flag("log_target"), reduction(args));
      case "poisson_nll_loss" ->
        Losses.poissonNll(
            x,
            t,
            args.flag("log_input", true),
            args.flag("full"),
            args.number("eps", 1e-8),
            reduction(args));
      case "gaussian_nll_loss" ->
        Losses.gaussianNll(
            x,
            t,
            in.get(2).rank() == x.rank() - 1 ? in.get(2).unsqueeze(-1) : in.get(2),
            args.flag("full"),
            args.number("eps", 1e-6),
            reduction(args));
      default -> null;
    };
  }

  private static <A extends Array<A>> A difference(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    A t = in.get(1);
    return switch (op) {
      case "mse_loss" -> Losses.mse(x, t, reduction(args));
      case "l1_loss" -> Losses.l1(x, t, reduction(args));
      case "huber_loss" -> Losses.huber(x, t, args.number("delta", 1), reduction(args));
      case "smooth_l1_loss" -> Losses.smoothL1(x, t, args.number("beta", 1), reduction(args));
      default -> null;
    };
  }

  private static <A extends Array<A>> A margin(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    A t = in.get(1);
    LossReduction reduction = reduction(args);
    return switch (op) {
      case "hinge_loss" -> MarginLosses.hinge(x, t, reduction);
      case "soft_margin_loss" -> MarginLosses.softMargin(x, t, reduction);
      case "hinge_embedding_loss" ->
        MarginLosses.hingeEmbedding(x, t, args.number("margin", 1), reduction);
      case "margin_ranking_loss" ->
        MarginLosses.marginRanking(x, t, in.get(2), args.number("margin", 0), reduction);
      case "cosine_embedding_loss" ->
        MarginLosses.cosineEmbedding(x, t, in.get(2), args.number("margin", 0), reduction);
      case "triplet_margin_loss" ->
        MarginLosses.tripletMargin(
            x,
            t,
            in.get(2),
            args.number("margin", 1),
            args.number("p", 2),
            args.number("eps", 1e-6),
            args.flag("swap"),
            reduction);
      case "multi_margin_loss" ->
        MarginLosses.multiMargin(
            x,
            Indices.of(t),
            args.number("p", 1),
            args.number("margin", 1),
            in.size() > 2 ? in.get(2).value() : null,
            reduction);
      default -> null;
    };
  }

  private static <A extends Array<A>> CrossEntropy crossEntropy(Arguments args, List<A> in) {
    Tensor weights = in.size() > 2 ? in.get(2).value() : null;
    return CrossEntropy.mean()
        .weights(weights)
        .ignoring(args.integer("ignore_index", -100))
        .smoothing(args.number("label_smoothing", 0))
        .reduction(reduction(args));
  }

  private static <A extends Array<A>> A optional(List<A> in, int i) {
    return in.size() > i ? in.get(i) : null;
  }

  private static LossReduction reduction(Arguments args) {
    return switch (args.text("reduction", "mean")) {
      case "none" -> LossReduction.NONE;
      case "mean" -> LossReduction.MEAN;
      case "sum" -> LossReduction.SUM;
      case "batchmean" -> LossReduction.BATCH_MEAN;
      default -> throw new IllegalArgumentException("reduction: unknown; got " + args);
    };
  }
}

package cycloid.golden;

import cycloid.autodiff.nn.Attention;
import cycloid.tensor.Array;
import java.util.ArrayList;
import java.util.List;

/** The softmax family, normalizations and attention. */
final class NormalizationCases implements Family {
  @Override
  public String name() {
    return "normalization";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    if (op.equals("batch_norm") && args.flag("training")) {
      return trained(args, in);
    }
    A result = in.isEmpty() ? null : normalized(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A normalized(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    return switch (op) {
      case "softmax" -> x.softmax(args.integer("dim"));
      case "softmin" -> x.neg().softmax(args.integer("dim"));
      case "log_softmax" -> x.logSoftmax(args.integer("dim"));
      case "layer_norm" -> affine(trailing(args, x, false), in, false);
      case "rms_norm" -> affine(trailing(args, x, true), in, false);
      case "group_norm" -> affine(x.groupNorm(args.integer("num_groups"), eps(args)), in, true);
      case "instance_norm" -> affine(x.instanceNorm(eps(args)), in, true);
      case "batch_norm" -> affine(x.batchNorm(in.get(3), in.get(4), eps(args)), in, true);
      case "local_response_norm" ->
        x.localResponseNorm(
            args.integer("size"),
            args.number("alpha", 1e-4),
            args.number("beta", 0.75),
            args.number("k", 1));
      case "scaled_dot_product_attention" -> attention(args, in);
      default -> null;
    };
  }

  private static double eps(Arguments args) {
    return args.number("eps", 1e-5);
  }

  /** Over the last axes, as many as {@code normalized_shape} has. */
  private static <A extends Array<A>> A trailing(Arguments args, A x, boolean rms) {
    int count = args.integers("normalized_shape").length;
    A rows = x.flatten(x.rank() - count, -1);
    return (rms ? rows.rmsNorm(-1, eps(args)) : rows.layerNorm(-1, eps(args))).reshape(x.shape());
  }

  /** Times in1, plus in2, where they are given; along the channels or along the last axes. */
  private static <A extends Array<A>> A affine(A y, List<A> in, boolean channels) {
    A result = y;
    if (in.size() > 1) {
      result = result.mul(channels ? ActivationCases.channelwise(y, in.get(1)) : in.get(1));
    }
    if (in.size() > 2) {
      result = result.add(channels ? ActivationCases.channelwise(y, in.get(2)) : in.get(2));
    }
    return result;
  }

  /** By the moments of the batch; and the running moments afterwards. */
  private static <A extends Array<A>> List<A> trained(Arguments args, List<A> in) {
    A x = in.get(0);
    A mean = x.channelMean();
    List<A> results = new ArrayList<>();
    results.add(affine(x.batchNorm(mean, x.channelVariance(0), eps(args)), in.subList(0, 3), true));
    double momentum = args.number("momentum", 0.1);
    results.add(in.get(3).lerp(mean, momentum));
    results.add(in.get(4).lerp(x.channelVariance(1), momentum));
    return results;
  }

  private static <A extends Array<A>> A attention(Arguments args, List<A> in) {
    A query = in.get(0);
    double scale = args.number("scale", 1 / Math.sqrt(query.size(-1)));
    A mask = args.has("mask") ? in.get(3) : null;
    if (mask != null && args.text("mask").equals("bool")) {
      mask = Attention.additive(mask);
    }
    return Attention.scaledDotProduct(
        query, in.get(1), in.get(2), mask, args.flag("is_causal"), scale);
  }
}

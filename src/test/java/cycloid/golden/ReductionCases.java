package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.Selected;
import java.util.Arrays;
import java.util.List;

/** Sums, extremes, moments and norms. */
final class ReductionCases implements Family {
  @Override
  public String name() {
    return "reduction";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    return switch (op) {
      case "max_with_index" -> selected(in.get(0).maxWithIndex(axis(args), keep(args)));
      case "min_with_index" -> selected(in.get(0).minWithIndex(axis(args), keep(args)));
      case "argmax", "argmin" -> List.of(argument(op, args, in.get(0)));
      default -> {
        A result = reduced(op, args, in);
        yield result == null ? null : List.of(result);
      }
    };
  }

  private static <A extends Array<A>> A reduced(String op, Arguments args, List<A> in) {
    if (in.isEmpty()) {
      return null;
    }
    A x = in.get(0);
    int[] axes = args.integers("dim");
    boolean keep = keep(args);
    return switch (op) {
      case "sum" -> x.sum(axes, keep);
      case "mean" -> x.mean(axes, keep);
      case "var" -> x.variance(axes, args.integer("correction", 1), keep);
      case "std" -> x.std(axes, args.integer("correction", 1), keep);
      case "prod" -> x.prod(axes, keep);
      case "amax" -> x.max(axes, keep);
      case "amin" -> x.min(axes, keep);
      case "norm" -> x.norm(power(args), axes, keep);
      case "logsumexp" -> x.logSumExp(axes, keep);
      case "any" -> x.any(axes, keep);
      case "all" -> x.all(axes, keep);
      case "count_nonzero" -> x.countNonZero(axes, keep);
      case "median" -> median(x, axes, keep);
      case "quantile" -> x.quantile(args.number("q"), axes, keep);
      case "cosine_similarity" ->
        x.cosineSimilarity(in.get(1), args.integer("dim", 1), args.number("eps", 1e-8));
      case "normalize" ->
        x.normalize(args.number("p", 2), args.integer("dim", 1), args.number("eps", 1e-12));
      case "cdist" -> x.cdist(in.get(1), args.number("p", 2));
      default -> null;
    };
  }

  /** The Frobenius norm is that of the elements. */
  private static double power(Arguments args) {
    return "fro".equals(args.values().get("p")) ? 2 : args.number("p", 2);
  }

  /** PyTorch's median of an even number of elements is the lower of the two in the middle. */
  private static <A extends Array<A>> A median(A x, int[] axes, boolean keep) {
    if (axes.length == 0) {
      return x.flatten().sort(0).select(0, (x.size() - 1) / 2);
    }
    int middle = (x.size(axes[0]) - 1) / 2;
    A median = x.sort(axes[0]).select(axes[0], middle);
    return keep ? median.unsqueeze(axes[0]) : median;
  }

  /** Without a dimension the place in the flattened array. */
  private static <A extends Array<A>> A argument(String op, Arguments args, A x) {
    A searched = args.has("dim") ? x : x.flatten();
    int axis = args.integer("dim", 0);
    boolean keep = keep(args) && args.has("dim");
    Selected<A> found =
        op.equals("argmax") ? searched.maxWithIndex(axis, keep) : searched.minWithIndex(axis, keep);
    A place = Catalogue.numbers(x, found.indices());
    int[] ones = new int[x.rank()];
    Arrays.fill(ones, 1);
    return keep(args) && !args.has("dim") ? place.reshape(ones) : place;
  }

  private static <A extends Array<A>> List<A> selected(Selected<A> selected) {
    return List.of(selected.values(), Catalogue.numbers(selected.values(), selected.indices()));
  }

  private static int axis(Arguments args) {
    return args.integer("dim");
  }

  private static boolean keep(Arguments args) {
    return args.flag("keepdim");
  }
}

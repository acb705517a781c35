package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.Indices;
import cycloid.tensor.Selected;
import java.util.Arrays;
import java.util.List;

/** Running combinations, sorting and counting. */
final class ScanCases implements Family {
  @Override
  public String name() {
    return "scan and order";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    int dim = args.values().get("dim") instanceof Double ? args.integer("dim") : -1;
    return switch (op) {
      case "cumsum" -> List.of(in.get(0).cumsum(dim));
      case "cumprod" -> List.of(in.get(0).cumprod(dim));
      case "logcumsumexp" -> List.of(in.get(0).logCumSumExp(dim));
      case "cummax" -> selected(in.get(0).cummax(dim));
      case "cummin" -> selected(in.get(0).cummin(dim));
      case "diff" -> List.of(in.get(0).diff(dim, args.integer("n", 1)));
      case "sort" -> selected(in.get(0).sort(dim, args.flag("descending")));
      case "argsort" ->
        List.of(Catalogue.numbers(in.get(0), in.get(0).argSort(dim, args.flag("descending"))));
      case "topk" -> selected(in.get(0).topK(dim, args.integer("k"), args.flag("largest", true)));
      case "unique" -> List.of(in.get(0).unique());
      case "searchsorted" ->
        List.of(
            Catalogue.numbers(in.get(0), in.get(0).searchSorted(in.get(1), args.flag("right"))));
      case "bincount" -> List.of(bincount(args, in));
      case "histc" ->
        List.of(Catalogue.numbers(
            in.get(0),
            in.get(0)
                .histogram(
                    args.integer("bins", 100), args.number("min", 0), args.number("max", 0))));
      default -> null;
    };
  }

  /** How often each number stands there, or the sum of its weights. */
  private static <A extends Array<A>> A bincount(Arguments args, List<A> in) {
    int[] values = Catalogue.integers(in.get(0));
    int size =
        Math.max(args.integer("minlength", 0), Arrays.stream(values).max().orElse(-1) + 1);
    return in.size() > 1
        ? in.get(1).scatterAdd(0, size, values)
        : Catalogue.numbers(in.get(0), Indices.of(values).counts(size));
  }

  private static <A extends Array<A>> List<A> selected(Selected<A> selected) {
    return List.of(selected.values(), Catalogue.numbers(selected.values(), selected.indices()));
  }
}

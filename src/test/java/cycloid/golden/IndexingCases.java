package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.Indices;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Elements chosen, and changed, by index. */
final class IndexingCases implements Family {
  @Override
  public String name() {
    return "indexing";
  }

  @Override
  public double tolerance() {
    return 0;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result = in.isEmpty() ? null : indexed(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A indexed(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    return switch (op) {
      case "one_hot" -> x.constant(oneHot(args, x));
      case "embedding" -> embedding(args, Indices.of(x), in.get(1));
      case "advanced_index" ->
        x.take(in.subList(1, in.size()).stream().map(Indices::of).toArray(Indices[]::new));
      case "take" -> x.flatten().take(Indices.of(in.get(1)));
      case "gather" -> x.gather(args.integer("dim"), Indices.of(in.get(1)));
      case "take_along_dim" ->
        args.has("dim")
            ? x.takeAlong(args.integer("dim"), Indices.of(in.get(1)))
            : x.flatten().takeAlong(0, Indices.of(in.get(1)).reshape(-1));
      case "index_select" -> x.gather(args.integer("dim"), Catalogue.integers(in.get(1)));
      case "index_add" ->
        x.indexAdd(
            args.integer("dim"),
            Catalogue.integers(in.get(1)),
            in.get(2).mul(args.number("alpha", 1)));
      case "scatter" -> x.scatter(args.integer("dim"), Indices.of(in.get(1)), in.get(2));
      case "scatter_add" -> x.scatterAdd(args.integer("dim"), Indices.of(in.get(1)), in.get(2));
      case "index_put" ->
        x.put(
            in.get(in.size() - 1),
            in.subList(1, in.size() - 1).stream().map(Indices::of).toArray(Indices[]::new));
      case "masked_fill" -> x.maskedFill(in.get(1), args.number("value"));
      case "masked_select" -> x.maskedSelect(in.get(1));
      case "nonzero" -> Catalogue.numbers(x, x.nonZero());
      default -> null;
    };
  }

  private static Tensor oneHot(Arguments args, Array<?> x) {
    Indices labels = Indices.of(x);
    int classes = args.integer("num_classes", -1);
    int most = Arrays.stream(labels.toArray()).max().orElse(-1);
    return Tensor.oneHot(x.dtype(), labels, classes < 0 ? most + 1 : classes);
  }

  /** Rows of a table; none of the gradient goes to the padding row. */
  private static <A extends Array<A>> A embedding(Arguments args, Indices rows, A table) {
    if (!args.has("padding_idx")) {
      return table.take(rows);
    }
    int padding = Math.floorMod(args.integer("padding_idx"), table.size(0));
    A fixed = table.constant(Tensor.oneHot(table.dtype(), Indices.of(padding), table.size(0)));
    return fixed.reshape(-1, 1).where(table.detach(), table).take(rows);
  }
}

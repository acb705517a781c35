package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.Padding;
import cycloid.tensor.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The same elements elsewhere. */
final class MovementCases implements Family {
  @Override
  public String name() {
    return "movement";
  }

  @Override
  public double tolerance() {
    return 0;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    return switch (op) {
      case "chunk" -> in.get(0).chunk(args.integer("dim", 0), args.integer("chunks"));
      case "split" -> in.get(0).split(args.integer("dim", 0), sizes(args, in.get(0)));
      case "unbind" -> in.get(0).unbind(args.integer("dim", 0));
      case "meshgrid" -> meshgrid(args, in);
      default -> {
        A result = in.isEmpty() ? null : moved(op, args, in);
        yield result == null ? null : List.of(result);
      }
    };
  }

  private static <A extends Array<A>> A moved(String op, Arguments args, List<A> in) {
    A x = in.get(0);
    return switch (op) {
      case "reshape" -> x.reshape(args.integers("shape"));
      case "expand" -> x.expand(expanded(x.shape(), args.integers("shape")));
      case "flatten" -> x.flatten(args.integer("start_dim", 0), args.integer("end_dim", -1));
      case "squeeze" -> squeezed(x, args.integers("dim"));
      case "unsqueeze" -> x.unsqueeze(args.integer("dim"));
      case "transpose" -> x.swapAxes(args.integer("dim0"), args.integer("dim1"));
      case "transpose_reshape" ->
        x.swapAxes(args.integer("dim0"), args.integer("dim1")).reshape(args.integers("shape"));
      case "permute" -> x.permute(args.integers("dims"));
      case "movedim" -> x.moveAxes(args.integers("source"), args.integers("destination"));
      case "flip" -> x.flip(args.integers("dims"));
      case "roll" -> roll(args, x);
      case "rot90" -> x.rot90(args.integer("k", 1), axis(args, 0, 0), axis(args, 1, 1));
      case "narrow" ->
        x.narrow(args.integer("dim"), start(args, x), start(args, x) + args.integer("length"));
      case "select" -> x.select(args.integer("dim"), args.integer("index"));
      case "slice" -> x.index(slices(args.table("starts_stops_steps")));
      case "tile" -> x.tile(args.integers("reps"));
      case "repeat" -> x.tile(args.integers("sizes"));
      case "repeat_interleave" ->
        args.has("dim")
            ? x.repeat(args.integer("dim"), args.integer("repeats"))
            : x.flatten().repeat(0, args.integer("repeats"));
      case "repeat_interleave_counts" -> x.repeat(args.integer("dim"), args.integers("repeats"));
      case "pad" ->
        x.pad(
            Padding.valueOf(args.text("mode", "constant").toUpperCase(Locale.ROOT)),
            args.number("value", 0),
            widths(args.integers("pad"), x.rank()));
      case "concat" -> x.concat(args.integer("dim", 0), in.subList(1, in.size()));
      case "stack" -> x.stack(args.integer("dim", 0), in.subList(1, in.size()));
      case "diagonal" ->
        x.diagonal(args.integer("offset", 0), args.integer("dim1", 0), args.integer("dim2", 1));
      case "diag_embed" ->
        x.diagEmbed(args.integer("offset", 0), args.integer("dim1", -2), args.integer("dim2", -1));
      case "tril" -> x.tril(args.integer("diagonal", 0));
      case "triu" -> x.triu(args.integer("diagonal", 0));
      default -> null;
    };
  }

  /** PyTorch leaves an axis of another extent than 1 alone. */
  private static <A extends Array<A>> A squeezed(A x, int[] dims) {
    int[] axes = Arrays.stream(dims).filter(axis -> x.size(axis) == 1).toArray();
    return dims.length > 0 && axes.length == 0 ? x : x.squeeze(axes);
  }

  /** An extent of -1 keeps that of the array. */
  private static int[] expanded(int[] shape, int[] target) {
    int added = target.length - shape.length;
    return IntStream.range(0, target.length)
        .map(i -> target[i] == -1 ? shape[i - added] : target[i])
        .toArray();
  }

  private static <A extends Array<A>> A roll(Arguments args, A x) {
    int[] shifts = args.integers("shifts");
    return args.has("dims")
        ? x.roll(args.integers("dims"), shifts)
        : x.roll(Arrays.stream(shifts).sum());
  }

  private static int axis(Arguments args, int i, int otherwise) {
    return args.has("dims") ? args.integers("dims")[i] : otherwise;
  }

  private static int start(Arguments args, Array<?> x) {
    int start = args.integer("start");
    return start < 0
        ? start + x.shape()[Math.floorMod(args.integer("dim"), x.shape().length)]
        : start;
  }

  private static Slice[] slices(List<List<Double>> table) {
    return table.stream()
        .map(row -> Slice.between(integer(row.get(0)), integer(row.get(1)), integer(row.get(2))))
        .toArray(Slice[]::new);
  }

  private static Integer integer(Double value) {
    return value == null ? null : (Integer) value.intValue();
  }

  /** PyTorch lists {before, after} from the last dimension backwards, and may leave the first ones out. */
  private static int[][] widths(int[] pad, int rank) {
    int[][] widths = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      int at = 2 * (rank - 1 - axis);
      widths[axis] = at < pad.length ? new int[] {pad[at], pad[at + 1]} : new int[2];
    }
    return widths;
  }

  /** Sizes of parts, or one size for all but the last. */
  private static int[] sizes(Arguments args, Array<?> x) {
    if (args.has("sizes")) {
      return args.integers("sizes");
    }
    int extent = x.shape()[Math.floorMod(args.integer("dim", 0), x.shape().length)];
    int size = args.integer("size", args.integer("split_size", extent));
    return IntStream.range(0, (extent + size - 1) / size)
        .map(i -> Math.min(size, extent - i * size))
        .toArray();
  }

  private static <A extends Array<A>> List<A> meshgrid(Arguments args, List<A> in) {
    List<A> grids = in.get(0).meshgrid(in.subList(1, in.size()));
    return args.text("indexing", "ij").equals("ij")
        ? grids
        : grids.stream().map(grid -> grid.swapAxes(0, 1)).toList();
  }
}

package cycloid.golden;

import cycloid.tensor.Array;
import java.util.List;

/** Products of vectors, matrices and more. */
final class ProductCases implements Family {
  @Override
  public String name() {
    return "product";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result = in.isEmpty() ? null : product(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A product(String op, Arguments args, List<A> in) {
    A a = in.get(0);
    List<A> others = in.subList(1, in.size());
    return switch (op) {
      case "matmul", "mm", "bmm", "mv" -> a.matmul(in.get(1));
      case "dot" -> a.dot(in.get(1));
      case "outer" -> a.outer(in.get(1));
      case "kron" -> a.kron(in.get(1));
      case "cross" -> a.cross(in.get(1), args.integer("dim", -1));
      case "trace" -> a.trace();
      case "einsum" -> a.einsum(args.text("equation"), others);
      case "tensordot" -> tensordot(args, a, in.get(1));
      case "multi_dot" -> a.multiDot(others);
      case "addmm" ->
        a.mul(args.number("beta", 1)).add(in.get(1).matmul(in.get(2)).mul(args.number("alpha", 1)));
      case "linear" -> plus(a.matmul(in.get(1).transpose()), in, 2);
      case "bilinear" ->
        plus(a.einsum("...i,oij,...j->...o", List.of(in.get(2), in.get(1))), in, 3);
      default -> null;
    };
  }

  /** Adds a bias if there is one. */
  private static <A extends Array<A>> A plus(A product, List<A> in, int bias) {
    return in.size() > bias ? product.add(in.get(bias)) : product;
  }

  /** The dimensions are two lists, or a number of last and first ones. */
  private static <A extends Array<A>> A tensordot(Arguments args, A a, A b) {
    if (args.values().get("dims") instanceof List<?>) {
      List<List<Double>> dims = args.table("dims");
      return a.tensordot(b, axes(dims.get(0)), axes(dims.get(1)));
    }
    int count = args.integer("dims", 2);
    int[] last = new int[count];
    int[] first = new int[count];
    for (int i = 0; i < count; i++) {
      last[i] = i - count;
      first[i] = i;
    }
    return a.tensordot(b, last, first);
  }

  private static int[] axes(List<Double> dims) {
    return dims.stream().mapToInt(Double::intValue).toArray();
  }
}

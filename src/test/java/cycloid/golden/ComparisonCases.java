package cycloid.golden;

import cycloid.tensor.Array;
import java.util.List;

/** Comparisons and tests, whose results are 1 and 0. */
final class ComparisonCases implements Family {
  @Override
  public String name() {
    return "comparison";
  }

  @Override
  public double tolerance() {
    return 0;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result = switch (op) {
      case "lt" -> in.get(0).less(in.get(1));
      case "le" -> in.get(0).lessEqual(in.get(1));
      case "gt" -> in.get(0).greater(in.get(1));
      case "ge" -> in.get(0).greaterEqual(in.get(1));
      case "eq" -> in.get(0).equal(in.get(1));
      case "ne" -> in.get(0).notEqual(in.get(1));
      case "isnan" -> in.get(0).isNaN();
      case "isinf" -> in.get(0).isInfinite();
      case "isfinite" -> in.get(0).isFinite();
      case "logical_and" -> in.get(0).logicalAnd(in.get(1));
      case "logical_or" -> in.get(0).logicalOr(in.get(1));
      case "logical_xor" -> in.get(0).logicalXor(in.get(1));
      case "logical_not" -> in.get(0).logicalNot();
      default -> null;
    };
    return result == null ? null : List.of(result);
  }
}

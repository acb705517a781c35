package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.linalg.MatrixFunctions;
import java.util.List;

/** Functions of matrices. */
final class MatrixCases implements Family {
  @Override
  public String name() {
    return "matrix functions";
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    if (in.isEmpty()) {
      return null;
    }
    A result = matrix(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A matrix(String op, Arguments args, List<A> in) {
    A a = in.get(0);
    return switch (op) {
      case "matrix_exp" -> MatrixFunctions.exp(a);
      case "matrix_power" -> MatrixFunctions.power(a, args.integer("n"));
      case "polar_factor" -> MatrixFunctions.polar(a).u();
      default -> null;
    };
  }
}

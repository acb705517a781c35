package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.linalg.Eigh;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.linalg.MatrixFunctions;
import cycloid.tensor.linalg.MatrixNorm;
import cycloid.tensor.linalg.Slogdet;
import java.util.List;

/** Factorizations, solvers and functions of matrices. */
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
    if (op.equals("slogdet")) {
      Slogdet<A> det = Linalg.slogdet(in.get(0));
      return List.of(det.sign(), det.logAbsDet());
    }
    A result = matrix(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A matrix(String op, Arguments args, List<A> in) {
    A a = in.get(0);
    return switch (op) {
      case "cholesky" -> Linalg.cholesky(a);
      case "cholesky_of_symmetrized" -> Linalg.cholesky(symmetric(a));
      case "cholesky_solve" -> Linalg.choleskySolve(Linalg.cholesky(symmetric(in.get(1))), a);
      case "qr_q" -> Linalg.qr(a).q();
      case "qr_r" -> Linalg.qr(a).r();
      case "svdvals" -> Linalg.svdvals(a);
      case "eigvalsh" -> Linalg.eigvalsh(symmetric(a));
      case "eigh_projected" -> projected(Linalg.eigh(symmetric(a)));
      case "inv" -> Linalg.inv(a);
      case "pinv" -> Linalg.pinv(a);
      case "solve" -> Linalg.solve(a, in.get(1));
      case "solve_triangular" -> triangular(args, a, in.get(1));
      case "lstsq" -> Linalg.lstsq(a, in.get(1));
      case "det" -> Linalg.det(a);
      case "logabsdet" -> Linalg.slogdet(a).logAbsDet();
      case "nuclear_norm" -> Linalg.norm(a, MatrixNorm.NUCLEAR);
      case "spectral_norm" -> Linalg.norm(a, MatrixNorm.SPECTRAL);
      case "matrix_exp" -> MatrixFunctions.exp(a);
      case "matrix_power" -> MatrixFunctions.power(a, args.integer("n"));
      case "polar_factor" -> MatrixFunctions.polar(a).u();
      default -> null;
    };
  }

  private static <A extends Array<A>> A symmetric(A a) {
    return a.add(a.matrixTranspose()).mul(0.5);
  }

  /** v exp(0.3 w) v'. */
  private static <A extends Array<A>> A projected(Eigh<A> eigen) {
    A v = eigen.vectors();
    return v.mul(eigen.values().mul(0.3).exp().unsqueeze(-2)).matmul(v.matrixTranspose());
  }

  private static <A extends Array<A>> A triangular(Arguments args, A a, A b) {
    boolean upper = args.flag("upper");
    return args.flag("transpose")
        ? Linalg.solveTriangular(a.matrixTranspose(), b, upper)
        : Linalg.solveTriangular(a, b, !upper);
  }
}

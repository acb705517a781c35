package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.linalg.Eigh;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.linalg.MatrixNorm;
import cycloid.tensor.linalg.Slogdet;
import java.util.List;

/** Factorizations, systems of equations, and numbers that describe a matrix. */
final class LinalgCases implements Family {
  @Override
  public String name() {
    return "linear algebra";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    if (op.equals("slogdet")) {
      Slogdet<A> slogdet = Linalg.slogdet(in.get(0));
      return List.of(slogdet.sign(), slogdet.logAbsDet());
    }
    A result = in.isEmpty() ? null : result(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A result(String op, Arguments args, List<A> in) {
    A a = in.get(0);
    return switch (op) {
      case "cholesky" -> Linalg.cholesky(a);
      case "cholesky_of_symmetrized" -> Linalg.cholesky(symmetrized(a));
      case "cholesky_solve" -> Linalg.choleskySolve(Linalg.cholesky(symmetrized(in.get(1))), a);
      case "qr_q" -> Linalg.qr(a).q();
      case "qr_r" -> Linalg.qr(a).r();
      case "eigvalsh" -> Linalg.eigvalsh(symmetrized(a));
      case "eigh_projected" -> projected(Linalg.eigh(symmetrized(a)));
      case "svdvals" -> Linalg.svdvals(a);
      case "solve" -> Linalg.solve(a, in.get(1));
      case "solve_triangular" -> triangular(args, a, in.get(1));
      case "lstsq" -> Linalg.lstsq(a, in.get(1));
      case "inv" -> Linalg.inv(a);
      case "pinv" -> Linalg.pinv(a);
      case "det" -> Linalg.det(a);
      case "logabsdet" -> Linalg.slogdet(a).logAbsDet();
      case "nuclear_norm" -> Linalg.norm(a, MatrixNorm.NUCLEAR);
      case "spectral_norm" -> Linalg.norm(a, MatrixNorm.SPECTRAL);
      default -> null;
    };
  }

  private static <A extends Array<A>> A symmetrized(A a) {
    return a.add(a.matrixTranspose()).mul(0.5);
  }

  /** V exp(0.3 w) V'. */
  private static <A extends Array<A>> A projected(Eigh<A> eigen) {
    A scaled = eigen.vectors().mul(eigen.values().mul(0.3).exp().unsqueeze(-2));
    return scaled.matmul(eigen.vectors().matrixTranspose());
  }

  private static <A extends Array<A>> A triangular(Arguments args, A t, A b) {
    boolean transposed = args.flag("transpose");
    boolean lower = !args.flag("upper");
    boolean unit = args.flag("unitriangular");
    return transposed
        ? Linalg.solveTriangular(t.matrixTranspose(), b, !lower, unit)
        : Linalg.solveTriangular(t, b, lower, unit);
  }
}

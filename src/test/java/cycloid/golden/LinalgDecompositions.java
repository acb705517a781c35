package cycloid.golden;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Eigh;
import cycloid.tensor.linalg.Linalg;
import cycloid.tensor.linalg.LinalgException;
import cycloid.tensor.linalg.Lu;
import cycloid.tensor.linalg.MatrixFunctions;
import cycloid.tensor.linalg.MatrixNorm;
import cycloid.tensor.linalg.PivotedQr;
import cycloid.tensor.linalg.Qr;
import cycloid.tensor.linalg.Slogdet;
import cycloid.tensor.linalg.Svd;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** Factorizations of general and of symmetric matrices, and what follows from them. */
final class LinalgDecompositions {
  /** Of values that are well conditioned, such as singular values relative to the greatest. */
  private static final double VALUES = 1e-12;

  /** Of orthogonality, and of products of factors relative to the matrix. */
  private static final double FACTORS = 1e-13;

  /** Singular values below this, relative to the greatest, were taken for 0 in pinv and lstsq. */
  private static final double CUT_OFF = 1e-12;

  private LinalgDecompositions() {}

  /** Of results that depend on an inverse: 1e-14 times the condition number, but not less than of values. */
  private static double conditioned(double condition) {
    return Math.max(VALUES, 1e-14 * condition);
  }

  // ---- general matrices

  static void general(LinalgCase c) {
    Tensor a = c.in(0);
    Tensor s = c.expected("svd_s");
    double condition = c.expected("cond").item();
    int rank = (int) c.expected("rank").item();
    singularValues(c, a, s);
    norms(c, a, s, condition, rank);
    orthogonal(c, a, rank, condition);
    pivoted(c, a);
    inverses(c, a, s, rank);
    if (c.has("slogdet_log")) {
      determinant(c, a, condition, rank);
    }
    if (c.has("lu")) {
      Lu lu = Linalg.lu(a);
      c.close("lu", lu.packed(), conditioned(condition));
      c.close("lu_piv", numbers(lu.pivots()), 0);
    }
  }

  private static Tensor numbers(int[] values) {
    return Tensor.of(Arrays.stream(values).asDoubleStream().toArray());
  }

  private static void singularValues(LinalgCase c, Tensor a, Tensor s) {
    Svd<Tensor> svd = Linalg.svd(a);
    c.close("svd_s", svd.s(), VALUES);
    c.within("svdvals", LinalgCase.relative(s, Linalg.svdvals(a)), VALUES);
    factors(c, "svd", a, svd.u().mul(svd.s().unsqueeze(0)), svd.vh());
    orthonormal(c, "svd_u", svd.u());
    orthonormal(c, "svd_vh", svd.vh().transpose());
    boolean square = a.size(0) == a.size(1);
    vectors(c, "svd_u", c.expected("svd_u"), svd.u(), s, square);
    vectors(c, "svd_vh", c.expected("svd_vh").transpose(), svd.vh().transpose(), s, square);
  }

  private static void factors(LinalgCase c, String what, Tensor a, Tensor left, Tensor right) {
    c.within(what + ": product", LinalgCase.relative(a, left.matmul(right)), FACTORS);
  }

  private static void orthonormal(LinalgCase c, String what, Tensor q) {
    Tensor eye = Tensor.eye(DType.F64, q.size(1));
    c.within(what + ": orthonormal", LinalgCase.relative(eye, q.transpose().matmul(q)), FACTORS);
  }

  /**
   * Columns up to their signs, where their value is apart from all others.
   *
   * @param unique whether 0 as a value says nothing of its vector, so that other values need not be apart from it
   */
  private static void vectors(
      LinalgCase c, String what, Tensor expected, Tensor got, Tensor values, boolean unique) {
    double scale = values.size() == 0 ? 0 : values.abs().max().item();
    for (int j = 0; j < values.size(); j++) {
      double gap = unique ? scale : Math.abs(values.get(j));
      for (int k = 0; k < values.size(); k++) {
        gap = k == j ? gap : Math.min(gap, Math.abs(values.get(j) - values.get(k)));
      }
      if (gap > 1e-3 * scale) {
        Tensor x = expected.select(1, j);
        Tensor y = got.select(1, j);
        double error =
            Math.min(x.sub(y).abs().max().item(), x.add(y).abs().max().item());
        c.within(what + " " + j, error, FACTORS * scale / gap);
      }
    }
  }

  private static void norms(LinalgCase c, Tensor a, Tensor s, double condition, int rank) {
    c.close("norm_1", Linalg.norm(a, MatrixNorm.ONE), VALUES);
    c.close("norm_inf", Linalg.norm(a, MatrixNorm.INFINITY), VALUES);
    c.close("norm_fro", Linalg.norm(a, MatrixNorm.FROBENIUS), VALUES);
    c.close("norm_2", Linalg.norm(a, MatrixNorm.SPECTRAL), VALUES);
    c.holds("rank: " + Linalg.rank(a) + " instead of " + rank, Linalg.rank(a) == rank);
    double cond = Linalg.cond(a).item();
    if (rank == s.size()) {
      c.within("cond", Math.abs(cond - condition) / condition, conditioned(condition));
    } else {
      c.holds("cond of a singular matrix: " + cond, !(cond < 1e14));
    }
  }

  private static void orthogonal(LinalgCase c, Tensor a, int rank, double condition) {
    Qr<Tensor> qr = Linalg.qr(a);
    factors(c, "qr", a, qr.q(), qr.r());
    orthonormal(c, "qr_q", qr.q());
    c.holds("qr_r: upper triangle", qr.r().arrayEqual(qr.r().triu(0)));
    c.holds("qr_r: diagonal not negative", qr.r().diagonal().min().item() >= 0);
    Tensor q = c.expected("qr_q");
    Tensor r = c.expected("qr_r");
    if (rank == Math.min(a.size(0), a.size(1))) {
      c.within("qr_q", LinalgCase.relative(q, qr.q()), conditioned(condition));
      c.within("qr_r", LinalgCase.relative(r, qr.r()), conditioned(condition));
    }
  }

  private static void pivoted(LinalgCase c, Tensor a) {
    PivotedQr qr = Linalg.qrPivoted(a);
    factors(c, "qrp", a.gather(1, qr.order()), qr.q(), qr.r());
    orthonormal(c, "qrp", qr.q());
    Tensor diagonal = qr.r().diagonal().abs();
    Tensor expected = c.expected("qrp_absdiag");
    Tensor order = c.expected("qrp_piv");
    double scale = expected.max().item();
    for (int j = 0; j < expected.size(); j++) {
      c.within("qrp_absdiag " + j, Math.abs(expected.get(j) - diagonal.get(j)), VALUES * scale);
      if (qr.order()[j] != (int) order.get(j)) {
        // Of columns of equal length either may come first; what follows is another factorization.
        return;
      }
    }
  }

  private static void inverses(LinalgCase c, Tensor a, Tensor s, int rank) {
    double condition = 1;
    for (int j = 0; j < s.size(); j++) {
      condition = s.get(j) > CUT_OFF * s.get(0) ? s.get(0) / s.get(j) : condition;
    }
    double tolerance = conditioned(condition);
    if (c.has("pinv")) {
      c.close("pinv", Linalg.pinv(a, CUT_OFF), tolerance);
    }
    if (c.has("lstsq_x")) {
      c.close("lstsq_x", Linalg.lstsq(a, c.expected("rhs"), CUT_OFF), tolerance);
    }
    if (c.has("solve_x")) {
      c.close("solve_x", Linalg.solve(a, c.expected("solve_rhs")), tolerance);
    }
    if (c.has("inv")) {
      c.close("inv", Linalg.inv(a), tolerance);
    }
  }

  private static void determinant(LinalgCase c, Tensor a, double condition, int rank) {
    Slogdet<Tensor> det = Linalg.slogdet(a);
    Tensor sign = c.expected("slogdet_sign");
    double log = c.expected("slogdet_log").item();
    double got = det.logAbsDet().item();
    int n = a.size(0);
    if (rank == n) {
      c.close("slogdet_sign", det.sign(), 0);
      c.within("slogdet_log", Math.abs(log - got) / (1 + Math.abs(log)), conditioned(condition));
    } else {
      // What is left is rounding: at most |a|^(n-1) times a small multiple of epsilon |a|.
      double bound = n * StrictMath.log(Linalg.norm(a, MatrixNorm.SPECTRAL).item()) - 25;
      c.holds(
          "slogdet of a singular matrix: " + got,
          sign.item() == 0 ? got < bound || got == log : got < bound);
    }
  }

  // ---- symmetric matrices

  static void symmetric(LinalgCase c) {
    Tensor a = c.in(0);
    Tensor w = c.expected("eigh_w");
    Eigh<Tensor> eigen = Linalg.eigh(a);
    c.close("eigh_w", eigen.values(), VALUES);
    if (c.has("eigvals_mp")) {
      c.close("eigvals_mp", Linalg.eigvalsh(a), VALUES);
    }
    Tensor v = eigen.vectors();
    factors(c, "eigh", a, v.mul(eigen.values().unsqueeze(0)), v.transpose());
    orthonormal(c, "eigh_v", v);
    vectors(c, "eigh_v", c.expected("eigh_v"), v, w, true);
    double tolerance = conditioned(condition(w, 0));
    if (c.has("chol_l")) {
      c.close("chol_l", Linalg.cholesky(a), tolerance);
    }
    if (c.has("inv")) {
      c.close("inv", Linalg.inv(a), tolerance);
    }
    if (c.has("logdet")) {
      c.near("logdet", Linalg.slogdet(a).logAbsDet(), tolerance);
    }
    if (c.has("solve_x")) {
      Tensor b = c.expected("rhs");
      c.close("solve_x", Linalg.solve(a, b), tolerance);
      Tensor l = Linalg.cholesky(a);
      c.within(
          "choleskySolve",
          LinalgCase.relative(c.expected("solve_x"), Linalg.choleskySolve(l, b)),
          tolerance);
    }
    if (c.has("sqrtm")) {
      c.close("sqrtm", MatrixFunctions.sqrt(a), tolerance);
    }
    roots(c, a, w);
  }

  private static double condition(Tensor w, double ridge) {
    Tensor magnitudes = w.abs();
    return (magnitudes.max().item() + ridge) / (Math.max(0, w.min().item()) + ridge);
  }

  /** invroot_P, and ridge_E_invroot_P with E added to the diagonal. */
  private static void roots(LinalgCase c, Tensor a, Tensor w) {
    for (Map.Entry<String, Tensor> root : c.golden.startingWith("invroot_").entrySet()) {
      int p = Integer.parseInt(root.getKey());
      c.close("invroot_" + p, MatrixFunctions.inverseRoot(a, p), conditioned(condition(w, 0)));
    }
    for (String key : c.golden.startingWith("ridge_").keySet()) {
      String[] parts = key.split("_invroot_");
      double ridge = Double.parseDouble(parts[0]);
      Tensor got = MatrixFunctions.inverseRoot(a, Integer.parseInt(parts[1]), ridge);
      c.close("ridge_" + key, got, conditioned(condition(w, ridge)));
    }
  }

  // ---- the rest

  /** What NumPy refuses we refuse; NaN gives NaN or an error, never numbers. */
  static void impossible(LinalgCase c) {
    Tensor a = c.in(0);
    Tensor b = Tensor.ones(DType.F64, a.size(0));
    @SuppressWarnings("unchecked")
    Map<String, String> expect = (Map<String, String>) c.golden.attributes().get("expect");
    expect.forEach((op, outcome) -> {
      Supplier<Tensor> call = switch (op) {
        case "cholesky" -> () -> Linalg.cholesky(a);
        case "inv" -> () -> Linalg.inv(a);
        case "solve" -> () -> Linalg.solve(a, b);
        default -> throw new IllegalArgumentException("unknown operation " + op);
      };
      String got = outcome(call);
      boolean fits = outcome.startsWith("LinAlgError")
          ? got.equals("error")
          : outcome.equals("returns") ? got.equals("finite") : !got.equals("finite");
      c.holds(op + ": " + got + " where NumPy " + outcome, fits);
    });
  }

  private static String outcome(Supplier<Tensor> call) {
    try {
      Tensor x = call.get();
      return x.sub(x).sum().item() == 0 ? "finite" : "not finite";
    } catch (LinalgException e) {
      return "error";
    }
  }

  /** out: in0 in0' + in1 in1';  down: in0 in0' - 0.1 in1 in1'. */
  static void choleskyUpdate(LinalgCase c) {
    Tensor l = c.in(0);
    Tensor x = c.in(1);
    c.close("out", Linalg.choleskyUpdate(l, x, 1), VALUES);
    if (c.has("down")) {
      c.close("down", Linalg.choleskyUpdate(l, x.mul(Math.sqrt(0.1)), -1), VALUES);
    }
  }

  static void triangular(LinalgCase c) {
    Tensor t = c.in(0);
    Tensor b = c.in(1);
    c.close("lower", Linalg.solveTriangular(t, b, true), VALUES);
    c.close("lower_trans", Linalg.solveTriangular(t.transpose(), b, false), VALUES);
    // The upper triangle that is meant is the transpose of the lower one.
    c.close("upper", Linalg.solveTriangular(t.transpose(), b, false), VALUES);
  }
}
